// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_follower.h"

#include "core/jobs/take_in_sessions.h"

#include <chrono>
#include <thread>
#include <utility>

namespace cobench::ui {

namespace {

constexpr std::chrono::milliseconds kLookPeriod{25};
constexpr std::chrono::seconds kAskAgain{1};
constexpr std::chrono::seconds kFarewell{10}; // from a run's end to that of its process

} // namespace

EdgeFollower::EdgeFollower(const EdgeJob& job, jobs::SpoolReader reader, std::unique_ptr<engine::Client> client)
    : m_job(job)
    , m_reader(std::move(reader))
    , m_client(std::move(client))
    , m_pictures(engine::livePicturePath(job.spool))
{
}

Result<jobs::SessionEnd> EdgeFollower::follow(Progress& progress, const CancelToken& cancel)
{
    read(progress); // what an earlier window saw, which is no measure of speed
    const std::uint64_t frames = m_job.request.pipeline.maxFrames;
    progress.beginStage("Detecting", frames > m_frames ? frames - m_frames : 0);
    while (!m_job.ties->isLeft) {
        const bool goesOn = m_reader.isBeingWritten() && !m_reader.isDamaged();
        read(progress);
        if (m_end || !goesOn) {
            waitForTheFile();
            look();
            m_job.feed->tellLastFigures(); // of a run without an end they are all there is
            return m_end ? Result(*std::move(m_end)) : jobs::interrupted();
        }
        look();
        pass(cancel);
        std::this_thread::sleep_for(kLookPeriod);
    }
    return cancelled();
}

void EdgeFollower::read(Progress& progress)
{
    while (!m_end && !m_job.ties->isLeft) {
        auto record = m_reader.next();
        if (!record || !*record)
            return;
        take(**std::move(record), progress);
    }
}

void EdgeFollower::take(jobs::SpoolRecord record, Progress& progress)
{
    if (const auto* outcomes = std::get_if<std::vector<detect::Outcome>>(&record)) {
        for (const detect::Outcome& outcome : *outcomes)
            m_job.feed->note(outcome);
        m_newest = outcomes->back();
        m_frames += outcomes->size();
        progress.advance(outcomes->size());
    } else if (const auto* events = std::get_if<std::vector<detect::RunEvent>>(&record)) {
        for (const detect::RunEvent& event : *events)
            m_job.feed->take(event);
    } else if (const auto* refusal = std::get_if<jobs::DeviceRefusal>(&record)) {
        m_job.feed->refuse(refusal->why);
    } else if (const auto* pause = std::get_if<jobs::PauseChange>(&record)) {
        m_job.feed->setPaused(pause->isPaused);
    } else if (const auto* links = std::get_if<jobs::LinkNews>(&record)) {
        m_job.feed->tellLinks(links->lines);
    } else if (auto* end = std::get_if<jobs::SessionEnd>(&record)) {
        m_end = std::move(*end);
    }
}

/// The newest frame, of sources without pictures as well.
void EdgeFollower::look()
{
    m_job.feed->tellFigures();
    const auto newest = std::exchange(m_newest, std::nullopt);
    if (auto pictured = m_pictures.take(m_reader.devices()))
        m_job.feed->show(*pictured);
    else if (newest && !m_pictures.hasSeen())
        m_job.feed->show(*newest);
}

void EdgeFollower::pass(const CancelToken& cancel)
{
    for (const std::string& text : m_job.steering->take()) {
        if (m_job.ties->isLeft)
            return;
        if (!steer(text) && (text == "pause" || text == "resume"))
            m_job.feed->setPaused(text == "resume"); // as it was
    }
    const auto now = std::chrono::steady_clock::now();
    if (m_isStopping || now < m_nextStop || !cancel.isCancelled())
        return;
    if (m_job.ties->isLeft) // which a window that goes says before it cancels
        return;
    m_isStopping = steer("cancel");
    m_nextStop = now + kAskAgain;
}

/// Whether it got there.
bool EdgeFollower::steer(const std::string& text)
{
    if (!m_client && m_job.connect)
        if (auto client = m_job.connect())
            m_client = *std::move(client);
    const auto steered = m_client ? m_client->steerDetection(m_job.spool, text)
                                  : Error{.code = ErrorCode::Disconnected,
                                      .subject = "background engine",
                                      .detail = "cannot be reached, and the run goes on without it"};
    if (!steered)
        m_job.feed->refuse(describe(steered.error()));
    return steered.ok();
}

/// Until its process has let go of it, so that the project can have it.
void EdgeFollower::waitForTheFile() const
{
    const auto end = std::chrono::steady_clock::now() + kFarewell;
    while (m_reader.isBeingWritten() && !m_job.ties->isLeft && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

} // namespace cobench::ui
