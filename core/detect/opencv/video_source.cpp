// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/opencv/video_source.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace cobench::detect {

namespace {

constexpr int kTimeoutMs = 3000;
constexpr FrameNumber kNear = 250; // frames ahead that are decoded rather than jumped over
constexpr int kLargestSide = 1 << 14;

std::vector<int> timeouts()
{
    return {cv::CAP_PROP_OPEN_TIMEOUT_MSEC, kTimeoutMs, cv::CAP_PROP_READ_TIMEOUT_MSEC, kTimeoutMs};
}

} // namespace

struct VideoSource::Parts {
    cv::VideoCapture capture;
    std::string path;
};

VideoSource::VideoSource(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

VideoSource::~VideoSource() = default;

Result<std::unique_ptr<VideoSource>> VideoSource::open(const std::string& path)
{
    return open(path,
        cv::CAP_FFMPEG,
        timeouts(),
        {.code = ErrorCode::Unsupported,
            .subject = path,
            .detail = "is no video that FFmpeg can open",
            .cure = "a video file, or a folder of pictures"});
}

Result<std::unique_ptr<VideoSource>> VideoSource::openAddress(const std::string& address)
{
    return open(address,
        cv::CAP_FFMPEG,
        timeouts(),
        {.code = ErrorCode::Disconnected, .detail = "no stream that FFmpeg can open answers there"});
}

Result<std::unique_ptr<VideoSource>> VideoSource::openCamera(const std::string& deviceFile)
{
    return open(deviceFile,
        cv::CAP_V4L2,
        {},
        {.code = ErrorCode::Disconnected, .detail = "the camera cannot be opened, or gives no pictures"});
}

Result<std::unique_ptr<VideoSource>> VideoSource::open(
    const std::string& name, int backEnd, const std::vector<int>& parameters, const Error& unusable)
{
    auto parts = std::make_unique<Parts>();
    parts->path = name;
    try {
        parts->capture.open(name, backEnd, parameters);
    } catch (const cv::Exception& exception) {
        return Error{.code = ErrorCode::Corrupt, .subject = name, .detail = exception.what()};
    }
    if (!parts->capture.isOpened())
        return unusable;
    return std::unique_ptr<VideoSource>(new VideoSource(std::move(parts)));
}

double VideoSource::nativeRate() const
{
    const double rate = m_parts->capture.get(cv::CAP_PROP_FPS);
    return rate > 0.0 && rate < 1e4 ? rate : 0.0;
}

bool VideoSource::skipTo(FrameNumber frame)
{
    while (m_next < frame && m_parts->capture.grab())
        ++m_next;
    return m_next == frame;
}

/// A jump counts where FFmpeg says that it hit the frame; else every frame from the first on is decoded.
Result<void> VideoSource::seek(FrameNumber frame)
{
    try {
        if (frame >= m_next && frame - m_next <= kNear)
            return skipTo(frame), Result<void>();
        cv::VideoCapture& capture = m_parts->capture;
        const auto target = static_cast<double>(frame);
        if (capture.set(cv::CAP_PROP_POS_FRAMES, target) && capture.get(cv::CAP_PROP_POS_FRAMES) == target) {
            m_next = frame;
            return {};
        }
        capture.set(cv::CAP_PROP_POS_FRAMES, 0.0);
        m_next = 0;
        skipTo(frame);
        return {};
    } catch (const cv::Exception& exception) {
        return Error{.code = ErrorCode::Corrupt, .subject = m_parts->path, .detail = exception.what()};
    }
}

Result<std::optional<SourcedFrame>> VideoSource::next()
{
    try {
        cv::Mat frame;
        if (!m_parts->capture.read(frame))
            return std::optional<SourcedFrame>();
        ++m_next;
        if (frame.type() != CV_8UC3 || frame.cols > kLargestSide || frame.rows > kLargestSide)
            return Error{.code = ErrorCode::Unsupported,
                .subject = m_parts->path,
                .detail = "its frames are no 8-bit colour pictures of a usable size"};
        data::Image picture{.width = static_cast<std::uint32_t>(frame.cols),
            .height = static_cast<std::uint32_t>(frame.rows),
            .channels = 3};
        picture.pixels.resize(frame.total() * 3);
        cv::Mat target(frame.rows, frame.cols, CV_8UC3, picture.pixels.data());
        cv::cvtColor(frame, target, cv::COLOR_BGR2RGB);
        return std::optional(SourcedFrame{.picture = std::make_shared<const data::Image>(std::move(picture))});
    } catch (const cv::Exception& exception) {
        return Error{.code = ErrorCode::Corrupt, .subject = m_parts->path, .detail = exception.what()};
    }
}

} // namespace cobench::detect
