// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"

#include <string>
#include <vector>

namespace cobench::detect {

/// Frames of a video file or an address, RGB, by OpenCV's FFmpeg back end and no other, or of a camera by its
/// Video4Linux one. Opening and reading give up after 3 s.
class VideoSource final : public FrameSource
{
public:
    static Result<std::unique_ptr<VideoSource>> open(const std::string& path);
    static Result<std::unique_ptr<VideoSource>> openAddress(const std::string& address);
    static Result<std::unique_ptr<VideoSource>> openCamera(const std::string& deviceFile);
    ~VideoSource() override;

    Result<std::optional<SourcedFrame>> next() override;
    /// next() goes on with that frame, exactly; at the end where there is none.
    Result<void> seek(FrameNumber frame);
    /// Frames/s as the file says; 0 when it does not.
    double nativeRate() const;

private:
    struct Parts;
    explicit VideoSource(std::unique_ptr<Parts> parts);
    static Result<std::unique_ptr<VideoSource>> open(
        const std::string& name, int backEnd, const std::vector<int>& parameters, const Error& unusable);

    bool skipTo(FrameNumber frame);

    std::unique_ptr<Parts> m_parts;
    FrameNumber m_next = 0; // that next() gives
};

} // namespace cobench::detect
