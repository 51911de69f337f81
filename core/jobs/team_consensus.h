// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/bootstrap.h"
#include "core/ensemble/consensus_report.h"
#include "core/jobs/split_view.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace cobench::jobs {

/// The temperature that fits the selection split best.
struct FitTemperature {
    bool operator==(const FitTemperature&) const = default;
};

/// A rule before it has seen a team.
struct RuleChoice {
    ensemble::Consensus rule = ensemble::Consensus::Soft;
    std::variant<double, FitTemperature> temperature = 1.0; // soft voting

    bool operator==(const RuleChoice&) const = default;
};

struct TeamConsensusOptions {
    ensemble::Convention convention = ensemble::Convention::Corrected;
    ensemble::BootstrapOptions bootstrap; // of the accuracies
    unsigned threads = 1;
};

/// One rule for one team. What it was given or has learnt comes from the selection split, all figures but
/// selectionAccuracy from the report split.
struct RuleFigures {
    ensemble::TeamRule rule;
    std::optional<Error> unavailable; // why the rule cannot be used; then nothing below is filled
    ensemble::ConsensusReport report;
    ensemble::Interval accuracy; // of report.accuracy
    double selectionAccuracy = 0.0; // NaN when the rule cannot be used there; stacking: where it was fitted
};

/// Every rule, in the order of kAllConsensus.
std::vector<RuleChoice> everyRule();

/// The rule made ready for a team. Unsupported: a member has labels only where the rule needs probabilities, or
/// stacking has no split of its own to be fitted on. TooLarge: as StackingModel::fit.
Result<ensemble::TeamRule> prepareRule(const TeamSplits& splits,
    const ensemble::Members& team,
    const RuleChoice& choice,
    const TeamConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel);

/// Share of the split's samples that the team is right on; abstained = wrong. Nothing when a member has labels only
/// where the rule needs probabilities. Meaningless once cancelled.
std::optional<double> accuracyOf(const ensemble::PreparedSplit& split,
    const ensemble::Members& team,
    const ensemble::TeamRule& rule,
    const CancelToken& cancel);

/// One row for each choice; a rule that cannot be used is listed with the reason.
Result<std::vector<RuleFigures>> compareRules(const TeamSplits& splits,
    const ensemble::Members& team,
    const std::vector<RuleChoice>& choices,
    const TeamConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
