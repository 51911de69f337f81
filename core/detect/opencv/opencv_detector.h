// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/model_request.h"
#include "core/detect/pipeline.h"

namespace cobench::detect {

/// Makes a detector of OpenCV's from memory; opens no file. Pictures are RGB. Boxes are clipped to the picture.
/// Scores: distance from the SVM's border (HOG), weight of the last stage (cascades); neither is a probability.
/// Corrupt for a cascade that OpenCV cannot read; networks are opencv_network.h.
Result<std::unique_ptr<Detector>> makeOpenCvDetector(const ModelRequest& request);

/// Everything the library would load or open lazily, so that a filter may forbid it afterwards.
void prepareOpenCv(unsigned threads);

} // namespace cobench::detect
