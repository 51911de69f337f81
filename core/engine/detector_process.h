// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/detect/pipeline.h"
#include "core/engine/detector_messages.h"

#include <memory>

namespace cobench::engine {

struct StartedDetector {
    std::unique_ptr<detect::Detector> detector;
    double rate = 0.0; // frames/s of two frames like `sample`; 0 when there is none
};
/// Runs a model in a process of its own, which may die: then detect() tells so and restart() starts another.
/// `sample`: a frame to warm up with and to measure; may be null.
Result<StartedDetector> startDetector(
    const RunModelMessage& model, const std::shared_ptr<const data::Image>& sample);

/// Frames/s of two frames like `sample`; 0 when the detector fails.
double measuredRate(detect::Detector& detector, const std::shared_ptr<const data::Image>& sample);

/// A model in a process of its own for pictures that come from elsewhere. detect() belongs to one thread,
/// interrupt() to any. An error means that the process is gone or has refused the picture.
class JpegDetector
{
public:
    virtual ~JpegDetector() = default;
    virtual Result<data::Detections> detect(const JpegPicture& picture) = 0;
    virtual Result<data::Detections> detect(const data::Image& picture) = 0;
    virtual void interrupt() = 0;
};
Result<std::unique_ptr<JpegDetector>> startJpegDetector(const RunModelMessage& model);

} // namespace cobench::engine
