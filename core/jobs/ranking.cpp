// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace cobench::jobs {

namespace {

using Kind = RankMetric::Kind;

constexpr std::array<RankMetric, 15> kMetrics{{
    {"test_accuracy", "test accuracy", Kind::Utility, true, [](const RankedRun& run) { return run.test.accuracy; }},
    {"val_accuracy", "val accuracy", Kind::Utility, true, [](const RankedRun& run) { return run.valAccuracy; }},
    {"test_top5", "test top-5 accuracy", Kind::Utility, true, [](const RankedRun& run) { return run.test.top5; }},
    {"test_loss", "test loss", Kind::Utility, false, [](const RankedRun& run) { return run.test.loss; }},
    {"average_confidence",
        "average confidence",
        Kind::Utility,
        true,
        [](const RankedRun& run) { return run.test.averageConfidence; }},
    {"confidence_deviation",
        "confidence deviation",
        Kind::Utility,
        false,
        [](const RankedRun& run) { return run.test.confidenceDeviation; }},
    {"cdac", "deviation across classes", Kind::Utility, false, [](const RankedRun& run) { return run.test.cdac; }},
    {"loss_gap", "loss gap", Kind::Robustness, false, [](const RankedRun& run) { return run.lossGap; }},
    {"attacked_accuracy",
        "accuracy under attack",
        Kind::Robustness,
        true,
        [](const RankedRun& run) { return run.attackedAccuracy; }},
    {"iterations", "iterations", Kind::Cost, false, [](const RankedRun& run) { return run.iterations; }},
    {"samples", "samples", Kind::Cost, false, [](const RankedRun& run) { return run.samples; }},
    {"seconds", "seconds", Kind::Cost, false, [](const RankedRun& run) { return run.seconds; }},
    {"joules", "joules", Kind::Cost, false, [](const RankedRun& run) { return run.joules; }},
    {"iterations_to_target",
        "iterations to the target",
        Kind::Cost,
        false,
        [](const RankedRun& run) { return run.iterationsToTarget; }},
    {"seconds_to_target",
        "seconds to the target",
        Kind::Cost,
        false,
        [](const RankedRun& run) { return run.secondsToTarget; }},
}};

const RankMetric& metric(std::string_view id)
{
    return *findRankMetric(id);
}

/// Higher is better; the worst where a run lacks the figure.
double scoreOf(const RankedPolicy& policy, const RankMetric& by)
{
    const std::vector<double> values = policy.values(by);
    const bool hasAll = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
    if (!hasAll || values.empty())
        return -std::numeric_limits<double>::infinity();
    const double mean = study::meanInterval(values).mean;
    return by.higherIsBetter ? mean : -mean;
}

bool dominates(const RankedPolicy& a, const RankedPolicy& b, const RankOrder& order)
{
    const double ofA = scoreOf(a, *order.by);
    const double ofB = scoreOf(b, *order.by);
    const double costA = scoreOf(a, *order.cost);
    const double costB = scoreOf(b, *order.cost);
    return ofA >= ofB && costA >= costB && (ofA > ofB || costA > costB);
}

void markFront(Ranking& ranking, const RankOrder& order)
{
    for (RankedPolicy& policy : ranking.policies)
        policy.isOnFront = policy.isFinished
            && std::ranges::none_of(ranking.policies,
                [&](const RankedPolicy& other) { return other.isFinished && dominates(other, policy, order); });
}

study::PairedTest pairedBySeed(const RankedPolicy& a, const RankedPolicy& b, const RankMetric& by)
{
    std::vector<double> ofA;
    std::vector<double> ofB;
    for (const RankedRun& run : a.runs) {
        const auto same = std::ranges::find(b.runs, run.seed, &RankedRun::seed);
        if (same == b.runs.end())
            continue;
        ofA.push_back(by.valueOf(run));
        ofB.push_back(by.valueOf(*same));
    }
    return study::pairedTest(ofA, ofB);
}

void seekTarget(RankedRun& run, double target)
{
    const auto reached = std::ranges::find_if(
        run.validation, [target](const study::ScalarPoint& point) { return point.value >= target; });
    const bool isReached = reached != run.validation.end();
    run.iterationsToTarget = isReached ? reached->step : std::numeric_limits<double>::quiet_NaN();
    run.secondsToTarget = run.seconds * run.iterationsToTarget / run.iterations;
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

void RankedRun::addValidation(const study::ScalarPoint& point)
{
    std::erase_if(validation, [&](const study::ScalarPoint& old) { return old.step >= point.step; });
    validation.push_back(point);
    valAccuracy = point.value;
}

std::vector<double> RankedPolicy::values(const RankMetric& by) const
{
    std::vector<double> values;
    for (const RankedRun& run : runs)
        values.push_back(by.valueOf(run));
    return values;
}

const study::MeanInterval& RankedPolicy::mean(const RankMetric& by) const
{
    return means[static_cast<std::size_t>(&by - kMetrics.data())];
}

std::size_t RankedPolicy::reachedWithin(double iterations) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(runs, [&](const RankedRun& run) { return run.iterationsToTarget <= iterations; }));
}

double RankedPolicy::sensitivity() const
{
    double worst = std::numeric_limits<double>::quiet_NaN();
    for (const ScaledRun& each : scaled) {
        const auto own = std::ranges::find(runs, each.run.seed, &RankedRun::seed);
        if (own == runs.end())
            continue;
        const double lost = (own->test.accuracy - each.run.test.accuracy) / own->test.accuracy;
        worst = std::fmax(worst, std::fmax(lost, 0.0));
    }
    return worst;
}

void setTarget(Ranking& ranking, double target)
{
    for (RankedPolicy& policy : ranking.policies) {
        for (RankedRun& run : policy.runs)
            seekTarget(run, target);
        for (ScaledRun& each : policy.scaled)
            seekTarget(each.run, target);
    }
}

std::vector<RunId> finishedRuns(const Ranking& ranking)
{
    std::vector<RunId> runs;
    for (const RankedPolicy& policy : ranking.policies)
        for (const RankedRun& run : policy.runs)
            if (run.state == "finished")
                runs.push_back(run.run);
    return runs;
}

void takeAttack(Ranking& ranking, const std::vector<RunId>& runs, const data::Pool& pool)
{
    const data::Split& split = *pool.splits.front();
    std::map<RunId, double> accuracies;
    for (std::size_t i = 0; i < runs.size() && i < split.members.size(); ++i)
        accuracies[runs[i]]
            = study::predictionFigures(split.members[i].probabilities.view(), split.truth.view(), pool.classes)
                  .accuracy;
    for (RankedPolicy& policy : ranking.policies)
        for (RankedRun& run : policy.runs)
            if (const auto found = accuracies.find(run.run); found != accuracies.end())
                run.attackedAccuracy = found->second;
}

void summarize(RankedPolicy& policy)
{
    policy.isFinished
        = std::ranges::all_of(policy.runs, [](const RankedRun& run) { return run.state == "finished"; });
    policy.means.clear();
    for (const RankMetric& each : kMetrics)
        policy.means.push_back(study::meanInterval(policy.values(each)));
}

void sortByValidation(std::vector<RankedPolicy*>& policies)
{
    std::ranges::stable_sort(policies, std::greater<>(), [](const RankedPolicy* policy) {
        return scoreOf(*policy, metric("val_accuracy"));
    });
}

void orderRanking(Ranking& ranking, const RankOrder& order)
{
    for (RankedPolicy& policy : ranking.policies)
        summarize(policy);
    const auto byOf = [&](const RankedPolicy& policy) -> const RankMetric& {
        return policy.isFinished ? *order.by : metric("val_accuracy");
    };
    std::ranges::stable_sort(ranking.policies, [&](const RankedPolicy& a, const RankedPolicy& b) {
        if (a.isFinished != b.isFinished)
            return a.isFinished;
        if (a.rung != b.rung)
            return a.rung > b.rung;
        return scoreOf(a, byOf(a)) > scoreOf(b, byOf(b));
    });
    if (ranking.policies.empty())
        return;
    const RankedPolicy& best = ranking.policies.front();
    for (RankedPolicy& policy : ranking.policies) {
        policy.againstBest = {};
        if (&policy != &best && policy.rung == best.rung)
            policy.againstBest = pairedBySeed(best, policy, byOf(best.isFinished ? policy : best));
    }
    markFront(ranking, order);
}

std::uint64_t iterationsOf(const Ranking& ranking)
{
    double all = 0.0;
    for (const RankedPolicy& policy : ranking.policies)
        for (const RankedRun& run : policy.runs)
            all += run.iterations;
    return static_cast<std::uint64_t>(all);
}

} // namespace cobench::jobs
