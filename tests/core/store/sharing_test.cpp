// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/child_process.h"
#include "tests/support/quick_folder.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cerrno>
#include <set>
#include <unistd.h>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

/// Two processes, one project.
class TestStoreSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSecondIsToldWhoHoldsTheProject();
    void theSecondMayReadMeanwhile();
    void ofTwoThatStartTogetherExactlyOneWrites();
    void theLockOfAKilledProcessIsFree();
    void theEngineAndTheWindowWriteSideBySide();
    void aProjectHasOneLockHoweverItIsSpelt();

private:
    fs::path folder() const { return m_folder->path(); }
    fs::path project() const { return folder() / "P.cobench"; }

    std::unique_ptr<test::QuickFolder> m_folder;
};

namespace {

std::string outcomeOf(const Result<std::unique_ptr<Project>>& opened)
{
    return opened ? "open" : opened.error().code == ErrorCode::Locked ? "locked" : describe(opened.error());
}

} // namespace

void TestStoreSharing::init()
{
    m_folder = std::make_unique<test::QuickFolder>();
}

void TestStoreSharing::theSecondIsToldWhoHoldsTheProject()
{
    test::ChildProcess holder([&](const auto& tell) {
        const auto opened = Project::open(project(), OpenMode::Create);
        tell(outcomeOf(opened));
        ::pause();
    });
    QCOMPARE(holder.nextLine(), std::string("open"));
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::Create}) {
        const auto second = Project::open(project(), mode);
        QVERIFY(!second && second.error().code == ErrorCode::Locked);
        const std::string message = describe(second.error());
        QVERIFY2(message.find("process " + std::to_string(holder.pid())) != std::string::npos, message.c_str());
        QVERIFY2(message.find(::program_invocation_short_name) != std::string::npos, message.c_str());
        QVERIFY2(message.find("P.cobench") != std::string::npos, message.c_str());
    }
}

void TestStoreSharing::theSecondMayReadMeanwhile()
{
    const auto holder = Project::open(project(), OpenMode::Create);
    VERIFY_OK(holder);
    VERIFY_OK((*holder)->setText("a", "1"));
    test::ChildProcess reader([&](const auto& tell) {
        const auto opened = Project::open(project(), OpenMode::ReadOnly);
        tell(outcomeOf(opened));
        tell(**(*opened)->text("a"));
        tell(std::to_string(int((*opened)->setText("a", "2").error().code == ErrorCode::ReadOnly)));
    });
    QCOMPARE(reader.nextLine(), std::string("open"));
    QCOMPARE(reader.nextLine(), std::string("1"));
    QCOMPARE(reader.nextLine(), std::string("1"));
    QVERIFY(reader.waitForEnd());
    VERIFY_OK((*holder)->setText("a", "3"));
}

void TestStoreSharing::ofTwoThatStartTogetherExactlyOneWrites()
{
    for (int trial = 0; trial < 50; ++trial) {
        init();
        const auto race = [&](const auto& tell) {
            const auto opened = Project::open(project(), OpenMode::Create);
            const auto wrote = opened ? (*opened)->setText("winner", std::to_string(::getpid())) : Result<void>();
            tell(wrote ? outcomeOf(opened) : describe(wrote.error()));
            ::pause();
        };
        test::ChildProcess first(race);
        test::ChildProcess second(race);
        std::set<std::string> outcomes = {first.nextLine(), second.nextLine()};
        QCOMPARE(outcomes, (std::set<std::string>{"locked", "open"}));
    }
}

void TestStoreSharing::theLockOfAKilledProcessIsFree()
{
    for (int trial = 0; trial < 100; ++trial) {
        test::ChildProcess holder([&](const auto& tell) {
            const auto opened = Project::open(project(), OpenMode::Create);
            tell(outcomeOf(opened));
            ::pause();
        });
        QCOMPARE(holder.nextLine(), std::string("open"));
        holder.kill();
        VERIFY_OK(Project::open(project(), OpenMode::ReadWrite));
    }
}

void TestStoreSharing::theEngineAndTheWindowWriteSideBySide()
{
    const auto window = Project::open(project(), OpenMode::Create);
    VERIFY_OK(window);
    test::ChildProcess engine([&](const auto& tell) {
        const auto store = RunStore::open(project(), RunStore::Role::Writer);
        tell(store && (*store)->createRun({.name = "run", .state = "running"}) ? "stored" : "failed");
        ::pause();
    });
    QCOMPARE(engine.nextLine(), std::string("stored"));
    VERIFY_OK((*window)->setText("a", "b"));
    const auto reader = RunStore::open(project(), RunStore::Role::Reader);
    VERIFY_OK(reader);
    QCOMPARE((*reader)->runs()->size(), std::size_t{1});
    const auto second = RunStore::open(project(), RunStore::Role::Writer);
    QVERIFY(!second && second.error().code == ErrorCode::Locked);
    QVERIFY(describe(second.error()).find(std::to_string(engine.pid())) != std::string::npos);
}

void TestStoreSharing::aProjectHasOneLockHoweverItIsSpelt()
{
    VERIFY_OK(Project::open(project(), OpenMode::Create));
    fs::create_symlink(project(), folder() / "link.cobench");
    fs::create_directory(folder() / "sub");
    const auto holder = Project::open(folder() / "link.cobench", OpenMode::ReadWrite);
    VERIFY_OK(holder);
    const auto second = Project::open(folder() / "sub" / ".." / "P.cobench", OpenMode::ReadWrite);
    QVERIFY(!second && second.error().code == ErrorCode::Locked);
    QCOMPARE((*holder)->path(), fs::canonical(project()));
}

QTEST_APPLESS_MAIN(TestStoreSharing)
#include "sharing_test.moc"
