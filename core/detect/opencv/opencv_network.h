// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/model_request.h"
#include "core/detect/pipeline.h"

namespace cobench::detect {

/// The network that request.card describes, on OpenCV's own DNN back end and the processor, opening no file, or on
/// request.target; NotFound where OpenCV has no such device. Runs once on a blank picture, so that what cannot be
/// run is refused here: Unsupported carries OpenCV's words, which name the layer, Shape the outputs that are not
/// those of the card.
Result<std::unique_ptr<Detector>> makeOpenCvNetwork(const ModelRequest& request);

} // namespace cobench::detect
