// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/compare_teams.h"
#include "core/jobs/pareto_job.h"
#include "core/jobs/team_detail.h"
#include "core/jobs/team_sketch.h"
#include "tests/core/jobs/small_pool.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::jobs;
using ensemble::Consensus;
using ensemble::Members;
using ensemble::Metric;

namespace {

TeamSplits splitsOf(const data::Pool& pool)
{
    TeamSplits splits{.pool = std::make_shared<const data::Pool>(pool)};
    splits.selection = ensemble::PreparedSplit::prepare(pool.split("val"), pool.classes);
    splits.report = ensemble::PreparedSplit::prepare(pool.split("test"), pool.classes);
    return splits;
}

data::Pool probablePool(std::size_t models)
{
    return test::samplePool(21, {.models = models, .samples = 80, .lastIsLabelOnly = false});
}

} // namespace

class CompareTeamsTest : public QObject
{
    Q_OBJECT

private slots:
    void teamsSideBySideHaveTheFiguresOfTheirDetails();
    void aSketchHasTheFiguresOfTheDetail();
    void whatHasToBeFittedIsLeftOutOfASketch();
    void aRuleThatCannotBeUsedLeavesTheRest();
    void theFrontWeighsAccuracyDiversityAndAKnownCost();
    void aCostThatIsMissingOnceTakesNoPart();
};

void CompareTeamsTest::teamsSideBySideHaveTheFiguresOfTheirDetails()
{
    const TeamSplits splits = splitsOf(probablePool(4));
    const std::vector<Members> teams{{0, 1}, {1, 2, 3}, {0, 1, 2, 3}};
    Progress progress;
    const auto compared = compareTeams(splits, teams, {.metric = Metric::CK}, progress, {});
    VERIFY_OK(compared);
    for (std::size_t t = 0; t < teams.size(); ++t) {
        const auto detail
            = detailTeam(splits, {.team = teams[t], .metrics = {Metric::CK}, .draws = 2}, progress, {});
        VERIFY_OK(detail);
        QCOMPARE((*compared)[t].accuracy, detail->toldRule().report.accuracy);
        QCOMPARE((*compared)[t].selectionAccuracy, detail->toldRule().selectionAccuracy);
        QCOMPARE((*compared)[t].bestMember, splits.report->accuracy(detail->bestMember()));
        QCOMPARE((*compared)[t].diversity, 1.0 - detail->diversity[0].raw);
    }
}

void CompareTeamsTest::aSketchHasTheFiguresOfTheDetail()
{
    const TeamSplits splits = splitsOf(probablePool(5));
    Progress progress;
    const FocalOptions focal;
    auto basis = focalBasis(*splits.selection, 3, focal, progress, {});
    VERIFY_OK(basis);
    const auto shared = std::make_shared<const FocalBasis>(*std::move(basis));
    const auto sketch = sketchTeam(splits, {.team = {0, 2, 4}, .focal = focal, .basis = shared}, progress, {});
    const auto detail = detailTeam(splits, {.team = {0, 2, 4}, .draws = 2}, progress, {});
    VERIFY_OK(sketch);
    VERIFY_OK(detail);
    QCOMPARE(*sketch->accuracy, detail->toldRule().report.accuracy);
    QCOMPARE(*sketch->selectionAccuracy, detail->toldRule().selectionAccuracy);
    QCOMPARE(sketch->focal.fq, detail->focal.fq);
    for (std::size_t metric = 0; metric < sketch->raw.size(); ++metric)
        QCOMPARE(sketch->raw[metric], detail->diversity[metric].raw);
}

void CompareTeamsTest::whatHasToBeFittedIsLeftOutOfASketch()
{
    const TeamSplits splits = splitsOf(probablePool(3));
    Progress progress;
    for (const RuleChoice& rule :
        {RuleChoice{.rule = Consensus::Stacking}, RuleChoice{.temperature = FitTemperature{}}}) {
        const auto sketch = sketchTeam(splits, {.team = {0, 1}, .rule = rule, .basis = {}}, progress, {});
        VERIFY_OK(sketch);
        QVERIFY(!sketch->accuracy && !sketch->selectionAccuracy);
        QVERIFY(sketch->bestMember > 0.0);
    }
}

void CompareTeamsTest::aRuleThatCannotBeUsedLeavesTheRest()
{
    const TeamSplits splits = splitsOf(test::samplePool(5, {.models = 4}));
    const std::vector<Members> teams{{0, 1}, {0, 3}};
    Progress progress;
    const auto compared = compareTeams(splits, teams, {}, progress, {});
    VERIFY_OK(compared);
    QVERIFY(std::isfinite((*compared)[0].accuracy));
    QVERIFY(std::isnan((*compared)[1].accuracy));
    QVERIFY(std::isfinite((*compared)[1].diversity));
}

void CompareTeamsTest::theFrontWeighsAccuracyDiversityAndAKnownCost()
{
    data::Pool pool = probablePool(4);
    for (std::size_t model = 0; model < 4; ++model)
        pool.models[model].cost = {.parameters = 10.0 * static_cast<double>(model + 1), .flops = 1.0};
    const TeamSplits splits = splitsOf(pool);
    Progress progress;
    const auto scores = ensemble::scoreTeams(
        *splits.report, {.metrics = {Metric::GD, Metric::BD}, .consensus = {Consensus::Soft}}, progress, {});
    VERIFY_OK(scores);
    const auto front = paretoTeams(*scores, Metric::BD, pool.models, progress, {});
    VERIFY_OK(front);
    QCOMPARE(front->cost, Cost::Parameters);
    QVERIFY(front->isOn[0] != 0); // {0, 1} is the cheapest team
    const auto cost = [&](std::size_t team) {
        double sum = 0.0;
        for (const std::uint32_t member : scores->members(team))
            sum += *pool.models[member].cost.parameters;
        return sum;
    };
    std::size_t count = 0;
    for (std::size_t a = 0; a < scores->size(); ++a) {
        bool isBeaten = false;
        for (std::size_t b = 0; b < scores->size(); ++b) {
            const double accuracy = scores->accuracyValue(0, b) - scores->accuracyValue(0, a);
            const double diversity = scores->rawValue(1, b) - scores->rawValue(1, a);
            const double thrift = cost(a) - cost(b);
            isBeaten = isBeaten
                || (accuracy >= 0.0 && diversity >= 0.0 && thrift >= 0.0 && accuracy + diversity + thrift > 0.0);
        }
        QCOMPARE(front->isOn[a] != 0, !isBeaten);
        count += isBeaten ? 0U : 1U;
    }
    QCOMPARE(front->count, count);
}

void CompareTeamsTest::aCostThatIsMissingOnceTakesNoPart()
{
    data::Pool pool = test::smallPool();
    for (data::Model& model : pool.models)
        model.cost = {.parameters = 1.0, .latencyMs = 2.0};
    pool.models[1].cost.parameters.reset();
    const auto split = ensemble::PreparedSplit::prepare(pool.splits[0], pool.classes);
    Progress progress;
    const auto scores = ensemble::scoreTeams(
        *split, {.metrics = {Metric::BD}, .consensus = {Consensus::Plurality}}, progress, {});
    QCOMPARE(paretoTeams(*scores, Metric::BD, pool.models, progress, {})->cost, Cost::Latency);
    QCOMPARE(paretoTeams(*scores, Metric::BD, {}, progress, {})->cost, Cost::None);
    CancelSource source;
    source.cancel();
    QVERIFY(paretoTeams(*scores, Metric::BD, {}, progress, source.token()).error().isCancelled());
}

QTEST_APPLESS_MAIN(CompareTeamsTest)
#include "compare_teams_test.moc"
