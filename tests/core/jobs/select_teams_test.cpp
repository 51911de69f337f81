// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/select_teams.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"
#include "core/jobs/compare_conventions.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/jobs/selection_kit.h"
#include "tests/core/jobs/small_pool.h"
#include "tests/support/verify_ok.h"

using namespace cobench;
using namespace cobench::jobs;
using namespace cobench::test;
using ensemble::Consensus;
using ensemble::Convention;

namespace {

double reported(const TeamSplits& splits, const Members& team, Consensus rule = Consensus::Soft)
{
    return static_cast<double>(ensemble::test::rightBySamples(*splits.report, team, rule, Convention::Corrected))
        / static_cast<double>(splits.report->samples());
}

} // namespace

class SelectTeamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReportSplitChangesNothingOfTheChoice_data() { addMethodRows(); }
    void theReportSplitChangesNothingOfTheChoice();
    void theMeanThresholdIsTheHandComputedOne();
    void accuraciesAreThoseOfTheReportSplit();
    void hindsightIsTheBestTeamOfTheReportSplit();
    void thePickIsTheMostAccurateOnTheSelectionSplit();
    void oneSplitForBothIsSaid();
    void forwardVotesCountOnTheReportSplitToo();
    void pluralityMayChooseAmongProbabilities();
    void aLabelOnlyReportSplitIsChosenForByPlurality();
    void theConventionsAreCompared();
};

void SelectTeamsTest::theReportSplitChangesNothingOfTheChoice()
{
    QFETCH(int, method);
    const SelectionOptions options = optionsFor(static_cast<SelectionMethod>(method));
    const auto first = run(twoSplits(2), options);
    const auto second = run(twoSplits(77), options);
    VERIFY_OK(first);
    VERIFY_OK(second);
    QVERIFY(sameChoice(first->choice, second->choice));
    QVERIFY(!first->selectedOnReportedData);
    QVERIFY(first->reportAccuracy != second->reportAccuracy || first->choice.teams.empty());
}

// Disagreement samples {2, 3}. BD of the pairs: 0.5, 1, 0.5, mean 2/3. Plurality, ties to class 0: {0, 2} is right
// on samples 0, 1, 2.
void SelectTeamsTest::theMeanThresholdIsTheHandComputedOne()
{
    const data::Pool pool = smallPool();
    const auto split = ensemble::PreparedSplit::prepare(pool.splits.front(), pool.classes);
    SelectionOptions options = optionsFor(SelectionMethod::Mean);
    options.metrics = {Metric::BD};
    options.maxSize = 2;
    const auto answer = run(subjectOf(split, split), options);
    VERIFY_OK(answer);
    QCOMPARE(membersOf(*answer), (std::vector<Members>{{0, 2}}));
    QCOMPARE(answer->choice.teams.front().score, 1.0);
    QCOMPARE(answer->reportAccuracy, std::vector<double>{0.75});
    QCOMPARE(answer->choice.thresholds.size(), std::size_t(1));
    QVERIFY(std::abs(answer->choice.thresholds.front().value - 2.0 / 3.0) < 1e-15);
    QCOMPARE(answer->choice.evaluated, std::uint64_t(3));
    QCOMPARE(answer->onReport.notWorseThanMembers, std::size_t(0)); // model 0 is always right
    QCOMPARE(answer->onReport.atLeastMean, std::size_t(1)); // (1 + 0.75 + 0.5) / 3
    QCOMPARE(*answer->onReport.regret, 0.0); // no pair is right on sample 3
    QCOMPARE(answer->onReport.std, 0.0);
    QCOMPARE(*answer->onReport.bestCost.parameters, 22.0);
}

void SelectTeamsTest::accuraciesAreThoseOfTheReportSplit()
{
    const TeamSplits splits = twoSplits();
    const auto answer = run(splits, optionsFor(SelectionMethod::KMeans));
    VERIFY_OK(answer);
    QVERIFY(answer->choice.teams.size() > 3);
    for (std::size_t i = 0; i < answer->choice.teams.size(); ++i)
        QCOMPARE(answer->reportAccuracy[i], reported(splits, answer->choice.teams[i].members));
}

void SelectTeamsTest::hindsightIsTheBestTeamOfTheReportSplit()
{
    const TeamSplits splits = twoSplits();
    const auto answer = run(splits, optionsFor(SelectionMethod::Top));
    VERIFY_OK(answer);
    double best = 0.0;
    for (const Members& team : ensemble::test::everyTeam(6, 2, 6))
        best = std::max(best, reported(splits, team));
    QCOMPARE(answer->hindsight->accuracy, best);
    QCOMPARE(reported(splits, answer->hindsight->members), best);
    QCOMPARE(*answer->onReport.regret, best - std::ranges::max(answer->reportAccuracy));
}

void SelectTeamsTest::thePickIsTheMostAccurateOnTheSelectionSplit()
{
    const auto answer = run(twoSplits(), optionsFor(SelectionMethod::Focal));
    VERIFY_OK(answer);
    for (const ChosenTeam& team : answer->choice.teams)
        QVERIFY(team.accuracy <= answer->choice.teams[*answer->pick].accuracy);
    QCOMPARE(answer->choice.teams[*answer->pick].accuracy, answer->onSelect.max);
}

void SelectTeamsTest::oneSplitForBothIsSaid()
{
    const auto split = randomPool({.models = 4, .samples = 100});
    QVERIFY(run(subjectOf(split, split), optionsFor(SelectionMethod::Mean))->selectedOnReportedData);
}

void SelectTeamsTest::forwardVotesCountOnTheReportSplitToo()
{
    const TeamSplits splits = twoSplits();
    const auto answer = run(splits, optionsFor(SelectionMethod::Forward));
    VERIFY_OK(answer);
    QCOMPARE(answer->choice.teams.size(), std::size_t(1));
    const ChosenTeam& team = answer->choice.teams.front();
    QCOMPARE(team.votes.size(), team.members.size());
    ensemble::TeamEvaluator evaluator(*splits.report, Convention::Corrected, 1);
    const std::vector<Members> repeated{withVotes(team)};
    QVERIFY(repeated.front().size() > team.members.size());
    QCOMPARE(answer->reportAccuracy, *evaluator.accuracies(repeated));
}

void SelectTeamsTest::pluralityMayChooseAmongProbabilities()
{
    const TeamSplits splits = twoSplits();
    for (const SelectionMethod method :
        {SelectionMethod::Mean, SelectionMethod::Hierarchical, SelectionMethod::Beam}) {
        SelectionOptions options = optionsFor(method);
        options.rule = Consensus::Plurality;
        const auto answer = run(splits, options);
        VERIFY_OK(answer);
        for (std::size_t i = 0; i < answer->choice.teams.size(); ++i)
            QCOMPARE(
                answer->reportAccuracy[i], reported(splits, answer->choice.teams[i].members, Consensus::Plurality));
    }
}

void SelectTeamsTest::aLabelOnlyReportSplitIsChosenForByPlurality()
{
    const auto splits = subjectOf(randomPool({.models = 4, .samples = 80}),
        randomPool({.models = 4, .samples = 80, .labelOnly = true, .seed = 3}));
    const auto answer = run(splits, optionsFor(SelectionMethod::Mean));
    VERIFY_OK(answer);
    QCOMPARE(answer->options.rule, std::optional(Consensus::Plurality));
    QVERIFY(mentions(answer->choice.notes, "labels only"));
    SelectionOptions soft = optionsFor(SelectionMethod::Mean);
    soft.rule = Consensus::Soft;
    QCOMPARE(run(splits, soft).error().code, ErrorCode::Unsupported);
}

void SelectTeamsTest::theConventionsAreCompared()
{
    Progress progress;
    const TeamSplits splits = twoSplits();
    SelectionOptions options = optionsFor(SelectionMethod::Focal);
    const auto difference = compareConventions(*splits.selection, options, progress, {});
    VERIFY_OK(difference);
    const auto corrected = run(splits, options);
    options.convention = Convention::Reference;
    const auto reference = run(splits, options);
    QCOMPARE(difference->corrected, corrected->choice.teams.size());
    QCOMPARE(difference->reference, reference->choice.teams.size());
    std::size_t same = 0;
    for (const Members& team : membersOf(*corrected))
        same += std::ranges::count(membersOf(*reference), team);
    QCOMPARE(difference->both, same);
    QCOMPARE(difference->differing(), difference->corrected + difference->reference - 2 * same);
    options = optionsFor(SelectionMethod::Beam); // ties apart, accuracy knows no convention
    QCOMPARE(compareConventions(*splits.selection, options, progress, {})->differing(), std::size_t(0));
}

QTEST_APPLESS_MAIN(SelectTeamsTest)
#include "select_teams_test.moc"
