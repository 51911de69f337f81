// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/lanes.h"
#include "ui/pages/edge/edge_session.h"

namespace cobench::ui {

/// Which device worked on which frame, what was dropped, how many waited and how long each took, over the run's
/// time; of the newest `mostFrames` frames, which the note says.
plots::LanesData ganttOf(const EdgeSession& session, std::size_t mostFrames);

} // namespace cobench::ui
