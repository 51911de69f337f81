// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_setup.h"

namespace cobench::ui {

// Several runs from one set-up; empty when its devices cannot be read.

/// With the first device, the first two, … all of them.
std::vector<EdgeSetup> deviceSweep(const EdgeSetup& setup);
/// Under every scheduler.
std::vector<EdgeSetup> scheduleSweep(const EdgeSetup& setup);
/// At a quarter to twice its rate.
std::vector<EdgeSetup> rateSweep(const EdgeSetup& setup);

} // namespace cobench::ui
