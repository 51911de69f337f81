// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/trace_figure.h"

#include <QString>

namespace cobench::ui {

/// What went on at one time of a run or in an interval of it: iterations, epochs, phases, where an iteration's time
/// went, the processes that worked most.
struct TraceReading {
    QString span; // "12.3 s" or "12.3 … 14.1 s"
    QString steps; // "iterations 1,200 … 1,340, epoch 2"; empty when no step is known
    QString phases; // "training 80 %, saving 20 %"
    QString timing; // "data 0.1 ms, forward 3.2 ms, …" of one iteration
    QString processes; // "python3 (4711) 1.9 cores"
};

/// `low` and `high` on the figure's axis; equal for one time.
TraceReading readTraceAt(const jobs::RunTrace& recorded, double start, double low, double high);

} // namespace cobench::ui
