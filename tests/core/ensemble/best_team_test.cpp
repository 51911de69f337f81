// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/best_team.h"
#include "core/ensemble/team_evaluator.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

BestTeam best(const PreparedSplit& split, const BestTeamOptions& options)
{
    Progress progress;
    return findBestTeam(split, options, progress, {}).value();
}

std::size_t mostRight(const PreparedSplit& split, const BestTeamOptions& options)
{
    TeamEvaluator evaluator(split, options.convention, 1, {}, options.rule);
    const auto right = evaluator.countRight(everyTeam(split.models(), options.size, options.size)).value();
    return *std::ranges::max_element(right);
}

std::size_t rightOf(const PreparedSplit& split, const Members& team, const BestTeamOptions& options)
{
    TeamEvaluator evaluator(split, options.convention, 1, {}, options.rule);
    return evaluator.countRight(std::vector<Members>(1, team)).value().front();
}

/// Small pools of every kind: few samples and coarse probabilities make most of them full of ties.
PoolShape randomShape(std::mt19937& random)
{
    return {.models = 1 + random() % (random() % 10 == 0 ? 16 : 12),
        .samples = 1 + random() % 60,
        .classes = static_cast<std::uint32_t>(2 + random() % 5),
        .skill = static_cast<double>(random() % 4),
        .sharedNoise = 0.5 * static_cast<double>(random() % 4),
        .coarse = random() % 2 == 0,
        .labelOnly = random() % 4 == 0,
        .mixed = random() % 4 == 0,
        .seed = static_cast<std::uint32_t>(random())};
}

} // namespace

class BestTeamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySizeOfAPoolIsProven();
    void thousandsOfSmallPoolsAgreeWithEnumeration();
    void aProofTakesUnderHalfOfEnumerationsPasses_data();
    void aProofTakesUnderHalfOfEnumerationsPasses();
    void theGapOnlyShrinksAndAlwaysCoversTheBest();
    void anExhaustedBudgetLeavesAGap();
    void aBudgetLongerThanTheClockCountsIsNotSpent();
    void sizesThatDoNotExistAreRefused();
    void cancellingIsAnOutcome();
};

void BestTeamTest::everySizeOfAPoolIsProven()
{
    for (const bool labelOnly : {false, true}) {
        const auto split = randomPool({.models = 9, .samples = 200, .skill = 1.0, .labelOnly = labelOnly});
        for (std::size_t size = 1; size <= 9; ++size) {
            const BestTeam found = best(*split, {.size = size});
            QCOMPARE(found.right, mostRight(*split, {.size = size}));
            QVERIFY(found.proven);
            QCOMPARE(found.gap, 0.0);
        }
    }
}

void BestTeamTest::thousandsOfSmallPoolsAgreeWithEnumeration()
{
    std::mt19937 random(7);
    for (int round = 0; round < 4000; ++round) {
        const PoolShape shape = randomShape(random);
        const auto split = randomPool(shape);
        const BestTeamOptions options{.size = 1 + random() % shape.models,
            .convention = random() % 2 == 0 ? Convention::Corrected : Convention::Reference};
        const BestTeam found = best(*split, options);
        QVERIFY2(found.right == mostRight(*split, options) && found.proven, qPrintable(QString::number(round)));
        QCOMPARE(rightOf(*split, found.team, options), found.right);
        QCOMPARE(found.team.size(), options.size);
    }
}

void BestTeamTest::aProofTakesUnderHalfOfEnumerationsPasses_data()
{
    QTest::addColumn<double>("skill");
    QTest::addColumn<double>("sharedNoise");
    QTest::addColumn<bool>("labelOnly");
    QTest::newRow("good models") << 3.0 << 0.5 << false;
    QTest::newRow("models that fail together") << 3.0 << 2.0 << false;
    QTest::newRow("models next to random") << 1.0 << 1.0 << false;
    QTest::newRow("random models") << 0.0 << 0.0 << false;
    QTest::newRow("labels next to random") << 1.0 << 1.0 << true;
}

void BestTeamTest::aProofTakesUnderHalfOfEnumerationsPasses()
{
    QFETCH(double, skill);
    QFETCH(double, sharedNoise);
    QFETCH(bool, labelOnly);
    const auto split = randomPool({.models = 20,
        .samples = 500,
        .classes = 10,
        .skill = skill,
        .sharedNoise = sharedNoise,
        .labelOnly = labelOnly});
    const BestTeam found = best(*split, {.size = 5});
    QVERIFY(found.proven);
    QCOMPARE(found.enumerationPasses, 15504.0);
    QVERIFY2(found.passes <= 0.5 * found.enumerationPasses, qPrintable(QString::number(found.passes)));
}

void BestTeamTest::theGapOnlyShrinksAndAlwaysCoversTheBest()
{
    const auto split = randomPool({.models = 14, .samples = 200, .classes = 6, .skill = 1.0});
    std::vector<BestTeam> told;
    const BestTeam found
        = best(*split, {.size = 4, .onProgress = [&](const BestTeam& team) { told.push_back(team); }});
    QVERIFY(!told.empty());
    for (std::size_t i = 0; i < told.size(); ++i) {
        QVERIFY(
            static_cast<double>(told[i].right) + told[i].gap * 200.0 >= static_cast<double>(found.right) - 1e-9);
        QVERIFY(i == 0 || told[i].gap <= told[i - 1].gap);
    }
}

void BestTeamTest::anExhaustedBudgetLeavesAGap()
{
    const auto split = randomPool({.models = 20, .samples = 300, .classes = 10, .skill = 1.0});
    const BestTeam found = best(*split, {.size = 8, .budget = std::chrono::duration<double>(-1.0)});
    QVERIFY(!found.proven);
    QVERIFY(found.gap > 0.0);
    QCOMPARE(found.team.size(), std::size_t{8});
}

void BestTeamTest::aBudgetLongerThanTheClockCountsIsNotSpent()
{
    const auto split = randomPool({.models = 12, .samples = 100, .skill = 1.0});
    for (const double seconds : {9.3e9, 1e300, std::numeric_limits<double>::infinity()})
        QVERIFY(best(*split, {.size = 4, .budget = std::chrono::duration<double>(seconds)}).proven);
}

void BestTeamTest::sizesThatDoNotExistAreRefused()
{
    const auto split = randomPool({.models = 3, .samples = 20});
    Progress progress;
    QCOMPARE(findBestTeam(*split, {.size = 0}, progress, {}).error().code, ErrorCode::Usage);
    QCOMPARE(findBestTeam(*split, {.size = 4}, progress, {}).error().code, ErrorCode::Usage);
}

void BestTeamTest::cancellingIsAnOutcome()
{
    const auto split = randomPool({.models = 20, .samples = 300, .classes = 10, .skill = 1.0});
    CancelSource source;
    Progress progress;
    std::vector<double> passes;
    const auto found = findBestTeam(*split,
        {.size = 8,
            .onProgress =
                [&](const BestTeam& team) {
                    passes.push_back(team.passes);
                    source.cancel();
                }},
        progress,
        source.token());
    QVERIFY(found.error().isCancelled());
    QCOMPARE(passes.size(), std::size_t{1}); // told once, then nothing more was tried
}

QTEST_APPLESS_MAIN(BestTeamTest)
#include "best_team_test.moc"
