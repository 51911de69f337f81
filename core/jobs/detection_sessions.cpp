// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/detection_sessions.h"

#include "core/detect/capacity_plan.h"
#include "core/detect/outcome_block.h"
#include "core/io/box_files.h"

#include <algorithm>
#include <iterator>

namespace cobench::jobs {

namespace {

constexpr std::size_t kMostListed = 10; // in a message

} // namespace

std::vector<std::string> lossTexts(const detect::PipelineResult& result)
{
    std::vector<std::string> texts;
    for (const detect::DeviceLoss& loss : result.losses)
        texts.push_back(result.figures.devices[loss.device].name + " was lost after " + detect::secondsText(loss.at)
            + ": " + describe(loss.reason));
    return texts;
}

Result<std::vector<StoredSession>> listSessions(const store::Project& project)
{
    auto entries = project.sessions();
    if (!entries)
        return std::move(entries).error();
    std::vector<StoredSession> sessions;
    for (store::SessionEntry& entry : *entries) {
        auto record = detect::parseSession(entry.record);
        if (!record) {
            Error error = std::move(record).error();
            error.subject = project.path().string();
            error.place = "session " + std::to_string(entry.id.value);
            return error;
        }
        sessions.push_back({.entry = std::move(entry), .record = *std::move(record)});
    }
    return sessions;
}

Result<StoredSession> findSession(const store::Project& project, const std::string& text)
{
    auto sessions = listSessions(project);
    if (!sessions)
        return std::move(sessions).error();
    const auto isAsked = [&](const StoredSession& one) { return std::to_string(one.entry.id.value) == text; };
    const auto isNamed = [&](const StoredSession& one) { return one.entry.name == text; };
    if (const auto found = std::ranges::find_if(*sessions, isAsked); found != sessions->end())
        return *found;
    if (const auto found = std::find_if(sessions->rbegin(), sessions->rend(), isNamed); found != sessions->rend())
        return *found;
    std::string known;
    for (std::size_t place = 0; place < std::min(sessions->size(), kMostListed); ++place)
        known += (known.empty() ? "" : ", ") + std::to_string((*sessions)[place].entry.id.value);
    return Error{.code = ErrorCode::NotFound,
        .subject = project.path().string(),
        .detail = "has no detection session " + text,
        .cure = known.empty() ? "detect run --project stores one" : "one of " + known};
}

Result<std::vector<detect::Outcome>> readOutcomes(const store::Project& project, const StoredSession& session)
{
    std::vector<detect::Outcome> outcomes;
    const auto read = project.readSession(session.entry.id, [&](std::string_view block) -> Result<void> {
        return detect::unpackOutcomes(block, session.record.figures.devices.size(), outcomes);
    });
    if (!read)
        return read.error();
    for (std::size_t place = 0; place < outcomes.size(); ++place)
        if (outcomes[place].number != place)
            return Error{.code = ErrorCode::Corrupt,
                .subject = project.path().string(),
                .detail = "the frames of the session do not follow each other"};
    if (outcomes.size() != session.entry.frames)
        return Error{.code = ErrorCode::Corrupt,
            .subject = project.path().string(),
            .detail = "frames of the session are missing"};
    return outcomes;
}

Result<detect::Emulation> measuredDevice(const store::Project& project, const StoredSession& session)
{
    const auto outcomes = readOutcomes(project, session);
    if (!outcomes)
        return outcomes.error();
    const std::vector<double> times = detect::serviceTimes(*outcomes);
    if (times.empty())
        return Error{.code = ErrorCode::Empty,
            .subject = "session " + std::to_string(session.entry.id.value),
            .detail = "no device of it processed a frame"};
    return detect::emulationOf(times);
}

Result<detect::LostAccuracy> lostAccuracy(const store::Project& project,
    const StoredSession& session,
    const StoredSession& reference,
    const std::filesystem::path& truth,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto boxes = io::readBoxes(truth, io::BoxRole::Truth, progress, cancel);
    if (!boxes)
        return boxes.error();
    const auto outcomes = readOutcomes(project, session);
    if (!outcomes)
        return outcomes.error();
    const auto all = readOutcomes(project, reference);
    if (!all)
        return all.error();
    std::vector<detect::FrameFate> fates;
    std::ranges::transform(*outcomes, std::back_inserter(fates), detect::fateOf);
    return detect::lostAccuracy(*boxes, detect::shownTable(*outcomes), detect::foundTable(*all), fates, cancel);
}

} // namespace cobench::jobs
