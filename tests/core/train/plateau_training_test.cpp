// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr std::size_t kPixels = 28 * 28;

/// Learns nothing: every validation is the same. Keeps the rates it was given.
class StalledBackend final : public Backend
{
public:
    explicit StalledBackend(std::vector<double>& rates)
        : m_rates(rates)
    {
    }
    std::uint64_t parameters() const override { return 1; }
    Result<StepFigures> step(const float*, const std::uint16_t*, std::size_t, double learningRate) override
    {
        m_rates.push_back(learningRate);
        return StepFigures{1.0, 0};
    }
    Result<void> predict(const float*, std::size_t count, float* probabilities) override
    {
        std::fill_n(probabilities, count * 10, 0.1F);
        return {};
    }
    Result<BackendState> state() const override { return BackendState{m_rates.size(), {}}; }
    Result<void> restore(const BackendState&) override { return {}; }

private:
    std::vector<double>& m_rates;
};

data::ImageSplit blank(const char* name, std::size_t samples)
{
    return {name, std::vector<std::uint8_t>(samples * kPixels, 7), std::vector<data::Label>(samples, 1)};
}

data::Dataset dataset()
{
    data::Dataset set{.name = "fashion-mnist", .shape = {1, 28, 28}, .classes = 10};
    set.splits = {blank("train", 20), blank("val", 10), blank("test", 10)};
    return set;
}

struct Lines final : Observer {
    std::vector<std::string> lines;
    std::map<std::string, double> latest;
    void onLine(const std::string& line) override { lines.push_back(line); }
    void onScalar(const Scalar& scalar) override { latest[scalar.tag] = scalar.value; }
};

/// All checkpoints of a run; hands out the one it is told to.
struct Checkpoints final : CheckpointStore {
    std::vector<std::string> saved;
    std::optional<std::size_t> handedOut;

    Result<void> save(const Checkpoint& checkpoint) override
    {
        saved.push_back(encodeCheckpoint(checkpoint));
        return {};
    }
    Result<std::optional<Checkpoint>> newest() override
    {
        if (!handedOut)
            return std::optional<Checkpoint>();
        return std::optional(decodeCheckpoint(saved[*handedOut], "memory").value());
    }
};

/// Two iterations an epoch.
TrainConfig config(const char* rate)
{
    return {.model = "softmax", .learningRate = rate, .batch = 10, .epochs = 5};
}

std::vector<double> ratesOf(const TrainConfig& config, Observer& observer, Checkpoints* checkpoints = nullptr)
{
    std::vector<double> rates;
    const auto make = [&](const BackendOptions&) -> Result<std::unique_ptr<Backend>> {
        return std::unique_ptr<Backend>(std::make_unique<StalledBackend>(rates));
    };
    runTraining(config, dataset(), make, observer, {}, checkpoints);
    return rates;
}

} // namespace

class PlateauTrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The first validation is the best; each later one is as bad, and patience 0 forgives none.
    void a_rate_is_reduced_after_epochs_without_a_better_validation()
    {
        Lines observer;
        const auto rates = ratesOf(config("lrPlateau_REDUCE+k0_1+factor_0.5+patience_0"), observer);
        QCOMPARE(rates, (std::vector<double>{1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125}));
        QCOMPARE(std::ranges::count_if(observer.lines,
                     [](const std::string& line) { return line.find("smaller rates") != std::string::npos; }),
            3);
    }

    // n = 2: the third validation shows a plateau. 6 of 10 iterations are done, so rates grow; time goes on
    // counting.
    void policies_are_changed_without_restarting_their_time()
    {
        Lines observer;
        const auto rates = ratesOf(
            config("lrPlateau_CHANGE+start_1+cooldown_9+n_2-lrPolicy_EXP+k0_1024+gamma_0.5-lrPolicy_FIX+k0_1"),
            observer);
        QCOMPARE(rates, (std::vector<double>{1, 1, 1, 1, 1, 1, 8, 4, 2, 1}));
    }

    void a_resumed_run_goes_on_with_the_rate_it_had()
    {
        Lines observer;
        Checkpoints checkpoints;
        const TrainConfig stalled = config("lrPlateau_REDUCE+k0_1+factor_0.5+patience_0");
        const auto whole = ratesOf(stalled, observer, &checkpoints);
        checkpoints.handedOut = 2; // after the third epoch
        const auto rest = ratesOf(stalled, observer, &checkpoints);
        QCOMPARE(rest, std::vector<double>(whole.begin() + 6, whole.end()));
    }

    void a_text_with_a_fault_is_a_problem_of_the_configuration()
    {
        QVERIFY(findProblems(config("lrPlateau_REDUCE+k0_1")).empty());
        QCOMPARE(findProblems(config("lrPlateau_REDUCE+factor_0.5")).size(), std::size_t(1));
    }

    // Ten classes with 0.1 each: ln 10.
    void training_samples_are_evaluated_with_the_final_weights_where_asked_for()
    {
        Lines observer;
        TrainConfig plain = config("0.1");
        ratesOf(plain, observer);
        QVERIFY(!observer.latest.contains("train/final_loss"));
        plain.evaluateTrain = true;
        ratesOf(plain, observer);
        QVERIFY(std::abs(observer.latest["train/final_loss"] - std::log(10.0)) < 1e-6);
        QCOMPARE(observer.latest["train/final_accuracy"], 0.0);
    }
};

QTEST_APPLESS_MAIN(PlateauTrainingTest)
#include "plateau_training_test.moc"
