// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace CLI {
class App;
}

namespace cobench::cli {

// Each adds one verb under `parent`. Parsing that verb puts its work into `chosen`.
void addPoolInfo(CLI::App& parent, Command& chosen);
void addPoolImport(CLI::App& parent, Command& chosen);
void addPoolVotes(CLI::App& parent, Command& chosen);
void addEnsembleMatrix(CLI::App& parent, Command& chosen);
void addEnsembleScore(CLI::App& parent, Command& chosen);
void addEnsembleSelect(CLI::App& parent, Command& chosen);
void addEnsembleTeam(CLI::App& parent, Command& chosen);
void addEnsembleConditions(CLI::App& parent, Command& chosen);
void addEnsembleDiversity(CLI::App& parent, Command& chosen);
void addEnsembleTree(CLI::App& parent, Command& chosen);
void addProjectInfo(CLI::App& parent, Command& chosen);
void addProjectClean(CLI::App& parent, Command& chosen);
void addProjectBundle(CLI::App& parent, Command& chosen); // and unbundle
void addEnsembleTop(CLI::App& parent, Command& chosen);
void addTrace(CLI::App& parent, Command& chosen);
void addRunsList(CLI::App& parent, Command& chosen);
void addRunsShow(CLI::App& parent, Command& chosen);
void addRunsExport(CLI::App& parent, Command& chosen);
void addRunsImport(CLI::App& parent, Command& chosen);
void addRunsSnapshots(CLI::App& parent, Command& chosen);
void addRunsEdit(CLI::App& parent, Command& chosen); // pause, resume, cancel, note, tag, archive, delete
void addDemo(CLI::App& parent, Command& chosen);
void addModels(CLI::App& parent, Command& chosen);
void addAttack(CLI::App& parent, Command& chosen);
void addCorrupt(CLI::App& parent, Command& chosen);
void addTrain(CLI::App& parent, Command& chosen);
void addLrPolicies(CLI::App& parent, Command& chosen); // list and eval
void addLrCode(CLI::App& parent, Command& chosen); // export and import
void addLrRangeTest(CLI::App& parent, Command& chosen);
void addLrRank(CLI::App& parent, Command& chosen);
void addLrCompose(CLI::App& parent, Command& chosen);
void addLrReplay(CLI::App& parent, Command& chosen);
void addLrSweep(CLI::App& parent, Command& chosen);
void addEngine(CLI::App& parent, Command& chosen); // start, status, stop

} // namespace cobench::cli
