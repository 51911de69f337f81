// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/failure_overlap.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cobench::ensemble {

FailureOverlap failureOverlap(
    const PreparedSplit& split, const Members& team, std::span<const std::uint8_t> teamRight)
{
    FailureOverlap overlap;
    std::map<Members, FailureGroup> groups;
    Members failing;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        failing.clear();
        std::ranges::copy_if(
            team, std::back_inserter(failing), [&](std::uint32_t m) { return !split.isRight(m, n); });
        if (failing.empty()) {
            ++overlap.allRight;
            continue;
        }
        FailureGroup& group = groups[failing];
        ++group.samples;
        group.teamRight += teamRight[n];
    }
    for (auto& [members, group] : groups) {
        group.failing = members;
        overlap.groups.push_back(std::move(group));
    }
    std::ranges::stable_sort(overlap.groups, [](const FailureGroup& a, const FailureGroup& b) {
        return std::tuple(b.samples, a.failing.size()) < std::tuple(a.samples, b.failing.size());
    });
    return overlap;
}

} // namespace cobench::ensemble
