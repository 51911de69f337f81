// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/event_file.h"

#include "core/common/checksums.h"
#include "core/io/bounded_reader.h"
#include "core/runs/crc32c.h"
#include "core/runs/proto_reader.h"

namespace cobench::runs {

namespace {

constexpr std::size_t kMaxTag = 1024;
constexpr int kRecordsPerLook = 4096; // at the cancel token

// Fields of event.proto, summary.proto and tensor.proto.
namespace event_field {
constexpr std::uint32_t kWallTime = 1;
constexpr std::uint32_t kStep = 2;
constexpr std::uint32_t kSummary = 5;
} // namespace event_field
namespace summary_field {
constexpr std::uint32_t kValue = 1;
}
namespace value_field {
constexpr std::uint32_t kTag = 1;
constexpr std::uint32_t kSimpleValue = 2;
constexpr std::uint32_t kTensor = 8;
} // namespace value_field
namespace tensor_field {
constexpr std::uint32_t kType = 1;
constexpr std::uint32_t kContent = 4;
constexpr std::uint32_t kFloats = 5;
constexpr std::uint32_t kDoubles = 6;
} // namespace tensor_field
constexpr std::uint64_t kFloatType = 1; // DT_FLOAT
constexpr std::uint64_t kDoubleType = 2; // DT_DOUBLE

/// Of a tensor of one number; nothing for any other.
std::optional<double> numberOf(std::span<const std::byte> tensor)
{
    std::uint64_t type = 0;
    std::span<const std::byte> bytes;
    ProtoReader reader(tensor);
    while (const auto field = reader.next()) {
        if (field->number == tensor_field::kType)
            type = field->integer;
        else if (field->number == tensor_field::kContent || field->number == tensor_field::kFloats
            || field->number == tensor_field::kDoubles)
            bytes = field->bytes;
    }
    const ProtoReader::Field number{.bytes = bytes};
    if (type == kFloatType && bytes.size() == sizeof(float))
        return number.fixed<float>();
    if (type == kDoubleType && bytes.size() == sizeof(double))
        return number.fixed<double>();
    return std::nullopt;
}

void addValue(std::span<const std::byte> value, store::ScalarRow row, std::vector<store::ScalarRow>& scalars)
{
    std::optional<double> number;
    ProtoReader reader(value);
    while (const auto field = reader.next()) {
        if (field->number == value_field::kTag)
            row.tag = field->text().substr(0, kMaxTag);
        else if (field->number == value_field::kSimpleValue && field->bytes.size() == sizeof(float))
            number = field->fixed<float>();
        else if (field->number == value_field::kTensor)
            number = numberOf(field->bytes);
    }
    if (!number || row.tag.empty() || reader.isDamaged())
        return;
    row.value = *number;
    scalars.push_back(std::move(row));
}

/// False when the record is no event.
bool addEvent(std::span<const std::byte> event, std::uint32_t attempt, std::vector<store::ScalarRow>& scalars)
{
    store::ScalarRow row{.attempt = attempt};
    std::vector<std::span<const std::byte>> summaries;
    ProtoReader reader(event);
    while (const auto field = reader.next()) {
        if (field->number == event_field::kWallTime)
            row.time = field->fixed<double>();
        else if (field->number == event_field::kStep)
            row.step = field->integer > std::uint64_t{1} << 62 ? 0 : field->integer; // negative ones, too
        else if (field->number == event_field::kSummary)
            summaries.push_back(field->bytes);
    }
    for (const auto summary : summaries) {
        ProtoReader values(summary);
        while (const auto value = values.next())
            if (value->number == summary_field::kValue)
                addValue(value->bytes, row, scalars);
    }
    return !reader.isDamaged();
}

bool matches(std::uint32_t stored, std::span<const std::byte> bytes)
{
    return !kVerifiesChecksums || stored == maskedCrc32c(bytes);
}

} // namespace

Result<std::vector<Warning>> readEventFile(std::span<const std::byte> file,
    const std::string& name,
    std::uint32_t attempt,
    std::vector<store::ScalarRow>& scalars,
    const CancelToken& cancel)
{
    std::vector<Warning> warnings;
    std::size_t damaged = 0;
    std::uint64_t record = 0;
    const auto place = [&] { return "record " + std::to_string(record); };
    io::BoundedReader reader(file);
    for (; reader.remaining() > 0; ++record) {
        if (record % kRecordsPerLook == 0 && cancel.isCancelled())
            return cancelled();
        const auto lengthBytes = reader.take(8);
        const auto lengthCrc = reader.number<std::uint32_t>();
        std::uint64_t length = 0;
        if (!reader.failed())
            std::memcpy(&length, lengthBytes.data(), sizeof length);
        if (!reader.failed() && !matches(lengthCrc, lengthBytes)) {
            if (record == 0)
                return Error{.code = ErrorCode::Corrupt,
                    .subject = name,
                    .place = place(),
                    .detail = "is no TensorBoard event record: its length does not match its checksum",
                    .cure = "choose a file that TensorBoard's writer made (…tfevents…)"};
            warnings.push_back({.subject = name,
                .place = place(),
                .detail = "its length is damaged, so nothing after it can be read"});
            break;
        }
        const auto content = reader.take(length);
        const auto contentCrc = reader.number<std::uint32_t>();
        if (reader.failed()) {
            warnings.push_back({.subject = name,
                .place = place(),
                .detail = "the file ends inside of it: it is still being written, or was cut off"});
            break;
        }
        if (!matches(contentCrc, content) || !addEvent(content, attempt, scalars))
            ++damaged;
    }
    if (damaged > 0)
        warnings.push_back(
            {.subject = name, .place = {}, .detail = std::to_string(damaged) + " damaged records were left out"});
    return warnings;
}

} // namespace cobench::runs
