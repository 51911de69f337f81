// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pareto_job.h"

#include "core/ensemble/pareto.h"

#include <algorithm>
#include <numeric>

namespace cobench::jobs {

namespace {

using CostPart = std::optional<double> data::ModelCost::*;

struct KnownCost {
    Cost kind = Cost::None;
    CostPart part = nullptr;
};

KnownCost knownCost(std::span<const data::Model> models)
{
    for (const KnownCost& cost : {KnownCost{Cost::Parameters, &data::ModelCost::parameters},
             KnownCost{Cost::Flops, &data::ModelCost::flops},
             KnownCost{Cost::Latency, &data::ModelCost::latencyMs}})
        if (std::ranges::all_of(
                models, [&](const data::Model& model) { return (model.cost.*cost.part).has_value(); }))
            return models.empty() ? KnownCost{} : cost;
    return {};
}

std::vector<double> thrift(const ensemble::TeamScores& scores, std::span<const data::Model> models, CostPart part)
{
    std::vector<double> result;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        double cost = 0.0;
        for (const std::uint32_t member : scores.members(team))
            cost += *(models[member].cost.*part);
        result.push_back(-cost);
    }
    return result;
}

} // namespace

Result<ParetoTeams> paretoTeams(const ensemble::TeamScores& scores,
    ensemble::Metric metric,
    std::span<const data::Model> models,
    Progress& progress,
    const CancelToken& cancel)
{
    progress.beginStage("Pareto front");
    const auto column
        = static_cast<std::size_t>(std::ranges::find(scores.metrics, metric) - scores.metrics.begin());
    std::vector<std::vector<double>> objectives(2);
    for (std::size_t team = 0; team < scores.size(); ++team) {
        objectives[0].push_back(scores.accuracyValue(0, team));
        objectives[1].push_back(ensemble::diversityScore(metric, scores.rawValue(column, team)));
    }
    ParetoTeams front;
    if (const KnownCost cost = knownCost(models); cost.part) {
        front.cost = cost.kind;
        objectives.push_back(thrift(scores, models, cost.part));
    }
    front.isOn = ensemble::paretoFront(objectives, cancel);
    if (cancel.isCancelled())
        return cancelled();
    front.count = std::accumulate(front.isOn.begin(), front.isOn.end(), std::size_t{0});
    return front;
}

} // namespace cobench::jobs
