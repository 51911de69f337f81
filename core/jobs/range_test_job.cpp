// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/range_test_job.h"

#include "core/lr/policy_text.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

constexpr std::uint32_t kUsualRates = 8;

Error usage(std::string detail, std::string cure)
{
    return {
        .code = ErrorCode::Usage, .subject = "range test", .detail = std::move(detail), .cure = std::move(cure)};
}

Result<void> check(const RangeTestOptions& options)
{
    if (!(options.lowest > 0.0) || !(options.highest > options.lowest) || !std::isfinite(options.highest))
        return usage("the rates are no range", "give a lowest above 0 and a highest above it");
    if (!(options.stopFactor > 1.0))
        return usage("the factor that stops it is not above 1", "4, for instance");
    if (options.points == 1)
        return usage("one rate makes no test", "at least 2");
    return {};
}

/// A loss that is no number ends a run as failed; it is what the test looks for.
bool isDivergence(const TrainingEnd& end)
{
    return end.message.find("not a number") != std::string::npos;
}

Result<void> checkEnds(const std::vector<TrainingEnd>& ends)
{
    for (const TrainingEnd& end : ends) {
        const bool isFine = end.state == "finished" || end.state == "cancelled" || isDivergence(end);
        if (!isFine)
            return Error{.code = ErrorCode::Unsupported,
                .subject = "run " + std::to_string(end.run.value),
                .detail = end.state + (end.message.empty() ? "" : ": " + end.message),
                .cure = "see the run's log"};
    }
    return {};
}

double growthOf(double lowest, double highest, std::uint64_t steps)
{
    return std::pow(highest / lowest, 1.0 / static_cast<double>(steps - 1));
}

Result<RangeTest> sweep(const RangeTestOptions& options,
    RunTrainer& trainer,
    const RangeTestObserver& observer,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto perEpoch = trainer.iterationsPerEpoch(options.config);
    if (!perEpoch)
        return perEpoch.error();
    const std::uint64_t steps = options.points != 0 ? options.points : *perEpoch * options.config.epochs;
    if (steps < 2)
        return usage("the data give fewer than two steps", "a smaller batch, or more epochs");
    const double growth = growthOf(options.lowest, options.highest, steps);
    TrainingTask task{.config = options.config};
    task.config.learningRate = lr::format(sweepSchedule(options.lowest, options.highest, steps));
    task.config.learningRateUnit = "iteration";
    task.config.recordEvery = 1;
    task.config.epochs = static_cast<std::uint32_t>((steps + *perEpoch - 1) / *perEpoch);
    study::SweepWatch watch(steps, options.stopFactor);
    RangeTest test;
    const auto hear = [&](const HeardScalar& scalar) {
        if (scalar.tag != "train/loss" || watch.points().size() >= steps || watch.hasDiverged())
            return watch.points().size() < steps && !watch.hasDiverged();
        watch.add(options.lowest * std::pow(growth, scalar.step - 1.0), scalar.value);
        test.points = watch.points();
        test.runs = {scalar.run};
        if (observer)
            observer(test);
        return !watch.hasDiverged() && watch.points().size() < steps;
    };
    const auto ends = trainer.train({task}, options.batch, hear, progress, cancel);
    if (!ends)
        return ends.error();
    if (auto fine = checkEnds(*ends); !fine)
        return fine.error();
    test.points = watch.points();
    test.runs = {ends->front().run};
    test.hasDiverged = watch.hasDiverged() || isDivergence(ends->front());
    test.suggestion = study::suggestFromSweep(test.points);
    return test;
}

/// What is known of each rate of a grid while it is trained.
struct GridWatch {
    double bestLoss = std::numeric_limits<double>::infinity(); // of training
    bool hasDiverged = false;
};

Result<RangeTest> grid(const RangeTestOptions& options,
    RunTrainer& trainer,
    const RangeTestObserver& observer,
    Progress& progress,
    const CancelToken& cancel)
{
    RangeTest test;
    std::vector<TrainingTask> tasks;
    const auto rates
        = study::rateGrid(options.lowest, options.highest, options.points != 0 ? options.points : kUsualRates);
    for (const double rate : rates) {
        TrainingTask task{.config = options.config};
        task.config.learningRate = lr::format(lr::Policy{.k0 = rate});
        task.config.name += " " + lr::numberText(rate);
        tasks.push_back(std::move(task));
        test.points.push_back({.rate = rate});
    }
    test.runs.resize(rates.size());
    std::vector<GridWatch> watches(rates.size());
    const auto hear = [&](const HeardScalar& scalar) {
        study::RatePoint& point = test.points[scalar.task];
        GridWatch& watch = watches[scalar.task];
        test.runs[scalar.task] = scalar.run;
        if (scalar.tag == "train/loss") {
            watch.hasDiverged |= !(scalar.value <= options.stopFactor * watch.bestLoss);
            watch.bestLoss = std::min(watch.bestLoss, scalar.value);
        } else if (scalar.tag == "val/loss" || scalar.tag == "val/accuracy") {
            (scalar.tag == "val/loss" ? point.loss : point.accuracy) = scalar.value;
            if (observer)
                observer(test);
        }
        return !watch.hasDiverged;
    };
    const auto ends = trainer.train(tasks, options.batch, hear, progress, cancel);
    if (!ends)
        return ends.error();
    if (auto fine = checkEnds(*ends); !fine)
        return fine.error();
    for (std::size_t i = 0; i < ends->size(); ++i) {
        test.runs[i] = (*ends)[i].run;
        if (!watches[i].hasDiverged && !isDivergence((*ends)[i]))
            continue;
        test.hasDiverged = true;
        test.points[i] = {.rate = rates[i]};
    }
    test.suggestion = study::suggestFromGrid(test.points);
    return test;
}

} // namespace

lr::Schedule sweepSchedule(double lowest, double highest, std::uint64_t steps)
{
    // The second part is never trained with: it tells where the sweep ends, and keeps the rates finite after it.
    return {.policies
        = {{.family = lr::Family::Exp, .k0 = lowest, .gamma = growthOf(lowest, highest, steps)}, {.k0 = highest}},
        .boundaries = {static_cast<double>(steps)}};
}

Result<RangeTest> runRangeTest(const RangeTestOptions& options,
    RunTrainer& trainer,
    const RangeTestObserver& observer,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto checked = check(options); !checked)
        return checked.error();
    return options.method == RangeTestOptions::Method::Sweep ? sweep(options, trainer, observer, progress, cancel)
                                                             : grid(options, trainer, observer, progress, cancel);
}

} // namespace cobench::jobs
