// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_detector.h"

#include "core/data/encode_jpeg.h"
#include "core/engine/detector_messages.h"
#include "core/engine/remote_limits.h"

#include <algorithm>

namespace cobench::engine {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kFramePatience = 12s; // beyond what the other side gives its own process
constexpr auto kLoadPatience = 60s; // of a model
constexpr auto kFirstRest = 100ms;
constexpr auto kLongestRest = 2000ms;
constexpr auto kGiveUp = 120s;

Error malformed()
{
    return {.code = ErrorCode::Corrupt, .detail = "it sent boxes that cannot be"};
}

Result<data::Detections> boxesOf(const wire::Boxes& boxes, const data::Image& picture)
{
    auto found
        = detectionsOf({.edges = {boxes.edges().data(), static_cast<std::size_t>(boxes.edges_size())},
                           .scores = {boxes.scores().data(), static_cast<std::size_t>(boxes.scores_size())},
                           .classes = {boxes.classes().data(), static_cast<std::size_t>(boxes.classes_size())}},
            picture.width,
            picture.height);
    return found ? Result<data::Detections>(*std::move(found)) : malformed();
}

} // namespace

RemoteDetector::RemoteDetector(detect::RemoteSpec spec, std::string model, Connect connect)
    : m_spec(std::move(spec))
    , m_model(std::move(model))
    , m_connect(std::move(connect))
    , m_meter(std::make_shared<LinkMeter>(m_spec.quality))
{
}

Result<void> RemoteDetector::open()
{
    return openOnce(kLoadPatience);
}

Result<void> RemoteDetector::openOnce(std::chrono::milliseconds patience)
{
    auto channel = m_connect();
    if (!channel) {
        m_isNetwork = m_mayComeBack = false;
        return std::move(channel).error();
    }
    auto stream = std::make_unique<RemoteStream>(std::move(*channel), m_meter);
    {
        const std::lock_guard lock(m_mutex);
        m_stream.swap(stream);
        if (m_isInterrupted)
            m_stream->interrupt();
    }
    stream.reset(); // ends outside of the lock
    wire::DetectRequest request;
    request.mutable_open()->set_protocol(kRemoteProtocol);
    request.mutable_open()->set_model(m_model);
    const auto reply = ask(std::move(request), patience);
    if (!reply)
        return reply.error();
    m_meter->isUp(true);
    return {};
}

Result<wire::DetectReply> RemoteDetector::ask(wire::DetectRequest request, std::chrono::milliseconds patience)
{
    m_stream->send(std::move(request));
    auto reply = m_stream->receive(patience);
    if (reply)
        return reply;
    Error error = std::move(reply).error();
    m_isNetwork = m_stream->isLinkLost();
    // Sessions in use may be those that the same outage has ended here, and not yet over there.
    m_mayComeBack = m_isNetwork || m_stream->isFull();
    if (m_isNetwork || error.subject.empty())
        error.subject = "remote:" + m_spec.address;
    if (m_isNetwork)
        m_meter->isUp(false);
    return error;
}

wire::DetectRequest RemoteDetector::encode(const detect::Frame& frame) const
{
    const data::Image& image = *frame.picture;
    wire::DetectRequest request;
    wire::Picture& picture = *request.mutable_picture();
    picture.set_number(frame.number);
    picture.set_width(image.width);
    picture.set_height(image.height);
    if (m_spec.quality > 0) {
        picture.set_bytes(data::encodeJpeg(image, m_spec.quality));
    } else {
        picture.set_channels(image.channels);
        picture.set_bytes(image.pixels.data(), image.pixels.size());
    }
    return request;
}

Result<detect::SharedDetections> RemoteDetector::detect(const detect::Frame& frame)
{
    m_isNetwork = false;
    if (!frame.picture)
        return Error{.code = ErrorCode::Unsupported,
            .subject = "remote:" + m_spec.address,
            .detail = "the source has no pictures",
            .cure = "synthetic:WxH, a video or a folder of pictures"};
    wire::DetectRequest request = encode(frame);
    if (request.picture().bytes().size() > kMaxPictureMessage)
        return Error{.code = ErrorCode::TooLarge,
            .subject = "remote:" + m_spec.address,
            .detail = "a frame is larger than " + std::to_string(kMaxPictureMessage >> 20) + " MiB",
            .cure = "send it as JPEG: remote:HOST:PORT:jpeg=90"};
    const auto reply = ask(std::move(request), kFramePatience);
    if (!reply)
        return reply.error();
    return checked(*reply, frame);
}

Result<detect::SharedDetections> RemoteDetector::checked(
    const wire::DetectReply& reply, const detect::Frame& frame) const
{
    const bool isAnswer = reply.has_boxes() && reply.boxes().number() == frame.number;
    auto found = isAnswer ? boxesOf(reply.boxes(), *frame.picture) : Result<data::Detections>(malformed());
    if (!found) {
        Error error = std::move(found).error();
        error.subject = "remote:" + m_spec.address;
        return error;
    }
    const double service = reply.boxes().service_seconds();
    if (service >= 0.0 && service < 3600.0)
        m_meter->service(detect::fromSeconds(service));
    return std::make_shared<const data::Detections>(std::move(*found));
}

detect::DropCause RemoteDetector::lossCause() const
{
    return m_isNetwork ? detect::DropCause::Network : detect::DropCause::DeviceLost;
}

Result<void> RemoteDetector::restart()
{
    const auto end = Clock::now() + kGiveUp;
    std::chrono::milliseconds pause = kFirstRest;
    for (;;) {
        auto opened = openOnce(kLoadPatience);
        if (opened || !m_mayComeBack || Clock::now() > end || !rest(pause))
            return opened;
        pause = std::min<std::chrono::milliseconds>(2 * pause, kLongestRest);
    }
}

bool RemoteDetector::rest(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_woken.wait_for(lock, time, [&] { return m_isInterrupted; });
}

void RemoteDetector::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_isInterrupted = true;
    if (m_stream)
        m_stream->interrupt();
    m_woken.notify_all();
}

} // namespace cobench::engine
