// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/capacity_plan.h"
#include "plots/curves.h"

#include <optional>
#include <string>

namespace cobench::ui {

enum class PlanFigure { Sigma, Dropped, Latency99 };
inline constexpr int kPlanFigures = 3;

QString titleOf(PlanFigure figure); // with unit

/// A plan, what it was asked, and the run beside it.
struct ToldPlan {
    struct Measured {
        std::size_t devices = 0;
        int number = 0; // of the session
        detect::Prediction told;
    };
    detect::CapacityQuestion question;
    detect::CapacityPlan plan;
    std::optional<Measured> measured;
    std::string devices; // where they come from, as PlanQuery::devices; empty = from nothing that can be named
};

/// A figure against the number of devices: by the queueing formula, by the emulator, as it was measured, and what
/// it should be at most (σ: at best λ).
plots::CurvesData planOf(const ToldPlan& told, PlanFigure figure);
/// cobench-cli detect plan …, which tells the same; empty where the devices have no name.
QString planCommand(const ToldPlan& told, const QString& projectPath);

} // namespace cobench::ui
