// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/lbfgs.h"
#include "core/ensemble/team_prediction.h"
#include "tests/core/ensemble/golden_file.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

template <typename T>
std::vector<T> part(const std::vector<T>& all, std::size_t begin, std::size_t end)
{
    return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<float> joined(const std::vector<std::vector<float>>& rows, std::size_t begin, std::size_t end)
{
    std::vector<float> values;
    for (std::size_t n = begin; n < end; ++n)
        values.insert(values.end(), rows[n].begin(), rows[n].end());
    return values;
}

/// Samples [begin, end) of stacking.txt: two members with probabilities, one with labels only.
PreparedPtr threeMembers(const Golden& golden, std::size_t begin, std::size_t end)
{
    auto split = std::make_shared<data::Split>();
    split->truth = part(golden.rows<data::Label>("truth").front(), begin, end);
    for (const char* name : {"first", "second"})
        split->members.push_back({.probabilities = joined(golden.rows<float>(name), begin, end), .labels = {}});
    split->members.push_back({.labels = part(golden.rows<data::Label>("votes").front(), begin, end)});
    return PreparedSplit::prepare(std::move(split), 4);
}

Result<StackingModel> fit(const PreparedPtr& split,
    const Members& team,
    const StackingOptions& options = {},
    const CancelToken& cancel = {})
{
    Progress progress;
    return StackingModel::fit(*split, team, options, progress, cancel);
}

} // namespace

class StackingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void minimisingFindsTheBottomOfAQuadratic();
    void minimisingFindsTheBottomOfALongValley();
    void coefficientsAndProbabilitiesEqualScikitLearns();
    void predictionsAreTheModelsArgMaxes();
    void theFitDependsOnNoThread();
    void aHeavyPenaltyLeavesTheShareOfEachClass();
    void whatDoesNotFitInMemoryIsRefused();
    void aCancelledFitIsCancelled();
};

// (x - 3)^2 + 10 (y + 1)^2
void StackingTest::minimisingFindsTheBottomOfAQuadratic()
{
    const auto bowl = [](const std::vector<double>& at, std::vector<double>& gradient) {
        gradient = {2.0 * (at[0] - 3.0), 20.0 * (at[1] + 1.0)};
        return (at[0] - 3.0) * (at[0] - 3.0) + 10.0 * (at[1] + 1.0) * (at[1] + 1.0);
    };
    const auto found = minimise(bowl, {0.0, 0.0});
    QVERIFY(found.converged);
    QVERIFY(std::abs(found.place[0] - 3.0) < 1e-6 && std::abs(found.place[1] + 1.0) < 1e-6);
}

// Rosenbrock's function: its only minimum is (1, 1).
void StackingTest::minimisingFindsTheBottomOfALongValley()
{
    const auto valley = [](const std::vector<double>& at, std::vector<double>& gradient) {
        const double across = at[1] - at[0] * at[0];
        gradient = {-400.0 * at[0] * across - 2.0 * (1.0 - at[0]), 200.0 * across};
        return 100.0 * across * across + (1.0 - at[0]) * (1.0 - at[0]);
    };
    const auto found = minimise(valley, {-1.2, 1.0});
    QVERIFY(found.converged);
    QVERIFY(std::abs(found.place[0] - 1.0) < 1e-5 && std::abs(found.place[1] - 1.0) < 1e-5);
}

void StackingTest::coefficientsAndProbabilitiesEqualScikitLearns()
{
    const Golden golden("stacking.txt");
    const std::size_t fitted = golden.rows<std::size_t>("fitted").front().front();
    const std::size_t all = golden.rows<data::Label>("truth").front().size();
    const auto selection = threeMembers(golden, 0, fitted);
    const auto report = threeMembers(golden, fitted, all);
    const auto coefficients = golden.rows<double>("coefficients");
    const auto told = golden.rows<double>("told");
    const auto penalties = golden.rows<double>("penalty");
    QCOMPARE(penalties.size(), std::size_t{3});
    for (std::size_t p = 0; p < penalties.size(); ++p) {
        const auto model = fit(selection, {0, 1, 2}, {.penalty = penalties[p].front()}).value();
        QVERIFY(model.hasConverged());
        QCOMPARE(model.inputs(), std::size_t{12});
        for (std::size_t input = 0; input < 12; ++input)
            for (std::size_t label = 0; label < 4; ++label)
                QVERIFY(std::abs(model.coefficient(input, label) - coefficients[12 * p + input][label]) < 1e-5);
        std::vector<float> scratch(13);
        std::vector<double> row(4);
        for (std::size_t n = 0; n < all - fitted; ++n) {
            model.predict(*report, {0, 1, 2}, n, scratch, row);
            for (std::size_t label = 0; label < 4; ++label)
                QVERIFY(std::abs(row[label] - told[(all - fitted) * p + n][label]) < 1e-6);
        }
    }
}

void StackingTest::predictionsAreTheModelsArgMaxes()
{
    const auto split = randomPool({.models = 3, .samples = 100, .skill = 1.0});
    const Members team{0, 2};
    const auto model = std::make_shared<const StackingModel>(fit(split, team).value());
    const auto prediction
        = predictTeam(*split, team, {.rule = Consensus::Stacking, .weights = {}, .stacking = model});
    QCOMPARE(prediction.labels.size(), std::size_t{100});
    for (std::size_t n = 0; n < 100; ++n) {
        const std::span row(prediction.probabilities.data() + 4 * n, 4);
        QVERIFY(std::abs(row[0] + row[1] + row[2] + row[3] - 1.0F) < 1e-5F);
        QCOMPARE(std::ranges::max_element(row) - row.begin(), std::ptrdiff_t{prediction.labels[n]});
    }
}

void StackingTest::theFitDependsOnNoThread()
{
    const auto split = randomPool({.models = 3, .samples = 1000, .skill = 1.0});
    const auto one = fit(split, {0, 1, 2}).value();
    const auto three = fit(split, {0, 1, 2}, {.threads = 3}).value();
    for (std::size_t input = 0; input < one.inputs(); ++input)
        QCOMPARE(one.coefficient(input, 1), three.coefficient(input, 1));
    QCOMPARE(one.intercept(0), three.intercept(0));
}

// With no coefficients left, only the intercepts speak: the frequencies of the classes.
void StackingTest::aHeavyPenaltyLeavesTheShareOfEachClass()
{
    const auto split = labelPool({0, 0, 0, 1}, {{0, 1, 0, 1}}, 2);
    const auto model = fit(split, {0}, {.penalty = 1e9}).value();
    std::vector<float> scratch(3);
    std::vector<double> row(2);
    model.predict(*split, {0}, 0, scratch, row);
    QVERIFY(std::abs(row[0] - 0.75) < 1e-5);
}

void StackingTest::whatDoesNotFitInMemoryIsRefused()
{
    const auto wide = labelPool({0, 1}, {{0, 1}, {1, 1}}, 2000);
    QCOMPARE(fit(wide, {0, 1}).error().code, ErrorCode::TooLarge);
    QCOMPARE(fit(labelPool({}, {{}}, 2), {0}).error().code, ErrorCode::Empty);
}

void StackingTest::aCancelledFitIsCancelled()
{
    CancelSource source;
    source.cancel();
    QVERIFY(fit(randomPool({.samples = 50}), {0, 1}, {}, source.token()).error().isCancelled());
}

QTEST_APPLESS_MAIN(StackingTest)
#include "stacking_test.moc"
