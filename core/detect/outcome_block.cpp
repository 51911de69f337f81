// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/outcome_block.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace cobench::detect {

namespace {

static_assert(std::endian::native == std::endian::little, "blocks are little-endian");

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kProcessed = 0xFF; // in place of a cause
constexpr std::uint32_t kNoBoxes = 0xFFFFFFFF; // in place of their number
constexpr std::uint32_t kSameBoxes = 0xFFFFFFFE; // those of the frame before
constexpr std::size_t kBoxBytes = 5 * sizeof(double) + sizeof(std::int64_t);

template <typename T>
void put(std::string& bytes, T value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put(std::string& bytes, Time time)
{
    put(bytes, std::int64_t{time.count()});
}

class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_rest(bytes)
    {
    }

    template <typename T>
    bool take(T& value)
    {
        if (m_rest.size() < sizeof value)
            return false;
        std::memcpy(&value, m_rest.data(), sizeof value);
        m_rest.remove_prefix(sizeof value);
        return true;
    }
    bool take(Time& time)
    {
        std::int64_t count = 0;
        const bool isThere = take(count);
        time = Time(count);
        return isThere;
    }
    std::size_t left() const { return m_rest.size(); }

private:
    std::string_view m_rest;
};

using SharedBoxes = std::shared_ptr<const data::Detections>;

void putBoxes(std::string& bytes, const SharedBoxes& boxes, const SharedBoxes& before)
{
    if (!boxes)
        return put(bytes, kNoBoxes);
    if (boxes == before)
        return put(bytes, kSameBoxes);
    put(bytes, static_cast<std::uint32_t>(boxes->size()));
    for (const data::Detection& found : *boxes) {
        for (const double value : {found.box.x, found.box.y, found.box.width, found.box.height, found.score})
            put(bytes, value);
        put(bytes, std::int64_t{found.classIndex});
    }
}

std::optional<SharedBoxes> takeBoxes(Reader& reader, const SharedBoxes& before)
{
    std::uint32_t number = 0;
    if (!reader.take(number))
        return std::nullopt;
    if (number == kNoBoxes)
        return SharedBoxes();
    if (number == kSameBoxes)
        return before ? std::optional(before) : std::nullopt;
    if (number > reader.left() / kBoxBytes)
        return std::nullopt;
    data::Detections boxes(number);
    for (data::Detection& found : boxes) {
        std::int64_t classIndex = 0;
        for (double* value : {&found.box.x, &found.box.y, &found.box.width, &found.box.height, &found.score})
            if (!reader.take(*value) || !std::isfinite(*value))
                return std::nullopt;
        if (!reader.take(classIndex) || classIndex < data::kUnknownClass || classIndex > 0xFFFF)
            return std::nullopt;
        found.classIndex = static_cast<std::int32_t>(classIndex);
    }
    return std::make_shared<const data::Detections>(std::move(boxes));
}

bool takeOutcome(Reader& reader, std::size_t devices, const SharedBoxes& before, Outcome& outcome)
{
    std::uint8_t cause = 0;
    std::uint32_t device = 0;
    if (!reader.take(cause) || !reader.take(device) || !reader.take(outcome.captured)
        || !reader.take(outcome.started) || !reader.take(outcome.finished) || !reader.take(outcome.released)
        || !reader.take(outcome.boxesOf) || !reader.take(outcome.boxesCaptured))
        return false;
    auto boxes = takeBoxes(reader, before);
    if (!boxes || (cause != kProcessed && cause >= kDropCauses) || outcome.boxesOf > outcome.number
        || (cause == kProcessed && (device >= devices || !*boxes)))
        return false;
    outcome.device = device;
    if (cause != kProcessed)
        outcome.dropped = static_cast<DropCause>(cause);
    outcome.boxes = std::move(*boxes);
    return true;
}

} // namespace

std::string packOutcomes(std::span<const Outcome> outcomes)
{
    std::string bytes;
    put(bytes, kVersion);
    put(bytes, outcomes.empty() ? FrameNumber{0} : outcomes.front().number);
    put(bytes, static_cast<std::uint32_t>(outcomes.size()));
    SharedBoxes before;
    for (const Outcome& outcome : outcomes) {
        put(bytes, outcome.dropped ? static_cast<std::uint8_t>(*outcome.dropped) : kProcessed);
        put(bytes, static_cast<std::uint32_t>(outcome.device));
        for (const Time time : {outcome.captured, outcome.started, outcome.finished, outcome.released})
            put(bytes, time);
        put(bytes, outcome.boxesOf);
        put(bytes, outcome.boxesCaptured);
        putBoxes(bytes, outcome.boxes, before);
        before = outcome.boxes;
    }
    return bytes;
}

Result<void> unpackOutcomes(std::string_view block, std::size_t devices, std::vector<Outcome>& outcomes)
{
    const Error corrupt{.code = ErrorCode::Corrupt, .detail = "frames of the session cannot be read"};
    Reader reader(block);
    std::uint8_t version = 0;
    FrameNumber number = 0;
    std::uint32_t frames = 0;
    if (!reader.take(version) || version != kVersion || !reader.take(number) || !reader.take(frames))
        return corrupt;
    const std::size_t had = outcomes.size();
    SharedBoxes before;
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
        Outcome outcome{.number = number + frame};
        if (!takeOutcome(reader, devices, before, outcome)) {
            outcomes.resize(had);
            return corrupt;
        }
        before = outcome.boxes;
        outcomes.push_back(std::move(outcome));
    }
    if (reader.left() == 0)
        return {};
    outcomes.resize(had);
    return corrupt;
}

} // namespace cobench::detect
