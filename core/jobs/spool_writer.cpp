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
constexpr std::size_t kBlockFrames = 4096;
constexpr std::size_t kBlockBoxes = 200'000;
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
    , m_thread([this] { keepWriting(); })
{
}

SpoolWriter::~SpoolWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_ending.notify_all();
    m_thread.join();
    (void)write(true); // nobody is left to be told
}

void SpoolWriter::take(const detect::Outcome& outcome)
{
    bool isMuch = false;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(outcome);
        m_waiting.back().picture = nullptr;
        m_waitingBoxes += outcome.boxes && !outcome.dropped ? outcome.boxes->size() : 0;
        isMuch = m_waiting.size() >= kBlockFrames || m_waitingBoxes >= kBlockBoxes;
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

void SpoolWriter::keepWriting()
{
    std::unique_lock lock(m_mutex);
    while (!m_ending.wait_for(lock, kWritePeriod, [this] { return m_isEnding; })) {
        lock.unlock();
        (void)write(false);
        lock.lock();
    }
}

Result<void> SpoolWriter::write(bool isToLast)
{
    const std::lock_guard fileLock(m_fileMutex);
    if (m_lost)
        return *m_lost;
    {
        const std::lock_guard lock(m_mutex);
        packWaiting();
        m_unwritten += m_records;
        m_records.clear();
    }
    if (m_unwritten.empty() && !isToLast)
        return {};
    if (auto written = m_file.append(m_unwritten); !written) {
        if (isToLast || m_unwritten.size() > kMostUnwritten || written.error().code != ErrorCode::DiskFull)
            m_lost = written.error();
        return written;
    }
    m_unwritten.clear();
    const auto now = Clock::now();
    if (!isToLast && now - m_synced < kSyncPeriod)
        return {};
    m_synced = now;
    return m_file.sync();
}

Result<void> SpoolWriter::flush()
{
    return write(false);
}

Result<void> SpoolWriter::end(const SessionEnd& end)
{
    addRecord(SpoolKind::End, formatEnd(end));
    return write(true);
}

} // namespace cobench::jobs
