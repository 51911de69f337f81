// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_session.h"

#include "core/engine/detector_process.h"
#include "core/engine/find_model.h"
#include "core/engine/remote_limits.h"
#include "core/engine/wire.h"

#include <algorithm>
#include <thread>

namespace cobench::engine {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestModelName = 128;

Error unusable(std::string detail)
{
    return {.code = ErrorCode::Usage, .subject = "remote session", .detail = std::move(detail)};
}

/// A name, never a path: nothing here is opened because another machine says where it lies.
bool isPlainName(const std::string& name)
{
    return !name.empty() && name.size() <= kLongestModelName && name.find('/') == std::string::npos
        && name.front() != '.' && !name.ends_with(".json");
}

Result<RunModelMessage> modelOf(const wire::OpenSession& request)
{
    if (request.protocol() != kRemoteProtocol)
        return Error{.code = ErrorCode::Unsupported,
            .subject = "remote session",
            .detail = "the other machine speaks version " + std::to_string(request.protocol()) + ", this one "
                + std::to_string(kRemoteProtocol),
            .cure = "the same version of CoBench on both"};
    if (!isPlainName(request.model()))
        return Error{.code = ErrorCode::Usage,
            .subject = "model \"" + request.model().substr(0, kLongestModelName) + "\"",
            .detail = "is no name: another machine's models are not called by path",
            .cure = "a built-in model, or a card that the other machine has"};
    auto model = findModel(request.model());
    if (!model) {
        Error error = std::move(model).error();
        if (error.code == ErrorCode::Usage)
            error.detail += " on the remote machine";
        return error;
    }
    model->threads = std::max(1U, std::thread::hardware_concurrency());
    return RunModelMessage{.model = std::move(*model), .cores = {}};
}

bool isPicture(const wire::Picture& picture)
{
    const std::uint64_t pixels = std::uint64_t{picture.width()} * picture.height();
    const bool isSized = picture.width() > 0 && picture.width() <= kLargestSide && picture.height() > 0
        && picture.height() <= kLargestSide;
    if (!isSized || picture.bytes().empty())
        return false;
    if (picture.channels() == 0)
        return true;
    return (picture.channels() == 1 || picture.channels() == 3)
        && pixels * picture.channels() == picture.bytes().size();
}

Result<data::Detections> detectIn(JpegDetector& detector, const wire::Picture& picture)
{
    if (picture.channels() == 0)
        return detector.detect(JpegPicture{picture.width(), picture.height(), picture.bytes()});
    data::Image image{.width = picture.width(), .height = picture.height(), .channels = picture.channels()};
    image.pixels.assign(picture.bytes().begin(), picture.bytes().end());
    return detector.detect(image);
}

void toWire(const data::Detections& found, wire::Boxes& boxes)
{
    for (const data::Detection& detection : found) {
        for (const double edge : {detection.box.x, detection.box.y, detection.box.width, detection.box.height})
            boxes.add_edges(edge);
        boxes.add_scores(detection.score);
        boxes.add_classes(detection.classIndex);
    }
}

} // namespace

RemoteSession::RemoteSession(grpc::ServerContext& context, Stream& stream, std::function<bool()> isWelcome)
    : m_context(context)
    , m_stream(stream)
    , m_isWelcome(std::move(isWelcome))
{
}

RemoteSession::~RemoteSession() = default;

void RemoteSession::run()
{
    std::jthread worker([this] { work(); }); // its end is that of the detector's process
    std::jthread herald([this] { stayAlive(); });
    wire::DetectRequest request;
    while (m_stream.Read(&request) && take(request)) { }
    end();
}

void RemoteSession::end()
{
    const std::lock_guard lock(m_mutex);
    m_isEnded = true;
    if (m_detector)
        m_detector->interrupt();
    m_changed.notify_all();
}

bool RemoteSession::write(const wire::DetectReply& reply)
{
    const std::lock_guard lock(m_writing);
    return m_stream.Write(reply);
}

void RemoteSession::fail(const Error& error)
{
    wire::DetectReply reply;
    engine::toWire(error, *reply.mutable_failure());
    write(reply);
    end();
    m_context.TryCancel(); // makes Read() come back
}

bool RemoteSession::take(const wire::DetectRequest& request)
{
    if (request.what_case() == wire::DetectRequest::kPing) {
        wire::DetectReply reply;
        reply.set_pong(request.ping());
        return write(reply);
    }
    const std::lock_guard lock(m_mutex);
    if (m_isEnded || m_waiting) // one at a time, or it does not keep to the rules
        return false;
    m_waiting = request;
    m_changed.notify_all();
    return true;
}

void RemoteSession::work()
{
    for (bool isOpen = false;;) {
        std::optional<wire::DetectRequest> request;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_isEnded || m_waiting; });
            if (m_isEnded)
                return;
            request = std::exchange(m_waiting, std::nullopt);
        }
        const bool isRight = isOpen ? request->has_picture() : request->has_open();
        if (!isRight)
            return fail(unusable("a message came out of turn"));
        if (isOpen ? !answer(request->picture()) : !open(request->open()))
            return;
        isOpen = true;
    }
}

bool RemoteSession::open(const wire::OpenSession& request)
{
    auto model = modelOf(request);
    if (!model)
        return fail(model.error()), false;
    if (model->model.family != "null") {
        auto detector = startJpegDetector(*model);
        if (!detector)
            return fail(detector.error()), false;
        const std::lock_guard lock(m_mutex);
        m_detector = std::move(*detector);
        if (m_isEnded)
            return false;
    }
    wire::DetectReply reply;
    reply.set_ready(true);
    return write(reply);
}

bool RemoteSession::answer(const wire::Picture& picture)
{
    if (!isPicture(picture))
        return fail(unusable("a picture cannot be")), false;
    const auto before = Clock::now();
    Result<data::Detections> found = m_detector ? detectIn(*m_detector, picture) : data::Detections();
    if (!found)
        return fail(found.error()), false;
    wire::DetectReply reply;
    wire::Boxes& boxes = *reply.mutable_boxes();
    boxes.set_number(picture.number());
    boxes.set_service_seconds(std::chrono::duration<double>(Clock::now() - before).count());
    toWire(*found, boxes);
    return write(reply);
}

void RemoteSession::stayAlive()
{
    wire::DetectReply alive;
    alive.set_alive(true);
    for (;;) {
        if (!m_isWelcome()) {
            m_context.TryCancel();
            return end();
        }
        if (!write(alive))
            return;
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, kAlivePeriod, [&] { return m_isEnded; }))
            return;
    }
}

} // namespace cobench::engine
