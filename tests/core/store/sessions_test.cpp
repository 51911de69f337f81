// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/open_project.h"
#include "tests/support/raw_sqlite.h"

#include <QTest>

using namespace cobench;
using namespace cobench::store;

class TestStoreSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSessionComesBackAsItWasStored();
    void aNumberThatIsTakenIsRefusedAndNothingIsLeft();
    void aBlockThatCannotBeHadLeavesNothing();
    void aDeletedSessionComesBackUntilCleanUp();
    void aRenamedSessionKeepsEverythingElse();
    void aReaderSeesSessionsAndChangesNone();
    void aChangedBlockIsNoticed();
    void aMissingBlockIsNoticed();
};

namespace {

SessionBlocks blocksOf(const std::vector<std::string>& blocks)
{
    return [blocks, next = std::size_t{0}]() mutable -> Result<std::optional<std::string>> {
        return next == blocks.size() ? std::optional<std::string>() : std::optional(blocks[next++]);
    };
}

const SessionEntry kEntry{.name = "two sticks", .record = R"({"figures":1})", .frames = 7};
const std::vector<std::string> kBlocks{"first", std::string("\0\1\2", 3), ""};

Result<std::vector<std::string>> blocksIn(const Project& project, SessionId session)
{
    std::vector<std::string> found;
    if (auto read = project.readSession(session,
            [&](std::string_view block) -> Result<void> { return found.emplace_back(block), Result<void>(); });
        !read)
        return read.error();
    return found;
}

} // namespace

void TestStoreSessions::aSessionComesBackAsItWasStored()
{
    test::OpenProject project;
    const auto id = project->addSession(kEntry, blocksOf(kBlocks));
    VERIFY_OK(id);
    project.reopen(OpenMode::ReadWrite);
    const auto sessions = project->sessions();
    VERIFY_OK(sessions);
    QCOMPARE(sessions->size(), std::size_t{1});
    SessionEntry found = sessions->front();
    QCOMPARE(found.madeAt.size(), std::size_t{20}); // 2026-01-31T00:00:00Z
    found.madeAt.clear();
    QVERIFY(found == (SessionEntry{.id = *id, .name = kEntry.name, .record = kEntry.record, .frames = 7}));
    const auto blocks = blocksIn(*project, *id);
    VERIFY_OK(blocks);
    QVERIFY(*blocks == kBlocks);
}

void TestStoreSessions::aNumberThatIsTakenIsRefusedAndNothingIsLeft()
{
    test::OpenProject project;
    SessionEntry numbered = kEntry;
    numbered.id = SessionId{5};
    VERIFY_OK(project->addSession(numbered, blocksOf(kBlocks)));
    VERIFY_OK(project->deleteSession(SessionId{5})); // hidden ones keep their number
    const auto again = project->addSession(numbered, blocksOf(kBlocks));
    QVERIFY(!again && again.error().code == ErrorCode::Conflict);
    const auto next = project->addSession(kEntry, blocksOf({}));
    VERIFY_OK(next);
    QCOMPARE(next->value, std::int64_t{6});
}

void TestStoreSessions::aBlockThatCannotBeHadLeavesNothing()
{
    test::OpenProject project;
    const auto stored = project->addSession(kEntry, [first = true]() mutable -> Result<std::optional<std::string>> {
        if (std::exchange(first, false))
            return std::optional<std::string>("some");
        return Error{.code = ErrorCode::DiskFull, .detail = "no room"};
    });
    QVERIFY(!stored && stored.error().code == ErrorCode::DiskFull);
    QVERIFY(project->sessions()->empty());
}

void TestStoreSessions::aDeletedSessionComesBackUntilCleanUp()
{
    test::OpenProject project;
    const auto id = project->addSession(kEntry, blocksOf(kBlocks));
    VERIFY_OK(id);
    VERIFY_OK(project->deleteSession(*id));
    QVERIFY(project->sessions()->empty());
    QVERIFY(!blocksIn(*project, *id));
    VERIFY_OK(project->restoreSession(*id));
    QVERIFY(*blocksIn(*project, *id) == kBlocks);
    VERIFY_OK(project->deleteSession(*id));
    VERIFY_OK(project->cleanUp());
    const auto restored = project->restoreSession(*id);
    QVERIFY(!restored && restored.error().code == ErrorCode::NotFound);
}

void TestStoreSessions::aRenamedSessionKeepsEverythingElse()
{
    test::OpenProject project;
    const auto id = project->addSession(kEntry, blocksOf(kBlocks));
    VERIFY_OK(id);
    VERIFY_OK(project->renameSession(*id, "six sticks"));
    const auto sessions = project->sessions();
    QCOMPARE(sessions->front().name, std::string("six sticks"));
    QCOMPARE(sessions->front().record, kEntry.record);
    QVERIFY(*blocksIn(*project, *id) == kBlocks);
}

void TestStoreSessions::aReaderSeesSessionsAndChangesNone()
{
    test::OpenProject project;
    const auto id = project->addSession(kEntry, blocksOf(kBlocks));
    VERIFY_OK(id);
    project.reopen(OpenMode::ReadOnly);
    QCOMPARE(project->sessions()->size(), std::size_t{1});
    QVERIFY(*blocksIn(*project, *id) == kBlocks);
    const auto removed = project->deleteSession(*id);
    QVERIFY(!removed && removed.error().code == ErrorCode::ReadOnly);
}

void TestStoreSessions::aChangedBlockIsNoticed()
{
    test::OpenProject project;
    const auto id = project->addSession(kEntry, blocksOf(kBlocks));
    VERIFY_OK(id);
    project.close();
    test::runRawSql(project.path(), "UPDATE session_block SET data = x'00' WHERE number = 1");
    project.reopen(OpenMode::ReadOnly);
    const auto blocks = blocksIn(*project, *id);
    QVERIFY(!blocks && blocks.error().code == ErrorCode::Corrupt);
}

void TestStoreSessions::aMissingBlockIsNoticed()
{
    test::OpenProject project;
    const auto id = project->addSession(kEntry, blocksOf(kBlocks));
    VERIFY_OK(id);
    project.close();
    test::runRawSql(project.path(), "DELETE FROM session_block WHERE number = 1");
    project.reopen(OpenMode::ReadOnly);
    const auto blocks = blocksIn(*project, *id);
    QVERIFY(!blocks && blocks.error().code == ErrorCode::Corrupt);
}

QTEST_APPLESS_MAIN(TestStoreSessions)
#include "sessions_test.moc"
