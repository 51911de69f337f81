// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/plateau_replay.h"

#include <algorithm>

namespace cobench::lr {

std::vector<ReplayedEpoch> replay(
    const PlateauPolicy& policy, std::span<const double> values, std::uint64_t iterationsPerEpoch)
{
    PlateauRun run(policy);
    std::vector<ReplayedEpoch> epochs;
    epochs.reserve(values.size());
    const std::uint64_t total = iterationsPerEpoch * values.size();
    for (std::uint64_t i = 0; i < values.size(); ++i) {
        ReplayedEpoch epoch{.value = values[i], .rate = run.rate(i * iterationsPerEpoch)};
        epoch.lastRate = run.rate((i + 1) * iterationsPerEpoch - 1);
        epoch.action = run.observe(values[i], (i + 1) * iterationsPerEpoch, total);
        epoch.index = run.index();
        epoch.nextRate = run.rate((i + 1) * iterationsPerEpoch);
        epochs.push_back(epoch);
    }
    return epochs;
}

std::vector<OutlinePoint> replayedRates(const PlateauPolicy& policy,
    std::span<const ReplayedEpoch> epochs,
    std::uint64_t iterationsPerEpoch,
    std::size_t columns)
{
    std::vector<OutlinePoint> line;
    const auto* change = std::get_if<ChangeOnPlateauOptions>(&policy.options);
    for (std::size_t first = 0, last = 0; first < epochs.size(); first = last) {
        const std::size_t index = first == 0 ? (change ? change->start : 0) : epochs[first - 1].index;
        for (last = first + 1; last < epochs.size() && epochs[last - 1].index == index;)
            ++last;
        const std::uint64_t begin = first * iterationsPerEpoch;
        const std::uint64_t end = last * iterationsPerEpoch;
        if (change) {
            // The policy is at t for the iteration counted from 1, and here t counts those before it.
            const std::size_t share = std::max<std::size_t>(2, columns * (last - first) / epochs.size());
            for (const OutlinePoint& point :
                outline(Schedule{.policies = {change->policies[index]}, .boundaries = {}}, begin + 1, end, share))
                line.push_back({point.t - 1.0, point.rate});
        } else {
            line.push_back({static_cast<double>(begin), epochs[first].rate});
        }
        line.push_back({static_cast<double>(end), line.back().rate});
    }
    return line;
}

} // namespace cobench::lr
