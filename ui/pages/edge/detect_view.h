// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/figure_data.h"

#include <filesystem>

namespace cobench::ui {

/// Detection runs that a project keeps: what one did over time, or all of them side by side. Usage: there is no
/// such run.
Result<FigureData> computeDetections(const ViewSpec& view, const std::filesystem::path& project);
/// How many devices a stream needs, of those of a kept run or others. Likewise.
Result<FigureData> computePlan(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel);

} // namespace cobench::ui
