// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/detections.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace cobench::detect {

/// Since the run began, on whichever clock drives it.
using Time = std::chrono::nanoseconds;

inline double seconds(Time time)
{
    return std::chrono::duration<double>(time).count();
}
/// Rounded to the nearest nanosecond.
Time fromSeconds(double value);

/// Why a frame was not processed.
enum class DropCause {
    Queue, // the queue was full
    Deadline, // it could not have been ready in time
    DeviceLost, // it was on a device that died, or no device was left
    SourceLate, // the source brought it when the next one was due
    Network, // the link to a remote device failed
    Decode, // the source could not decode it
};
inline constexpr std::size_t kDropCauses = 6;
/// As in files and on the command line: "queue", "device_lost", …
std::string_view id(DropCause cause);

/// Frames of one run are counted from 0 without a gap.
using FrameNumber = std::uint64_t;
using DeviceIndex = std::size_t;

struct Frame {
    FrameNumber number = 0;
    Time captured{0}; // when the source gave it
    std::shared_ptr<const data::Image> picture = nullptr; // may be null: emulated devices need none
};

/// What came of one frame; given out in frame order. A frame that was dropped carries the newest earlier result.
struct Outcome {
    FrameNumber number = 0;
    Time captured{0};
    std::optional<DropCause> dropped = std::nullopt;
    DeviceIndex device = 0; // of processed frames
    Time started{0}; // of processed frames
    Time finished{0}; // or when it was dropped
    Time released{0}; // once all frames before it were known
    std::shared_ptr<const data::Detections> boxes = nullptr; // null: there was no earlier result
    FrameNumber boxesOf = 0; // the frame they were found in
    Time boxesCaptured{0};
    std::shared_ptr<const data::Image> picture = nullptr; // of this frame, as in Frame; null where it never came,
                                                          // or where many later ones were ready before it

    /// How many frames ago the boxes were true. 0 for processed frames.
    std::uint64_t age() const { return number - boxesOf; }
};

} // namespace cobench::detect
