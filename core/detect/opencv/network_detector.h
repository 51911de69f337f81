// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/model_card.h"
#include "core/detect/network_runner.h"
#include "core/detect/pipeline.h"

namespace cobench::detect {

/// Brings pictures to the form that the card asks for, has the network run, and makes boxes of its outputs: the
/// same for every library that runs networks. Runs once on a blank picture, so that what cannot be run is refused
/// here; Shape where the outputs are not those of the card. Errors name the model.
Result<std::unique_ptr<Detector>> makeNetworkDetector(
    std::string name, ModelCard card, std::unique_ptr<NetworkRunner> network);

} // namespace cobench::detect
