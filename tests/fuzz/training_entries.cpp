// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"
#include "core/engine/event.h"
#include "core/engine/worker_messages.h"
#include "core/lr/evaluate.h"
#include "core/lr/import_code.h"
#include "core/lr/policy_text.h"
#include "core/train/checkpoint.h"
#include "tests/fuzz/fuzz_targets.h"

#include <cmath>

namespace cobench::fuzz {

namespace {

std::string_view asText(Input input)
{
    return {reinterpret_cast<const char*>(input.data()), input.size()};
}

void readJson(std::string_view text)
{
    if (const auto config = train::configFromJson(text)) {
        const auto again = train::configFromJson(train::toJson(*config));
        require(again.ok() && *again == *config);
        static_cast<void>(train::findProblems(*config));
    }
    if (const auto event = engine::decodeEvent(1, text)) {
        const auto again = engine::decodeEvent(1, engine::encodeEvent(*event));
        require(again.ok() && (*again == *event || std::isnan(event->value)));
    }
}

/// As they come over the socket, in two pieces.
void readStream(Input input)
{
    engine::FrameReader reader;
    const auto* bytes = reinterpret_cast<const char*>(input.data());
    for (const std::size_t begin : {std::size_t{0}, input.size() / 2}) {
        reader.feed(bytes + begin, begin == 0 ? input.size() / 2 : input.size() - begin);
        for (auto frame = reader.next(); frame && *frame; frame = reader.next()) {
            static_cast<void>(engine::decodeEngineMessage(**frame));
            if (const auto message = engine::decodeWorkerMessage(**frame))
                require(engine::decodeWorkerMessage(engine::encode(*message)).ok());
        }
    }
}

} // namespace

void readDataset(Input input, const Folder& folder)
{
    const std::filesystem::path file = folder / "input";
    writeInput(input, file);
    static_cast<void>(data::readIdx(file));
    static_cast<void>(data::readIdx(file, {.first = 1, .count = 2}));
    std::filesystem::remove(file);
}

void readPolicy(Input input, const Folder&)
{
    const auto schedule = lr::parse(asText(input));
    if (!schedule)
        return static_cast<void>(describe(schedule.error()));
    const auto again = lr::parse(lr::format(*schedule));
    require(again.ok() && *again == *schedule);
}

void readSchedule(Input input, const Folder&)
{
    const auto read = lr::importCode(asText(input), {.baseRate = 0.1});
    if (!read)
        return static_cast<void>(describe(read.error()));
    const auto again = lr::parse(lr::format(read->schedule));
    require(again.ok() && *again == read->schedule);
    for (const double t : {0.0, 1.0, 1e4})
        static_cast<void>(lr::valueAt(read->schedule, t));
    for (const std::string_view format : lr::codeFormatIds())
        static_cast<void>(lr::exportCode(read->schedule, *lr::codeFormatFromId(format)).ok());
}

void readMessages(Input input, const Folder&)
{
    if (asText(input).starts_with('{'))
        readJson(asText(input));
    else
        readStream(input);
}

void readCheckpoint(Input input, const Folder&)
{
    const auto checkpoint = train::decodeCheckpoint(asText(input), "input");
    if (!checkpoint)
        return static_cast<void>(describe(checkpoint.error()));
    const std::string bytes = train::encodeCheckpoint(*checkpoint);
    const auto again = train::decodeCheckpoint(bytes, "again");
    require(again.ok() && train::encodeCheckpoint(*again) == bytes);
}

} // namespace cobench::fuzz
