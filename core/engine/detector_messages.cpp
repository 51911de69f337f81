// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detector_messages.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

namespace cobench::engine {

namespace {

using Json = nlohmann::json;

constexpr double kSlack = 1.0; // pixels a box may stick out by rounding
constexpr std::uint64_t kMostMissed = 1000000; // frames of a stream at once: some hours of them

Error malformed(const char* what)
{
    return {.code = ErrorCode::Corrupt,
        .subject = "detector process",
        .detail = std::string("sent ") + what + " that cannot be"};
}

std::optional<Json> parsed(const Frame& frame)
{
    Json json = Json::parse(frame.text, nullptr, false);
    return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
}

template <typename T>
bool read(const Json& json, const char* key, T& value)
{
    const auto found = json.find(key);
    if (found == json.end())
        return false;
    try {
        found->get_to(value);
    } catch (const Json::exception&) {
        return false;
    }
    return true;
}

/// One detection on the wire; both ends are this machine.
struct Packed {
    double x, y, width, height, score;
    std::int64_t classIndex;
};

} // namespace

Frame encode(const FirstMessage& message)
{
    Json json;
    std::string bytes;
    if (const auto* model = std::get_if<RunModelMessage>(&message)) {
        json = {{"part", "model"},
            {"name", model->model.name},
            {"family", model->model.family},
            {"threads", model->model.threads},
            {"target", model->model.target},
            {"cores", model->cores},
            {"card", model->model.card},
            {"content", model->model.content.size()}};
        bytes = model->model.content + model->model.config;
    } else if (const auto* video = std::get_if<DecodeVideoMessage>(&message)) {
        json = {{"part", "video"}, {"path", video->path}};
    } else if (const auto* stream = std::get_if<FollowStreamMessage>(&message)) {
        json = {{"part", "stream"}, {"target", stream->target}, {"camera", stream->isCamera}};
    } else {
        json = {{"part", "pictures"}};
    }
    return {json.dump(-1, ' ', false, Json::error_handler_t::replace), std::move(bytes)};
}

Result<FirstMessage> decodeFirst(const Frame& frame)
{
    const auto json = parsed(frame);
    std::string part;
    if (!json || !read(*json, "part", part))
        return malformed("a first message");
    if (part == "pictures")
        return FirstMessage(DecodePicturesMessage());
    if (DecodeVideoMessage video; part == "video" && read(*json, "path", video.path))
        return FirstMessage(std::move(video));
    if (FollowStreamMessage stream;
        part == "stream" && read(*json, "target", stream.target) && read(*json, "camera", stream.isCamera))
        return FirstMessage(std::move(stream));
    RunModelMessage model;
    std::size_t content = 0;
    if (part != "model" || !read(*json, "name", model.model.name) || !read(*json, "family", model.model.family)
        || !read(*json, "threads", model.model.threads) || !read(*json, "cores", model.cores)
        || !read(*json, "card", model.model.card) || !read(*json, "content", content)
        || content > frame.bytes.size())
        return malformed("a first message");
    read(*json, "target", model.model.target);
    model.model.content = frame.bytes.substr(0, content);
    model.model.config = frame.bytes.substr(content);
    return FirstMessage(std::move(model));
}

Frame encode(const ReadyMessage& message)
{
    return {Json{{"ready", true}, {"rate", message.rate}}.dump(), {}};
}

Frame encodeError(const Error& error)
{
    const Json json{{"error", static_cast<int>(error.code)},
        {"subject", error.subject},
        {"place", error.place},
        {"detail", error.detail},
        {"cure", error.cure}};
    return {json.dump(-1, ' ', false, Json::error_handler_t::replace), {}};
}

namespace {

/// Nothing when the frame is no error.
std::optional<Error> errorOf(const Json& json)
{
    int code = 0;
    if (!read(json, "error", code))
        return std::nullopt;
    Error error{.code = code >= 0 && code <= static_cast<int>(ErrorCode::Cancelled) ? static_cast<ErrorCode>(code)
                                                                                    : ErrorCode::Internal};
    read(json, "subject", error.subject);
    read(json, "place", error.place);
    read(json, "detail", error.detail);
    read(json, "cure", error.cure);
    return error;
}

} // namespace

Result<ReadyMessage> decodeReady(const Frame& frame)
{
    const auto json = parsed(frame);
    if (!json)
        return malformed("an answer");
    if (auto error = errorOf(*json))
        return std::move(*error);
    ReadyMessage message;
    if (!read(*json, "rate", message.rate) || !(message.rate >= 0.0 && message.rate < 1e9))
        return malformed("an answer");
    return message;
}

Frame encodePicture(const data::Image& picture, std::uint64_t missed)
{
    const Json json{
        {"width", picture.width}, {"height", picture.height}, {"channels", picture.channels}, {"missed", missed}};
    return {json.dump(), {reinterpret_cast<const char*>(picture.pixels.data()), picture.pixels.size()}};
}

Result<data::Image> decodePicture(const Frame& frame)
{
    const auto json = parsed(frame);
    if (!json)
        return malformed("a picture");
    if (auto error = errorOf(*json))
        return std::move(*error);
    data::Image picture;
    const bool isShape = read(*json, "width", picture.width) && read(*json, "height", picture.height)
        && read(*json, "channels", picture.channels);
    if (!isShape || picture.width == 0 || picture.width > kLargestSide || picture.height == 0
        || picture.height > kLargestSide || (picture.channels != 1 && picture.channels != 3)
        || frame.bytes.size() != std::size_t{picture.width} * picture.height * picture.channels)
        return malformed("a picture");
    picture.pixels.assign(frame.bytes.begin(), frame.bytes.end());
    return picture;
}

std::uint64_t missedBefore(const Frame& picture)
{
    const auto json = parsed(picture);
    std::uint64_t missed = 0;
    return json && read(*json, "missed", missed) ? std::min(missed, kMostMissed) : 0;
}

Frame encodeJpeg(const JpegPicture& picture)
{
    return {Json{{"jpeg", true}, {"width", picture.width}, {"height", picture.height}}.dump(), picture.bytes};
}

std::optional<JpegPicture> decodeJpeg(const Frame& frame)
{
    const auto json = parsed(frame);
    JpegPicture picture;
    if (!json || !json->contains("jpeg") || !read(*json, "width", picture.width)
        || !read(*json, "height", picture.height))
        return std::nullopt;
    picture.bytes = frame.bytes;
    return picture;
}

Frame encodeSeek(std::uint64_t frame)
{
    return {Json{{"seek", frame}}.dump(), {}};
}

std::optional<std::uint64_t> decodeSeek(const Frame& frame)
{
    const auto json = parsed(frame);
    std::uint64_t number = 0;
    return json && read(*json, "seek", number) ? std::optional(number) : std::nullopt;
}

Frame encodeEnd()
{
    return {R"({"end":true})", {}};
}

bool isEnd(const Frame& frame)
{
    return frame.text == encodeEnd().text;
}

Frame encodeWaiting()
{
    return {R"({"waiting":true})", {}};
}

bool isWaiting(const Frame& frame)
{
    return frame.text == encodeWaiting().text;
}

Frame encodeDetections(const data::Detections& detections)
{
    Frame frame{R"({"boxes":true})", {}};
    for (const data::Detection& detection : detections) {
        const Packed packed{detection.box.x,
            detection.box.y,
            detection.box.width,
            detection.box.height,
            detection.score,
            detection.classIndex};
        frame.bytes.append(reinterpret_cast<const char*>(&packed), sizeof packed);
    }
    return frame;
}

bool isPlausible(const data::Detection& detection, std::uint32_t width, std::uint32_t height)
{
    const data::Box& box = detection.box;
    const bool isInside = box.x >= -kSlack && box.y >= -kSlack && box.width >= 0.0 && box.height >= 0.0
        && box.x + box.width <= width + kSlack && box.y + box.height <= height + kSlack;
    return isInside && std::isfinite(detection.score) && detection.classIndex >= data::kUnknownClass
        && detection.classIndex <= 0xFFFF;
}

std::optional<data::Detections> detectionsOf(const BoxColumns& boxes, std::uint32_t width, std::uint32_t height)
{
    const std::size_t count = boxes.scores.size();
    if (count > kMostDetections || boxes.classes.size() != count || boxes.edges.size() != 4 * count)
        return std::nullopt;
    data::Detections found;
    for (std::size_t i = 0; i < count; ++i) {
        const auto edges = boxes.edges.subspan(4 * i, 4);
        found.push_back({.box = {edges[0], edges[1], edges[2], edges[3]},
            .classIndex = boxes.classes[i],
            .score = boxes.scores[i]});
        if (!isPlausible(found.back(), width, height))
            return std::nullopt;
    }
    return found;
}

Result<data::Detections> decodeDetections(const Frame& frame, std::uint32_t width, std::uint32_t height)
{
    const auto json = parsed(frame);
    if (!json)
        return malformed("an answer");
    if (auto error = errorOf(*json))
        return std::move(*error);
    const std::size_t count = frame.bytes.size() / sizeof(Packed);
    if (!json->contains("boxes") || frame.bytes.size() % sizeof(Packed) != 0 || count > kMostDetections)
        return malformed("boxes");
    data::Detections detections;
    for (std::size_t i = 0; i < count; ++i) {
        Packed packed{};
        std::memcpy(&packed, frame.bytes.data() + i * sizeof packed, sizeof packed);
        if (packed.classIndex < data::kUnknownClass || packed.classIndex > 0xFFFF)
            return malformed("boxes");
        detections.push_back({.box = {packed.x, packed.y, packed.width, packed.height},
            .classIndex = static_cast<std::int32_t>(packed.classIndex),
            .score = packed.score});
        if (!isPlausible(detections.back(), width, height))
            return malformed("boxes");
    }
    return detections;
}

} // namespace cobench::engine
