// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/rank_job.h"

#include "core/jobs/rank_runs.h"
#include "core/jobs/recorded_rankings.h"
#include "core/study/policy_candidates.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

RankedPolicy policyOf(const RankOptions& options, const lr::Schedule& schedule)
{
    RankedPolicy policy{.schedule = schedule};
    for (std::uint32_t i = 0; i < options.seeds; ++i)
        policy.runs.push_back({.seed = options.config.seed + i});
    return policy;
}

Error usage(std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage, .subject = "rank", .detail = std::move(detail), .cure = std::move(cure)};
}

/// Those given, and the candidates for a training of so many epochs.
std::vector<lr::Schedule> policiesOver(const RankOptions& options, std::uint32_t epochs, std::uint64_t perEpoch)
{
    std::vector<lr::Schedule> policies = options.policies;
    if (!options.candidates)
        return policies;
    const RankCandidates& wanted = *options.candidates;
    const auto usual = study::usualFamilies();
    const std::vector<lr::Family> families
        = wanted.families.empty() ? std::vector(usual.begin(), usual.end()) : wanted.families;
    const double steps = static_cast<double>(epochs)
        * (options.config.learningRateUnit == "epoch" ? 1.0 : static_cast<double>(perEpoch));
    std::ranges::move(study::policyCandidates(wanted.lowest, wanted.highest, std::max(steps, 10.0), families),
        std::back_inserter(policies));
    return policies;
}

Result<void> check(const RankOptions& options)
{
    const auto& wanted = options.candidates;
    if (wanted
        && (!(wanted->lowest > 0.0) || !(wanted->highest > wanted->lowest) || !std::isfinite(wanted->highest)))
        return usage("the rates are no range", "give a lowest above 0 and a highest above it");
    if (options.seeds == 0 || options.config.epochs == 0)
        return usage("there is nothing to train", "give at least one seed and one epoch");
    const auto policies = policiesOver(options, options.config.epochs, 1);
    if (policies.size() < 2)
        return usage("there is nothing to compare", "give at least two policies");
    for (const lr::Schedule& schedule : policies)
        if (auto valid = lr::validate(schedule); !valid)
            return valid;
    return {};
}

std::vector<Rung> planOver(const RankOptions& options, std::size_t policies, std::uint32_t epochs)
{
    return halvingPlan(policies, epochs, options.halves ? options.keep : static_cast<std::uint32_t>(policies));
}

/// The most epochs for which the plan fits the budget, at most those asked for; 0 = not one.
std::uint32_t epochsWithin(const RankOptions& options, std::size_t policies, std::uint64_t perEpoch)
{
    for (std::uint32_t epochs = options.config.epochs; epochs > 0; --epochs)
        if (options.budgetIterations == 0
            || epochsOf(planOver(options, policies, epochs), options.seeds) * perEpoch <= options.budgetIterations)
            return epochs;
    return 0;
}

Result<void> trainScaled(
    Ranking& ranking, const RankOptions& options, RankRuns& runs, Progress& progress, const CancelToken& cancel)
{
    RankOptions once = options;
    once.seeds = 1;
    std::vector<RankedPolicy> trained;
    for (const RankedPolicy& policy : ranking.policies)
        for (const double scale : options.scales)
            if (policy.isFinished)
                trained.push_back(policyOf(once, study::scaled(policy.schedule, scale)));
    std::vector<RankedPolicy*> going;
    going.reserve(trained.size());
    for (RankedPolicy& policy : trained)
        going.push_back(&policy);
    runs.setBatch(scalesBatch(options.batch));
    if (auto advanced = runs.advance(going, options.config.epochs, progress, cancel); !advanced)
        return advanced;
    auto next = trained.begin();
    for (RankedPolicy& policy : ranking.policies) {
        for (const double scale : options.scales) {
            if (!policy.isFinished)
                continue;
            if (auto read = runs.readPredictions(*next); !read)
                return read;
            policy.scaled.push_back({scale, next->runs.front()});
            ++next;
        }
    }
    return {};
}

} // namespace

std::vector<Rung> halvingPlan(std::size_t policies, std::uint32_t epochs, std::uint32_t keep)
{
    std::vector<Rung> plan{{epochs, policies}};
    const std::size_t least = std::max<std::size_t>(keep, 1);
    // From the end: each earlier rung has half the epochs, as long as there are some to halve and some to drop.
    std::uint32_t earlier = epochs / 2;
    for (std::size_t left = policies; left > least && earlier > 0; left = (left + 1) / 2, earlier /= 2)
        plan.insert(plan.begin(), {earlier, policies});
    std::size_t left = policies;
    for (Rung& rung : plan) {
        rung.policies = left;
        left = std::max(least, (left + 1) / 2);
    }
    return plan;
}

std::uint64_t epochsOf(const std::vector<Rung>& plan, std::uint32_t seeds)
{
    std::uint64_t all = 0;
    std::uint32_t before = 0;
    for (const Rung& rung : plan) {
        all += static_cast<std::uint64_t>(rung.epochs - before) * rung.policies * seeds;
        before = rung.epochs;
    }
    return all;
}

namespace {

/// In order and with the target, as whoever looks wants to see it; the runs go on filling `ranking` meanwhile.
Ranking ordered(Ranking ranking, const RankOptions& options)
{
    ranking.iterations = iterationsOf(ranking);
    setTarget(ranking, options.target);
    orderRanking(ranking, options.order);
    return ranking;
}

/// Options with the epochs that the budget leaves and the policies that are made for them.
Result<RankOptions> withinBudget(const RankOptions& given, std::uint64_t perEpoch)
{
    RankOptions options = given;
    const std::size_t policies = policiesOver(given, given.config.epochs, perEpoch).size();
    options.config.epochs = epochsWithin(given, policies, perEpoch);
    if (options.config.epochs == 0)
        return usage("the budget does not suffice for one epoch of each run",
            "at least " + std::to_string(perEpoch * policies * given.seeds) + " iterations");
    options.policies = policiesOver(given, options.config.epochs, perEpoch);
    options.candidates.reset();
    return options;
}

Result<void> trainRungs(Ranking& ranking,
    RankRuns& runs,
    const std::function<void()>& tell,
    Progress& progress,
    const CancelToken& cancel)
{
    std::vector<RankedPolicy*> going;
    for (RankedPolicy& policy : ranking.policies)
        going.push_back(&policy);
    for (const Rung& rung : ranking.rungs) {
        if (runs.isBudgetSpent())
            break;
        going.resize(std::min(going.size(), rung.policies));
        for (RankedPolicy* policy : going)
            policy->rung = static_cast<std::uint32_t>(ranking.rungsDone);
        if (auto advanced = runs.advance(going, rung.epochs, progress, cancel); !advanced)
            return advanced;
        sortByValidation(going);
        ++ranking.rungsDone;
        tell();
    }
    return {};
}

} // namespace

Result<Ranking> rankPolicies(const RankOptions& given,
    RunTrainer& trainer,
    const RankObserver& observer,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto checked = check(given); !checked)
        return checked.error();
    const auto perEpoch = trainer.iterationsPerEpoch(given.config);
    if (!perEpoch)
        return perEpoch.error();
    const auto options = withinBudget(given, *perEpoch);
    if (!options)
        return options.error();
    Ranking ranking{.rungs = planOver(*options, options->policies.size(), options->config.epochs)};
    for (const lr::Schedule& schedule : options->policies)
        ranking.policies.push_back(policyOf(*options, schedule));
    const auto tell = [&] {
        if (observer)
            observer(ordered(ranking, *options));
    };
    RankRuns runs(*options, trainer, *perEpoch, tell);
    if (auto trained = trainRungs(ranking, runs, tell, progress, cancel); !trained)
        return trained.error();
    for (RankedPolicy& policy : ranking.policies)
        if (auto read = runs.readPredictions(policy); !read)
            return read.error();
    ranking.isBudgetSpent = runs.isBudgetSpent();
    ranking = ordered(std::move(ranking), *options);
    if (!ranking.isBudgetSpent)
        if (auto trained = trainScaled(ranking, *options, runs, progress, cancel); !trained)
            return trained.error();
    return ranking;
}

Result<RankedPolicy> trainPolicy(const RankOptions& options,
    const lr::Schedule& schedule,
    RunTrainer& trainer,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto perEpoch = trainer.iterationsPerEpoch(options.config);
    if (!perEpoch)
        return perEpoch.error();
    RankedPolicy policy = policyOf(options, schedule);
    RankRuns runs(options, trainer, *perEpoch);
    if (auto trained = runs.advance({&policy}, options.config.epochs, progress, cancel); !trained)
        return trained.error();
    if (auto read = runs.readPredictions(policy); !read)
        return read.error();
    summarize(policy);
    return policy;
}

} // namespace cobench::jobs
