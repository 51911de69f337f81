// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/output_decoder.h"

#include <algorithm>
#include <cmath>
#include <span>

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

CentredBox betweenCorners(const ModelCard& card, std::span<const float> corners)
{
    const auto at = [&](std::size_t i, double side) { return static_cast<double>(corners[i]) * side; };
    const double width = card.width;
    const double height = card.height;
    return {0.5 * (at(0, width) + at(2, width)),
        0.5 * (at(1, height) + at(3, height)),
        at(2, width) - at(0, width),
        at(3, height) - at(1, height)};
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
    for (std::size_t row = 0; row < found.boxes->rows; ++row)
        addScored(
            decoder, betweenCorners(decoder.card(), found.boxes->values.subspan(row * 4, 4)), *found.scores, row);
    return true;
}

bool decodeSsd(OutputDecoder& decoder)
{
    constexpr std::size_t kColumns = 7;
    constexpr std::size_t kCorners = 3;
    if (decoder.outputs().size() != 1 || decoder.outputs().front().values.size() % kColumns != 0)
        return false;
    const auto values = decoder.outputs().front().values; // however OpenCV shapes them
    for (std::size_t at = 0; at < values.size(); at += kColumns) {
        const double label = values[at + 1];
        if (label >= 1.0 && label <= static_cast<double>(decoder.classes()))
            decoder.add(betweenCorners(decoder.card(), values.subspan(at + kCorners, 4)),
                static_cast<std::size_t>(label) - 1,
                values[at + 2]);
    }
    return !values.empty();
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
