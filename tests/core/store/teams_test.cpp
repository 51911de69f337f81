// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/open_project.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/sample_pool.h"

#include <QTest>

using namespace cobench;
using namespace cobench::store;

class TestStoreTeams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTeamComesBackAsItWasSaved();
    void teamsStayWithTheirMembersWhateverTheirOrderAndNames();
    void teamsKeepTheOrderTheyAreGiven();
    void namesAreFreeInAnotherPool();
    void aTakenOrEmptyNameIsRefused();
    void membersThatAreNoTeamOfThePoolAreRefused();
    void aDeletedTeamComesBackUntilCleanUp();
    void aDeletedTeamDoesNotComeBackUnderATakenName();
    void aMemberThatIsCleanedAwayStaysListed();
    void aPoolTakesItsTeamsAway();
    void anUnknownTeamIsNotFound();
    void aReaderSeesTeamsAndChangesNone();
    void aTeamTravelsWithTheCopy();
    void aChangedRowIsNoticed();
    void membersThatAreNoNumbersAreCorrupt_data();
    void membersThatAreNoNumbersAreCorrupt();

private:
    using Ids = std::vector<std::int64_t>;
};

void TestStoreTeams::aTeamComesBackAsItWasSaved()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1, {.models = 4}), "one");
    const auto id = project->addTeam(pool, "diverse & small", {1, 3, 4});
    VERIFY_OK(id);
    project.reopen();
    QVERIFY(*project->teams(pool) == (std::vector<TeamEntry>{{*id, "diverse & small", {1, 3, 4}}}));
}

void TestStoreTeams::teamsStayWithTheirMembersWhateverTheirOrderAndNames()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    VERIFY_OK(
        project->setMembers(pool, {{.id = 2, .name = "second"}, {.id = 1, .name = "first", .excluded = true}}));
    QCOMPARE(project->teams(pool)->front().members, (Ids{1, 2}));
}

void TestStoreTeams::teamsKeepTheOrderTheyAreGiven()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    const TeamId a = *project->addTeam(pool, "a", {1});
    const TeamId b = *project->addTeam(pool, "b", {2});
    VERIFY_OK(project->orderTeams(pool, {b, a}));
    const TeamId c = *project->addTeam(pool, "c", {1, 2});
    const auto ids = [&] {
        const std::vector<TeamEntry> teams = *project->teams(pool);
        std::vector<TeamId> all;
        for (const TeamEntry& team : teams)
            all.push_back(team.id);
        return all;
    };
    QVERIFY(ids() == (std::vector<TeamId>{b, a, c}));
    VERIFY_OK(project->deleteTeam(b));
    QVERIFY(ids() == (std::vector<TeamId>{a, c}));
    VERIFY_OK(project->restoreTeam(b));
    project.reopen();
    QVERIFY(ids() == (std::vector<TeamId>{b, a, c}));
}

void TestStoreTeams::namesAreFreeInAnotherPool()
{
    test::OpenProject project;
    const PoolId one = project.add(test::samplePool(1), "one");
    const PoolId two = project.add(test::samplePool(2), "two");
    VERIFY_OK(project->addTeam(one, "best", {1, 2}));
    VERIFY_OK(project->addTeam(two, "best", {4, 6}));
    QCOMPARE(project->teams(one)->size(), std::size_t{1});
    QCOMPARE(project->teams(two)->front().members, (Ids{4, 6}));
}

void TestStoreTeams::aTakenOrEmptyNameIsRefused()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    const auto other = project->addTeam(pool, "b", {2, 3});
    VERIFY_OK(other);
    QCOMPARE(project->addTeam(pool, "a", {1, 3}).error().code, ErrorCode::Conflict);
    QCOMPARE(project->addTeam(pool, "", {1, 3}).error().code, ErrorCode::Value);
    QCOMPARE(project->renameTeam(*other, "a").error().code, ErrorCode::Conflict);
    VERIFY_OK(project->renameTeam(*other, "b"));
    VERIFY_OK(project->renameTeam(*other, "c"));
    QCOMPARE(project->teams(pool)->back().name, std::string("c"));
}

void TestStoreTeams::membersThatAreNoTeamOfThePoolAreRefused()
{
    test::OpenProject project;
    const PoolId one = project.add(test::samplePool(1), "one");
    const PoolId two = project.add(test::samplePool(2), "two");
    QCOMPARE(project->addTeam(one, "a", {1, 9}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->addTeam(two, "a", {1, 4}).error().code, ErrorCode::NotFound);
    for (const Ids& members : {Ids{}, Ids{2, 1}, Ids{1, 1}})
        QCOMPARE(project->addTeam(one, "a", members).error().code, ErrorCode::Value);
    QVERIFY(project->teams(one)->empty());
}

void TestStoreTeams::aDeletedTeamComesBackUntilCleanUp()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    const auto id = project->addTeam(pool, "a", {1, 2});
    VERIFY_OK(project->deleteTeam(*id));
    QVERIFY(project->teams(pool)->empty());
    VERIFY_OK(project->restoreTeam(*id));
    QCOMPARE(project->teams(pool)->front().members, (Ids{1, 2}));
    VERIFY_OK(project->deleteTeam(*id));
    VERIFY_OK(project->cleanUp());
    QCOMPARE(project->restoreTeam(*id).error().code, ErrorCode::NotFound);
}

void TestStoreTeams::aDeletedTeamDoesNotComeBackUnderATakenName()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    const auto id = project->addTeam(pool, "a", {1, 2});
    VERIFY_OK(project->deleteTeam(*id));
    VERIFY_OK(project->addTeam(pool, "a", {2, 3}));
    QCOMPARE(project->restoreTeam(*id).error().code, ErrorCode::Conflict);
}

void TestStoreTeams::aMemberThatIsCleanedAwayStaysListed()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    VERIFY_OK(project->setMembers(pool, {{.id = 1, .name = "only"}}));
    VERIFY_OK(project->cleanUp());
    QCOMPARE(project->teams(pool)->front().members, (Ids{1, 2}));
}

void TestStoreTeams::aPoolTakesItsTeamsAway()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    VERIFY_OK(project->deletePool(pool));
    QCOMPARE(project->teams(pool).error().code, ErrorCode::NotFound);
    VERIFY_OK(project->cleanUp());
    project.close();
    QCOMPARE(test::rawText(project.path(), "SELECT count(*) FROM team"), std::string("0"));
}

void TestStoreTeams::anUnknownTeamIsNotFound()
{
    test::OpenProject project;
    QCOMPARE(project->teams(PoolId{7}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->addTeam(PoolId{7}, "a", {1}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->renameTeam(TeamId{7}, "seven").error().code, ErrorCode::NotFound);
    QCOMPARE(project->deleteTeam(TeamId{7}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->restoreTeam(TeamId{7}).error().code, ErrorCode::NotFound);
}

void TestStoreTeams::aReaderSeesTeamsAndChangesNone()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    const auto id = project->addTeam(pool, "a", {1, 2});
    const auto reader = Project::open(project.path(), OpenMode::ReadOnly);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->teams(pool)->front().name, std::string("a"));
    QCOMPARE((*reader)->deleteTeam(*id).error().code, ErrorCode::ReadOnly);
}

void TestStoreTeams::aTeamTravelsWithTheCopy()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    const auto target = project.folder() / "copy.cobench";
    VERIFY_OK(project->saveCopy(target, project.progress, CancelToken()));
    const auto copy = Project::open(target, OpenMode::ReadOnly);
    VERIFY_OK(copy);
    QCOMPARE((*copy)->teams(pool)->front().members, (Ids{1, 2}));
}

void TestStoreTeams::aChangedRowIsNoticed()
{
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    project.close();
    test::runRawSql(project.path(), "UPDATE team SET members = '1,3'");
    project.reopen();
    QCOMPARE(project->teams(pool).error().code, ErrorCode::Corrupt);
    QCOMPARE(project->damage(project.progress, CancelToken())->size(), std::size_t{1});
}

void TestStoreTeams::membersThatAreNoNumbersAreCorrupt_data()
{
    QTest::addColumn<QByteArray>("members");
    for (const char* members : {"", "1,", ",1", "1,,2", "2,1", "1,1", "1 2", "1,x", "01", "99999999999999999999"})
        QTest::newRow(members) << QByteArray(members);
}

// Rows of ours are sealed, so such a text needs a hand that can seal: the column is written before the seal.
void TestStoreTeams::membersThatAreNoNumbersAreCorrupt()
{
    QFETCH(QByteArray, members);
    test::OpenProject project;
    const PoolId pool = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->addTeam(pool, "a", {1, 2}));
    project.close();
    test::runRawSql(project.path(), "UPDATE team SET crc = -1, members = '" + members.toStdString() + "'");
    project.reopen();
    VERIFY_OK(project->setText("any", "write seals what is not sealed"));
    QCOMPARE(project->teams(pool).error().code, ErrorCode::Corrupt);
}

QTEST_APPLESS_MAIN(TestStoreTeams)
#include "teams_test.moc"
