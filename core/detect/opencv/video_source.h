// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"

#include <string>

namespace cobench::detect {

/// Frames of a video file, RGB, by OpenCV's FFmpeg back end and no other. Opening and reading give up after 3 s.
class VideoSource final : public FrameSource
{
public:
    static Result<std::unique_ptr<VideoSource>> open(const std::string& path);
    ~VideoSource() override;

    Result<std::optional<SourcedFrame>> next() override;
    /// next() goes on with that frame, exactly; at the end where there is none.
    Result<void> seek(FrameNumber frame);
    /// Frames/s as the file says; 0 when it does not.
    double nativeRate() const;

private:
    struct Parts;
    explicit VideoSource(std::unique_ptr<Parts> parts);

    bool skipTo(FrameNumber frame);

    std::unique_ptr<Parts> m_parts;
    FrameNumber m_next = 0; // that next() gives
};

} // namespace cobench::detect
