// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/model_request.h"
#include "core/detect/pipeline.h"

#include <functional>
#include <memory>

namespace cobench::engine {

/// A source whose rate is known.
struct OpenedVideo {
    std::unique_ptr<detect::FrameSource> source;
    double nativeRate = 0.0; // frames/s; 0 = not known
    /// The source goes on with that frame, or ends where there is none.
    std::function<Result<void>(std::uint64_t frame)> seek;
};

/// Frames that come when they come: next() waits for one.
using StreamOpener = std::function<Result<std::unique_ptr<detect::FrameSource>>(const std::string& target)>;

/// What a detector program brings along.
struct DetectorParts {
    /// Loads lazily loaded things, before the sandbox closes.
    std::function<void(unsigned threads)> prepare;
    std::function<Result<std::unique_ptr<detect::Detector>>(const detect::ModelRequest&)> makeDetector;
    std::function<Result<OpenedVideo>(const std::string& path)> openVideo;
    StreamOpener openCamera; // by its device file
    StreamOpener openAddress;
    data::ImageDecoder decodePicture;
};

/// The whole life of a detector process: is told its part in the first message (run one model, decode one video,
/// decode pictures, follow a stream), closes its sandbox, and answers one frame at a time until the socket ends.
/// Returns the process's exit code.
int runDetector(int socket, const DetectorParts& parts);

} // namespace cobench::engine
