// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/study/rate_sweep.h"

#include <string>
#include <string_view>

namespace cobench::ui {

/// A sweep of learning rates to draw, as a text: "GROUP[:QUANTITY[:last|best]]". GROUP is a part of the group's
/// name, which fits one group only. Without a quantity, the usual one.
struct SweepQuery {
    std::string group;
    study::SweepMetric metric{.tag = {}};
    bool operator==(const SweepQuery&) const = default;
};

/// Usage naming what would be right. Whether a group exists is found out when it is drawn.
Result<SweepQuery> parseSweepQuery(std::string_view text);
std::string toString(const SweepQuery& query);

} // namespace cobench::ui
