// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_detail.h"

#include "core/jobs/split_view.h"
#include "tests/core/jobs/small_pool.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::jobs;
using ensemble::Consensus;
using ensemble::Metric;

namespace {

TeamSplits splitsOf(const data::Pool& pool, const char* selection, const char* report)
{
    TeamSplits splits{.pool = std::make_shared<const data::Pool>(pool)};
    splits.report = ensemble::PreparedSplit::prepare(pool.split(report), pool.classes);
    splits.selection = std::string_view(selection) == report
        ? splits.report
        : ensemble::PreparedSplit::prepare(pool.split(selection), pool.classes);
    return splits;
}

Result<TeamDetail> detail(const TeamSplits& splits, TeamDetailOptions options, const CancelToken& cancel = {})
{
    Progress progress;
    return detailTeam(splits, options, progress, cancel);
}

const RuleFigures& figuresOf(const TeamDetail& detail, Consensus rule)
{
    return *std::ranges::find_if(
        detail.rules, [rule](const RuleFigures& figures) { return figures.rule.rule == rule; });
}

} // namespace

class TeamDetailTest : public QObject
{
    Q_OBJECT

private slots:
    void threeVotersEqualHandComputation();
    void everyRuleIsListedAndOnesThatNeedProbabilitiesSayWho();
    void membersWithProbabilitiesCanBeAveragedInAPoolOfBothKinds();
    void figuresComeFromTheReportSplitAndWeightsFromTheSelectionSplit();
    void focalScoresEqualThoseOfAllTeams();
    void withoutRoomToScaleTheRawFocalValuesStay();
    void temperedVotingIsARowOfItsOwn();
    void costsAreSums();
    void nothingDependsOnThreads();
    void tablesOfAllClassesAreMadeWhenAskedForAndOfFewEnough();
    void teamsThatDoNotExistAreRefused();
    void aCancelledDetailIsCancelled();
};

// Member 0 is right on all of {0, 1, 2, 3}, 1 fails on {3}, 2 on {2, 3}; plurality is wrong on 3 alone.
void TeamDetailTest::threeVotersEqualHandComputation()
{
    const TeamSplits splits = splitsOf(test::smallPool(), "val", "val");
    const auto told = detail(
        splits, {.team = {0, 1, 2}, .metrics = {Metric::BD, Metric::GD, Metric::EN}, .withConfusion = true});
    VERIFY_OK(told);
    QVERIFY(told->selectedOnReportedData);
    QCOMPARE(told->toldRule().rule.rule, Consensus::Plurality);
    QCOMPARE(told->toldRule().report.accuracy, 0.75);
    QCOMPARE(told->bestMember(), 0U);
    QCOMPARE(told->toldRule().report.lost, (std::vector<std::uint32_t>{3}));
    QVERIFY(told->toldRule().report.rescued.empty());
    QCOMPARE(told->toldRule().report.againstBest.p, 1.0);
    QCOMPARE(told->samples, std::size_t{4});
    QCOMPARE(told->diversity[0].raw, 1.0 / 3.0); // pairs disagree on 1, 2 and 1 of 4 samples
    QVERIFY(told->diversity[0].interval && !told->diversity[2].interval);
    QCOMPARE(told->overlap.allRight, std::size_t{2});
    QCOMPARE(told->overlap.groups.size(), std::size_t{2});
    QCOMPARE(told->overlap.groups[0].failing, (ensemble::Members{2}));
    QCOMPARE(told->overlap.groups[0].teamRight, std::size_t{1});
    QCOMPARE(told->overlap.groups[1].failing, (ensemble::Members{1, 2}));
    QCOMPARE(told->teamConfusion, (std::vector<std::uint32_t>{2, 0, 1, 1}));
    QCOMPARE(told->bestConfusion, (std::vector<std::uint32_t>{2, 0, 0, 2}));
    QCOMPARE(told->bestRecall, (std::vector<double>{1.0, 1.0}));
    QCOMPARE(told->focal.members[1].negatives, std::size_t{1});
    QCOMPARE(told->focal.members[2].weight, 1.0 / 6.0); // least accurate of three ranks
    QVERIFY(std::isnan(told->focal.members[0].raw[0])); // never wrong: no negatives
    QCOMPARE(told->focal.members[1].raw[0], 2.0 / 3.0); // 1 and 2 fail, 0 does not: two of three pairs
}

void TeamDetailTest::everyRuleIsListedAndOnesThatNeedProbabilitiesSayWho()
{
    const TeamSplits splits = splitsOf(test::samplePool(5, {.models = 4}), "val", "test");
    const auto told = detail(splits, {.team = {0, 3}});
    VERIFY_OK(told);
    QCOMPARE(told->rules.size(), everyRule().size());
    for (const RuleFigures& row : told->rules) {
        QCOMPARE(row.unavailable.has_value(), ensemble::needsProbabilities(row.rule.rule));
        if (row.unavailable)
            QVERIFY(row.unavailable->detail.find(splits.pool->models[3].name) != std::string::npos);
    }
    QCOMPARE(told->toldRule().rule.rule, Consensus::Plurality);
}

void TeamDetailTest::membersWithProbabilitiesCanBeAveragedInAPoolOfBothKinds()
{
    const TeamSplits splits = splitsOf(test::samplePool(5, {.models = 4}), "val", "test");
    const auto told = detail(splits, {.team = {0, 1, 2}});
    VERIFY_OK(told);
    QCOMPARE(told->toldRule().rule.rule, Consensus::Soft);
    QVERIFY(std::isfinite(told->toldRule().report.nll));
    for (const RuleFigures& row : told->rules)
        QVERIFY(!row.unavailable);
}

void TeamDetailTest::figuresComeFromTheReportSplitAndWeightsFromTheSelectionSplit()
{
    const data::Pool pool = test::samplePool(6, {.models = 4, .samples = 60, .lastIsLabelOnly = false});
    const TeamSplits splits = splitsOf(pool, "val", "test");
    const TeamSplits turned = splitsOf(pool, "test", "val");
    const auto told = detail(splits, {.team = {0, 1, 3}});
    const auto back = detail(turned, {.team = {0, 1, 3}});
    VERIFY_OK(told);
    VERIFY_OK(back);
    QVERIFY(!told->selectedOnReportedData);
    const RuleFigures& there = figuresOf(*told, Consensus::Soft); // nothing is learnt: the splits change places
    const RuleFigures& here = figuresOf(*back, Consensus::Soft);
    QCOMPARE(there.report.accuracy, here.selectionAccuracy);
    QCOMPARE(there.selectionAccuracy, here.report.accuracy);
    QVERIFY(figuresOf(*told, Consensus::WeightedSoft).rule.weights
        != figuresOf(*back, Consensus::WeightedSoft).rule.weights);
    for (const RuleFigures& row : told->rules)
        QVERIFY(row.accuracy.low <= row.report.accuracy && row.report.accuracy <= row.accuracy.high);
}

void TeamDetailTest::focalScoresEqualThoseOfAllTeams()
{
    const TeamSplits splits
        = splitsOf(test::samplePool(7, {.models = 5, .samples = 80, .lastIsLabelOnly = false}), "val", "test");
    Progress progress;
    ensemble::ScoreOptions scoring{.metrics = {Metric::GD, Metric::CK}, .focal = true, .minSize = 3, .maxSize = 3};
    const auto scores = ensemble::scoreTeams(*splits.selection, scoring, progress, {}).value();
    std::vector<double> accuracies;
    for (std::size_t model = 0; model < 5; ++model)
        accuracies.push_back(splits.selection->accuracy(model));
    for (const auto convention : {ensemble::Convention::Corrected, ensemble::Convention::Reference}) {
        for (std::size_t team = 0; team < scores.size(); ++team) {
            const auto told = detail(splits,
                {.team = scores.members(team), .metrics = scoring.metrics, .convention = convention, .draws = 2});
            VERIFY_OK(told);
            for (std::size_t metric = 0; metric < 2; ++metric)
                QCOMPARE(
                    told->focal.fq[metric], ensemble::focalScores(scores, metric, accuracies, convention).fq[team]);
        }
    }
}

void TeamDetailTest::withoutRoomToScaleTheRawFocalValuesStay()
{
    const TeamSplits splits = splitsOf(test::samplePool(7, {.models = 5, .samples = 80}), "val", "test");
    const auto told = detail(splits, {.team = {0, 2}, .mostScaledTeams = 9});
    VERIFY_OK(told);
    QVERIFY(told->unscaled.has_value());
    QCOMPARE(told->unscaled->code, ErrorCode::TooLarge);
    QVERIFY(std::isnan(told->focal.fq[0]) && std::isnan(told->focal.members[0].scaled[0]));
    QVERIFY(std::isfinite(told->focal.members[0].raw[2]));
}

void TeamDetailTest::temperedVotingIsARowOfItsOwn()
{
    const TeamSplits splits
        = splitsOf(test::samplePool(8, {.models = 3, .samples = 60, .lastIsLabelOnly = false}), "val", "test");
    std::vector<RuleChoice> rules{{}, {.temperature = 2.0}, {.temperature = FitTemperature{}}};
    const auto told = detail(splits, {.team = {0, 1}, .rules = rules, .told = 2});
    VERIFY_OK(told);
    QCOMPARE(told->told, std::size_t{2});
    QCOMPARE(told->rules[0].rule.temperature, 1.0);
    QCOMPARE(told->rules[1].rule.temperature, 2.0);
    QVERIFY(told->rules[2].rule.temperature > 0.0 && told->rules[2].rule.temperature != 1.0);
    QVERIFY(told->rules[0].report.nll != told->rules[1].report.nll);
}

void TeamDetailTest::costsAreSums()
{
    data::Pool pool = test::smallPool();
    pool.models[0].cost = {.parameters = 10.0, .latencyMs = 1.0};
    pool.models[2].cost = {.parameters = 5.0, .flops = 3.0, .latencyMs = 2.5};
    const auto told = detail(splitsOf(pool, "val", "val"), {.team = {0, 2}});
    VERIFY_OK(told);
    QCOMPARE(told->cost.parameters, std::optional(15.0));
    QCOMPARE(told->cost.flops, std::nullopt);
    QCOMPARE(told->cost.latencyMs, std::optional(3.5));
}

void TeamDetailTest::nothingDependsOnThreads()
{
    const TeamSplits splits
        = splitsOf(test::samplePool(9, {.models = 4, .samples = 90, .lastIsLabelOnly = false}), "val", "test");
    TeamDetailOptions options{.team = {0, 1, 2}, .draws = 100};
    options.rules.push_back({.temperature = FitTemperature{}});
    const auto one = detail(splits, options);
    options.threads = 3;
    const auto three = detail(splits, options);
    VERIFY_OK(one);
    VERIFY_OK(three);
    for (std::size_t row = 0; row < one->rules.size(); ++row) {
        QCOMPARE(one->rules[row].accuracy.low, three->rules[row].accuracy.low);
        QCOMPARE(one->rules[row].rule.temperature, three->rules[row].rule.temperature);
    }
    for (std::size_t metric = 0; metric < one->diversity.size(); ++metric)
        QCOMPARE(one->diversity[metric].interval->high, three->diversity[metric].interval->high);
    QCOMPARE(one->focal.fq, three->focal.fq);
}

void TeamDetailTest::tablesOfAllClassesAreMadeWhenAskedForAndOfFewEnough()
{
    data::Pool pool = test::smallPool();
    pool.classes = 65'535; // one label of a short file says so
    const TeamSplits splits = splitsOf(pool, "val", "val");
    const auto told = detail(splits, {.team = {0, 1, 2}, .metrics = {Metric::BD}, .draws = 2});
    VERIFY_OK(told);
    QVERIFY(told->teamConfusion.empty() && told->bestConfusion.empty());
    QCOMPARE(told->bestRecall.size(), std::size_t{65'535});
    const auto asked
        = detail(splits, {.team = {0, 1, 2}, .metrics = {Metric::BD}, .draws = 2, .withConfusion = true});
    QVERIFY(!asked);
    QCOMPARE(asked.error().code, ErrorCode::TooLarge);
}

void TeamDetailTest::teamsThatDoNotExistAreRefused()
{
    const TeamSplits splits = splitsOf(test::smallPool(), "val", "val");
    for (const ensemble::Members& team : {ensemble::Members{}, ensemble::Members{0, 3}, ensemble::Members{1, 0}}) {
        const auto told = detail(splits, {.team = team});
        QVERIFY(!told);
        QCOMPARE(told.error().code, ErrorCode::Usage);
    }
}

void TeamDetailTest::aCancelledDetailIsCancelled()
{
    CancelSource source;
    source.cancel();
    const auto told = detail(splitsOf(test::smallPool(), "val", "val"), {.team = {0, 1}}, source.token());
    QVERIFY(!told && told.error().isCancelled());
}

QTEST_APPLESS_MAIN(TeamDetailTest)
#include "team_detail_test.moc"
