// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

namespace cobench::app {

/// The engine of this installation, started when none answers.
ui::EngineLink::Connect engineConnector();
/// The demo's runs and how they join its pool.
ui::DemoPlan demoPlan();

} // namespace cobench::app
