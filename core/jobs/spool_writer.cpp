// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/spool_writer.h"

#include "core/detect/outcome_block.h"
#include "core/jobs/spool_reader.h"

namespace cobench::jobs {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kWritePeriod{100};
constexpr std::chrono::milliseconds kSyncPeriod{250};
constexpr std::chrono::seconds kLastPatience{5};
constexpr std::size_t kMostUnwritten = 16U << 20; // bytes

} // namespace

Result<std::unique_ptr<SpoolWriter>> SpoolWriter::open(const std::filesystem::path& path)
{
    auto file = SpoolFile::open(path, SpoolFile::Mode::Write);
    if (!file)
        return std::move(file).error();
    if (auto locked = file->lock(); !locked)
        return std::move(locked).error();
    auto reader = SpoolReader::open(path);
    if (!reader)
        return std::move(reader).error();
    const auto first = reader->next();
    if (!first || *first || reader->isDamaged())
        return Error{.code = ErrorCode::Conflict, .subject = path.string(), .detail = "belongs to another run"};
    return std::unique_ptr<SpoolWriter>(new SpoolWriter(*std::move(file), reader->header()));
}

SpoolWriter::SpoolWriter(SpoolFile file, SpoolHeader header)
    : m_file(std::move(file))
    , m_header(std::move(header))
    , m_thread([this](const std::stop_token& stop) { keepWriting(stop); })
{
}

SpoolWriter::~SpoolWriter()
{
    m_thread = {};
    (void)write(true); // nobody is left to be told
}

void SpoolWriter::take(const detect::Outcome& outcome)
{
    bool isMuch = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lost)
            return;
        m_waiting.push_back(outcome);
        m_waiting.back().picture = nullptr;
        m_waitingBoxes += detect::storedBoxes(outcome);
        isMuch = m_waiting.size() >= detect::kBlockFrames || m_waitingBoxes >= detect::kBlockBoxes;
    }
    if (isMuch)
        (void)write(false); // what goes wrong is told at the end
}

void SpoolWriter::take(const detect::RunEvent& event)
{
    addRecord(SpoolKind::Events, detect::formatEvents({event}));
}

void SpoolWriter::refuse(const std::string& why)
{
    addRecord(SpoolKind::Refusal, why);
}

void SpoolWriter::setPaused(bool isPaused)
{
    addRecord(SpoolKind::Pause, isPaused ? "1" : "0");
}

void SpoolWriter::tellLinks(const std::string& lines)
{
    addRecord(SpoolKind::Links, lines);
}

void SpoolWriter::addRecord(SpoolKind kind, const std::string& content)
{
    const std::lock_guard lock(m_mutex);
    if (m_lost)
        return;
    packWaiting();
    m_records += spoolRecord(kind, content);
}

void SpoolWriter::packWaiting()
{
    if (!m_waiting.empty())
        m_records += spoolRecord(SpoolKind::Outcomes, detect::packOutcomes(m_waiting));
    m_waiting.clear();
    m_waitingBoxes = 0;
}

void SpoolWriter::keepWriting(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_wake.wait_for(lock, stop, kWritePeriod, [] { return false; });
        lock.unlock();
        (void)write(false);
        lock.lock();
    }
}

Result<void> SpoolWriter::write(bool isToLast)
{
    const std::lock_guard fileLock(m_fileMutex);
    {
        const std::lock_guard lock(m_mutex);
        if (m_lost)
            return *m_lost;
        packWaiting();
        m_unwritten += m_records;
        m_records.clear();
    }
    if (!m_unwritten.empty()) {
        if (auto written = m_file.append(m_unwritten); !written) {
            if (m_unwritten.size() > kMostUnwritten || written.error().code != ErrorCode::DiskFull)
                return lose(std::move(written).error());
            return written;
        }
        m_unwritten.clear();
        m_isUnsynced = true;
    }
    const auto now = Clock::now();
    if (!m_isUnsynced || (!isToLast && now - m_synced < kSyncPeriod))
        return {};
    if (auto synced = m_file.sync(); !synced) // the system tells that once
        return lose(std::move(synced).error());
    m_isUnsynced = false;
    m_synced = now;
    return {};
}

/// What was not written, and all that comes.
Error SpoolWriter::lose(Error error)
{
    m_unwritten = {};
    const std::lock_guard lock(m_mutex);
    m_waiting = {};
    m_records = {};
    return m_lost.emplace(std::move(error));
}

Result<void> SpoolWriter::flush()
{
    return write(false);
}

Result<void> SpoolWriter::end(const SessionEnd& end)
{
    addRecord(SpoolKind::End, formatEnd(end));
    const auto patience = Clock::now() + kLastPatience;
    auto written = write(true);
    while (!written && written.error().code == ErrorCode::DiskFull && Clock::now() < patience) {
        std::this_thread::sleep_for(kWritePeriod);
        written = write(true);
    }
    if (!written)
        tellWhy(end, written.error());
    return written;
}

void SpoolWriter::tellWhy(SessionEnd end, const Error& error)
{
    detect::endBy(error, end.record);
    const std::lock_guard fileLock(m_fileMutex);
    lose(error);
    if (m_file.appendLast(spoolRecord(SpoolKind::End, formatEnd(end))))
        (void)m_file.sync(); // nobody is left to be told
}

} // namespace cobench::jobs
