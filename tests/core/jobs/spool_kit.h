// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/spool_writer.h"

#include <QtGlobal>

namespace cobench::test {

inline detect::Outcome frame(detect::FrameNumber number)
{
    detect::Outcome outcome{.number = number,
        .captured = std::chrono::milliseconds(10 * number),
        .started = std::chrono::milliseconds(10 * number + 1),
        .finished = std::chrono::milliseconds(10 * number + 7),
        .released = std::chrono::milliseconds(10 * number + 8),
        .boxesOf = number};
    if (number % 3 == 2)
        outcome.dropped = detect::DropCause::Queue;
    else
        outcome.boxes = std::make_shared<const data::Detections>(
            data::Detections{{.box = {.x = 0.1 * static_cast<double>(number)}, .classIndex = 3, .score = 0.3}});
    return outcome;
}

inline bool isFrame(const detect::Outcome& outcome, detect::FrameNumber number)
{
    const detect::Outcome wanted = frame(number);
    return outcome.number == number && outcome.released == wanted.released && outcome.dropped == wanted.dropped
        && (wanted.boxes ? outcome.boxes && *outcome.boxes == *wanted.boxes : !outcome.boxes);
}

/// The first so many frames of the run.
inline bool isBeginning(const std::vector<detect::Outcome>& outcomes)
{
    for (std::size_t place = 0; place < outcomes.size(); ++place)
        if (!isFrame(outcomes[place], place))
            return false;
    return true;
}

inline const jobs::SpoolHeader kHeader{
    .number = {7}, .name = "by the window", .settings = R"({"source":"a"})", .devices = {"cpu#0", "cpu#1"}};

inline std::unique_ptr<jobs::SpoolWriter> writerOf(const std::filesystem::path& path)
{
    auto writer = jobs::SpoolWriter::open(path);
    if (!writer)
        qFatal("%s", describe(writer.error()).c_str());
    return *std::move(writer);
}

} // namespace cobench::test
