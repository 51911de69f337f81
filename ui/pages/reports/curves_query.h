// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/study/run_groups.h"

#include <string>
#include <string_view>

namespace cobench::ui {

/// Curves of one quantity as a text: "val/accuracy over epoch by configuration where model = lenet5". All but the
/// quantity may be left out: against iterations, each run alone, all runs.
struct CurvesQuery {
    std::string tag = "train/loss";
    study::XAxis axis = study::XAxis::Step;
    std::string groupBy; // study::groupRuns' key
    std::string filter; // study::RunFilter's text
    bool operator==(const CurvesQuery&) const = default;
};

/// Usage for an axis that does not exist, a filter that cannot be read, a missing part.
Result<CurvesQuery> parseCurves(std::string_view text);
std::string toString(const CurvesQuery& query);

} // namespace cobench::ui
