// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detector_child.h"

#include "core/engine/detector_messages.h"
#include "core/engine/file_sandbox.h"
#include "core/engine/sandbox.h"
#include "core/engine/stream_capture.h"

#include <sched.h>
#include <sys/prctl.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace cobench::engine {

namespace {

constexpr int kExitOrphaned = 3;
constexpr std::chrono::milliseconds kFramePatience{
    100}; // then whoever asks for a frame of a stream is told to wait

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true; // the sanitizers need calls and address space that a sandbox refuses
#else
constexpr bool kIsSanitized = false;
#endif

class Child
{
public:
    Child(int socket, const DetectorParts& parts)
        : m_socket(socket)
        , m_parts(parts)
    {
    }

    int run()
    {
        const auto frame = readFrame(m_socket, m_reader);
        if (!frame)
            return kExitOrphaned;
        const auto first = decodeFirst(*frame);
        if (!first)
            return answer(encodeError(first.error())), 1;
        return std::visit([this](const auto& part) { return serve(part); }, *first);
    }

private:
    bool answer(const Frame& frame) { return writeAll(m_socket, encodeFrame(frame)).ok(); }

    int fail(const Error& error)
    {
        answer(encodeError(error));
        return 1;
    }

    /// Answers every message that comes until there is none.
    template <typename Reply>
    int serveFrames(double rate, const Reply& reply)
    {
        if (!answer(encode(ReadyMessage{rate})))
            return kExitOrphaned;
        for (;;) {
            const auto frame = readFrame(m_socket, m_reader);
            if (!frame || !answer(reply(*frame)))
                return 0; // whoever asked is gone
        }
    }

    int serve(const RunModelMessage& message)
    {
        if (auto pinned = pin(message.cores); !pinned)
            return fail(pinned.error());
        m_parts.prepare(message.model.threads);
        const bool isOpen = kIsSanitized || !message.model.target.empty(); // a card's driver opens what it likes
        if (auto closed = isOpen ? Result<void>() : enterSandbox(m_socket); !closed)
            return fail(closed.error());
        const auto detector = m_parts.makeDetector(message.model);
        if (!detector)
            return fail(detector.error());
        return serveFrames(0.0, [&](const Frame& frame) {
            auto picture = pictureOf(frame);
            if (!picture)
                return encodeError(picture.error());
            const auto found
                = (*detector)->detect({.picture = std::make_shared<const data::Image>(std::move(*picture))});
            return found ? encodeDetections(**found) : encodeError(found.error());
        });
    }

    Result<data::Image> pictureOf(const Frame& frame) const
    {
        const auto jpeg = decodeJpeg(frame);
        if (!jpeg)
            return engine::decodePicture(frame);
        auto picture = m_parts.decodePicture(
            {reinterpret_cast<const std::uint8_t*>(jpeg->bytes.data()), jpeg->bytes.size()}, "frame");
        if (picture && (picture->width != jpeg->width || picture->height != jpeg->height))
            return Error{.code = ErrorCode::Corrupt, .subject = "frame", .detail = "is of another size than told"};
        return picture;
    }

    int serve(const DecodeVideoMessage& message)
    {
        m_parts.prepare(1);
        if (auto closed = kIsSanitized ? Result<void>() : enterFileSandbox(m_socket, message.path); !closed)
            return fail(closed.error());
        const auto video = m_parts.openVideo(message.path);
        if (!video)
            return fail(video.error());
        return serveFrames(video->nativeRate, [&](const Frame& frame) {
            if (const auto number = decodeSeek(frame))
                if (auto sought = video->seek(*number); !sought)
                    return encodeError(sought.error());
            auto next = video->source->next();
            if (!next)
                return encodeError(next.error());
            return *next ? encodePicture(*(*next)->picture) : encodeEnd();
        });
    }

    int serve(const DecodePicturesMessage&)
    {
        if (auto closed = kIsSanitized ? Result<void>() : enterSandbox(m_socket); !closed)
            return fail(closed.error());
        return serveFrames(0.0, [&](const Frame& frame) {
            const auto picture = m_parts.decodePicture(
                {reinterpret_cast<const std::uint8_t*>(frame.bytes.data()), frame.bytes.size()}, frame.text);
            return picture ? encodePicture(*picture) : encodeError(picture.error());
        });
    }

    /// What waits for a camera or a network is a thread of its own, so that every question is answered at once.
    int serve(const FollowStreamMessage& message)
    {
        m_parts.prepare(1);
        const auto enter = message.isCamera ? enterCameraSandbox : enterNetworkSandbox;
        if (auto closed = kIsSanitized ? Result<void>() : enter(m_socket, message.target); !closed)
            return fail(closed.error());
        const auto capture
            = StreamCapture::start(message.isCamera ? m_parts.openCamera : m_parts.openAddress, message.target);
        return serveFrames(0.0, [&](const Frame&) {
            const auto taken = capture->take(kFramePatience);
            if (!taken)
                return encodeError(taken.error());
            return taken->picture ? encodePicture(*taken->picture, taken->missed) : encodeWaiting();
        });
    }

    static Result<void> pin(const std::vector<unsigned>& cores)
    {
        if (cores.empty())
            return {};
        cpu_set_t set;
        CPU_ZERO(&set);
        for (const unsigned core : cores)
            if (core < CPU_SETSIZE)
                CPU_SET(core, &set);
        cpu_set_t before;
        CPU_ZERO(&before);
        sched_getaffinity(0, sizeof before, &before);
        for (const unsigned core : cores)
            if (core >= CPU_SETSIZE || !CPU_ISSET(core, &before))
                return Error{.code = ErrorCode::NotFound,
                    .subject = "cpu:" + std::to_string(core),
                    .detail = "there is no such core for this process",
                    .cure = std::to_string(CPU_COUNT(&before)) + " can be used; cpu alone takes any"};
        if (sched_setaffinity(0, sizeof set, &set) != 0)
            return systemError(errno, "cpu", "pin to cores");
        return {};
    }

    int m_socket;
    const DetectorParts& m_parts;
    FrameReader m_reader;
};

} // namespace

int runDetector(int socket, const DetectorParts& parts)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return Child(socket, parts).run();
}

} // namespace cobench::engine
