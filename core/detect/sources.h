// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"

#include <vector>

namespace cobench::detect {

/// As many frames as are asked for, all of one picture (or none): to study a pipeline without decoding.
class SyntheticSource final : public FrameSource
{
public:
    explicit SyntheticSource(std::shared_ptr<const data::Image> picture)
        : m_picture(std::move(picture))
    {
    }
    Result<std::optional<SourcedFrame>> next() override
    {
        return std::optional(SourcedFrame{.picture = m_picture});
    }

private:
    std::shared_ptr<const data::Image> m_picture;
};

/// RGB noise that is the same everywhere.
data::Image noisePicture(std::uint32_t width, std::uint32_t height);

/// Frames of another source that were read before, so that reading does not share the machine with detecting.
class PreloadedSource final : public FrameSource
{
public:
    explicit PreloadedSource(std::vector<SourcedFrame> frames)
        : m_frames(std::move(frames))
    {
    }
    Result<std::optional<SourcedFrame>> next() override;

private:
    std::vector<SourcedFrame> m_frames;
    std::size_t m_next = 0;
};

/// Reads at most `maxFrames` (0 = all) and `maxBytes` of pictures; TooLarge beyond these bytes.
Result<std::vector<SourcedFrame>> preload(FrameSource& source,
    std::uint64_t maxFrames,
    std::uint64_t maxBytes,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::detect
