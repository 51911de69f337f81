// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detector_messages.h"
#include "core/io/box_files.h"
#include "tests/fuzz/fuzz_targets.h"

#include <cstring>
#include <variant>

namespace cobench::fuzz {

namespace {

template <typename Read>
void readRows(Input input, const Read& read)
{
    io::BoxTableBuilder table;
    const io::ReadContext context("input", input.size());
    static_cast<void>(read(table, context));
    require(table.table().rows.size() <= input.size() / 8); // four numbers and what separates them
}

using engine::Frame;

constexpr std::uint32_t kWidth = 64; // of the picture that boxes are said to be in
constexpr std::uint32_t kHeight = 48;

void checkBoxes(const data::Detections& found)
{
    for (const data::Detection& one : found)
        require(engine::isPlausible(one, kWidth, kHeight));
    const auto again = engine::decodeDetections(engine::encodeDetections(found), kWidth, kHeight);
    require(again.ok() && again->size() == found.size());
}

/// As whoever is asked reads it.
void readQuestion(const Frame& frame)
{
    if (const auto first = engine::decodeFirst(frame)) {
        const Frame written = engine::encode(*first);
        const auto again = engine::decodeFirst(written);
        require(again.ok() && again->index() == first->index());
        require(engine::encodeFrame(engine::encode(*again)) == engine::encodeFrame(written));
    }
    if (const auto number = engine::decodeSeek(frame))
        require(engine::decodeSeek(engine::encodeSeek(*number)) == number);
    if (const auto jpeg = engine::decodeJpeg(frame))
        require(engine::decodeJpeg(engine::encodeJpeg(*jpeg))->bytes == jpeg->bytes);
}

/// As whoever asked reads it.
void readAnswer(const Frame& frame)
{
    require(!(engine::isEnd(frame) && engine::isWaiting(frame)));
    require(engine::missedBefore(frame) <= 1000000);
    if (const auto ready = engine::decodeReady(frame))
        require(engine::decodeReady(engine::encode(*ready))->rate == ready->rate);
    if (const auto picture = engine::decodePicture(frame)) {
        require(picture->pixels.size() == std::size_t{picture->width} * picture->height * picture->channels);
        require(engine::decodePicture(engine::encodePicture(*picture))->pixels == picture->pixels);
    }
    if (const auto found = engine::decodeDetections(frame, kWidth, kHeight))
        checkBoxes(*found);
    else
        static_cast<void>(describe(found.error()));
}

/// The input as numbers: edges first, then scores, then classes, of as many boxes as there is room for.
void readColumns(Input input)
{
    constexpr std::size_t kBox = 5 * sizeof(double) + sizeof(std::int32_t);
    const std::size_t count = input.size() / kBox;
    std::vector<double> numbers(5 * count);
    std::vector<std::int32_t> classes(count);
    if (count > 0) {
        std::memcpy(numbers.data(), input.data(), numbers.size() * sizeof(double));
        std::memcpy(classes.data(), input.data() + numbers.size() * sizeof(double), count * sizeof(std::int32_t));
    }
    const std::span<const double> all(numbers);
    const auto found = engine::detectionsOf(
        {.edges = all.first(4 * count), .scores = all.subspan(4 * count), .classes = classes}, kWidth, kHeight);
    if (found)
        checkBoxes(*found);
}

} // namespace

void readDetectorMessages(Input input, const Folder&)
{
    readColumns(input);
    engine::FrameReader reader;
    reader.feed(reinterpret_cast<const char*>(input.data()), input.size());
    for (auto frame = reader.next(); frame && *frame; frame = reader.next()) {
        readQuestion(**frame);
        readAnswer(**frame);
    }
}

void readBoxes(Input input, const Folder&)
{
    const std::string_view text{reinterpret_cast<const char*>(input.data()), input.size()};
    for (const io::BoxRole role : {io::BoxRole::Truth, io::BoxRole::Detections}) {
        readRows(input, [&](auto& table, auto& context) { return io::readMotText(text, role, context, table); });
        readRows(input, [&](auto& table, auto& context) { return io::readCocoJson(text, role, context, table); });
        readRows(
            input, [&](auto& table, auto& context) { return io::readYoloText(text, "f", role, context, table); });
        readRows(input, [&](auto& table, auto& context) { return io::readBoxCsv(text, role, context, table); });
    }
    readRows(input, [&](auto& table, auto& context) { return io::readVocXml(text, "f", context, table); });
}

} // namespace cobench::fuzz
