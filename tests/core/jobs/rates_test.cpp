// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/range_test_job.h"
#include "core/jobs/rank_job.h"
#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace cobench;
using namespace cobench::jobs;

namespace {

/// Trains by formula: ten iterations an epoch; the loss falls with the rates so far and explodes above a rate of 1.
class ScriptedTrainer final : public RunTrainer
{
public:
    struct Made {
        train::TrainConfig config;
        double done = 0.0; // iterations
        double learned = 0.0;
    };
    std::map<std::int64_t, Made> runs;
    std::vector<std::int64_t> resumed;
    std::string failure; // of every run; empty = none

    Result<std::vector<TrainingEnd>> train(const std::vector<TrainingTask>& tasks,
        const std::string&,
        const Hear& hear,
        Progress&,
        const CancelToken& cancel) override
    {
        std::vector<TrainingEnd> ends;
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            if (cancel.isCancelled())
                return cancelled();
            const std::int64_t id
                = tasks[i].resume.value != 0 ? tasks[i].resume.value : std::int64_t(runs.size() + 1);
            if (tasks[i].resume.value != 0)
                resumed.push_back(id);
            else
                runs[id].config = tasks[i].config;
            ends.push_back(run(i, id, hear));
        }
        return ends;
    }

    Result<std::shared_ptr<const data::Pool>> predictions(RunId id) override
    {
        const double accuracy = accuracyOf(runs.at(id.value));
        auto split = std::make_shared<data::Split>();
        split->name = "test";
        std::vector<data::Label> truth(100, 0);
        std::vector<float> probabilities;
        for (std::size_t n = 0; n < 100; ++n) {
            const bool isRight = double(n) < 100.0 * accuracy;
            probabilities.push_back(isRight ? 0.75F : 0.25F);
            probabilities.push_back(isRight ? 0.25F : 0.75F);
        }
        split->truth = Array<data::Label>(std::move(truth));
        split->members.push_back({.probabilities = Array<float>(std::move(probabilities))});
        auto pool = std::make_shared<data::Pool>();
        pool->classes = 2;
        pool->models.resize(1);
        pool->splits.push_back(std::move(split));
        return std::shared_ptr<const data::Pool>(std::move(pool));
    }

    Result<std::uint64_t> iterationsPerEpoch(const train::TrainConfig&) override { return std::uint64_t(10); }

private:
    static double accuracyOf(const Made& made)
    {
        return 1.0 - std::exp(-made.learned) - 0.001 * double(made.config.seed);
    }

    TrainingEnd run(std::size_t task, std::int64_t id, const Hear& hear)
    {
        Made& made = runs[id];
        const lr::Schedule schedule = lr::parse(made.config.learningRate).value();
        if (!failure.empty())
            return {{id}, "failed", failure};
        while (made.done < 10.0 * made.config.epochs) {
            const double rate = lr::valueAt(schedule, made.done);
            made.done += 1.0;
            made.learned += rate <= 1.0 ? rate : 0.0;
            const double loss = rate <= 1.0 ? std::exp(-made.learned) : 100.0 * rate;
            const bool goesOn = hear({task, {id}, "train/loss", made.done, 1000.0 + made.done, loss});
            if (std::fmod(made.done, 10.0) == 0.0
                && !hear({task, {id}, "val/accuracy", made.done, 1000.0 + made.done, accuracyOf(made)})) {
                hear({task, {id}, "run/seconds", made.done, 0.0, 2.0 * made.done});
                return {{id}, made.done < 10.0 * made.config.epochs ? "cancelled" : "finished", ""};
            }
            if (!goesOn)
                return {{id}, "cancelled", ""};
        }
        hear({task, {id}, "train/final_loss", made.done, 0.0, 0.25});
        hear({task, {id}, "run/seconds", made.done, 0.0, 2.0 * made.done});
        return {{id}, "finished", ""};
    }
};

lr::Schedule fixed(double rate)
{
    return {.policies = {{.k0 = rate}}};
}

RankOptions fourRates()
{
    RankOptions options{.config = {.epochs = 4}, .seeds = 2};
    for (const double rate : {0.001, 0.05, 0.02, 0.01})
        options.policies.push_back(fixed(rate));
    return options;
}

} // namespace

/// Jobs on learning rates over trainers that follow a script.
class RatesJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_sweep_ends_where_the_loss_explodes_and_suggests_rates_below()
    {
        ScriptedTrainer trainer;
        Progress progress;
        std::size_t told = 0;
        const auto test = runRangeTest({.config = {.epochs = 10}, .lowest = 1e-3, .highest = 100.0},
            trainer,
            [&](const RangeTest& live) { told = live.points.size(); },
            progress,
            {});
        QVERIFY(test.ok());
        QVERIFY(test->hasDiverged);
        QCOMPARE(test->runs, std::vector<RunId>{{1}});
        QCOMPARE(told, test->points.size());
        QVERIFY(test->points.size() < 100 && test->points.back().rate < 3.0);
        QVERIFY(test->suggestion.low >= 1e-3 && test->suggestion.high <= 1.0);
        QVERIFY(test->suggestion.low < test->suggestion.high);
    }

    void a_grid_stops_what_diverges_and_keeps_the_rest()
    {
        ScriptedTrainer trainer;
        Progress progress;
        const auto test = runRangeTest({.method = RangeTestOptions::Method::Grid,
                                           .config = {.epochs = 2},
                                           .lowest = 1e-2,
                                           .highest = 10.0,
                                           .points = 4},
            trainer,
            {},
            progress,
            {});
        QVERIFY(test.ok());
        QCOMPARE(test->runs.size(), std::size_t(4));
        QVERIFY(std::isfinite(test->points[2].accuracy));
        QCOMPARE(test->suggestion.high, test->points[2].rate);
    }

    void a_loss_that_is_no_number_is_divergence_and_another_failure_is_not()
    {
        ScriptedTrainer trainer;
        Progress progress;
        trainer.failure = "lenet5: the loss is not a number after iteration 3";
        const auto lost = runRangeTest({}, trainer, {}, progress, {});
        QVERIFY(lost.ok() && lost->hasDiverged);
        trainer.failure = "the training process ended early";
        QVERIFY(!runRangeTest({}, trainer, {}, progress, {}).ok());
    }

    void nonsense_is_refused()
    {
        ScriptedTrainer trainer;
        Progress progress;
        QCOMPARE(runRangeTest({.lowest = 0.0}, trainer, {}, progress, {}).error().code, ErrorCode::Usage);
        QCOMPARE(runRangeTest({.lowest = 1.0, .highest = 0.1}, trainer, {}, progress, {}).error().code,
            ErrorCode::Usage);
        QVERIFY(!rankPolicies({.policies = {fixed(0.1)}}, trainer, {}, progress, {}).ok());
    }

    void halving_lets_half_go_on_for_twice_the_epochs()
    {
        const auto plan = halvingPlan(14, 8, 2);
        QCOMPARE(plan.size(), std::size_t(4));
        QCOMPARE(plan[0].epochs, 1U);
        QCOMPARE(plan[0].policies, std::size_t(14));
        QCOMPARE(plan[1].epochs, 2U);
        QCOMPARE(plan[1].policies, std::size_t(7));
        QCOMPARE(plan[3].epochs, 8U);
        QCOMPARE(plan[3].policies, std::size_t(2));
        QCOMPARE(epochsOf(plan, 3), std::uint64_t(3 * (14 + 7 + 2 * 4 + 4 * 2)));
        QCOMPARE(halvingPlan(6, 5, 6).size(), std::size_t(1));
    }

    void the_better_half_is_resumed_and_the_best_wins()
    {
        ScriptedTrainer trainer;
        Progress progress;
        const auto ranking = rankPolicies(fourRates(), trainer, {}, progress, {});
        QVERIFY(ranking.ok());
        QCOMPARE(ranking->rungs.size(), std::size_t(2));
        QCOMPARE(trainer.runs.size(), std::size_t(8));
        QCOMPARE(trainer.resumed.size(), std::size_t(4));
        QCOMPARE(lr::format(ranking->policies[0].schedule), "lrPolicy_FIX+k0_0.05");
        QCOMPARE(lr::format(ranking->policies[1].schedule), "lrPolicy_FIX+k0_0.02");
        QVERIFY(ranking->policies[0].isFinished && !ranking->policies[2].isFinished);
        QCOMPARE(lr::format(ranking->policies[3].schedule), "lrPolicy_FIX+k0_0.001");
        QCOMPARE(ranking->policies[0].runs[1].seed, std::uint64_t(2));
        QCOMPARE(ranking->policies[1].againstBest.n, std::size_t(2));
        QCOMPARE(ranking->policies[0].runs[0].seconds, 80.0); // of both attempts, as the second one tells
        QCOMPARE(ranking->policies[3].runs[0].seconds, 40.0);
        QCOMPARE(ranking->iterations, std::uint64_t(4 * 2 * 20 + 2 * 2 * 20));
    }

    void figures_of_finished_runs_follow_from_their_predictions()
    {
        ScriptedTrainer trainer;
        Progress progress;
        RankOptions options = fourRates();
        options.target = 0.5;
        const auto ranking = rankPolicies(options, trainer, {}, progress, {});
        QVERIFY(ranking.ok());
        const RankedRun& run = ranking->policies[0].runs[0];
        QVERIFY(std::abs(run.test.averageConfidence - 0.75) < 1e-6);
        QVERIFY(std::abs(run.lossGap - (run.test.loss - 0.25)) < 1e-12);
        QCOMPARE(run.iterationsToTarget, 20.0); // 1 - exp(-0.05·20) - 0.001 = 0.63 after the second epoch
        QVERIFY(std::isnan(ranking->policies[3].runs[0].iterationsToTarget));
        QVERIFY(ranking->policies[0].isOnFront);
    }

    void a_budget_of_iterations_shortens_the_training()
    {
        ScriptedTrainer trainer;
        Progress progress;
        RankOptions options = fourRates();
        options.budgetIterations = 120; // 8 runs of 10 iterations, and 4 of another 10
        const auto ranking = rankPolicies(options, trainer, {}, progress, {});
        QVERIFY(ranking.ok());
        QVERIFY(ranking->iterations <= 120);
        QCOMPARE(ranking->rungs.back().epochs, 2U);
        options.budgetIterations = 10;
        QCOMPARE(rankPolicies(options, trainer, {}, progress, {}).error().code, ErrorCode::Usage);
    }

    void candidates_are_made_for_the_length_that_the_budget_leaves()
    {
        ScriptedTrainer trainer;
        Progress progress;
        const RankOptions options{.config = {.epochs = 8},
            .candidates
            = RankCandidates{.lowest = 0.01, .highest = 0.1, .families = {lr::Family::Fix, lr::Family::Poly}},
            .seeds = 1,
            .halves = false,
            .budgetIterations = 60}; // two policies over three epochs of ten iterations
        const auto ranking = rankPolicies(options, trainer, {}, progress, {});
        QVERIFY(ranking.ok());
        QCOMPARE(lr::format(ranking->policies[0].schedule), "lrPolicy_POLY+k0_0.01+k1_0.1+p_1+l_30");
        QCOMPARE(ranking->iterations, std::uint64_t(60));
        RankOptions none = options;
        none.candidates->highest = 0.001;
        QCOMPARE(rankPolicies(none, trainer, {}, progress, {}).error().code, ErrorCode::Usage);
    }

    void whoever_looks_hears_after_each_validation_what_is_first_so_far()
    {
        ScriptedTrainer trainer;
        Progress progress;
        RankOptions options = fourRates();
        options.target = 0.5;
        std::size_t told = 0;
        std::size_t rungs = 0;
        const auto observe = [&](const Ranking& seen) {
            ++told;
            QVERIFY(seen.rungsDone >= rungs);
            rungs = seen.rungsDone;
            QCOMPARE(seen.policies.size(), std::size_t(4));
            QCOMPARE(seen.policies[0].means.size(), rankMetrics().size());
        };
        QVERIFY(rankPolicies(options, trainer, observe, progress, {}).ok());
        QCOMPARE(rungs, std::size_t(2));
        QCOMPARE(told, std::size_t(8 * 2 + 4 * 2 + 2)); // epochs of all runs, and rungs
    }

    void a_ranking_is_ordered_by_any_metric()
    {
        const auto policyOf = [](double rate, std::vector<double> losses, double seconds) {
            RankedPolicy policy{.schedule = fixed(rate)};
            for (std::size_t i = 0; i < losses.size(); ++i) {
                RankedRun run{.seed = i, .state = "finished", .iterations = 10.0, .seconds = seconds};
                run.test.loss = losses[i];
                run.test.accuracy = 0.5;
                policy.runs.push_back(run);
            }
            return policy;
        };
        Ranking ranking{.policies
            = {policyOf(0.1, {3.0, 4.0}, 1.0), policyOf(0.2, {1.0, 3.0}, 2.0), policyOf(0.3, {5.0, 5.0}, 9.0)}};
        orderRanking(ranking, {.by = findRankMetric("test_loss"), .cost = findRankMetric("seconds")});
        QCOMPARE(ranking.policies[0].schedule, fixed(0.2));
        QCOMPARE(ranking.policies[1].againstBest.difference, -1.5); // lower is better
        QVERIFY(ranking.policies[0].isOnFront && ranking.policies[1].isOnFront);
        QVERIFY(!ranking.policies[2].isOnFront);
        QCOMPARE(ranking.policies[0].mean(*findRankMetric("test_loss")).mean, 2.0);
    }

    void a_target_is_looked_for_anew_at_any_time()
    {
        RankedRun run{.seed = 1, .iterations = 30.0, .seconds = 60.0};
        for (const double epoch : {1.0, 2.0, 3.0})
            run.addValidation({.step = 10.0 * epoch, .value = 0.2 * epoch});
        run.addValidation({.step = 30.0, .value = 0.7}); // once more, after it was resumed
        QCOMPARE(run.validation.size(), std::size_t(3));
        Ranking ranking{.policies = {{.runs = {run}}}};
        setTarget(ranking, 0.4);
        QCOMPARE(ranking.policies[0].runs[0].iterationsToTarget, 20.0);
        QCOMPARE(ranking.policies[0].runs[0].secondsToTarget, 40.0);
        QCOMPARE(ranking.policies[0].reachedWithin(19.0), std::size_t(0));
        setTarget(ranking, 0.8);
        QVERIFY(std::isnan(ranking.policies[0].runs[0].iterationsToTarget));
        QCOMPARE(ranking.policies[0].reachedWithin(1e9), std::size_t(0));
    }

    void an_attack_tells_what_the_finished_runs_still_get_right()
    {
        Ranking ranking{.policies = {{.runs = {{.run = {4}, .state = "finished"}, {.run = {5}, .state = "failed"}}},
                            {.runs = {{.run = {6}, .state = "finished"}}}}};
        const std::vector<RunId> runs = finishedRuns(ranking);
        QCOMPARE(runs, (std::vector<RunId>{{4}, {6}}));
        auto split = std::make_shared<data::Split>();
        split->truth = Array<data::Label>(std::vector<data::Label>{0, 1});
        split->members = {{.probabilities = Array<float>(std::vector{0.9F, 0.1F, 0.8F, 0.2F})},
            {.probabilities = Array<float>(std::vector{0.9F, 0.1F, 0.3F, 0.7F})}};
        data::Pool pool;
        pool.classes = 2;
        pool.splits = {split};
        takeAttack(ranking, runs, pool);
        QCOMPARE(ranking.policies[0].runs[0].attackedAccuracy, 0.5);
        QVERIFY(std::isnan(ranking.policies[0].runs[1].attackedAccuracy));
        QCOMPARE(ranking.policies[1].runs[0].attackedAccuracy, 1.0);
    }

    void sensitivity_is_the_largest_share_of_accuracy_that_another_scale_loses()
    {
        RankedPolicy policy{.runs = {{.seed = 1}}};
        QVERIFY(std::isnan(policy.sensitivity()));
        policy.runs[0].test.accuracy = 0.8;
        policy.scaled = {{0.1, {.seed = 1}}, {5.0, {.seed = 1}}};
        policy.scaled[0].run.test.accuracy = 0.6;
        policy.scaled[1].run.test.accuracy = 0.9;
        QVERIFY(std::abs(policy.sensitivity() - 0.25) < 1e-12);
    }

    void without_halving_every_policy_is_trained_to_its_end()
    {
        ScriptedTrainer trainer;
        Progress progress;
        RankOptions options = fourRates();
        options.halves = false;
        const auto ranking = rankPolicies(options, trainer, {}, progress, {});
        QVERIFY(ranking.ok());
        QVERIFY(trainer.resumed.empty());
        QVERIFY(
            std::ranges::all_of(ranking->policies, [](const RankedPolicy& policy) { return policy.isFinished; }));
    }

    void finished_policies_are_trained_at_other_scales_with_one_seed()
    {
        ScriptedTrainer trainer;
        Progress progress;
        RankOptions options = fourRates();
        options.scales = {0.1, 100.0};
        const auto ranking = rankPolicies(options, trainer, {}, progress, {});
        QVERIFY(ranking.ok());
        const RankedPolicy& best = ranking->policies[0];
        QCOMPARE(best.scaled.size(), std::size_t(2));
        QVERIFY(best.scaled[0].run.test.accuracy < best.runs[0].test.accuracy);
        QVERIFY(best.scaled[1].run.test.accuracy < 0.1); // beyond what it can learn with
        QVERIFY(ranking->policies[3].scaled.empty());
        QCOMPARE(trainer.runs.size(), std::size_t(8 + 2 * 2));
    }

    void cancelling_ends_it_as_cancelled()
    {
        ScriptedTrainer trainer;
        Progress progress;
        CancelSource cancel;
        cancel.cancel();
        QVERIFY(rankPolicies(fourRates(), trainer, {}, progress, cancel.token()).error().isCancelled());
    }
};

QTEST_APPLESS_MAIN(RatesJobsTest)
#include "rates_test.moc"
