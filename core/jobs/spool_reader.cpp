// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/spool_reader.h"

#include "core/detect/outcome_block.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace cobench::jobs {

namespace {

struct RawRecord {
    SpoolPrefix prefix;
    std::string content;
};

Error corrupt(const std::filesystem::path& path)
{
    return {.code = ErrorCode::Corrupt, .subject = path.string(), .detail = "is no file of a detection session"};
}

/// Nothing where it is not there in full; never more memory than the file has bytes.
Result<std::optional<RawRecord>> rawRecord(const SpoolFile& file, std::uint64_t offset)
{
    RawRecord record;
    const auto bytes = file.read(offset, sizeof record.prefix);
    if (!bytes)
        return bytes.error();
    if (bytes->size() < sizeof record.prefix)
        return std::optional<RawRecord>();
    std::memcpy(&record.prefix, bytes->data(), sizeof record.prefix);
    if (record.prefix.size > kMostSpoolContent)
        return corrupt(file.path());
    const std::uint64_t begin = offset + sizeof record.prefix;
    if (begin + record.prefix.size > file.size())
        return std::optional<RawRecord>();
    auto content = file.read(begin, record.prefix.size);
    if (!content)
        return std::move(content).error();
    record.content = *std::move(content);
    if (!isIntact(record.prefix, record.content))
        return corrupt(file.path());
    return std::optional(std::move(record));
}

} // namespace

Result<SpoolReader> SpoolReader::open(const std::filesystem::path& path)
{
    auto file = SpoolFile::open(path, SpoolFile::Mode::Read);
    if (!file)
        return std::move(file).error();
    const auto start = file->read(0, kSpoolStart.size());
    if (!start)
        return start.error();
    const auto record = rawRecord(*file, kSpoolStart.size());
    if (!record)
        return record.error();
    if (*start != kSpoolStart || !*record
        || (*record)->prefix.kind != static_cast<std::uint32_t>(SpoolKind::Header))
        return corrupt(path);
    auto header = parseHeader((*record)->content);
    if (!header)
        return corrupt(path);
    const std::uint64_t offset = kSpoolStart.size() + sizeof(SpoolPrefix) + (*record)->content.size();
    return SpoolReader(*std::move(file), *std::move(header), offset);
}

Result<std::optional<SpoolRecord>> SpoolReader::next()
{
    if (m_isDamaged)
        return std::optional<SpoolRecord>();
    auto raw = rawRecord(m_file, m_offset);
    if (raw && !*raw)
        return std::optional<SpoolRecord>();
    if (!raw && raw.error().code != ErrorCode::Corrupt)
        return std::move(raw).error();
    auto record = raw ? decode(static_cast<SpoolKind>((*raw)->prefix.kind), (*raw)->content)
                      : Result<SpoolRecord>(raw.error());
    m_isDamaged = !record.ok();
    if (m_isDamaged)
        return std::optional<SpoolRecord>();
    m_offset += sizeof(SpoolPrefix) + (*raw)->content.size();
    return std::optional(*std::move(record));
}

Result<SpoolRecord> SpoolReader::decode(SpoolKind kind, const std::string& content)
{
    const auto asRecord = [](auto decoded) {
        return decoded ? Result<SpoolRecord>(*std::move(decoded)) : Result<SpoolRecord>(std::move(decoded).error());
    };
    switch (kind) {
    case SpoolKind::Outcomes:
        return asRecord(decodeOutcomes(content));
    case SpoolKind::Events: {
        auto events = detect::parseEvents(content);
        if (events)
            m_devices += static_cast<std::size_t>(
                std::ranges::count(*events, detect::RunEvent::Kind::DeviceAdded, &detect::RunEvent::kind));
        return asRecord(std::move(events));
    }
    case SpoolKind::Refusal:
        return SpoolRecord(DeviceRefusal{content});
    case SpoolKind::Pause:
        return SpoolRecord(PauseChange{content == "1"});
    case SpoolKind::Links:
        return SpoolRecord(LinkNews{content});
    case SpoolKind::End:
        return asRecord(parseEnd(content));
    case SpoolKind::Header:
        break;
    }
    return corrupt(m_file.path());
}

Result<std::vector<detect::Outcome>> SpoolReader::decodeOutcomes(const std::string& content)
{
    std::vector<detect::Outcome> outcomes;
    if (auto unpacked = detect::unpackOutcomes(content, m_devices, outcomes); !unpacked)
        return std::move(unpacked).error();
    if (outcomes.empty() || outcomes.front().number != m_frames)
        return corrupt(m_file.path());
    m_frames += outcomes.size();
    return outcomes;
}

Result<std::vector<detect::Outcome>> readSpool(const std::filesystem::path& path)
{
    auto reader = SpoolReader::open(path);
    if (!reader)
        return std::move(reader).error();
    std::vector<detect::Outcome> all;
    for (;;) {
        auto record = reader->next();
        if (!record)
            return std::move(record).error();
        if (!*record)
            return all;
        if (auto* outcomes = std::get_if<std::vector<detect::Outcome>>(&**record))
            std::ranges::move(*outcomes, std::back_inserter(all));
    }
}

} // namespace cobench::jobs
