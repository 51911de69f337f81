// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/evaluate.h"

#include <cstdint>
#include <vector>

namespace cobench::lr {

/// Whether the monitored value gets better downwards (a loss) or upwards (an accuracy).
enum class Direction { Lower, Higher };

/// What a policy does after an epoch. End: it has stalled, but there is nothing further that way.
enum class PlateauAction { None, Larger, Smaller, End };

/// Moves through an ordered list of policies (index 0 = largest rates) whenever learning stalls. Published with
/// LRBench in 2023 (ChangeLROnPlateau); values are per epoch, cool-down in epochs.
struct ChangeOnPlateauOptions {
    std::vector<Policy> policies;
    std::size_t start = 0;
    std::uint32_t cooldown = 5;
    double threshold = 0.05; // a window whose best improvement is strictly below it is a plateau
    std::uint32_t window = 5; // n >= 2 last values
    Direction direction = Direction::Lower;
};

class ChangeOnPlateau
{
public:
    using Action = PlateauAction;

    /// Precondition: at least one valid policy, start in range, window >= 2.
    explicit ChangeOnPlateau(ChangeOnPlateauOptions options);

    /// After an epoch. Before 80 % of the iterations a plateau moves to larger rates, afterwards to smaller ones;
    /// at an end of the list it stays (End), and the cool-down begins all the same.
    Action observe(double value, std::uint64_t iterationsDone, std::uint64_t iterationsTotal);

    std::size_t index() const { return m_index; }
    /// The rate for a global iteration counted from 1; a switch does not restart t.
    double rate(std::uint64_t iteration) const;

private:
    bool isPlateau() const;
    Action move(bool towardsLarger);

    ChangeOnPlateauOptions m_options;
    std::vector<double> m_values; // all seen
    std::size_t m_index;
    std::uint32_t m_coolingDown = 0;
};

/// PyTorch's ReduceLROnPlateau (torch.optim.lr_scheduler, 1.13), default threshold mode "rel".
struct ReduceOnPlateauOptions {
    double initialRate = 0.1;
    double factor = 0.1;
    std::uint32_t patience = 10; // epochs without improvement that are still forgiven
    double threshold = 1e-4;
    bool relativeThreshold = true;
    std::uint32_t cooldown = 0;
    double minimumRate = 0.0;
    double epsilon = 1e-8; // smaller changes are not made
    Direction direction = Direction::Lower;
};

class ReduceOnPlateau
{
public:
    explicit ReduceOnPlateau(ReduceOnPlateauOptions options);

    /// After an epoch. Smaller when the rate was reduced; End where it cannot be: it is at its minimum.
    PlateauAction observe(double value);
    double rate() const { return m_rate; }

private:
    bool isBetter(double value) const;

    ReduceOnPlateauOptions m_options;
    double m_rate;
    double m_best;
    std::uint32_t m_badEpochs = 0;
    std::uint32_t m_coolingDown = 0;
};

} // namespace cobench::lr
