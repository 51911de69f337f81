// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/detect/pipeline.h"
#include "core/engine/detector_messages.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace cobench::engine {

/// The program beside this one; empty when it is not installed.
std::filesystem::path detectorProgram();

struct StartedDetector {
    std::unique_ptr<detect::Detector> detector;
    double rate = 0.0; // frames/s of two frames like `sample`; 0 when there is none
};
/// Runs a model in a process of its own, which may die: then detect() tells so and restart() starts another.
/// `sample`: a frame to warm up with and to measure; may be null.
Result<StartedDetector> startDetector(
    const RunModelMessage& model, const std::shared_ptr<const data::Image>& sample);

struct StartedVideo {
    std::unique_ptr<detect::FrameSource> source;
    double nativeRate = 0.0; // frames/s; 0 = not known
};
/// Decodes a video file in a process of its own, one frame ahead.
Result<StartedVideo> startVideo(const std::filesystem::path& file);

/// Decodes pictures in a process of its own. One that cannot be decoded, be it cut short, counts as a broken frame.
Result<std::unique_ptr<detect::FrameSource>> startPictures(std::vector<std::filesystem::path> files);

} // namespace cobench::engine
