// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/output_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::detect {

namespace {

constexpr std::size_t kBins = 8; // of each of NanoDet's distances

/// Mean of the soft-max over the bins (Li et al., Generalized Focal Loss, NeurIPS 2020, equation 5).
double expectedBin(const OutputView& boxes, std::size_t cell, std::size_t first)
{
    float largest = boxes.at(cell, first);
    for (std::size_t bin = 1; bin < kBins; ++bin)
        largest = std::max(largest, boxes.at(cell, first + bin));
    double sum = 0.0;
    double weighted = 0.0;
    for (std::size_t bin = 0; bin < kBins; ++bin) {
        const double share = std::exp(static_cast<double>(boxes.at(cell, first + bin) - largest));
        sum += share;
        weighted += static_cast<double>(bin) * share;
    }
    return weighted / sum;
}

/// From the middle of a cell to the left, upper, right and lower edge.
CentredBox fromDistances(const CellGrid& grid, std::size_t cell, const OutputView& boxes)
{
    std::array<double, 4> distance{};
    for (std::size_t side = 0; side < 4; ++side)
        distance[side] = grid.stride * expectedBin(boxes, cell, side * kBins);
    return {(grid.column(cell) + 0.5) * grid.stride + 0.5 * (distance[2] - distance[0]),
        (grid.line(cell) + 0.5) * grid.stride + 0.5 * (distance[3] - distance[1]),
        distance[0] + distance[2],
        distance[1] + distance[3]};
}

bool decodeNanoDetLevel(OutputDecoder& decoder, const CellGrid& grid)
{
    const OutputView* scores = decoder.find(grid.cells(), decoder.classes());
    const OutputView* boxes = decoder.find(grid.cells(), 4 * kBins);
    if (scores == nullptr || boxes == nullptr)
        return false;
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        const auto line = scores->values.subspan(cell * decoder.classes(), decoder.classes());
        if (std::ranges::none_of(line, [&](float score) { return score >= decoder.card().leastScore; }))
            continue; // most cells; the soft-max is what costs time
        const CentredBox box = fromDistances(grid, cell, *boxes);
        for (std::size_t label = 0; label < decoder.classes(); ++label)
            decoder.add(box, label, line[label]);
    }
    return true;
}

/// Class score and objectness come as two outputs of one shape; their product does not tell which is which.
bool decodeYuNetLevel(OutputDecoder& decoder, const CellGrid& grid)
{
    const OutputView* boxes = decoder.find(grid.cells(), 4);
    std::vector<const OutputView*> scores;
    for (const OutputView& output : decoder.outputs())
        if (output.rows == grid.cells() && output.columns == 1)
            scores.push_back(&output);
    if (boxes == nullptr || scores.size() != 2)
        return false;
    const auto share = [](float value) { return std::clamp(static_cast<double>(value), 0.0, 1.0); };
    for (std::size_t cell = 0; cell < grid.cells(); ++cell)
        decoder.add({(grid.column(cell) + boxes->at(cell, 0)) * grid.stride,
                        (grid.line(cell) + boxes->at(cell, 1)) * grid.stride,
                        std::exp(static_cast<double>(boxes->at(cell, 2))) * grid.stride,
                        std::exp(static_cast<double>(boxes->at(cell, 3))) * grid.stride},
            0,
            std::sqrt(share(scores[0]->at(cell, 0)) * share(scores[1]->at(cell, 0))));
    return true;
}

bool decodeLevels(OutputDecoder& decoder, bool (*decode)(OutputDecoder&, const CellGrid&))
{
    for (std::size_t level = 0; level < decoder.card().strides.size(); ++level)
        if (!decode(decoder, decoder.grid(level)))
            return false;
    return true;
}

} // namespace

bool decodeNanoDet(OutputDecoder& decoder)
{
    return decodeLevels(decoder, decodeNanoDetLevel);
}

bool decodeYuNet(OutputDecoder& decoder)
{
    return decodeLevels(decoder, decodeYuNetLevel);
}

} // namespace cobench::detect
