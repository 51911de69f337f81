// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"
#include "core/engine/detection_source.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace cobench::engine {

struct StartedVideo {
    std::unique_ptr<detect::FrameSource> source;
    double nativeRate = 0.0; // frames/s; 0 = not known
};
/// Decodes a video file in a process of its own, one frame ahead.
Result<StartedVideo> startVideo(const std::filesystem::path& file);

/// The same to look at any of its frames.
Result<std::unique_ptr<SourcePictures>> startVideoPictures(const std::filesystem::path& file);

/// Decodes pictures in a process of its own. One that cannot be decoded, be it cut short, counts as a broken frame.
Result<std::unique_ptr<detect::FrameSource>> startPictures(std::vector<std::filesystem::path> files);
Result<std::unique_ptr<SourcePictures>> startFilePictures(std::vector<std::filesystem::path> files);

} // namespace cobench::engine
