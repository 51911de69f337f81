// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/dataset.h"
#include "core/data/detections.h"
#include "core/detect/model_request.h"
#include "core/engine/frame.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace cobench::engine {

// What a detector process is asked and answers. What it answers is checked as if it were hostile.

struct RunModelMessage {
    detect::ModelRequest model;
    std::vector<unsigned> cores; // empty = wherever there is room
};
struct DecodeVideoMessage {
    std::string path;
};
struct DecodePicturesMessage {
};
/// A camera's device file, or an address.
struct FollowStreamMessage {
    std::string target;
    bool isCamera = false;
};
using FirstMessage = std::variant<RunModelMessage, DecodeVideoMessage, DecodePicturesMessage, FollowStreamMessage>;

Frame encode(const FirstMessage& message);
Result<FirstMessage> decodeFirst(const Frame& frame);

/// Ready to answer; frames/s a video says it has or a detector was measured at, 0 = not known.
struct ReadyMessage {
    double rate = 0.0;
};
Frame encode(const ReadyMessage& message);
Frame encodeError(const Error& error);
/// The error that came instead of what was wanted, or what came.
Result<ReadyMessage> decodeReady(const Frame& frame);

struct JpegPicture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::string bytes;
};

/// `missed`: how many came before it of a stream and were taken by nobody.
Frame encodePicture(const data::Image& picture, std::uint64_t missed = 0);
std::uint64_t missedBefore(const Frame& picture);
/// At most 2^14 pixels a side.
Result<data::Image> decodePicture(const Frame& frame);
/// A picture as the bytes of a JPEG file: decoded in the process's sandbox, and refused unless it has that size.
Frame encodeJpeg(const JpegPicture& picture);
/// Nothing when the frame is something else.
std::optional<JpegPicture> decodeJpeg(const Frame& frame);
/// Asks a video for the frame of that number.
Frame encodeSeek(std::uint64_t frame);
/// Nothing: asks for the next one.
std::optional<std::uint64_t> decodeSeek(const Frame& frame);
/// No more frames.
Frame encodeEnd();
bool isEnd(const Frame& frame);
/// None yet, of a stream.
Frame encodeWaiting();
bool isWaiting(const Frame& frame);

Frame encodeDetections(const data::Detections& detections);
/// Finite numbers, boxes within a picture of that size, at most kMostDetections.
Result<data::Detections> decodeDetections(const Frame& frame, std::uint32_t width, std::uint32_t height);

inline constexpr std::size_t kMostDetections = 100000;
inline constexpr std::uint32_t kLargestSide = 1U << 14; // pixels of a picture
/// Whether that is something a detector can have found in a picture of that size.
bool isPlausible(const data::Detection& detection, std::uint32_t width, std::uint32_t height);

/// Boxes as another machine tells them.
struct BoxColumns {
    std::span<const double> edges; // x, y, width, height of each
    std::span<const double> scores;
    std::span<const std::int32_t> classes;
};
/// Nothing unless the columns fit each other and all of it is plausible; at most kMostDetections.
std::optional<data::Detections> detectionsOf(const BoxColumns& boxes, std::uint32_t width, std::uint32_t height);

} // namespace cobench::engine
