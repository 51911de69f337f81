// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/open_project.h"
#include "tests/support/raw_sqlite.h"

#include <QTest>

using namespace cobench;
using namespace cobench::store;

class TestStoreReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReportComesBackAsItWasStored();
    void blocksKeepTheOrderTheyAreGiven();
    void aTakenOrEmptyNameIsRefused();
    void twoBlocksOfOneNumberAreRefusedAndChangeNothing();
    void aDeletedReportComesBackUntilCleanUp();
    void aDeletedReportDoesNotComeBackUnderATakenName();
    void anUnknownReportIsNotFound();
    void aReaderSeesReportsAndChangesNone();
    void aReportTravelsWithTheCopy();
    void aChangedRowCostsItsReportAlone();
    void aBlockOfNoKnownKindIsRefused();
};

namespace {

std::vector<BlockEntry> fourBlocks()
{
    return {{.id = 3, .kind = BlockKind::Title, .content = "Überblick"},
        {.id = 1, .kind = BlockKind::Text, .content = "two\n\nparagraphs: 'quoted'"},
        {.id = 2,
            .kind = BlockKind::View,
            .content = "matrix:demo:QS:test",
            .caption = "who fails with whom",
            .dataHash = "abcdef"},
        {.id = 9, .kind = BlockKind::Table, .content = "models:demo"}};
}

/// The blocks of the only report.
std::vector<BlockEntry> onlyBlocks(const Project& project)
{
    const auto reports = project.reports();
    if (!reports || reports->size() != 1)
        qFatal("there is not one report");
    const auto blocks = project.blocks(reports->front().id);
    if (!blocks)
        qFatal("%s", describe(blocks.error()).c_str());
    return *blocks;
}

} // namespace

void TestStoreReports::aReportComesBackAsItWasStored()
{
    test::OpenProject project;
    const auto id = project->addReport("for the meeting", fourBlocks());
    VERIFY_OK(id);
    project.reopen();
    QVERIFY(*project->reports() == (std::vector<ReportEntry>{{*id, "for the meeting"}}));
    QVERIFY(*project->blocks(*id) == fourBlocks());
}

void TestStoreReports::blocksKeepTheOrderTheyAreGiven()
{
    test::OpenProject project;
    std::vector<BlockEntry> blocks = fourBlocks();
    const ReportId id = *project->addReport("one", blocks);
    std::swap(blocks[0], blocks[3]);
    blocks.erase(blocks.begin() + 1);
    VERIFY_OK(project->setBlocks(id, blocks));
    QVERIFY(*project->blocks(id) == blocks);
}

void TestStoreReports::aTakenOrEmptyNameIsRefused()
{
    test::OpenProject project;
    VERIFY_OK(project->addReport("one", {}));
    const auto other = project->addReport("other", {});
    VERIFY_OK(other);
    QCOMPARE(project->addReport("one", {}).error().code, ErrorCode::Conflict);
    QCOMPARE(project->addReport("", {}).error().code, ErrorCode::Value);
    QCOMPARE(project->renameReport(*other, "one").error().code, ErrorCode::Conflict);
    VERIFY_OK(project->renameReport(*other, "other"));
    VERIFY_OK(project->renameReport(*other, "third"));
    QCOMPARE(project->reports()->back().name, std::string("third"));
}

void TestStoreReports::twoBlocksOfOneNumberAreRefusedAndChangeNothing()
{
    test::OpenProject project;
    const auto id = project->addReport("one", fourBlocks());
    VERIFY_OK(id);
    QCOMPARE(project->setBlocks(*id, {{.id = 1}, {.id = 1}}).error().code, ErrorCode::Conflict);
    QVERIFY(onlyBlocks(*project.operator->()) == fourBlocks());
}

void TestStoreReports::aDeletedReportComesBackUntilCleanUp()
{
    test::OpenProject project;
    const auto id = project->addReport("one", fourBlocks());
    VERIFY_OK(project->deleteReport(*id));
    QVERIFY(project->reports()->empty());
    VERIFY_OK(project->restoreReport(*id));
    QVERIFY(onlyBlocks(*project.operator->()) == fourBlocks());
    VERIFY_OK(project->deleteReport(*id));
    VERIFY_OK(project->cleanUp());
    QCOMPARE(project->restoreReport(*id).error().code, ErrorCode::NotFound);
    project.close();
    QCOMPARE(test::rawText(project.path(), "SELECT count(*) FROM report_block"), std::string("0"));
}

void TestStoreReports::aDeletedReportDoesNotComeBackUnderATakenName()
{
    test::OpenProject project;
    const auto id = project->addReport("one", {});
    VERIFY_OK(project->deleteReport(*id));
    VERIFY_OK(project->addReport("one", {}));
    QCOMPARE(project->restoreReport(*id).error().code, ErrorCode::Conflict);
}

void TestStoreReports::anUnknownReportIsNotFound()
{
    test::OpenProject project;
    QCOMPARE(project->blocks(ReportId{7}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->setBlocks(ReportId{7}, {}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->renameReport(ReportId{7}, "seven").error().code, ErrorCode::NotFound);
    QCOMPARE(project->deleteReport(ReportId{7}).error().code, ErrorCode::NotFound);
    QCOMPARE(project->restoreReport(ReportId{7}).error().code, ErrorCode::NotFound);
}

void TestStoreReports::aReaderSeesReportsAndChangesNone()
{
    test::OpenProject project;
    const auto id = project->addReport("one", fourBlocks());
    const auto reader = Project::open(project.path(), OpenMode::ReadOnly);
    VERIFY_OK(reader);
    QVERIFY(onlyBlocks(**reader) == fourBlocks());
    QCOMPARE((*reader)->deleteReport(*id).error().code, ErrorCode::ReadOnly);
    VERIFY_OK(project->deleteReport(*id));
    QVERIFY((*reader)->reports()->empty());
}

void TestStoreReports::aReportTravelsWithTheCopy()
{
    test::OpenProject project;
    VERIFY_OK(project->addReport("one", fourBlocks()));
    const auto target = project.folder() / "copy.cobench";
    VERIFY_OK(project->saveCopy(target, project.progress, CancelToken()));
    const auto copy = Project::open(target, OpenMode::ReadOnly);
    VERIFY_OK(copy);
    QVERIFY(onlyBlocks(**copy) == fourBlocks());
}

void TestStoreReports::aChangedRowCostsItsReportAlone()
{
    test::OpenProject project;
    const auto id = project->addReport("one", fourBlocks());
    const auto other = project->addReport("other", fourBlocks());
    project.close();
    test::runRawSql(
        project.path(), "UPDATE report_block SET content = 'matrix:demo:BD' WHERE report = 1 AND id = 2");
    project.reopen();
    QCOMPARE(project->reports()->size(), std::size_t{2});
    QCOMPARE(project->blocks(*id).error().code, ErrorCode::Corrupt);
    QVERIFY(*project->blocks(*other) == fourBlocks());
    QCOMPARE(project->damage(project.progress, CancelToken())->size(), std::size_t{1});
    VERIFY_OK(project->deleteReport(*id));
}

void TestStoreReports::aBlockOfNoKnownKindIsRefused()
{
    test::OpenProject project;
    const auto id = project->addReport("one", {{.id = 1, .kind = static_cast<BlockKind>(17)}});
    QCOMPARE(project->blocks(*id).error().code, ErrorCode::Corrupt);
}

QTEST_APPLESS_MAIN(TestStoreReports)
#include "reports_test.moc"
