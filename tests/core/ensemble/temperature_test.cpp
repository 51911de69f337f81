// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_report.h"
#include "core/ensemble/temperature.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

ConsensusReport report(const PreparedPtr& split, const Members& team, const TeamRule& rule)
{
    return reportConsensus(*split, team, predictTeam(*split, team, rule));
}

double fitted(const PreparedPtr& split, const Members& team, unsigned threads = 1)
{
    Progress progress;
    return fitTemperature(*split, team, threads, progress, {}).value();
}

} // namespace

class TemperatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void temperingIsASoftMaxOfDividedLogits();
    void aTemperatureOfOneIsSoftVotingItself();
    void coldVotesArePlurality();
    void hotVotesRankAsTheGeometricMean();
    void noOtherTemperatureHasLessLoss();
    void sharpenedMembersAreCooledByTheirFactor();
    void theFitDependsOnNoThread();
    void aCancelledFitIsCancelled();
};

void TemperatureTest::temperingIsASoftMaxOfDividedLogits()
{
    const std::vector<float> row = softMaxRow({0.3, -1.2, 2.0, 0.0});
    std::vector<float> tempered(4);
    temper(row, 2.5, tempered);
    const std::vector<float> expected = softMaxRow({0.3 / 2.5, -1.2 / 2.5, 2.0 / 2.5, 0.0});
    for (std::size_t c = 0; c < 4; ++c)
        QVERIFY(std::abs(tempered[c] - expected[c]) < 1e-6F);
    temper(std::vector<float>{1.0F, 0.0F, 0.0F, 0.0F}, 0.1, tempered);
    QCOMPARE(tempered, (std::vector<float>{1.0F, 0.0F, 0.0F, 0.0F}));
}

void TemperatureTest::aTemperatureOfOneIsSoftVotingItself()
{
    const auto split = randomPool({.samples = 100, .skill = 1.0});
    const auto soft = predictTeam(*split, {0, 1, 2}, {.weights = {}});
    const auto tempered = predictTeam(*split, {0, 1, 2}, {.weights = {}, .temperature = 1.0});
    QCOMPARE(soft.labels, tempered.labels);
    QCOMPARE(soft.probabilities, tempered.probabilities);
}

// Where two of three agree: ties are broken otherwise.
void TemperatureTest::coldVotesArePlurality()
{
    const auto split = randomPool({.samples = 200, .skill = 1.0});
    const auto cold = predictTeam(*split, {0, 1, 2}, {.weights = {}, .temperature = 0.002});
    const auto votes = predictTeam(*split, {0, 1, 2}, {.rule = Consensus::Majority, .weights = {}});
    std::size_t decided = 0;
    for (std::size_t n = 0; n < 200; ++n) {
        if (votes.abstains[n])
            continue;
        QCOMPARE(cold.labels[n], votes.labels[n]);
        ++decided;
    }
    QVERIFY(decided > 100);
}

void TemperatureTest::hotVotesRankAsTheGeometricMean()
{
    const auto split = randomPool({.samples = 200, .skill = 1.0});
    const auto hot = predictTeam(*split, {0, 1, 2}, {.weights = {}, .temperature = 1000.0});
    const auto geometric = predictTeam(*split, {0, 1, 2}, {.rule = Consensus::Geometric, .weights = {}});
    std::size_t same = 0;
    for (std::size_t n = 0; n < 200; ++n)
        same += hot.labels[n] == geometric.labels[n] ? 1U : 0U;
    QVERIFY2(same >= 198, qPrintable(QString::number(same)));
}

void TemperatureTest::noOtherTemperatureHasLessLoss()
{
    const auto split = randomPool({.samples = 400, .skill = 1.5});
    const double best = fitted(split, {0, 2, 4});
    const double least = report(split, {0, 2, 4}, {.weights = {}, .temperature = best}).nll;
    for (double other = kLeastTemperature; other <= kMostTemperature; other *= 1.05)
        QVERIFY2(report(split, {0, 2, 4}, {.weights = {}, .temperature = other}).nll > least - 1e-6,
            qPrintable(QString::number(other)));
}

// Members sharpened with T = 1/3 are rows^3; the fit of the sharpened team is 3 times that of the original one.
void TemperatureTest::sharpenedMembersAreCooledByTheirFactor()
{
    const auto plain = randomSplit({.models = 3, .samples = 400, .skill = 1.5});
    auto sharp = std::make_shared<data::Split>(*plain);
    for (data::MemberPredictions& member : sharp->members) {
        std::vector<float> rows(member.probabilities.begin(), member.probabilities.end());
        for (std::size_t n = 0; n < 400; ++n) {
            const std::span row(rows.data() + 4 * n, 4);
            const std::vector<float> before(row.begin(), row.end());
            temper(before, 1.0 / 3.0, row);
        }
        member.probabilities = std::move(rows);
    }
    const double before = fitted(PreparedSplit::prepare(plain, 4), {0, 1, 2});
    const double after = fitted(PreparedSplit::prepare(sharp, 4), {0, 1, 2});
    QVERIFY2(std::abs(after / before - 3.0) < 0.01, qPrintable(QString::number(after / before)));
}

void TemperatureTest::theFitDependsOnNoThread()
{
    const auto split = randomPool({.samples = 1500, .skill = 1.5});
    QCOMPARE(fitted(split, {0, 1}, 1), fitted(split, {0, 1}, 3));
}

void TemperatureTest::aCancelledFitIsCancelled()
{
    const auto split = randomPool({.samples = 50});
    CancelSource source;
    source.cancel();
    Progress progress;
    QVERIFY(fitTemperature(*split, {0, 1}, 1, progress, source.token()).error().isCancelled());
}

QTEST_APPLESS_MAIN(TemperatureTest)
#include "temperature_test.moc"
