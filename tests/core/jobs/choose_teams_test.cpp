// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/choose_teams.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"
#include "core/ensemble/team_plan.h"
#include "tests/core/jobs/selection_kit.h"
#include "tests/support/verify_ok.h"

#include <set>

using namespace cobench;
using namespace cobench::jobs;
using namespace cobench::test;
using ensemble::Consensus;
using ensemble::Convention;

namespace {

const std::vector<data::Label> kTruth{0, 1, 0, 1, 1, 0};

} // namespace

class ChooseTeamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMethodAnswersOnEveryOddPool_data();
    void everyMethodAnswersOnEveryOddPool();
    void threadsChangeNothing_data() { addMethodRows(); }
    void threadsChangeNothing();
    void undefinedScoresAreExplained();
    void oneMetricAgreesWithItself_data();
    void oneMetricAgreesWithItself();
    void theBestScoreComesFirstInBothConventions();
    void survivorsOfTheHierarchyContainNoPrunedTeam();
    void exactAndAWideBeamFindTheBestOfAllTeams();
    void exactTellsBetterTeamsAndSmallerGapsAsItGoes();
    void timeThatRunsOutIsSaid();
    void geneticFitnessLeansToDiversity();
    void oneMemberTeamsAreChosenByAccuracyOnly();
    void tooManyTeamsLimitTheSizesAndAreSaid();
    void allSizesAreLookedAtAsLongAsTheyFit();
    void metricsAskedOneByOneAgreeWithThoseAskedTogether_data();
    void metricsAskedOneByOneAgreeWithThoseAskedTogether();
    void chosenTeamsAreNumberedAsTheyAreEnumerated();
    void searchesGoOnWhereEnumerationEnds();
    void groupsAreWhatTheRuleCompared();
    void whatDoesNotExistIsRefused_data();
    void whatDoesNotExistIsRefused();
};

void ChooseTeamsTest::everyMethodAnswersOnEveryOddPool_data()
{
    using ensemble::test::labelPool;
    QTest::addColumn<int>("method");
    QTest::addColumn<PreparedPtr>("split");
    const std::vector<data::Label> right = kTruth;
    const std::vector<data::Label> half{0, 0, 0, 0, 1, 0};
    const std::vector<data::Label> wrong{1, 0, 1, 0, 0, 1};
    const std::pair<const char*, PreparedPtr> pools[] = {
        {"labels only", randomPool({.models = 5, .samples = 80, .labelOnly = true})},
        {"two models", randomPool({.models = 2, .samples = 80})},
        {"one class", labelPool({0, 0, 0}, {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, 1)},
        {"one sample", labelPool({1}, {{1}, {0}, {1}}, 2)},
        {"nobody fails", labelPool(kTruth, {right, right, right}, 2)},
        {"everybody fails", labelPool(kTruth, {wrong, wrong, wrong}, 2)},
        {"all alike", labelPool(kTruth, {half, half, half, half}, 2)},
        {"ties", randomPool({.models = 5, .samples = 60, .skill = 0.5, .coarse = true})},
    };
    for (const auto& [name, split] : pools)
        for (const SelectionMethod method : kAllSelectionMethods)
            QTest::newRow((std::string(name) + ", " + std::string(info(method).id)).c_str())
                << static_cast<int>(method) << split;
}

void ChooseTeamsTest::everyMethodAnswersOnEveryOddPool()
{
    QFETCH(int, method);
    QFETCH(PreparedPtr, split);
    for (const Convention convention : {Convention::Corrected, Convention::Reference}) {
        SelectionOptions options = optionsFor(static_cast<SelectionMethod>(method));
        options.convention = convention;
        const auto answer = run(subjectOf(split, split), options);
        VERIFY_OK(answer);
        std::set<Members> distinct;
        for (std::size_t i = 0; i < answer->choice.teams.size(); ++i) {
            const ChosenTeam& team = answer->choice.teams[i];
            QVERIFY(!team.members.empty() && team.members.back() < split->models());
            QVERIFY(team.accuracy >= 0.0 && team.accuracy <= 1.0);
            QCOMPARE(answer->reportAccuracy[i], team.accuracy); // the same split
            QVERIFY(distinct.insert(team.members).second);
        }
        QCOMPARE(answer->onReport.count, answer->choice.teams.size());
        QVERIFY(!answer->choice.teams.empty() || !answer->choice.notes.empty());
        QCOMPARE(answer->pick.has_value(), !answer->choice.teams.empty());
    }
}

void ChooseTeamsTest::threadsChangeNothing()
{
    QFETCH(int, method);
    SelectionOptions options = optionsFor(static_cast<SelectionMethod>(method));
    const auto one = run(twoSplits(), options);
    options.threads = 3;
    const auto three = run(twoSplits(), options);
    VERIFY_OK(one);
    VERIFY_OK(three);
    QVERIFY(sameChoice(one->choice, three->choice));
    QCOMPARE(one->reportAccuracy, three->reportAccuracy);
}

void ChooseTeamsTest::undefinedScoresAreExplained()
{
    const auto perfect = ensemble::test::labelPool(kTruth, {kTruth, kTruth, kTruth}, 2);
    const auto notesOf = [&](SelectionMethod method) {
        return run(subjectOf(perfect, perfect), optionsFor(method))->choice.notes;
    };
    QVERIFY(mentions(notesOf(SelectionMethod::Hierarchical), "4 teams have no defined FQ"));
    QVERIFY(mentions(notesOf(SelectionMethod::KStd), "no team has a defined diversity"));
    QVERIFY(!mentions(notesOf(SelectionMethod::KStd), "all are kept"));
    QVERIFY(!mentions(notesOf(SelectionMethod::Eq), "the best metrics"));
}

void ChooseTeamsTest::oneMetricAgreesWithItself_data()
{
    QTest::addColumn<bool>("reference");
    QTest::newRow("corrected") << false;
    QTest::newRow("reference") << true;
}

// EQ over one metric is that metric's FQ selection, scores included.
void ChooseTeamsTest::oneMetricAgreesWithItself()
{
    QFETCH(bool, reference);
    SelectionOptions focal = optionsFor(SelectionMethod::Focal);
    focal.convention = reference ? Convention::Reference : Convention::Corrected;
    SelectionOptions agreement = focal;
    agreement.method = SelectionMethod::Eq;
    const auto alone = run(twoSplits(), focal);
    const auto agreed = run(twoSplits(), agreement);
    VERIFY_OK(alone);
    VERIFY_OK(agreed);
    QVERIFY(!alone->choice.teams.empty());
    QCOMPARE(membersOf(*agreed), membersOf(*alone));
    for (std::size_t i = 0; i < alone->choice.teams.size(); ++i)
        QCOMPARE(agreed->choice.teams[i].score, alone->choice.teams[i].score);
}

void ChooseTeamsTest::theBestScoreComesFirstInBothConventions()
{
    SelectionOptions options = optionsFor(SelectionMethod::Top);
    const auto corrected = run(twoSplits(), options);
    options.convention = Convention::Reference;
    const auto reference = run(twoSplits(), options);
    VERIFY_OK(corrected);
    VERIFY_OK(reference);
    QCOMPARE(membersOf(*corrected), membersOf(*reference));
    QVERIFY(corrected->choice.teams.front().score > corrected->choice.teams.back().score);
    QVERIFY(reference->choice.teams.front().score < reference->choice.teams.back().score); // 1 - GD
}

void ChooseTeamsTest::survivorsOfTheHierarchyContainNoPrunedTeam()
{
    SelectionOptions options = optionsFor(SelectionMethod::Hierarchical);
    options.beta = 0.2;
    options.size = 4;
    const auto answer = run(twoSplits(), options);
    VERIFY_OK(answer);
    std::set<Members> pairs;
    for (const Members& team : membersOf(*answer))
        if (team.size() == 2)
            pairs.insert(team);
    QCOMPARE(pairs.size(), std::size_t(12)); // floor(0.2 * 15) of 15 pairs are gone
    for (const Members& team : membersOf(*answer))
        for (const std::uint32_t a : team)
            for (const std::uint32_t b : team)
                QVERIFY(a >= b || pairs.contains({a, b}));
    QVERIFY(answer->choice.evaluated < 15 + 20 + 15);
}

void ChooseTeamsTest::exactAndAWideBeamFindTheBestOfAllTeams()
{
    const TeamSplits splits = twoSplits();
    SelectionOptions exact = optionsFor(SelectionMethod::Exact);
    exact.size = 3;
    SelectionOptions beam = optionsFor(SelectionMethod::Beam);
    beam.minSize = beam.maxSize = 3;
    beam.width = 100;
    beam.count = 1;
    const auto proven = run(splits, exact);
    const auto found = run(splits, beam);
    VERIFY_OK(proven);
    VERIFY_OK(found);
    QVERIFY(proven->choice.exact->proven);
    QVERIFY(mentions(proven->choice.notes, "proven"));
    QCOMPARE(proven->choice.teams.front().accuracy, found->choice.teams.front().accuracy);
    QCOMPARE(found->choice.evaluated, std::uint64_t(6 + 15 + 20));
}

void ChooseTeamsTest::exactTellsBetterTeamsAndSmallerGapsAsItGoes()
{
    SelectionOptions options = optionsFor(SelectionMethod::Exact);
    options.size = 4;
    std::vector<ensemble::BestTeam> told;
    const auto split = randomPool({.models = 9, .samples = 300, .skill = 0.8});
    const auto answer
        = run(subjectOf(split, split), options, {}, [&](const ensemble::BestTeam& best) { told.push_back(best); });
    VERIFY_OK(answer);
    QVERIFY(!told.empty());
    for (std::size_t i = 1; i < told.size(); ++i) {
        QVERIFY(told[i].right >= told[i - 1].right);
        QVERIFY(told[i].gap <= told[i - 1].gap);
    }
    QCOMPARE(told.back().right, answer->choice.exact->right);
}

void ChooseTeamsTest::timeThatRunsOutIsSaid()
{
    for (const SelectionMethod method :
        {SelectionMethod::Forward, SelectionMethod::Beam, SelectionMethod::Genetic, SelectionMethod::Exact}) {
        SelectionOptions options = optionsFor(method);
        options.time = std::chrono::duration<double>(-1.0);
        const auto answer = run(twoSplits(), options);
        VERIFY_OK(answer);
        QVERIFY(mentions(answer->choice.notes, "stopped after"));
    }
}

void ChooseTeamsTest::geneticFitnessLeansToDiversity()
{
    SelectionOptions options = optionsFor(SelectionMethod::Genetic);
    options.diversityShare = 1.0;
    options.count = 1;
    SelectionOptions top = optionsFor(SelectionMethod::Top);
    top.count = 1;
    const auto diverse = run(twoSplits(), options);
    const auto best = run(twoSplits(), top);
    VERIFY_OK(diverse);
    VERIFY_OK(best);
    QCOMPARE(membersOf(*diverse), membersOf(*best)); // 57 teams: the search meets them all
    QVERIFY(mentions(diverse->choice.notes, "fitness"));
}

void ChooseTeamsTest::oneMemberTeamsAreChosenByAccuracyOnly()
{
    const TeamSplits splits = twoSplits();
    SelectionOptions exact = optionsFor(SelectionMethod::Exact);
    exact.size = 1;
    const auto single = run(splits, exact);
    VERIFY_OK(single);
    QCOMPARE(
        single->choice.teams.front().accuracy, std::ranges::max(ensemble::memberAccuracies(*splits.selection)));
    SelectionOptions mean = optionsFor(SelectionMethod::Mean);
    mean.minSize = 1;
    const auto thresholded = run(splits, mean);
    VERIFY_OK(thresholded);
    QVERIFY(mentions(thresholded->choice.notes, "one member"));
    mean.maxSize = 1;
    const auto none = run(splits, mean);
    VERIFY_OK(none);
    QVERIFY(none->choice.teams.empty());
    QVERIFY(std::isnan(none->onReport.mean));
}

// C(12,2) + C(12,3) = 66 + 220.
void ChooseTeamsTest::tooManyTeamsLimitTheSizesAndAreSaid()
{
    const auto split = randomPool({.models = 12, .samples = 60});
    SelectionOptions options = optionsFor(SelectionMethod::Mean);
    options.mostTeams = 300;
    options.mostWithAllSizes = 300;
    const auto limited = run(subjectOf(split, split), options);
    VERIFY_OK(limited);
    QCOMPARE(limited->choice.evaluated, std::uint64_t(286));
    QVERIFY(mentions(limited->choice.notes, "2 to 3 members only"));
    options.maxSize = 4; // named, so it counts
    const auto named = run(subjectOf(split, split), options);
    VERIFY_OK(named);
    QCOMPARE(named->choice.evaluated, std::uint64_t(781));
    QVERIFY(!mentions(named->choice.notes, "members only"));
    QVERIFY(named->hindsight);
}

void ChooseTeamsTest::allSizesAreLookedAtAsLongAsTheyFit()
{
    QCOMPARE(ensemble::countTeams(20, 2, 20), std::size_t(1048555));
    QVERIFY(SelectionOptions().mostWithAllSizes >= 1048555);
    const auto split = randomPool({.models = 12, .samples = 60});
    SelectionOptions options = optionsFor(SelectionMethod::Focal);
    options.mostTeams = 300; // matters only where some size is left out
    const auto all = run(subjectOf(split, split), options);
    VERIFY_OK(all);
    QCOMPARE(all->choice.evaluated, std::uint64_t(4083)); // 2^12 - 13
    QCOMPARE(all->choice.maxSize, std::size_t(12));
    QVERIFY(all->hindsight);
}

void ChooseTeamsTest::metricsAskedOneByOneAgreeWithThoseAskedTogether_data()
{
    QTest::addColumn<int>("method");
    for (const SelectionMethod method : {SelectionMethod::Eq, SelectionMethod::KOfN, SelectionMethod::Borda})
        QTest::newRow(std::string(info(method).id).c_str()) << static_cast<int>(method);
}

void ChooseTeamsTest::metricsAskedOneByOneAgreeWithThoseAskedTogether()
{
    QFETCH(int, method);
    for (const Convention convention : {Convention::Corrected, Convention::Reference}) {
        SelectionOptions options = optionsFor(static_cast<SelectionMethod>(method));
        options.convention = convention;
        const auto together = run(twoSplits(), options);
        options.mostFocalValues = 1;
        const auto apart = run(twoSplits(), options);
        VERIFY_OK(together);
        VERIFY_OK(apart);
        QVERIFY(sameChoice(together->choice, apart->choice));
        QCOMPARE(together->choice.notes, apart->choice.notes);
    }
}

void ChooseTeamsTest::chosenTeamsAreNumberedAsTheyAreEnumerated()
{
    SelectionOptions options = optionsFor(SelectionMethod::KMeans);
    options.minSize = 3;
    options.keepGroups = true;
    const auto answer = run(twoSplits(), options);
    VERIFY_OK(answer);
    QVERIFY(!answer->choice.teams.empty());
    for (const ChosenTeam& team : answer->choice.teams)
        QCOMPARE(answer->choice.scores->members(team.number.value()), team.members);
}

void ChooseTeamsTest::searchesGoOnWhereEnumerationEnds()
{
    const auto split = randomPool({.models = 70, .samples = 40});
    SelectionOptions options = optionsFor(SelectionMethod::Beam);
    options.maxSize = 6;
    options.width = 2;
    const auto found = run(subjectOf(split, split), options);
    VERIFY_OK(found);
    QVERIFY(!found->choice.teams.empty());
    QVERIFY(!found->hindsight && !found->onReport.regret);
    options = optionsFor(SelectionMethod::Mean);
    options.mostTeams = 100; // fewer than the pairs
    QCOMPARE(run(subjectOf(split, split), options)->choice.maxSize, std::size_t(2));
    options.minSize = 30;
    QCOMPARE(run(subjectOf(split, split), options).error().code, ErrorCode::TooLarge);
}

void ChooseTeamsTest::groupsAreWhatTheRuleCompared()
{
    SelectionOptions options = optionsFor(SelectionMethod::KMeans);
    options.keepGroups = true;
    const auto answer = run(twoSplits(), options);
    VERIFY_OK(answer);
    const TeamChoice& choice = answer->choice;
    QCOMPARE(choice.groups.size(), std::size_t(6 * 5)); // focal members × sizes 2 … 6
    QCOMPARE(choice.groups.size(), choice.thresholds.size());
    std::set<Members> beyond;
    for (std::size_t g = 0; g < choice.groups.size(); ++g) {
        const ensemble::ComparedGroup& group = choice.groups[g];
        QCOMPARE(group.points.size(), group.teams.size());
        QVERIFY(group.isLow.empty() || group.isLow.size() == group.teams.size());
        for (std::size_t i = 0; i < group.teams.size(); ++i) {
            const Members members = choice.scores->members(group.teams[i]);
            QCOMPARE(members.size(), group.size);
            QVERIFY(std::ranges::binary_search(members, static_cast<std::uint32_t>(group.focal)));
            if (group.points[i].diversity > choice.thresholds[g].value)
                beyond.insert(members);
        }
    }
    const auto teams = membersOf(*answer);
    QCOMPARE(beyond, std::set<Members>(teams.begin(), teams.end()));
    QVERIFY(run(twoSplits(), optionsFor(SelectionMethod::KMeans))->choice.groups.empty());
}

void ChooseTeamsTest::whatDoesNotExistIsRefused_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<int>("metrics");
    QTest::addColumn<int>("minSize");
    QTest::addColumn<int>("maxSize");
    QTest::addColumn<int>("size");
    const auto row = [](const char* name, SelectionMethod method, int metrics, int least, int most, int size) {
        QTest::newRow(name) << static_cast<int>(method) << metrics << least << most << size;
    };
    row("no metric", SelectionMethod::Focal, 0, 2, 0, 0);
    row("two metrics for one", SelectionMethod::Mean, 2, 2, 0, 0);
    row("sizes the wrong way round", SelectionMethod::Mean, 1, 4, 3, 0);
    row("a smallest size beyond the pool", SelectionMethod::Beam, 0, 7, 0, 0);
    row("an exact size beyond the pool", SelectionMethod::Exact, 0, 2, 0, 7);
    row("more votes than metrics", SelectionMethod::KOfN, 1, 2, 0, 0);
    row("a hierarchy of singles", SelectionMethod::Hierarchical, 1, 2, 0, 1);
}

void ChooseTeamsTest::whatDoesNotExistIsRefused()
{
    QFETCH(int, method);
    QFETCH(int, metrics);
    QFETCH(int, minSize);
    QFETCH(int, maxSize);
    QFETCH(int, size);
    SelectionOptions options{.method = static_cast<SelectionMethod>(method),
        .metrics = {ensemble::kDefaultMetrics.begin(), ensemble::kDefaultMetrics.begin() + metrics},
        .minSize = static_cast<std::size_t>(minSize),
        .maxSize = static_cast<std::size_t>(maxSize)};
    if (size > 0)
        options.size = static_cast<std::size_t>(size);
    const auto answer = run(twoSplits(), options);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Usage);
}

QTEST_APPLESS_MAIN(ChooseTeamsTest)
#include "choose_teams_test.moc"
