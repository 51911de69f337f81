// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/detections.h"
#include "core/detect/model_card.h"

#include <span>
#include <vector>

namespace cobench::detect {

/// One output of a network as a matrix; of a map, channels x cells.
struct OutputView {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::span<const float> values; // [rows][columns]

    float at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

/// Of an output as libraries tell it: a map (four dimensions) as channels x cells, anything else without its
/// leading dimensions of one; empty where these are more, or the values are not as many.
OutputView viewOfOutput(std::span<const std::size_t> shape, std::span<const float> values);

/// The boxes of one frame that score at least card.leastScore, in pixels of the network's input, one for each class
/// that does. Outputs are found by their shapes, in whatever order they come. Shape where they do not fit the card;
/// the error tells their shapes.
Result<data::Detections> candidates(const ModelCard& card, const std::vector<OutputView>& outputs);

/// By falling score (stable); a box goes that overlaps a kept one of its class by more than `overlap`. At most
/// `most` stay.
data::Detections suppressed(data::Detections detections, double overlap, std::size_t most);

} // namespace cobench::detect
