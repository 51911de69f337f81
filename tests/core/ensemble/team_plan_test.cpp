// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_plan.h"
#include "tests/core/ensemble/oracle.h"

#include <QTest>

#include <limits>
#include <random>

using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

/// The teams of a plan by number, taken chunk by chunk: each chunk must do without what the others walked.
std::vector<Members> teamsOf(const TeamPlan& plan)
{
    std::vector<Members> teams(plan.teams);
    for (const TeamPlan::Chunk& chunk : plan.chunks) {
        Members path;
        std::size_t found = 0;
        walkSteps(plan, chunk, [&](const PlanStep& step, bool) {
            if (depthOf(step) > path.size())
                qFatal("a step builds on nothing");
            path.resize(depthOf(step));
            path.push_back(step.model);
            if (step.team == kNoTeam)
                return;
            ++found;
            if (!teams[step.team].empty())
                qFatal("a team is met twice");
            teams[step.team] = path;
        });
        if (found != chunk.teams)
            qFatal("a chunk miscounts its teams");
    }
    return teams;
}

/// Whether a step other than the next builds on step `i`.
bool isBuiltOnLater(const TeamPlan& plan, std::size_t i)
{
    const std::size_t depth = depthOf(plan.steps[i]);
    for (std::size_t j = i + 1; j < plan.steps.size() && depthOf(plan.steps[j]) > depth; ++j)
        if (j > i + 1 && depthOf(plan.steps[j]) == depth + 1)
            return true;
    return false;
}

std::vector<Members> randomTeams(std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::vector<Members> teams;
    for (std::size_t t = 0; t < 3000; ++t) {
        Members team;
        for (std::uint32_t model = 0; model < 9; ++model)
            if (random() % 3 == 0)
                team.push_back(model);
        if (!team.empty())
            teams.push_back(std::move(team));
    }
    return teams;
}

} // namespace

class TeamPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTeamIsMetOnceInItsPlace();
    void listedTeamsKeepTheirNumbers();
    void nothingListedIsNothingToWalk();
    void onlyStepsThatNobodyComesBackToAreFleeting();
    void leavesAreTheStepsNothingOfTheChunkBuildsOn();
    void countsAreBinomialSums();
    void countsTooLargeSaturate();
};

void TeamPlanTest::everyTeamIsMetOnceInItsPlace()
{
    for (std::size_t models = 1; models <= 12; ++models)
        for (std::size_t minSize = 1; minSize <= models; ++minSize)
            for (std::size_t maxSize = minSize; maxSize <= models; maxSize += 3) {
                const TeamPlan plan = planAll(models, minSize, maxSize);
                QCOMPARE(teamsOf(plan), everyTeam(models, minSize, maxSize));
                QCOMPARE(plan.deepest, maxSize);
            }
}

void TeamPlanTest::listedTeamsKeepTheirNumbers()
{
    const std::vector<Members> teams = randomTeams(3); // 511 different ones, each several times
    const TeamPlan plan = planListed(9, teams);
    QVERIFY(plan.chunks.size() > 1);
    QCOMPARE(teamsOf(plan), teams);
}

void TeamPlanTest::nothingListedIsNothingToWalk()
{
    const TeamPlan plan = planListed(4, {});
    QCOMPARE(plan.teams, std::size_t{0});
    QVERIFY(plan.chunks.empty());
}

void TeamPlanTest::onlyStepsThatNobodyComesBackToAreFleeting()
{
    const std::vector<Members> listed = randomTeams(4);
    for (const TeamPlan& plan : {planAll(9, 1, 9), planAll(11, 4, 6), planListed(9, listed)})
        for (std::size_t i = 0; i < plan.steps.size(); ++i)
            QCOMPARE((plan.steps[i].depth & kFleetingBit) != 0, !isBuiltOnLater(plan, i));
}

void TeamPlanTest::leavesAreTheStepsNothingOfTheChunkBuildsOn()
{
    const TeamPlan plan = planAll(11, 2, 11);
    for (const TeamPlan::Chunk& chunk : plan.chunks) {
        std::vector<std::pair<std::size_t, bool>> walked; // depth, leaf
        walkSteps(plan, chunk, [&](const PlanStep& step, bool leaf) { walked.emplace_back(depthOf(step), leaf); });
        for (std::size_t i = 0; i < walked.size(); ++i)
            QCOMPARE(walked[i].second, i + 1 == walked.size() || walked[i + 1].first <= walked[i].first);
    }
}

void TeamPlanTest::countsAreBinomialSums()
{
    QCOMPARE(countTeams(10, 2, 10), std::size_t{1013});
    QCOMPARE(countTeams(16, 2, 16), std::size_t{65519});
    QCOMPARE(countTeams(20, 2, 20), std::size_t{1048555});
    QCOMPARE(countTeams(20, 5, 5), std::size_t{15504});
    QCOMPARE(countTeams(70, 5, 5), std::size_t{12103014});
    QCOMPARE(countTeams(4, 2, 9), std::size_t{11}); // no team is larger than the pool
    QCOMPARE(countTeams(4, 5, 9), std::size_t{0});
}

void TeamPlanTest::countsTooLargeSaturate()
{
    QCOMPARE(countTeams(63, 0, 63), std::size_t{1} << 63);
    QCOMPARE(countTeams(64, 1, 64), std::numeric_limits<std::size_t>::max()); // 2^64 - 1, exactly
    QCOMPARE(countTeams(70, 2, 70), std::numeric_limits<std::size_t>::max());
    QCOMPARE(countTeams(1000, 500, 500), std::numeric_limits<std::size_t>::max());
}

QTEST_APPLESS_MAIN(TeamPlanTest)
#include "team_plan_test.moc"
