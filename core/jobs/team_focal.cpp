// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_focal.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_plan.h"

#include <cmath>
#include <numeric>

namespace cobench::jobs {

namespace {

ensemble::ScoreOptions scoring(const FocalOptions& options)
{
    return {.metrics = options.metrics,
        .samples = {.kind = ensemble::SampleSet::Kind::All},
        .focal = true,
        .convention = options.convention,
        .threads = options.threads};
}

std::vector<double> shares(std::vector<double> weights)
{
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights)
        weight = total > 0.0 ? weight / total : 0.0;
    return weights;
}

} // namespace

Result<FocalBasis> focalBasis(const ensemble::PreparedSplit& selection,
    std::size_t size,
    const FocalOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    const std::size_t teams = ensemble::countTeams(selection.models(), size, size);
    if (teams > options.mostTeams)
        return Error{.code = ErrorCode::TooLarge,
            .subject = "focal scores",
            .detail = "there are more than " + std::to_string(options.mostTeams) + " teams of "
                + std::to_string(size) + " to scale by",
            .cure = "exclude models from the pool"};
    ensemble::ScoreOptions all = scoring(options);
    all.minSize = all.maxSize = size;
    progress.beginStage("scaling focal scores", teams);
    const auto scores = ensemble::scoreTeams(selection, all, progress, cancel);
    if (!scores)
        return scores.error();
    FocalBasis basis{.options = options, .size = size, .scales = {}};
    for (std::size_t metric = 0; metric < options.metrics.size(); ++metric)
        basis.scales.emplace_back(*scores, metric, options.convention);
    return basis;
}

Result<TeamFocal> focalDetail(const ensemble::PreparedSplit& selection,
    const ensemble::Members& team,
    const FocalOptions& options,
    const FocalBasis* basis,
    Progress& progress,
    const CancelToken& cancel)
{
    ensemble::ScoreOptions one = scoring(options);
    one.teams = std::vector<ensemble::Members>{team};
    const auto scores = ensemble::scoreTeams(selection, one, progress, cancel);
    if (!scores)
        return scores.error();
    const auto weights = shares(ensemble::focalWeights(
        team, ensemble::memberAccuracies(selection), options.convention, ensemble::FocalWeighting::Rank));
    TeamFocal focal;
    for (std::size_t i = 0; i < team.size(); ++i) {
        FocalMember& member = focal.members.emplace_back();
        member.model = team[i];
        member.negatives = selection.samples() - selection.rightCount(team[i]);
        member.weight = weights[i];
        for (std::size_t metric = 0; metric < options.metrics.size(); ++metric) {
            const double raw = scores->focal[scores->focalBegin[0] + i * options.metrics.size() + metric];
            const double value = ensemble::focalValue(options.metrics[metric], raw, options.convention);
            member.raw.push_back(raw);
            member.scaled.push_back(
                basis ? basis->scales[metric].scaled(team[i], team.size(), value) : std::nan(""));
        }
    }
    const bool takesPart
        = options.convention == ensemble::Convention::Corrected || team.size() < selection.models();
    for (std::size_t metric = 0; metric < options.metrics.size(); ++metric) {
        std::vector<double> scaled;
        for (const FocalMember& member : focal.members)
            scaled.push_back(member.scaled[metric]);
        focal.fq.push_back(takesPart ? ensemble::focalMean(scaled, weights) : std::nan(""));
    }
    return focal;
}

} // namespace cobench::jobs
