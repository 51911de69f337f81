// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/confidence.h"

#include <algorithm>
#include <cmath>

namespace cobench::study {

namespace {

struct Sums {
    double sum = 0.0;
    double squares = 0.0;
    std::size_t count = 0;

    void add(double value)
    {
        sum += value;
        squares += value * value;
        ++count;
    }
    double mean() const { return sum / static_cast<double>(count); }
    double deviation() const
    {
        return std::sqrt(std::max(0.0, squares / static_cast<double>(count) - mean() * mean()));
    }
};

/// Classes that come before `label` in the row's order.
std::size_t rankOf(std::span<const float> row, std::size_t label)
{
    std::size_t before = 0;
    for (std::size_t c = 0; c < row.size(); ++c)
        before += row[c] > row[label] || (row[c] == row[label] && c < label) ? 1 : 0;
    return before;
}

} // namespace

PredictionFigures predictionFigures(
    std::span<const float> probabilities, std::span<const data::Label> truth, std::size_t classes)
{
    constexpr std::size_t kTop = 5;
    PredictionFigures figures;
    if (truth.empty())
        return figures;
    Sums all;
    std::vector<Sums> ofClass(classes);
    std::size_t right = 0;
    std::size_t near = 0;
    double loss = 0.0;
    for (std::size_t n = 0; n < truth.size(); ++n) {
        const auto row = probabilities.subspan(n * classes, classes);
        const std::size_t rank = rankOf(row, truth[n]);
        loss -= std::log(std::clamp(static_cast<double>(row[truth[n]]), 1e-12, 1.0));
        near += rank < kTop ? 1 : 0;
        if (rank > 0)
            continue;
        ++right;
        all.add(row[truth[n]]);
        ofClass[truth[n]].add(row[truth[n]]);
    }
    const auto count = static_cast<double>(truth.size());
    figures.accuracy = static_cast<double>(right) / count;
    figures.top5 = static_cast<double>(near) / count;
    figures.loss = loss / count;
    Sums means;
    for (std::uint32_t c = 0; c < classes; ++c) {
        if (ofClass[c].count > 0)
            means.add(ofClass[c].mean());
        else
            figures.classesWithoutHit.push_back(c);
    }
    if (all.count == 0)
        return figures;
    figures.averageConfidence = all.mean();
    figures.confidenceDeviation = all.deviation();
    figures.cdac = means.deviation();
    return figures;
}

} // namespace cobench::study
