// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/decode_picture.h"
#include "core/detect/opencv/opencv_detector.h"
#include "core/detect/opencv/video_source.h"
#include "core/engine/detector_child.h"
#include "core/engine/worker_child.h"

#include <sys/stat.h>

#include <iostream>

using namespace cobench;

namespace {

Result<engine::OpenedVideo> openVideo(const std::string& path)
{
    auto video = detect::VideoSource::open(path);
    if (!video)
        return std::move(video).error();
    const double rate = (*video)->nativeRate();
    const auto seek = [&source = **video](std::uint64_t frame) { return source.seek(frame); };
    return engine::OpenedVideo{std::move(*video), rate, seek};
}

Result<std::unique_ptr<detect::FrameSource>> asSource(Result<std::unique_ptr<detect::VideoSource>> video)
{
    if (!video)
        return std::move(video).error();
    return std::unique_ptr<detect::FrameSource>(*std::move(video));
}

} // namespace

/// Runs one detector or decodes one source. Started by whoever detects, who speaks to it over a socket.
int main()
{
    struct stat status = {};
    if (fstat(engine::kWorkerSocket, &status) != 0 || !S_ISSOCK(status.st_mode)) {
        std::cerr << "cobench-detector: is started by cobench-cli and cobench-engine" << std::endl;
        return 2;
    }
    return engine::runDetector(engine::kWorkerSocket,
        {.prepare = detect::prepareOpenCv,
            .makeDetector = detect::makeOpenCvDetector,
            .openVideo = openVideo,
            .openCamera = [](const std::string& file) { return asSource(detect::VideoSource::openCamera(file)); },
            .openAddress
            = [](const std::string& address) { return asSource(detect::VideoSource::openAddress(address)); },
            .decodePicture = data::decodePicture});
}
