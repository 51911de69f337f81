// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/detect/pipeline.h"

#include <memory>
#include <string>

namespace cobench::engine {

struct OpenedSource {
    std::unique_ptr<detect::FrameSource> source;
    double nativeRate = 0.0; // frames/s; 0 = not known
    std::shared_ptr<const data::Image> sample = nullptr; // of a live source: a frame that came before it is read
};
/// What DetectionRequest::source names. `isBounded`: frames or time are limited, without which synthetic sources
/// have no end. A live source is waited for, at most 3 s.
Result<OpenedSource> openSource(const std::string& text, bool isBounded, const CancelToken& cancel);

/// The pictures of such a source by number, to look at a run again; a live one has none. One thread at a time.
class SourcePictures
{
public:
    virtual ~SourcePictures() = default;
    /// nullptr where there is none or it cannot be decoded. Blocks. An error means that none will come any more.
    virtual Result<std::shared_ptr<const data::Image>> at(detect::FrameNumber frame) = 0;
};
Result<std::unique_ptr<SourcePictures>> openPictures(const std::string& text);

} // namespace cobench::engine
