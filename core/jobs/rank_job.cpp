// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/rank_job.h"

#include "core/jobs/rank_runs.h"
#include "core/study/policy_candidates.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::jobs {

namespace {

constexpr std::array<RankMetric, 12> kMetrics{{
    {"test_accuracy", "test accuracy", true, [](const RankedRun& run) { return run.test.accuracy; }},
    {"val_accuracy", "val accuracy", true, [](const RankedRun& run) { return run.valAccuracy; }},
    {"test_top5", "test top-5 accuracy", true, [](const RankedRun& run) { return run.test.top5; }},
    {"test_loss", "test loss", false, [](const RankedRun& run) { return run.test.loss; }},
    {"average_confidence",
        "average confidence",
        true,
        [](const RankedRun& run) { return run.test.averageConfidence; }},
    {"confidence_deviation",
        "confidence deviation",
        false,
        [](const RankedRun& run) { return run.test.confidenceDeviation; }},
    {"cdac", "deviation across classes", false, [](const RankedRun& run) { return run.test.cdac; }},
    {"loss_gap", "loss gap", false, [](const RankedRun& run) { return run.lossGap; }},
    {"iterations", "iterations", false, [](const RankedRun& run) { return run.iterations; }},
    {"seconds", "seconds", false, [](const RankedRun& run) { return run.seconds; }},
    {"iterations_to_target",
        "iterations to the target",
        false,
        [](const RankedRun& run) { return run.iterationsToTarget; }},
    {"seconds_to_target", "seconds to the target", false, [](const RankedRun& run) { return run.secondsToTarget; }},
}};

constexpr double kWorst = -std::numeric_limits<double>::infinity();

const RankMetric& metric(std::string_view id)
{
    return *findRankMetric(id);
}

double meanOr(const RankedPolicy& policy, const RankMetric& by, double otherwise)
{
    const std::vector<double> values = policy.values(by);
    const bool hasAll = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
    return hasAll ? study::meanInterval(values).mean : otherwise;
}

/// Of the rung: a run that was lost drags its policy to the end.
void sortByValidation(std::vector<RankedPolicy*>& policies)
{
    std::ranges::stable_sort(policies, std::greater<>(), [](const RankedPolicy* policy) {
        return meanOr(*policy, metric("val_accuracy"), kWorst);
    });
}

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

Result<void> check(const RankOptions& options)
{
    if (options.policies.size() < 2)
        return usage("there is nothing to compare", "give at least two policies");
    if (options.seeds == 0 || options.config.epochs == 0)
        return usage("there is nothing to train", "give at least one seed and one epoch");
    for (const lr::Schedule& schedule : options.policies)
        if (auto valid = lr::validate(schedule); !valid)
            return valid;
    return {};
}

/// The most epochs for which the plan fits the budget, at most those asked for; 0 = not one.
std::uint32_t epochsWithin(const RankOptions& options, std::uint64_t perEpoch)
{
    for (std::uint32_t epochs = options.config.epochs; epochs > 0; --epochs) {
        const auto plan = halvingPlan(options.policies.size(),
            epochs,
            options.halves ? options.keep : static_cast<std::uint32_t>(options.policies.size()));
        if (options.budgetIterations == 0 || epochsOf(plan, options.seeds) * perEpoch <= options.budgetIterations)
            return epochs;
    }
    return 0;
}

bool dominates(const RankedPolicy& a, const RankedPolicy& b, const RankMetric& cost)
{
    const RankMetric& accuracy = metric("test_accuracy");
    const double infinite = std::numeric_limits<double>::infinity();
    const double ofA = meanOr(a, accuracy, kWorst);
    const double ofB = meanOr(b, accuracy, kWorst);
    const double costA = meanOr(a, cost, infinite);
    const double costB = meanOr(b, cost, infinite);
    return ofA >= ofB && costA <= costB && (ofA > ofB || costA < costB);
}

void markFront(Ranking& ranking, const RankMetric& cost)
{
    for (RankedPolicy& policy : ranking.policies)
        policy.isOnFront = policy.isFinished
            && std::ranges::none_of(ranking.policies,
                [&](const RankedPolicy& other) { return other.isFinished && dominates(other, policy, cost); });
}

void summarize(RankedPolicy& policy)
{
    policy.isFinished
        = std::ranges::all_of(policy.runs, [](const RankedRun& run) { return run.state == "finished"; });
    policy.means.clear();
    for (const RankMetric& each : kMetrics)
        policy.means.push_back(study::meanInterval(policy.values(each)));
}

/// Finished ones by test accuracy, then the others by how far they came and their validation.
void sortAndTest(Ranking& ranking, const RankOptions& options)
{
    for (RankedPolicy& policy : ranking.policies)
        summarize(policy);
    const auto scoreOf = [](const RankedPolicy& policy) {
        return meanOr(policy, metric(policy.isFinished ? "test_accuracy" : "val_accuracy"), kWorst);
    };
    std::ranges::stable_sort(ranking.policies, [&](const RankedPolicy& a, const RankedPolicy& b) {
        if (a.isFinished != b.isFinished)
            return a.isFinished;
        if (a.rung != b.rung)
            return a.rung > b.rung;
        return scoreOf(a) > scoreOf(b);
    });
    const RankedPolicy& best = ranking.policies.front();
    for (RankedPolicy& policy : ranking.policies) {
        const RankMetric& by = metric(best.isFinished && policy.isFinished ? "test_accuracy" : "val_accuracy");
        if (&policy != &best && policy.rung == best.rung)
            policy.againstBest = study::pairedTest(best.values(by), policy.values(by));
    }
    markFront(ranking, metric(std::isnan(options.target) ? "seconds" : "iterations_to_target"));
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
    for (RankedPolicy& policy : trained)
        going.push_back(&policy);
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

std::uint64_t iterationsOf(const Ranking& ranking)
{
    double all = 0.0;
    for (const RankedPolicy& policy : ranking.policies)
        for (const RankedRun& run : policy.runs)
            all += run.iterations;
    return static_cast<std::uint64_t>(all);
}

} // namespace

std::span<const RankMetric> rankMetrics()
{
    return kMetrics;
}

const RankMetric* findRankMetric(std::string_view id)
{
    const auto* const found = std::ranges::find(kMetrics, id, &RankMetric::id);
    return found == kMetrics.end() ? nullptr : found;
}

std::vector<double> RankedPolicy::values(const RankMetric& by) const
{
    std::vector<double> values;
    for (const RankedRun& run : runs)
        values.push_back(by.valueOf(run));
    return values;
}

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
    RankOptions options = given;
    options.config.epochs = epochsWithin(given, *perEpoch);
    if (options.config.epochs == 0)
        return usage("the budget does not suffice for one epoch of each run",
            "at least " + std::to_string(*perEpoch * given.policies.size() * given.seeds) + " iterations");
    Ranking ranking;
    ranking.rungs = halvingPlan(options.policies.size(),
        options.config.epochs,
        options.halves ? options.keep : static_cast<std::uint32_t>(options.policies.size()));
    for (const lr::Schedule& schedule : options.policies)
        ranking.policies.push_back(policyOf(options, schedule));
    std::vector<RankedPolicy*> going;
    for (RankedPolicy& policy : ranking.policies)
        going.push_back(&policy);
    RankRuns runs(options, trainer, *perEpoch);
    for (std::uint32_t rung = 0; rung < ranking.rungs.size() && !runs.isBudgetSpent(); ++rung) {
        going.resize(std::min(going.size(), ranking.rungs[rung].policies));
        for (RankedPolicy* policy : going)
            policy->rung = rung;
        if (auto advanced = runs.advance(going, ranking.rungs[rung].epochs, progress, cancel); !advanced)
            return advanced.error();
        sortByValidation(going);
        ranking.iterations = iterationsOf(ranking);
        if (observer)
            observer(ranking);
    }
    for (RankedPolicy& policy : ranking.policies)
        if (auto read = runs.readPredictions(policy); !read)
            return read.error();
    ranking.isBudgetSpent = runs.isBudgetSpent();
    sortAndTest(ranking, options);
    if (!ranking.isBudgetSpent)
        if (auto trained = trainScaled(ranking, options, runs, progress, cancel); !trained)
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
