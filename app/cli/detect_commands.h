// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <string>

namespace CLI {
class App;
}

namespace cobench::cli {

// As commands.h, for the verbs of detection.
void addDetectRun(CLI::App& parent, Command& chosen);
void addDetectEval(CLI::App& parent, Command& chosen);
void addDetectPlan(CLI::App& parent, Command& chosen);
void addDetectSessions(CLI::App& parent, Command& chosen);
void addDetectModels(CLI::App& parent, Command& chosen);
void addDetectPair(CLI::App& parent, Command& chosen); // and machines, unpair

/// --models DIR: cards and weights.
void addModelFolder(CLI::App& command, std::string& folder);

} // namespace cobench::cli
