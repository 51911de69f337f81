// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_job.h"

#include "tests/core/jobs/small_pool.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;

class TeamJobTest : public QObject
{
    Q_OBJECT
private slots:
    void sizesAreLeftOutFromTheLargestDown();
    void everyTeamIsFoundByItsMembers();
    void teamsOfMoreModelsThanAMaskHoldsAreFound();
    void largePoolsKeepTheirSmallTeams();
    void theBestMemberIsTheMostAccurateOne();
    void aLoneModelHasNoTeams();
    void moreTeamsAreKeptWhereThatLeavesOutNoSize();
    void partsHoldTheFiguresOfTheWhole();

private:
    static Result<jobs::PoolTeams> score(const data::Pool& pool, std::size_t most = 70000);
};

Result<jobs::PoolTeams> TeamJobTest::score(const data::Pool& pool, std::size_t most)
{
    Progress progress;
    const auto split = ensemble::PreparedSplit::prepare(pool.splits.front(), pool.classes);
    return jobs::scorePool(*split, {.mostTeams = most}, progress, CancelToken{});
}

// C(67,2) + C(67,3) = 2,211 + 47,905; all teams of 16 models are 65,519.
void TeamJobTest::sizesAreLeftOutFromTheLargestDown()
{
    QCOMPARE(jobs::largestSizeWithin(10, 70000), std::size_t(10));
    QCOMPARE(jobs::largestSizeWithin(16, 70000), std::size_t(16));
    QCOMPARE(jobs::largestSizeWithin(16, 65518), std::size_t(15));
    QCOMPARE(jobs::largestSizeWithin(67, 70000), std::size_t(3));
    QCOMPARE(jobs::largestSizeWithin(67, 50116), std::size_t(3));
    QCOMPARE(jobs::largestSizeWithin(67, 50115), std::size_t(2));
    QCOMPARE(jobs::largestSizeWithin(1000, 70000), std::size_t(0));
    QCOMPARE(jobs::largestSizeWithin(1, 70000), std::size_t(0));
    QCOMPARE(jobs::largestSizeWithin(0, 70000), std::size_t(0));
}

void TeamJobTest::everyTeamIsFoundByItsMembers()
{
    const auto teams = score(test::samplePool(3, {.models = 6}));
    VERIFY_OK(teams);
    QVERIFY(teams->allSizes);
    QCOMPARE(teams->scores.size(), std::size_t(57));
    for (std::uint32_t team = 0; team < teams->scores.size(); ++team)
        QCOMPARE(teams->find(teams->scores.members(team)), std::optional(team));
    QCOMPARE(teams->find({2}), std::nullopt);
    QCOMPARE(teams->find({0, 6}), std::nullopt);
    QCOMPARE(teams->find({}), std::nullopt);
}

// C(66,2) + C(66,3) = 2,145 + 45,760
void TeamJobTest::teamsOfMoreModelsThanAMaskHoldsAreFound()
{
    const auto teams = score(test::samplePool(3, {.models = 66}));
    VERIFY_OK(teams);
    QCOMPARE(teams->scores.size(), std::size_t(47905));
    for (std::uint32_t team = 0; team < teams->scores.size(); ++team)
        QCOMPARE(teams->find(teams->scores.members(team)), std::optional(team));
    QCOMPARE(teams->find({2}), std::nullopt);
    QCOMPARE(teams->find({0, 66}), std::nullopt);
    QCOMPARE(teams->find({0, 1, 2, 3}), std::nullopt);
}

void TeamJobTest::largePoolsKeepTheirSmallTeams()
{
    const auto teams = score(test::samplePool(4, {.models = 6}), 20);
    VERIFY_OK(teams);
    QVERIFY(!teams->allSizes);
    QCOMPARE(teams->largest, std::size_t(2));
    QCOMPARE(teams->scores.size(), std::size_t(15));
}

// Models 0, 1 and 2 are right on 4, 3 and 2 of 4 samples.
void TeamJobTest::theBestMemberIsTheMostAccurateOne()
{
    const auto teams = score(test::smallPool());
    VERIFY_OK(teams);
    QCOMPARE(teams->bestMember, (std::vector<double>{1.0, 1.0, 0.75, 1.0}));
}

void TeamJobTest::aLoneModelHasNoTeams()
{
    const auto teams = score(test::smallPool().withModels({1}));
    QVERIFY(!teams);
    QCOMPARE(teams.error().code, ErrorCode::TooLarge);
}

void TeamJobTest::moreTeamsAreKeptWhereThatLeavesOutNoSize()
{
    const auto pool = test::samplePool(4, {.models = 6});
    const auto split = ensemble::PreparedSplit::prepare(pool.splits.front(), pool.classes);
    Progress progress;
    const auto all = jobs::scorePool(*split, {.mostTeams = 20, .mostWithAllSizes = 57}, progress, {});
    VERIFY_OK(all);
    QVERIFY(all->allSizes);
    QCOMPARE(all->total, std::size_t(57));
    const auto small = jobs::scorePool(*split, {.mostTeams = 20, .mostWithAllSizes = 56}, progress, {});
    VERIFY_OK(small);
    QCOMPARE(small->largest, std::size_t(2));
    QCOMPARE(small->total, std::size_t(15));
}

void TeamJobTest::partsHoldTheFiguresOfTheWhole()
{
    const auto pool = test::samplePool(5, {.models = 12});
    const auto split = ensemble::PreparedSplit::prepare(pool.splits.front(), pool.classes);
    std::vector<jobs::PoolTeams> parts;
    Progress progress;
    const auto whole = jobs::scorePool(*split,
        {.firstPart = 100, .partsAfter = std::chrono::milliseconds(0)},
        progress,
        {},
        [&](jobs::PoolTeams part) { parts.push_back(std::move(part)); });
    VERIFY_OK(whole);
    QVERIFY(!whole->isPart());
    QVERIFY(!parts.empty());
    for (std::size_t next = 1; next < parts.size(); ++next)
        QVERIFY(parts[next].scores.size() >= 2 * parts[next - 1].scores.size());
    for (const jobs::PoolTeams& part : parts) {
        QVERIFY(part.isPart());
        QCOMPARE(part.total, whole->scores.size());
        for (std::uint32_t team = 0; team < part.scores.size(); ++team) {
            QCOMPARE(part.find(part.scores.members(team)), std::optional(team));
            const std::uint32_t same = *whole->find(part.scores.members(team));
            QCOMPARE(part.scores.accuracyValue(0, team), whole->scores.accuracyValue(0, same));
            QCOMPARE(part.bestMember[team], whole->bestMember[same]);
            for (std::size_t metric = 0; metric < part.scores.metrics.size(); ++metric) {
                const double value = whole->scores.rawValue(metric, same);
                QVERIFY(std::isnan(value) ? std::isnan(part.scores.rawValue(metric, team))
                                          : part.scores.rawValue(metric, team) == value);
            }
        }
    }
}

QTEST_APPLESS_MAIN(TeamJobTest)
#include "team_job_test.moc"
