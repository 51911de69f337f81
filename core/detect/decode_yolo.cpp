// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/output_decoder.h"

#include <algorithm>
#include <cmath>

namespace cobench::detect {

namespace {

double sigmoid(double value)
{
    return 1.0 / (1.0 + std::exp(-value));
}

/// One row of YOLO-FastestV2: boxes of all anchors, their objectnesses, and the class scores they share.
void addAnchored(
    OutputDecoder& decoder, const OutputView& output, std::size_t row, std::size_t level, std::size_t cell)
{
    const CellGrid grid = decoder.grid(level);
    const std::vector<double>& sizes = decoder.card().anchors[level];
    const std::size_t anchors = sizes.size() / 2;
    for (std::size_t anchor = 0; anchor < anchors; ++anchor) {
        const auto doubled = [&](std::size_t i) { return 2.0 * output.at(row, anchor * 4 + i); };
        const CentredBox box{(doubled(0) - 0.5 + grid.column(cell)) * grid.stride,
            (doubled(1) - 0.5 + grid.line(cell)) * grid.stride,
            doubled(2) * doubled(2) * sizes[2 * anchor],
            doubled(3) * doubled(3) * sizes[2 * anchor + 1]};
        const double objectness = output.at(row, anchors * 4 + anchor);
        for (std::size_t label = 0; label < decoder.classes(); ++label)
            decoder.add(box, label, objectness * output.at(row, anchors * 5 + label));
    }
}

/// The one output that fits, among whatever else a network tells; null when none does, or several.
template <typename Fits>
const OutputView* onlyOne(const std::vector<OutputView>& outputs, const Fits& fits)
{
    const auto found = std::ranges::find_if(outputs, fits);
    return std::ranges::count_if(outputs, fits) == 1 ? &*found : nullptr;
}

} // namespace

bool decodeRegion(OutputDecoder& decoder)
{
    const ModelCard& card = decoder.card();
    for (const OutputView& output : decoder.outputs()) {
        if (output.columns != decoder.classes() + 5)
            return false;
        for (std::size_t row = 0; row < output.rows; ++row) {
            const CentredBox box{output.at(row, 0) * card.width,
                output.at(row, 1) * card.height,
                output.at(row, 2) * card.width,
                output.at(row, 3) * card.height};
            for (std::size_t label = 0; label < decoder.classes(); ++label)
                decoder.add(box, label, output.at(row, 5 + label)); // OpenCV has multiplied by the objectness
        }
    }
    return !decoder.outputs().empty();
}

bool decodeFastestDet(OutputDecoder& decoder)
{
    const CellGrid grid = decoder.grid(0);
    const OutputView* map = decoder.find(decoder.classes() + 5, grid.cells());
    if (map == nullptr)
        return false;
    const auto score = [&](std::size_t cell, float share) {
        return std::pow(static_cast<double>(map->at(0, cell)), 0.6) * std::pow(static_cast<double>(share), 0.4);
    };
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        float best = map->at(5, cell);
        for (std::size_t label = 1; label < decoder.classes(); ++label)
            best = std::max(best, map->at(5 + label, cell));
        if (score(cell, best) < decoder.card().leastScore)
            continue; // most cells
        const CentredBox box{(grid.column(cell) + std::tanh(map->at(1, cell))) * grid.stride,
            (grid.line(cell) + std::tanh(map->at(2, cell))) * grid.stride,
            sigmoid(map->at(3, cell)) * decoder.card().width,
            sigmoid(map->at(4, cell)) * decoder.card().height};
        for (std::size_t label = 0; label < decoder.classes(); ++label)
            decoder.add(box, label, score(cell, map->at(5 + label, cell)));
    }
    return true;
}

bool decodeYoloFastestV2(OutputDecoder& decoder)
{
    const ModelCard& card = decoder.card();
    std::size_t rows = 0;
    for (std::size_t level = 0; level < card.strides.size(); ++level)
        rows += decoder.grid(level).cells();
    const OutputView* output = decoder.find(rows, card.anchors.front().size() / 2 * 5 + decoder.classes());
    if (output == nullptr)
        return false;
    std::size_t row = 0;
    for (std::size_t level = 0; level < card.strides.size(); ++level)
        for (std::size_t cell = 0; cell < decoder.grid(level).cells(); ++cell)
            addAnchored(decoder, *output, row++, level, cell);
    return true;
}

bool decodeYolov5(OutputDecoder& decoder)
{
    const OutputView* found = onlyOne(
        decoder.outputs(), [&](const OutputView& output) { return output.columns == decoder.classes() + 5; });
    if (found == nullptr)
        return false;
    const OutputView& output = *found;
    for (std::size_t row = 0; row < output.rows; ++row) {
        const double objectness = output.at(row, 4);
        if (objectness < decoder.card().leastScore)
            continue; // most rows; class scores are at most 1
        const CentredBox box{output.at(row, 0), output.at(row, 1), output.at(row, 2), output.at(row, 3)};
        for (std::size_t label = 0; label < decoder.classes(); ++label)
            decoder.add(box, label, objectness * output.at(row, 5 + label));
    }
    return true;
}

bool decodeYolov8(OutputDecoder& decoder)
{
    const OutputView* found = onlyOne(
        decoder.outputs(), [&](const OutputView& output) { return output.rows == decoder.classes() + 4; });
    if (found == nullptr)
        return false;
    const OutputView& map = *found;
    for (std::size_t label = 0; label < decoder.classes(); ++label)
        for (std::size_t cell = 0; cell < map.columns; ++cell)
            decoder.add({map.at(0, cell), map.at(1, cell), map.at(2, cell), map.at(3, cell)},
                label,
                map.at(4 + label, cell));
    return true;
}

} // namespace cobench::detect
