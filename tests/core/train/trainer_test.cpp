// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/order.h"

#include "tests/core/train/trainer_kit.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace cobench;
using namespace cobench::train;
using namespace cobench::train::test;

class TrainerTest : public QObject
{
    Q_OBJECT

    Script m_script;
    RecordingObserver m_observer;
    CancelSource m_cancel;
    MemoryCheckpoints m_checkpoints;

    RunSummary run(const TrainConfig& config)
    {
        return runTraining(config, dataset(), factory(m_script), m_observer, m_cancel.token(), &m_checkpoints);
    }

private Q_SLOTS:
    void init()
    {
        m_script = {};
        m_observer = {};
        m_cancel = {};
        m_checkpoints = {};
    }

    void plan_counts_iterations_with_the_last_short_batch()
    {
        const auto summary = run({.batch = 10, .epochs = 2});
        QCOMPARE(summary.outcome, Outcome::Finished);
        QCOMPARE(m_observer.plan.iterationsPerEpoch, std::uint64_t{3});
        QCOMPARE(m_observer.plan.iterations, std::uint64_t{6});
        QCOMPARE(m_observer.plan.parameters, std::uint64_t{42});
        QCOMPARE(m_observer.iterations, std::uint64_t{6});
        QCOMPARE(m_script.batches[2].size(), std::size_t{5});
    }

    void samples_come_in_the_order_of_seed_and_epoch()
    {
        run({.batch = 10, .epochs = 2, .seed = 9});
        std::vector<std::uint16_t> expected;
        for (const std::uint32_t epoch : {0U, 1U})
            for (const std::uint32_t sample : epochOrder(9, epoch, 25))
                expected.push_back(static_cast<std::uint16_t>(sample % 10));
        std::vector<std::uint16_t> seen;
        for (const auto& batch : m_script.batches)
            seen.insert(seen.end(), batch.begin(), batch.end());
        QCOMPARE(seen, expected);
    }

    void inputs_have_mean_0_and_deviation_1_over_the_training_samples()
    {
        run({.batch = 25, .epochs = 1});
        double sum = 0.0;
        double squares = 0.0;
        for (const float pixel : m_script.firstPixels) {
            sum += pixel;
            squares += pixel * pixel;
        }
        QVERIFY(std::abs(sum / 25.0) < 1e-6);
        QVERIFY(std::abs(squares / 25.0 - 1.0) < 1e-6);
    }

    void recorded_loss_is_the_mean_since_the_last_record()
    {
        m_script.answer = [](int step) { return StepFigures{static_cast<double>(step), 5}; };
        run({.batch = 10, .epochs = 1, .recordEvery = 2});
        const auto losses = m_observer.tagged("train/loss");
        QCOMPARE(losses.size(), std::size_t{2});
        QCOMPARE(losses[0].step, std::uint64_t{2});
        QCOMPARE(losses[0].value, 1.5);
        QCOMPARE(losses[1].value, 3.0); // the rest, at the end
        QCOMPARE(m_observer.tagged("train/accuracy")[0].value, 0.5);
    }

    void policy_is_asked_per_iteration_or_per_epoch()
    {
        const std::string steps = "lrPolicy_STEP+k0_1+gamma_0.5+l_1";
        run({.learningRate = steps, .batch = 10, .epochs = 2});
        QCOMPARE(m_script.rates, (std::vector<double>{1, 0.5, 0.25, 0.125, 0.0625, 0.03125}));
        init();
        run({.learningRate = steps, .learningRateUnit = "epoch", .batch = 10, .epochs = 2});
        QCOMPARE(m_script.rates, (std::vector<double>{1, 1, 1, 0.5, 0.5, 0.5}));
    }

    void final_figures_are_those_of_the_predictions()
    {
        const auto summary = run({.batch = 25, .epochs = 1, .limitTest = 10});
        QCOMPARE(summary.predictions.size(), std::size_t{2});
        QCOMPARE(summary.predictions[0].split, std::string("val"));
        QCOMPARE(summary.predictions[1].truth.size(), std::size_t{10});
        QCOMPARE(summary.predictions[1].probabilities.size(), std::size_t{100});
        const auto accuracy = m_observer.tagged("test/accuracy");
        QCOMPARE(accuracy.size(), std::size_t{1});
        QCOMPARE(accuracy[0].value, 0.1); // one of ten labels is 1
        // One sample at -ln 0.75, one at -ln 0.25, eight clamped at -ln 1e-12.
        const double expected = -(std::log(0.75) + std::log(0.25) + 8 * std::log(1e-12)) / 10.0;
        QVERIFY(std::abs(m_observer.tagged("test/loss")[0].value - expected) < 1e-9);
    }

    void validation_comes_once_an_epoch()
    {
        run({.batch = 25, .epochs = 3});
        std::vector<std::uint64_t> steps;
        for (const Scalar& scalar : m_observer.tagged("val/accuracy"))
            steps.push_back(scalar.step);
        QCOMPARE(steps, (std::vector<std::uint64_t>{1, 2, 3}));
    }

    void cancelling_stops_within_one_iteration()
    {
        m_observer.each = [this](std::uint64_t done) {
            if (done == 4)
                m_cancel.cancel();
        };
        const auto summary = run({.batch = 5, .epochs = 100});
        QCOMPARE(summary.outcome, Outcome::Cancelled);
        QCOMPARE(summary.iterations, std::uint64_t{4});
        QVERIFY(summary.predictions.empty());
    }

    void loss_that_is_not_a_number_fails_the_run_with_a_cure()
    {
        m_script.answer = [](int step) {
            return StepFigures{step == 3 ? std::numeric_limits<double>::quiet_NaN() : 1.0, 0};
        };
        const auto summary = run({.batch = 5, .epochs = 1});
        QCOMPARE(summary.outcome, Outcome::Failed);
        QCOMPARE(summary.iterations, std::uint64_t{3});
        QVERIFY(summary.message.find("iteration 3") != std::string::npos);
        QVERIFY(summary.message.find("learning rate") != std::string::npos);
    }

    void backend_errors_fail_the_run()
    {
        m_script.answer = [](int) { return Error{ErrorCode::Internal, "LibTorch", {}, "out of memory", {}}; };
        QCOMPARE(run({.batch = 5}).message, std::string("LibTorch: out of memory"));
    }

    void impossible_configurations_never_reach_the_backend()
    {
        QCOMPARE(run({.batch = 26}).outcome, Outcome::Failed); // more than there are samples
        QCOMPARE(run({.model = "lenet6", .batch = 5}).outcome, Outcome::Failed);
        QVERIFY(m_script.batches.empty());
    }

    void batches_are_the_same_for_any_number_of_loaders()
    {
        const auto pixelsWith = [&](std::uint32_t loaders) {
            init();
            run({.crop = 3, .flip = true, .cutout = 8, .batch = 4, .epochs = 3, .loaders = loaders});
            return m_script.firstPixels;
        };
        const auto alone = pixelsWith(0);
        for (const std::uint32_t loaders : {1U, 2U, 5U})
            QCOMPARE(pixelsWith(loaders), alone);
    }

    void checkpoints_come_with_each_epoch_and_when_asked_for()
    {
        run({.batch = 5, .epochs = 2});
        QCOMPARE(m_checkpoints.saved.size(), std::size_t{2});
        m_checkpoints = {};
        run({.batch = 5, .epochs = 2, .checkpointEvery = 2});
        std::vector<std::uint64_t> iterations;
        for (const std::string& bytes : m_checkpoints.saved)
            iterations.push_back(decodeCheckpoint(bytes, "memory")->loop.iterations);
        QCOMPARE(iterations, (std::vector<std::uint64_t>{2, 4, 5, 6, 8, 10}));
    }

    void a_resumed_run_goes_on_as_if_nothing_had_happened_data()
    {
        QTest::addColumn<int>("end");
        for (const int end : {1, 3, 5, 7, 9, 10})
            QTest::addRow("killed after %d", end) << end;
    }
    void a_resumed_run_goes_on_as_if_nothing_had_happened()
    {
        QFETCH(int, end);
        const TrainConfig config{.crop = 2, .batch = 5, .epochs = 2, .recordEvery = 3, .checkpointEvery = 1};
        run(config);
        const Script whole = m_script;
        const auto wholeLosses = m_observer.tagged("train/epoch_loss");
        const auto wholeRecords = m_observer.tagged("train/loss");
        init();
        m_observer.each = [this, end](std::uint64_t done) {
            if (static_cast<int>(done) == end)
                m_cancel.cancel();
        };
        run(config);
        auto batches = m_script.batches;
        auto records = m_observer.tagged("train/loss");
        const std::size_t kept = m_checkpoints.saved.size();
        m_script = {};
        m_observer = {};
        m_cancel = {};
        const auto summary = run(config);
        QCOMPARE(summary.outcome, Outcome::Finished);
        QVERIFY(m_script.restored.has_value());
        QCOMPARE(m_observer.lines.size(), std::size_t{1});
        batches.resize(kept);
        batches.insert(batches.end(), m_script.batches.begin(), m_script.batches.end());
        QCOMPARE(batches, whole.batches);
        QCOMPARE(m_observer.tagged("train/epoch_loss").back().value, wholeLosses.back().value);
        for (const Scalar& again : m_observer.tagged("train/loss"))
            records.push_back(again);
        QCOMPARE(records.back().value, wholeRecords.back().value);
        QCOMPARE(records.back().step, wholeRecords.back().step);
    }

    void seconds_go_on_from_those_of_the_checkpoint()
    {
        const TrainConfig config{.batch = 5, .epochs = 2};
        m_observer.each = [this](std::uint64_t done) {
            if (done == 7)
                m_cancel.cancel();
        };
        const auto first = run(config);
        QVERIFY(first.seconds > 0.0);
        auto checkpoint = decodeCheckpoint(m_checkpoints.saved.back(), "memory").value();
        QVERIFY(checkpoint.loop.seconds > 0.0 && checkpoint.loop.seconds <= first.seconds);
        checkpoint.loop.seconds = 1e6;
        m_checkpoints.saved.back() = encodeCheckpoint(checkpoint);
        m_observer = {};
        m_cancel = {};
        QVERIFY(run(config).seconds > 1e6);
        QVERIFY(decodeCheckpoint(m_checkpoints.saved.back(), "memory")->loop.seconds > 1e6);
        // Nothing is left to train: no epoch is timed.
        const auto again = run(config);
        QCOMPARE(again.outcome, Outcome::Finished);
        QVERIFY(again.seconds > 1e6);
        QCOMPARE(again.samplesPerSecond, 0.0);
        QCOMPARE(
            run({.batch = 5, .epochs = 3}).seconds, 0.0); // its checkpoint is another's: it never got under way
    }

    void the_last_epoch_can_be_the_best()
    {
        run({.batch = 5, .epochs = 1, .keepBest = true});
        const auto newest = decodeCheckpoint(m_checkpoints.saved.back(), "memory");
        QVERIFY(newest->loop.bestLoss.has_value());
        QCOMPARE(*newest->loop.bestLoss, m_observer.tagged("val/loss").back().value);
        QCOMPARE(newest->loop.iterations, std::uint64_t{5});
        const std::size_t saved = m_checkpoints.saved.size();
        run({.batch = 5, .epochs = 1, .keepBest = true}); // resumed behind it, it is not better than itself
        QCOMPARE(m_checkpoints.saved.size(), saved);
    }

    void a_checkpoint_of_another_configuration_is_refused()
    {
        run({.batch = 5});
        const auto summary = run({.batch = 5, .seed = 2});
        QCOMPARE(summary.outcome, Outcome::Failed);
        QVERIFY(summary.message.find("another configuration") != std::string::npos);
    }

    void a_full_disk_is_waited_for_and_other_failures_are_told()
    {
        m_checkpoints.failures = {{.code = ErrorCode::ReadOnly, .subject = "b", .detail = "is read-only"},
            {.code = ErrorCode::DiskFull, .subject = "a", .detail = "is full"}};
        const auto summary = run({.batch = 5, .epochs = 2});
        QCOMPARE(summary.outcome, Outcome::Finished);
        QCOMPARE(m_checkpoints.saved.size(), std::size_t{1}); // the first was given up after the wait
        QCOMPARE(m_observer.lines,
            (std::vector<std::string>{"waiting for space: a: is full", "no checkpoint: b: is read-only"}));
    }

    /// The scripted predictions never change, so val/loss is best after the first epoch.
    void a_run_that_has_stalled_ends_early()
    {
        const auto summary = run({.batch = 5, .epochs = 50, .earlyStop = 3});
        QCOMPARE(summary.outcome, Outcome::EarlyStop);
        QCOMPARE(summary.iterations, std::uint64_t{4 * 5});
        QCOMPARE(summary.predictions.size(), std::size_t{2});
        QVERIFY(summary.message.find("3 epochs") != std::string::npos);
    }

    void optimizer_and_smoothing_reach_the_backend()
    {
        run({.optimizer = "adamw", .weightDecay = 0.01, .clipNorm = 2.0, .labelSmoothing = 0.1, .batch = 5});
        QCOMPARE(m_script.options.optimizer.kind, OptimizerOptions::Kind::AdamW);
        QCOMPARE(m_script.options.optimizer.momentum, 0.0);
        QCOMPARE(m_script.options.optimizer.weightDecay, 0.01);
        QCOMPARE(m_script.options.optimizer.clipNorm, 2.0);
        QCOMPARE(m_script.options.labelSmoothing, 0.1);
    }

    void limit_takes_the_first_samples()
    {
        run({.batch = 5, .epochs = 1, .limitTrain = 10});
        QCOMPARE(m_script.batches.size(), std::size_t{2});
        std::vector<std::uint16_t> labels = m_script.batches[0];
        labels.insert(labels.end(), m_script.batches[1].begin(), m_script.batches[1].end());
        std::ranges::sort(labels);
        QCOMPARE(labels, (std::vector<std::uint16_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    }
};

QTEST_APPLESS_MAIN(TrainerTest)
#include "trainer_test.moc"
