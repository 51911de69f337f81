// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/run_figures.h"

namespace cobench::ui {

/// What follows from a run's figures. Rates in frames/s; NaN where it cannot be told.
struct RunSums {
    double mu = 0.0; // Σ μ_d: what all devices could do together
    double ideal = 0.0; // min(λ, Σ μ_d)
    double idealShare = 0.0; // σ / ideal
    double speedUp = 0.0; // σ / mean μ_d: as many devices' worth of work
    double droppedShare = 0.0; // of the frames read
};

/// Frames of a source that is not paced come as they are taken: then λ is no bound of its own.
RunSums sumsOf(const detect::RunFigures& figures, bool isPaced);

} // namespace cobench::ui
