// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/member_report.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kBins = 15;

/// One member's probability rows with the truth beside them.
struct Rows {
    const float* values;
    std::size_t classes;
    std::span<const data::Label> truth;
    std::span<const data::Label> predicted;

    const float* row(std::size_t n) const { return values + n * classes; }
};

Rows rowsOf(const PreparedSplit& split, std::size_t model)
{
    return {
        split.split().members[model].probabilities.data(), split.classes(), split.truth(), split.predicted(model)};
}

/// Bins are right-closed; the product is exact in double, so edges need no tolerance.
std::size_t binOf(float confidence)
{
    const auto ceiling
        = static_cast<std::size_t>(std::max(1.0, std::ceil(static_cast<double>(confidence) * kBins)));
    return std::min(ceiling, kBins) - 1;
}

bool isInTopFive(const float* row, std::size_t classes, data::Label truth)
{
    std::size_t ahead = 0;
    for (std::size_t c = 0; c < classes; ++c)
        ahead += row[c] > row[truth] || (row[c] == row[truth] && c < truth) ? 1U : 0U;
    return ahead < 5;
}

std::array<ReliabilityBin, kBins> bins(const Rows& rows)
{
    std::array<ReliabilityBin, kBins> result{};
    for (std::size_t n = 0; n < rows.truth.size(); ++n) {
        const float confidence = rows.row(n)[rows.predicted[n]];
        ReliabilityBin& bin = result[binOf(confidence)];
        bin.confidence += static_cast<double>(confidence);
        bin.accuracy += rows.predicted[n] == rows.truth[n] ? 1.0 : 0.0;
        ++bin.count;
    }
    for (ReliabilityBin& bin : result) {
        const double count = static_cast<double>(std::max<std::size_t>(bin.count, 1));
        bin.confidence /= count;
        bin.accuracy /= count;
    }
    return result;
}

void addProbabilistic(MemberReport& report, const Rows& rows)
{
    const auto samples = static_cast<double>(rows.truth.size());
    double logLoss = 0.0;
    std::size_t top5 = 0;
    for (std::size_t n = 0; n < rows.truth.size(); ++n) {
        const float* row = rows.row(n);
        logLoss -= std::log(std::clamp(static_cast<double>(row[rows.truth[n]]), 1e-12, 1.0));
        top5 += isInTopFive(row, rows.classes, rows.truth[n]) ? 1U : 0U;
    }
    report.nll = logLoss / samples;
    report.top5 = static_cast<double>(top5) / samples;
    report.ece = 0.0;
    for (const ReliabilityBin& bin : bins(rows))
        report.ece += std::abs(bin.accuracy - bin.confidence) * static_cast<double>(bin.count) / samples;
}

} // namespace

std::vector<double> memberAccuracies(const PreparedSplit& split)
{
    std::vector<double> accuracies;
    for (std::size_t model = 0; model < split.models(); ++model)
        accuracies.push_back(split.accuracy(model));
    return accuracies;
}

MemberReport reportMember(const PreparedSplit& split, std::size_t model)
{
    MemberReport report{.accuracy = split.accuracy(model), .errors = split.samples() - split.rightCount(model)};
    if (!split.split().members[model].isLabelOnly() && split.samples() != 0)
        addProbabilistic(report, rowsOf(split, model));
    return report;
}

std::vector<ReliabilityBin> reliability(const PreparedSplit& split, std::size_t model)
{
    if (split.split().members[model].isLabelOnly())
        return {};
    const auto result = bins(rowsOf(split, model));
    return {result.begin(), result.end()};
}

Result<void> checkConfusion(std::uint32_t classes)
{
    if (classes <= kMostConfusionClasses)
        return {};
    return Error{.code = ErrorCode::TooLarge,
        .subject = "confusion matrix",
        .detail = std::to_string(classes) + " classes are too many",
        .cure = "at most " + std::to_string(kMostConfusionClasses) + "; the largest label of the pool counts"};
}

std::vector<std::uint32_t> confusion(const PreparedSplit& split, std::size_t model)
{
    return confusion(split.truth(), split.predicted(model), split.classes());
}

std::vector<std::uint32_t> confusion(
    std::span<const data::Label> truth, std::span<const data::Label> predicted, std::uint32_t classes)
{
    std::vector<std::uint32_t> table(std::size_t{classes} * classes);
    for (std::size_t n = 0; n < truth.size(); ++n)
        ++table[std::size_t{truth[n]} * classes + predicted[n]];
    return table;
}

std::vector<double> perClassRecall(const PreparedSplit& split, std::size_t model)
{
    std::vector<double> right(split.classes());
    std::vector<double> total(split.classes());
    const auto truth = split.truth();
    for (std::size_t n = 0; n < truth.size(); ++n) {
        total[truth[n]] += 1.0;
        right[truth[n]] += split.isRight(model, n) ? 1.0 : 0.0;
    }
    for (std::size_t c = 0; c < right.size(); ++c)
        right[c] = total[c] > 0.0 ? right[c] / total[c] : kNotAvailable;
    return right;
}

} // namespace cobench::ensemble
