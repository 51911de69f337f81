// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace CLI {
class App;
}

namespace cobench::cli {

// As commands.h, for the verbs of detection.
void addDetectRun(CLI::App& parent, Command& chosen);
void addDetectEval(CLI::App& parent, Command& chosen);

} // namespace cobench::cli
