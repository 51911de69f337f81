// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_job.h"

#include "core/common/caught.h"
#include "core/jobs/detection_sessions.h"

#include <cassert>
#include <cstdio>

namespace cobench::engine {

namespace {

std::string linkText(const std::string& device, const LinkFigures& link)
{
    char figures[160] = {};
    const std::string picture
        = link.quality > 0 ? "JPEG of quality " + std::to_string(link.quality) : std::string("raw pixels");
    std::snprintf(figures,
        sizeof figures,
        ": %.3f MB/s sent as %s, round trip p50 %.1f ms, service there p50 %.1f ms, link lost %llu times",
        1e-6 * link.bytesPerSecond,
        picture.c_str(),
        1e3 * link.roundTrip50,
        1e3 * link.service50,
        static_cast<unsigned long long>(link.losses));
    return device + figures;
}

std::vector<std::string> linkTexts(
    const DetectionRequest& request, const std::vector<std::optional<LinkFigures>>& links)
{
    std::vector<std::string> texts;
    for (std::size_t device = 0; device < links.size(); ++device)
        if (const auto& link = links[device])
            texts.push_back(linkText(deviceName(request.devices[device], device), *link));
    return texts;
}

} // namespace

DetectionJob::DetectionJob(DetectionRequest request,
    jobs::SessionJudges judges,
    std::unique_ptr<jobs::SpoolWriter> spool,
    DetectionWatch watch)
    : m_request(std::move(request))
    , m_judges(std::move(judges))
    , m_spool(std::move(spool))
    , m_watch(std::move(watch))
    , m_figures(deviceNames(m_request.devices))
{
    m_request.pipeline.onEvent = [this](const detect::RunEvent& event) { take(event); };
    m_request.onLinks = [this](const auto& links) { takeLinks(links); };
}

jobs::SessionEnd DetectionJob::run(Progress& progress, const CancelToken& cancel)
{
    m_summary = caught([&] {
        return runDetection(m_request, progress, cancel, [this](const detect::Outcome& outcome) { take(outcome); });
    });
    jobs::SessionEnd end = endOf();
    if (!m_spool)
        return end;
    const auto judged = caught([&]() -> Result<void> {
        if (m_summary && m_spool->flush())
            jobs::judgeSession(m_spool->path(), m_judges, end, progress, cancel);
        return {};
    });
    if (!judged)
        end.truthProblem = end.referenceProblem = describe(judged.error());
    if (const auto written = m_spool->end(end); !written)
        detect::endBy(written.error(), end.record);
    return end;
}

jobs::SessionEnd DetectionJob::endOf() const
{
    jobs::SessionEnd end;
    detect::SessionRecord& record = end.record;
    if (m_spool) {
        record.settings = m_spool->header().settings;
        record.isReference = m_spool->header().isReference;
    }
    record.events = m_events;
    if (m_summary) {
        record.figures = m_summary->result.figures;
        record.longestQueue = m_summary->result.longestQueue;
        record.rate = m_summary->rate;
        record.losses = jobs::lossTexts(m_summary->result);
        end.links = linkTexts(m_request, m_summary->links);
        return end;
    }
    record.figures = m_figures.figures();
    detect::endBy(m_summary.error(), record);
    return end;
}

void DetectionJob::take(const detect::Outcome& outcome)
{
    m_figures.add(outcome);
    if (m_spool)
        m_spool->take(outcome);
    if (m_watch.onOutcome)
        m_watch.onOutcome(outcome);
}

void DetectionJob::take(const detect::RunEvent& event)
{
    m_events.push_back(event);
    if (event.kind == detect::RunEvent::Kind::DeviceAdded)
        m_figures.addDevice(event.detail);
    if (m_spool)
        m_spool->take(event);
    if (m_watch.onEvent)
        m_watch.onEvent(event);
}

void DetectionJob::takeLinks(const std::vector<std::optional<LinkFigures>>& links)
{
    std::string lines;
    for (const std::string& text : linkTexts(m_request, links))
        lines.append(lines.empty() ? "" : "\n").append(text);
    if (m_spool)
        m_spool->tellLinks(lines);
    if (m_watch.onLinks)
        m_watch.onLinks(lines);
}

Result<void> DetectionJob::steer(const std::string& text)
{
    assert(m_request.pipeline.control);
    if (text == "step")
        return m_request.pipeline.control->step(), Result<void>();
    if (text == "pause" || text == "resume")
        return setPaused(text == "pause"), Result<void>();
    const auto change = detect::parseChange("0:" + text);
    if (!change) {
        refuse(describe(change.error()));
        return change.error();
    }
    if (change->added)
        add(*change->added);
    else
        m_request.pipeline.control->change(change->change);
    return {};
}

void DetectionJob::add(const detect::DeviceSpec& device)
{
    m_starter.post([this, device](Progress&, const CancelToken& cancel) {
        auto started = cancel.isCancelled() ? cancelled() : startAddedDevice(m_request, device);
        if (started)
            m_request.pipeline.control->change(
                {.kind = detect::RunChange::Kind::Add, .added = *std::move(started)});
        else if (!started.error().isCancelled())
            refuse(describe(started.error()));
    });
}

void DetectionJob::setPaused(bool isPaused)
{
    m_request.pipeline.control->setPaused(isPaused);
    if (m_spool)
        m_spool->setPaused(isPaused); // for a window that looks on later
}

void DetectionJob::refuse(const std::string& why)
{
    if (m_spool)
        m_spool->refuse(why);
    if (m_watch.onRefusal)
        m_watch.onRefusal(why);
}

} // namespace cobench::engine
