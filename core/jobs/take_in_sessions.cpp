// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/take_in_sessions.h"

#include "core/detect/outcome_block.h"
#include "core/jobs/spool_reader.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace cobench::jobs {

namespace {

namespace fs = std::filesystem;

using Outcomes = std::vector<detect::Outcome>;
using Events = std::vector<detect::RunEvent>;

constexpr std::chrono::minutes kStarting{1}; // from the file of a run to its process

struct Read {
    SpoolHeader header;
    detect::SessionRecord record;
    detect::FrameNumber frames = 0;
    bool hasBegun = false;
    bool isDamaged = false; // what was behind those frames
};

void collect(const SpoolRecord& one, detect::FigureCollector& figures, Read& read, bool& hasEnded)
{
    if (const auto* outcomes = std::get_if<Outcomes>(&one)) {
        for (const detect::Outcome& outcome : *outcomes)
            figures.add(outcome);
        read.frames += outcomes->size();
    } else if (const auto* events = std::get_if<Events>(&one)) {
        for (const detect::RunEvent& event : *events)
            if (event.kind == detect::RunEvent::Kind::DeviceAdded)
                figures.addDevice(event.detail);
        std::ranges::copy(*events, std::back_inserter(read.record.events));
    } else if (const auto* end = std::get_if<SessionEnd>(&one)) {
        read.record = end->record;
        hasEnded = true;
    }
}

fs::path damagedName(const fs::path& spool)
{
    return spool.string() + ".damaged";
}

Error damaged(const fs::path& spool)
{
    return {.code = ErrorCode::Corrupt,
        .subject = damagedName(spool).string(),
        .detail = "the file of the run is damaged, and kept there",
        .cure = "what comes before the damage is in the project"};
}

Result<Read> readAll(SpoolReader reader)
{
    Read read{.header = reader.header()};
    detect::FigureCollector figures(read.header.devices);
    bool hasEnded = false;
    while (!hasEnded) {
        const auto record = reader.next();
        if (!record)
            return record.error();
        if (!*record)
            break;
        read.hasBegun = true;
        collect(**record, figures, read, hasEnded);
    }
    if (!hasEnded) {
        read.isDamaged = reader.isDamaged();
        read.record.settings = read.header.settings;
        read.record.isReference = read.header.isReference;
        detect::endBy(read.isDamaged ? damaged(reader.path()) : interrupted(), read.record);
    }
    if (read.record.end == detect::SessionRecord::End::Failed)
        read.record.figures = figures.figures(); // of those frames that were written
    read.record.file = reader.path().filename().string();
    return read;
}

/// Gives the frames in blocks of a size that suits the project.
class Blocks
{
public:
    explicit Blocks(SpoolReader reader)
        : m_reader(std::move(reader))
    {
    }

    Result<std::optional<std::string>> next()
    {
        std::size_t boxes = 0;
        while (m_waiting.size() < detect::kBlockFrames && boxes < detect::kBlockBoxes) {
            auto record = m_reader.next();
            if (!record)
                return std::move(record).error();
            if (!*record || std::holds_alternative<SessionEnd>(**record))
                break;
            auto* outcomes = std::get_if<Outcomes>(&**record);
            if (!outcomes)
                continue;
            for (const detect::Outcome& outcome : *outcomes)
                boxes += detect::storedBoxes(outcome);
            std::ranges::move(*outcomes, std::back_inserter(m_waiting));
        }
        if (m_waiting.empty())
            return std::optional<std::string>();
        return std::optional(detect::packOutcomes(std::exchange(m_waiting, {})));
    }

private:
    SpoolReader m_reader;
    Outcomes m_waiting;
};

Result<store::SessionId> add(
    store::Project& project, const fs::path& spool, const Read& read, store::SessionId number)
{
    auto again = SpoolReader::open(spool);
    if (!again)
        return std::move(again).error();
    Blocks blocks(*std::move(again));
    return project.addSession({.id = number,
                                  .name = read.header.name,
                                  .record = detect::formatSession(read.record),
                                  .frames = read.frames},
        [&blocks] { return blocks.next(); });
}

/// By a process that died before it could remove the file.
std::optional<store::SessionId> findTaken(const store::Project& project, const Read& read)
{
    const auto sessions = project.sessions();
    const std::string record = detect::formatSession(read.record);
    if (sessions)
        for (const store::SessionEntry& entry : *sessions)
            if (entry.record == record)
                return entry.id;
    return std::nullopt;
}

Result<std::optional<store::SessionId>> keep(store::Project& project, const fs::path& spool, const Read& read)
{
    if (read.frames == 0)
        return std::optional<store::SessionId>();
    if (const auto taken = findTaken(project, read))
        return taken;
    auto stored = add(project, spool, read, read.header.number);
    if (!stored && stored.error().code == ErrorCode::Conflict)
        stored = add(project, spool, read, store::SessionId());
    return stored ? Result(std::optional(*stored)) : Result<std::optional<store::SessionId>>(stored.error());
}

/// What is damaged is put aside, all else removed.
Result<void> clear(const fs::path& spool, const Read& read)
{
    std::error_code failed;
    if (read.isDamaged)
        fs::rename(spool, damagedName(spool), failed);
    else
        fs::remove(spool, failed);
    return failed ? systemError(failed.value(), spool.string(), "remove") : Result<void>();
}

/// Its run may be about to start.
bool isFresh(const SpoolFile& file, const Read& read)
{
    return !read.hasBegun && file.age() < kStarting;
}

} // namespace

Error interrupted()
{
    return {.code = ErrorCode::Disconnected, .detail = "the run was interrupted: its process ended before it did"};
}

Result<std::optional<store::SessionId>> takeInSession(store::Project& project, const fs::path& spool)
{
    auto file = SpoolFile::open(spool, SpoolFile::Mode::Write);
    if (!file)
        return std::move(file).error();
    if (auto locked = file->lock(); !locked)
        return std::move(locked).error();
    auto reader = SpoolReader::open(spool);
    if (!reader)
        return std::move(reader).error();
    const auto read = readAll(*std::move(reader));
    if (!read)
        return read.error();
    if (isFresh(*file, *read))
        return Error{.code = ErrorCode::Locked, .subject = spool.string(), .detail = "is about to be written"};
    if (read->isDamaged && read->frames == 0)
        return damaged(spool);
    auto kept = keep(project, spool, *read);
    if (!kept)
        return kept;
    if (auto cleared = clear(spool, *read); !cleared)
        return std::move(cleared).error();
    return kept;
}

TakenSessions takeInSessions(store::Project& project, const std::set<fs::path>& butThese)
{
    TakenSessions taken;
    for (const fs::path& spool : spoolsOf(project.path())) {
        if (butThese.contains(spool))
            continue;
        auto added = takeInSession(project, spool);
        if (added && *added)
            taken.added.push_back(**added);
        if (added || added.error().code == ErrorCode::Locked || added.error().code == ErrorCode::NotFound)
            continue;
        std::error_code ignored;
        if (added.error().code == ErrorCode::Corrupt)
            fs::rename(spool, damagedName(spool), ignored);
        taken.problems.push_back(std::move(added).error());
    }
    return taken;
}

std::vector<LiveSession> liveSessions(const fs::path& project)
{
    std::vector<LiveSession> live;
    for (const fs::path& spool : spoolsOf(project))
        if (const auto reader = SpoolReader::open(spool); reader && reader->isBeingWritten())
            live.push_back({.spool = spool, .header = reader->header()});
    return live;
}

} // namespace cobench::jobs
