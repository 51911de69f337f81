// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/rank_runs.h"

#include "core/lr/policy_text.h"

#include <cmath>

namespace cobench::jobs {

RankRuns::RankRuns(
    const RankOptions& options, RunTrainer& trainer, std::uint64_t iterationsPerEpoch, std::function<void()> news)
    : m_options(options)
    , m_trainer(trainer)
    , m_perEpoch(static_cast<double>(iterationsPerEpoch))
    , m_start(std::chrono::steady_clock::now())
    , m_batch(options.batch)
    , m_news(std::move(news))
{
}

TrainingTask RankRuns::taskOf(const RankedPolicy& policy, std::size_t seed) const
{
    const RankedRun& run = policy.runs[seed];
    TrainingTask task{.config = m_options.config, .resume = run.run};
    task.config.learningRate = lr::format(policy.schedule);
    task.config.seed = run.seed;
    task.config.evaluateTrain = true;
    task.config.name = std::string(lr::info(policy.schedule.policies.front().family).name)
        + (policy.schedule.policies.size() > 1 ? " …" : "") + " seed " + std::to_string(run.seed);
    return task;
}

bool RankRuns::isTimeUp()
{
    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    m_isBudgetSpent |= m_options.budgetSeconds > 0.0 && spent > m_options.budgetSeconds;
    return m_isBudgetSpent;
}

bool RankRuns::hear(RankedRun& run, const HeardScalar& scalar, double lastStep)
{
    run.run = scalar.run;
    run.state = "running";
    run.iterations = std::max(run.iterations, std::min(scalar.step, lastStep));
    run.samples = run.iterations * m_options.config.batch;
    if (scalar.tag == "val/loss")
        run.valLoss = scalar.value;
    else if (scalar.tag == "train/final_loss")
        run.trainLoss = scalar.value;
    else if (scalar.tag == "run/seconds")
        run.seconds = scalar.value;
    if (scalar.tag != "val/accuracy")
        return !isTimeUp();
    run.addValidation({.step = scalar.step, .time = scalar.time, .value = scalar.value});
    if (m_news)
        m_news();
    const bool isFull = lastStep >= m_perEpoch * m_options.config.epochs;
    return !isTimeUp() && (isFull || scalar.step < lastStep);
}

Result<void> RankRuns::advance(
    const std::vector<RankedPolicy*>& policies, std::uint32_t epochs, Progress& progress, const CancelToken& cancel)
{
    std::vector<TrainingTask> tasks;
    std::vector<Place> places;
    for (RankedPolicy* policy : policies) {
        for (std::size_t seed = 0; seed < policy->runs.size(); ++seed) {
            if (policy->runs[seed].state == "failed" || policy->runs[seed].state == "finished")
                continue;
            tasks.push_back(taskOf(*policy, seed));
            places.push_back({policy, seed});
        }
    }
    if (tasks.empty())
        return {};
    const double lastStep = m_perEpoch * epochs;
    const auto ends = m_trainer.train(
        tasks,
        m_batch,
        [&](const HeardScalar& scalar) {
            const Place& place = places[scalar.task];
            return hear(place.policy->runs[place.seed], scalar, lastStep);
        },
        progress,
        cancel);
    if (!ends)
        return ends.error();
    for (std::size_t i = 0; i < ends->size(); ++i) {
        RankedRun& run = places[i].policy->runs[places[i].seed];
        run.run = (*ends)[i].run;
        run.state = (*ends)[i].state;
        run.message = (*ends)[i].message;
        if (run.state == "failed")
            run.valAccuracy = run.valLoss = std::numeric_limits<double>::quiet_NaN();
    }
    return {};
}

void takePredictions(RankedRun& run, const data::Pool& pool)
{
    const auto split = pool.split("test");
    if (!split || split->members.empty() || split->members.front().isLabelOnly())
        return;
    const auto probabilities = split->members.front().probabilities.view();
    run.test = study::predictionFigures(probabilities, split->truth.view(), pool.classes);
    run.lossGap = run.test.loss - run.trainLoss;
}

Result<void> RankRuns::readPredictions(RankedPolicy& policy)
{
    for (RankedRun& run : policy.runs) {
        if (run.state != "finished")
            continue;
        const auto pool = m_trainer.predictions(run.run);
        if (!pool)
            return pool.error();
        takePredictions(run, **pool);
    }
    return {};
}

} // namespace cobench::jobs
