// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/output_decoder.h"

#include <algorithm>
#include <cmath>

namespace cobench::detect {

namespace {

// Of the offsets (Liu et al., SSD, ECCV 2016).
constexpr double kCentreVariance = 0.1;
constexpr double kSizeVariance = 0.2;

struct BoxesAndScores {
    const OutputView* boxes = nullptr;
    const OutputView* scores = nullptr; // column 0: the background

    explicit operator bool() const { return boxes != nullptr && scores != nullptr; }
};

BoxesAndScores findRows(const OutputDecoder& decoder, std::size_t rows)
{
    return {decoder.find(rows, 4), decoder.find(rows, decoder.classes() + 1)};
}

void addScored(OutputDecoder& decoder, const CentredBox& box, const OutputView& scores, std::size_t row)
{
    for (std::size_t label = 0; label < decoder.classes(); ++label)
        decoder.add(box, label, scores.at(row, label + 1));
}

/// Squares around the middle of each cell, clamped to the picture as shares of it.
std::vector<CentredBox> laidOut(const OutputDecoder& decoder)
{
    const ModelCard& card = decoder.card();
    const auto share = [](double value) { return std::clamp(value, 0.0, 1.0); };
    std::vector<CentredBox> priors;
    for (std::size_t level = 0; level < card.strides.size(); ++level) {
        const CellGrid grid = decoder.grid(level, true);
        for (std::size_t cell = 0; cell < grid.cells(); ++cell)
            for (const double side : card.anchors[level])
                priors.push_back({share((grid.column(cell) + 0.5) * grid.stride / card.width),
                    share((grid.line(cell) + 0.5) * grid.stride / card.height),
                    share(side / card.width),
                    share(side / card.height)});
    }
    return priors;
}

} // namespace

bool decodeCorners(OutputDecoder& decoder)
{
    if (decoder.outputs().empty())
        return false;
    const auto found = findRows(decoder, decoder.outputs().front().rows);
    if (!found)
        return false;
    const double width = decoder.card().width;
    const double height = decoder.card().height;
    for (std::size_t row = 0; row < found.boxes->rows; ++row) {
        const auto corner = [&](std::size_t i) { return static_cast<double>(found.boxes->at(row, i)); };
        const CentredBox box{0.5 * (corner(0) + corner(2)) * width,
            0.5 * (corner(1) + corner(3)) * height,
            (corner(2) - corner(0)) * width,
            (corner(3) - corner(1)) * height};
        addScored(decoder, box, *found.scores, row);
    }
    return true;
}

bool decodePriors(OutputDecoder& decoder)
{
    const std::vector<CentredBox> priors = laidOut(decoder);
    const auto found = findRows(decoder, priors.size());
    if (!found)
        return false;
    const double width = decoder.card().width;
    const double height = decoder.card().height;
    for (std::size_t row = 0; row < priors.size(); ++row) {
        const CentredBox& prior = priors[row];
        const auto offset = [&](std::size_t i) { return static_cast<double>(found.boxes->at(row, i)); };
        const CentredBox box{(prior.x + kCentreVariance * offset(0) * prior.width) * width,
            (prior.y + kCentreVariance * offset(1) * prior.height) * height,
            prior.width * std::exp(kSizeVariance * offset(2)) * width,
            prior.height * std::exp(kSizeVariance * offset(3)) * height};
        addScored(decoder, box, *found.scores, row);
    }
    return true;
}

} // namespace cobench::detect
