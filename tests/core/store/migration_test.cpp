// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/schema.h"
#include "tests/support/child_process.h"
#include "tests/support/fault_plan.h"
#include "tests/support/old_project.h"
#include "tests/support/quick_folder.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cerrno>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

class TestStoreMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anOldProjectIsBroughtUpToDateAndKeepsItsContent();
    void theBackupIsTheOldProject();
    void anOldProjectOpensReadOnlyUnchanged();
    void killedAtAnyWriteItIsWhollyOldOrWhollyNew_data();
    void killedAtAnyWriteItIsWhollyOldOrWhollyNew();
    void anErrorAtAnyWriteIsReportedAndLeavesTheOldProject_data();
    void anErrorAtAnyWriteIsReportedAndLeavesTheOldProject();
    void aNewerProjectIsRefusedForWriting();
    void aNewerProjectOpensReadOnlyByteForByteUnchanged();
    void tablesOfAStrangerAreRefused_data();
    void tablesOfAStrangerAreRefused();
    void anEmptyFileBecomesAProject();

private:
    fs::path folder() const { return m_folder.path(); }
    fs::path project() const { return folder() / "P.cobench"; }
    /// P.cobench in its original, old state, with nothing beside it but its arrays.
    void putBack();
    void requireContent(Project& project);

    test::QuickFolder m_folder;
    data::Pool m_pool = test::samplePool(1, {.models = 2, .samples = 10, .classes = 3});
};

void TestStoreMigration::initTestCase()
{
    test::makeVersionOneProject(project(), m_pool);
    fs::copy_file(project(), folder() / "original");
}

void TestStoreMigration::putBack()
{
    for (const char* suffix : {"", "-wal", "-shm", "-journal", ".v1.bak", ".v1.bak.new"})
        fs::remove(project().string() + suffix);
    fs::copy_file(folder() / "original", project());
}

void TestStoreMigration::requireContent(Project& project)
{
    const auto id = project.findPool("old");
    VERIFY_OK(id);
    const auto pool = project.loadPool(*id);
    VERIFY_OK(pool);
    QCOMPARE(test::difference(m_pool, **pool), std::string());
    QCOMPARE(**project.text("layout/a"), std::string("kept"));
    QCOMPARE(project.origin(*id)->sources.front().bytes, std::uint64_t{5});
    QVERIFY(project.teams(*id)->empty());
    QVERIFY(project.reports()->empty());
    Progress progress;
    QVERIFY(project.damage(progress, CancelToken())->empty());
}

void TestStoreMigration::anOldProjectIsBroughtUpToDateAndKeepsItsContent()
{
    putBack();
    QCOMPARE(test::rawText(project(), "PRAGMA user_version"), std::string("1"));
    auto opened = Project::open(project(), OpenMode::ReadWrite);
    VERIFY_OK(opened);
    requireContent(**opened);
    VERIFY_OK((*opened)->setText("layout/b", "new"));
    VERIFY_OK((*opened)->addReport("new", {{.id = 1, .content = "words"}}));
    opened->reset();
    QCOMPARE(test::rawText(project(), "PRAGMA user_version"), std::to_string(projectSchema().latest()));
}

void TestStoreMigration::theBackupIsTheOldProject()
{
    putBack();
    VERIFY_OK(Project::open(project(), OpenMode::ReadWrite));
    const std::string backup = project().string() + ".v1.bak";
    QCOMPARE(test::rawText(backup, "PRAGMA user_version"), std::string("1"));
    QCOMPARE(test::rawText(backup, "SELECT value FROM note"), std::string("kept"));
    QVERIFY(!fs::exists(backup + ".new"));

    fs::remove(project());
    fs::copy_file(backup, project());
    const auto again = Project::open(project(), OpenMode::ReadWrite);
    VERIFY_OK(again);
    requireContent(**again);
}

void TestStoreMigration::anOldProjectOpensReadOnlyUnchanged()
{
    putBack();
    const std::string before = test::hashOf(project());
    auto opened = Project::open(project(), OpenMode::ReadOnly);
    VERIFY_OK(opened);
    requireContent(**opened);
    QCOMPARE((*opened)->setText("layout/a", "changed").error().code, ErrorCode::ReadOnly);
    opened->reset();
    QCOMPARE(test::hashOf(project()), before);
}

void TestStoreMigration::killedAtAnyWriteItIsWhollyOldOrWhollyNew_data()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("between two calls") << int(test::Fault::Kill);
    QTest::newRow("in the middle of a write") << int(test::Fault::KillHalfway);
}

void TestStoreMigration::killedAtAnyWriteItIsWhollyOldOrWhollyNew()
{
    QFETCH(int, fault);
    bool survived = false;
    std::uint64_t points = 0;
    while (!survived) {
        putBack();
        test::FaultPlan plan(test::Fault(fault), ++points);
        test::ChildProcess child([&](const auto&) {
            const test::FaultyEnvironment faulty(plan);
            (void)Project::open(project(), OpenMode::ReadWrite, faulty.environment());
        });
        survived = child.waitForEnd();
        const std::string version = test::rawText(project(), "PRAGMA user_version");
        const std::string sealed
            = test::rawText(project(), "SELECT count(*) FROM pragma_table_list WHERE name = 'pool' AND ncol = 8");
        QCOMPARE(sealed, std::string(version == "1" ? "0" : "1"));
        const auto opened = Project::open(project(), OpenMode::ReadWrite);
        VERIFY_OK(opened);
        requireContent(**opened);
        QCOMPARE(test::rawText(project().string() + ".v1.bak", "PRAGMA user_version"), std::string("1"));
    }
    qInfo("%llu points", static_cast<unsigned long long>(points - 1));
    QVERIFY(points > 20);
}

void TestStoreMigration::anErrorAtAnyWriteIsReportedAndLeavesTheOldProject_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("EIO") << EIO;
    QTest::newRow("ENOSPC") << ENOSPC;
}

void TestStoreMigration::anErrorAtAnyWriteIsReportedAndLeavesTheOldProject()
{
    QFETCH(int, number);
    for (std::uint64_t point = 1;; ++point) {
        putBack();
        test::FaultPlan plan(test::Fault::FromThenOn, point, number);
        {
            const test::FaultyEnvironment faulty(plan);
            const auto broken = Project::open(project(), OpenMode::ReadWrite, faulty.environment());
            if (!plan.isReached()) {
                VERIFY_OK(broken);
                break;
            }
            if (!broken)
                QVERIFY(broken.error().code == ErrorCode::DiskFull || number == EIO);
        }
        const auto opened = Project::open(project(), OpenMode::ReadWrite);
        VERIFY_OK(opened);
        requireContent(**opened);
    }
}

void TestStoreMigration::aNewerProjectIsRefusedForWriting()
{
    putBack();
    test::runRawSql(project(), "PRAGMA user_version = 99");
    const std::string before = test::hashOf(project());
    const auto opened = Project::open(project(), OpenMode::ReadWrite);
    QVERIFY(!opened && opened.error().code == ErrorCode::NewerVersion);
    QCOMPARE(test::hashOf(project()), before);
}

void TestStoreMigration::aNewerProjectOpensReadOnlyByteForByteUnchanged()
{
    putBack();
    VERIFY_OK(Project::open(project(), OpenMode::ReadWrite));
    test::runRawSql(project(), "CREATE TABLE wormhole (id INTEGER PRIMARY KEY); PRAGMA user_version = 99");
    const std::string before = test::hashOf(project());
    auto opened = Project::open(project(), OpenMode::ReadOnly);
    VERIFY_OK(opened);
    QVERIFY((*opened)->isReadOnly());
    requireContent(**opened);
    opened->reset();
    QCOMPARE(test::hashOf(project()), before);
}

void TestStoreMigration::tablesOfAStrangerAreRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM pool; END");
    QTest::newRow("view instead of a table") << QByteArray("ALTER TABLE note RENAME TO other;"
                                                           "CREATE VIEW note AS SELECT * FROM other");
    QTest::newRow("one more table") << QByteArray("CREATE TABLE more (id INTEGER)");
    QTest::newRow("one index less") << QByteArray("DROP INDEX pool_by_name");
    QTest::newRow("other program") << QByteArray("PRAGMA application_id = 7");
    QTest::newRow("newer, with a trigger")
        << QByteArray("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM pool; END; PRAGMA user_version = 9");
}

void TestStoreMigration::tablesOfAStrangerAreRefused()
{
    QFETCH(QByteArray, sql);
    putBack();
    VERIFY_OK(Project::open(project(), OpenMode::ReadWrite));
    test::runRawSql(project(), sql.toStdString());
    const auto reading = Project::open(project(), OpenMode::ReadOnly);
    QVERIFY(!reading && reading.error().code == ErrorCode::Unsupported);
    const auto writing = Project::open(project(), OpenMode::ReadWrite);
    QVERIFY(!writing);
    QVERIFY(writing.error().code == ErrorCode::Unsupported || writing.error().code == ErrorCode::NewerVersion);
}

void TestStoreMigration::anEmptyFileBecomesAProject()
{
    const fs::path blank = folder() / "blank.cobench";
    test::runRawSql(blank, "PRAGMA journal_mode = WAL"); // what a kill in the middle of creating one leaves
    {
        const auto reading = Project::open(blank, OpenMode::ReadOnly);
        VERIFY_OK(reading);
        QVERIFY((*reading)->pools()->empty());
    }
    const auto writing = Project::open(blank, OpenMode::ReadWrite);
    VERIFY_OK(writing);
    VERIFY_OK((*writing)->setText("a", "b"));
}

QTEST_APPLESS_MAIN(TestStoreMigration)
#include "migration_test.moc"
