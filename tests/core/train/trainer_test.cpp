// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/order.h"
#include "core/train/trainer.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr std::size_t kPixels = 28 * 28;

/// What a ScriptedBackend was asked, kept beyond its life.
struct Script {
    std::vector<std::vector<std::uint16_t>> batches; // labels of every step
    std::vector<double> rates;
    std::vector<float> firstPixels; // of every step's samples
    std::function<Result<StepFigures>(int step)> answer = [](int) { return StepFigures{1.0, 0}; };
    BackendOptions options;
};

class ScriptedBackend final : public Backend
{
public:
    explicit ScriptedBackend(Script& script)
        : m_script(script)
    {
    }
    std::uint64_t parameters() const override { return 42; }
    Result<StepFigures> step(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate) override
    {
        m_script.batches.emplace_back(labels, labels + count);
        m_script.rates.push_back(learningRate);
        for (std::size_t n = 0; n < count; ++n)
            m_script.firstPixels.push_back(inputs[n * kPixels]);
        return m_script.answer(static_cast<int>(m_script.batches.size()));
    }
    Result<void> predict(const float*, std::size_t count, float* probabilities) override
    {
        for (std::size_t n = 0; n < count; ++n) // class 1 with 0.75, class 0 with 0.25
            for (std::size_t c = 0; c < 10; ++c)
                probabilities[n * 10 + c] = c == 1 ? 0.75F : c == 0 ? 0.25F : 0.0F;
        return {};
    }

private:
    Script& m_script;
};

BackendFactory factory(Script& script)
{
    return [&script](const BackendOptions& options) -> Result<std::unique_ptr<Backend>> {
        script.options = options;
        return std::unique_ptr<Backend>(std::make_unique<ScriptedBackend>(script));
    };
}

/// Sample n has the label n mod 10, and n mod 256 in every pixel.
data::ImageSplit numbered(const char* name, std::uint32_t samples)
{
    std::vector<std::uint8_t> pixels;
    std::vector<data::Label> labels;
    for (std::uint32_t n = 0; n < samples; ++n) {
        pixels.insert(pixels.end(), kPixels, static_cast<std::uint8_t>(n));
        labels.push_back(static_cast<data::Label>(n % 10));
    }
    return {name, std::move(pixels), std::move(labels)};
}

data::Dataset dataset()
{
    data::Dataset set{.name = "fashion-mnist", .shape = {1, 28, 28}, .classes = 10};
    set.splits = {numbered("train", 25), numbered("val", 20), numbered("test", 700)};
    return set;
}

struct RecordingObserver final : Observer {
    RunPlan plan;
    std::vector<Scalar> scalars;
    std::uint64_t iterations = 0;
    std::function<void(std::uint64_t)> each = [](std::uint64_t) {};

    void onStart(const RunPlan& started) override { plan = started; }
    void onScalar(const Scalar& scalar) override { scalars.push_back(scalar); }
    void onIteration(std::uint64_t done, std::uint32_t) override
    {
        iterations = done;
        each(done);
    }
    std::vector<Scalar> tagged(const std::string& tag) const
    {
        std::vector<Scalar> found;
        std::ranges::copy_if(scalars, std::back_inserter(found), [&](const Scalar& s) { return s.tag == tag; });
        return found;
    }
};

} // namespace

class TrainerTest : public QObject
{
    Q_OBJECT

    Script m_script;
    RecordingObserver m_observer;
    CancelSource m_cancel;

    RunSummary run(const TrainConfig& config)
    {
        return runTraining(config, dataset(), factory(m_script), m_observer, m_cancel.token());
    }

private Q_SLOTS:
    void init()
    {
        m_script = {};
        m_observer = {};
        m_cancel = {};
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
        m_script = {};
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
