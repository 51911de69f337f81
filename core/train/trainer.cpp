// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include "core/train/run.h"

#include <array>

namespace cobench::train {

std::string_view id(Phase phase)
{
    static constexpr std::array<std::string_view, kPhases> kIds{
        "preparing", "training", "validating", "saving", "predicting", "paused"};
    return kIds[static_cast<std::size_t>(phase)];
}

std::string_view id(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Converged:
        return "converged";
    case Outcome::Finished:
        return "finished";
    case Outcome::EarlyStop:
        return "early_stop";
    case Outcome::Cancelled:
        return "cancelled";
    case Outcome::Failed:
        break;
    }
    return "failed";
}

RunSummary runTraining(const TrainConfig& config,
    const data::Dataset& dataset,
    const BackendFactory& makeBackend,
    Observer& observer,
    const CancelToken& cancel,
    CheckpointStore* checkpoints,
    ProcessGroup* group)
{
    return Run(config, dataset, observer, cancel, checkpoints, group).execute(makeBackend);
}

} // namespace cobench::train
