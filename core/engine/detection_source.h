// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"

#include <memory>
#include <string>

namespace cobench::engine {

struct OpenedSource {
    std::unique_ptr<detect::FrameSource> source;
    double nativeRate = 0.0; // frames/s; 0 = not known
};
/// What DetectionRequest::source names. `frames`: how many are wanted, which synthetic ones need to know; 0 = all.
Result<OpenedSource> openSource(const std::string& text, std::uint64_t frames);

/// The pictures of such a source by number, to look at a run again. One thread at a time.
class SourcePictures
{
public:
    virtual ~SourcePictures() = default;
    /// nullptr where there is none or it cannot be decoded. Blocks. An error means that none will come any more.
    virtual Result<std::shared_ptr<const data::Image>> at(detect::FrameNumber frame) = 0;
};
Result<std::unique_ptr<SourcePictures>> openPictures(const std::string& text);

} // namespace cobench::engine
