// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/temperature.h"

#include "core/common/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kBlock = 256; // samples: sums are taken block by block, whoever computes them
constexpr int kGridEnd = 4; // powers of two on either side of 1
constexpr double kGolden = 1.0 / std::numbers::phi;
constexpr double kPrecision = 1e-4; // of log T
constexpr double kLeastProbability = 1e-12;

double blockLoss(const PreparedSplit& split, const Members& team, double temperature, std::size_t begin)
{
    const std::size_t classes = split.classes();
    std::vector<float> row(classes);
    double loss = 0.0;
    for (std::size_t n = begin; n < std::min(begin + kBlock, split.samples()); ++n) {
        double probability = 0.0;
        for (const std::uint32_t member : team) {
            const auto whole = split.split().members[member].probabilities.view();
            temper(whole.subspan(n * classes, classes), temperature, row);
            probability += static_cast<double>(row[split.truth()[n]]);
        }
        loss -= std::log(std::max(probability / static_cast<double>(team.size()), kLeastProbability));
    }
    return loss;
}

class Loss
{
public:
    Loss(const PreparedSplit& split,
        const Members& team,
        unsigned threads,
        Progress& progress,
        const CancelToken& cancel)
        : m_split(split)
        , m_team(team)
        , m_threads(threads)
        , m_progress(progress)
        , m_cancel(cancel)
    {
    }

    /// NaN once cancelled.
    double at(double logTemperature)
    {
        std::vector<double> losses((m_split.samples() + kBlock - 1) / kBlock);
        const double temperature = std::exp(logTemperature);
        const auto done = parallelFor(
            m_threads,
            losses.size(),
            [&](std::size_t block) { losses[block] = blockLoss(m_split, m_team, temperature, block * kBlock); },
            m_cancel);
        m_progress.advance();
        return done ? std::accumulate(losses.begin(), losses.end(), 0.0) : std::nan("");
    }

private:
    const PreparedSplit& m_split;
    const Members& m_team;
    unsigned m_threads;
    Progress& m_progress;
    const CancelToken& m_cancel;
};

double bestOfGrid(Loss& loss)
{
    double best = 0.0;
    double least = std::numeric_limits<double>::infinity();
    for (int power = -kGridEnd; power <= kGridEnd; ++power) {
        const double place = power * std::numbers::ln2;
        if (const double value = loss.at(place); value < least) {
            least = value;
            best = place;
        }
    }
    return best;
}

/// Golden-section search (Kiefer 1953) inside [low, high].
double goldenSection(Loss& loss, double low, double high)
{
    double left = high - kGolden * (high - low);
    double right = low + kGolden * (high - low);
    double leftLoss = loss.at(left);
    double rightLoss = loss.at(right);
    while (high - low > kPrecision) {
        if (leftLoss <= rightLoss) {
            high = std::exchange(right, left);
            rightLoss = std::exchange(leftLoss, loss.at(left = high - kGolden * (high - low)));
        } else {
            low = std::exchange(left, right);
            leftLoss = std::exchange(rightLoss, loss.at(right = low + kGolden * (high - low)));
        }
    }
    return 0.5 * (low + high);
}

} // namespace

void temper(std::span<const float> row, double temperature, std::span<float> result)
{
    const double most = static_cast<double>(*std::ranges::max_element(row));
    double total = 0.0;
    for (std::size_t c = 0; c < row.size(); ++c) {
        const double power = std::pow(static_cast<double>(row[c]) / most, 1.0 / temperature);
        result[c] = static_cast<float>(power);
        total += power;
    }
    for (float& power : result)
        power = static_cast<float>(static_cast<double>(power) / total);
}

Result<double> fitTemperature(const PreparedSplit& split,
    const Members& team,
    unsigned threads,
    Progress& progress,
    const CancelToken& cancel)
{
    progress.beginStage("fitting the temperature");
    Loss loss(split, team, threads, progress, cancel);
    const double coarse = bestOfGrid(loss);
    const double fine = goldenSection(loss,
        std::max(coarse - std::numbers::ln2, std::log(kLeastTemperature)),
        std::min(coarse + std::numbers::ln2, std::log(kMostTemperature)));
    if (cancel.isCancelled())
        return cancelled();
    return std::exp(fine);
}

} // namespace cobench::ensemble
