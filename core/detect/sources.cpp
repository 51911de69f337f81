// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/sources.h"

#include "core/ensemble/counter_random.h"

namespace cobench::detect {

data::Image noisePicture(std::uint32_t width, std::uint32_t height)
{
    data::Image picture{.width = width, .height = height, .channels = 3};
    picture.pixels.resize(std::size_t{3} * width * height);
    ensemble::CounterRandom random(1);
    for (std::uint8_t& value : picture.pixels)
        value = static_cast<std::uint8_t>(random.next());
    return picture;
}

Result<std::optional<SourcedFrame>> PreloadedSource::next()
{
    if (m_next == m_frames.size())
        return std::optional<SourcedFrame>();
    return std::optional(std::move(m_frames[m_next++]));
}

Result<std::vector<SourcedFrame>> preload(FrameSource& source,
    std::uint64_t maxFrames,
    std::uint64_t maxBytes,
    Progress& progress,
    const CancelToken& cancel)
{
    std::vector<SourcedFrame> frames;
    std::uint64_t bytes = 0;
    progress.beginStage("Reading frames", maxFrames);
    while (maxFrames == 0 || frames.size() < maxFrames) {
        if (cancel.isCancelled())
            return cancelled();
        auto frame = source.next();
        if (!frame)
            return std::move(frame).error();
        if (!*frame)
            break;
        bytes += (*frame)->picture ? (*frame)->picture->pixels.size() : 0;
        if (bytes > maxBytes)
            return Error{.code = ErrorCode::TooLarge,
                .subject = "--preload",
                .place = "frame " + std::to_string(frames.size()),
                .detail = "the frames take more than " + std::to_string(maxBytes >> 20) + " MiB",
                .cure = "fewer with --frames, or without --preload"};
        frames.push_back(std::move(**frame));
        progress.advance();
    }
    return frames;
}

} // namespace cobench::detect
