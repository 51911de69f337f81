// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/queue_history.h"

#include <algorithm>
#include <utility>

namespace cobench::detect {

std::vector<QueueStep> queueHistory(std::span<const Outcome> outcomes)
{
    std::vector<std::pair<Time, int>> changes;
    changes.reserve(2 * outcomes.size());
    Time end{0};
    for (const Outcome& outcome : outcomes) {
        const Time left = outcome.dropped ? outcome.finished : outcome.started;
        end = std::max(end, outcome.captured);
        if (left <= outcome.captured)
            continue;
        changes.emplace_back(outcome.captured, 1);
        changes.emplace_back(left, -1);
    }
    std::ranges::sort(changes);
    std::vector<QueueStep> steps;
    std::size_t waiting = 0;
    for (const auto& [at, change] : changes) {
        if (at > end)
            break;
        waiting = change > 0 ? waiting + 1 : waiting - 1;
        if (!steps.empty() && steps.back().at == at)
            steps.back().waiting = waiting;
        else
            steps.push_back({at, waiting});
    }
    return steps;
}

} // namespace cobench::detect
