// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/child_process.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

/// Folders that refuse, fill up or go away.
class TestStorePlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aReadOnlyFolderOpensReadOnly();
    void aReadOnlyFolderWithCommitsInTheLogShowsThem();
    void aReadOnlyFileSaysSo();
    void aReadOnlyProjectCanBeSavedElsewhere();
    void aRemovedFolderIsReportedAndTheProjectCanBeSavedElsewhere();
    void aProjectThatWasReplacedIsReported();
    void aFullDiskIsReportedAndWorkGoesOnWhenThereIsSpace();
    void aProjectMovesWithItsFolder();
    void aMissingArrayIsNamed();

private:
    fs::path folder() const { return m_folder->path().toStdString(); }
    fs::path project() const { return folder() / "P.cobench"; }
    /// A project with pool "one" and text "a"; closed.
    void makeProject();
    /// In a child without rights in folder(): what opening gives, then what the pool and the text say.
    void requireReadable();

    std::unique_ptr<QTemporaryDir> m_folder;
    Progress m_progress;
    data::Pool m_pool = test::samplePool(1);
};

void TestStorePlaces::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(folder(), fs::perms(0755));
}

void TestStorePlaces::makeProject()
{
    const auto made = Project::open(project(), OpenMode::Create);
    VERIFY_OK(made);
    VERIFY_OK((*made)->addPool(m_pool, "one", {}, m_progress, CancelToken()));
    VERIFY_OK((*made)->setText("a", "kept"));
}

void TestStorePlaces::requireReadable()
{
    fs::permissions(folder(), fs::perms(0555));
    test::ChildProcess stranger([&](const auto& tell) {
        if (!test::dropPrivileges())
            return tell("not possible");
        const auto writing = Project::open(project(), OpenMode::ReadWrite);
        tell(writing.ok() || writing.error().code != ErrorCode::ReadOnly ? "writable" : "refused");
        const auto reading = Project::open(project(), OpenMode::ReadOnly);
        if (!reading)
            return tell(describe(reading.error()));
        const auto loaded = (*reading)->loadPool(*(*reading)->findPool("one"));
        tell(loaded ? test::difference(m_pool, **loaded) + "same" : describe(loaded.error()));
        tell(**(*reading)->text("a"));
        const auto runs = RunStore::open(project(), RunStore::Role::Reader);
        tell(runs ? std::to_string((*runs)->runs()->size()) : std::string("none"));
    });
    const std::string first = stranger.nextLine();
    if (first == "not possible")
        QSKIP("cannot give up the rights of root");
    QCOMPARE(first, std::string("refused"));
    QCOMPARE(stranger.nextLine(), std::string("same"));
    QCOMPARE(stranger.nextLine(), std::string("kept"));
    QCOMPARE(stranger.nextLine(), std::string("1"));
    fs::permissions(folder(), fs::perms(0755));
}

void TestStorePlaces::aReadOnlyFolderOpensReadOnly()
{
    makeProject();
    VERIFY_OK((*RunStore::open(project(), RunStore::Role::Writer))->createRun({.name = "run"}));
    requireReadable();
}

void TestStorePlaces::aReadOnlyFolderWithCommitsInTheLogShowsThem()
{
    test::ChildProcess killed([&](const auto& tell) {
        makeProject();
        const auto opened = Project::open(project(), OpenMode::ReadWrite);
        const auto runs = RunStore::open(project(), RunStore::Role::Writer);
        const bool stored = (*opened)->setText("a", "kept").ok() && (*runs)->createRun({.name = "run"}).ok();
        tell(stored ? "stored" : "failed");
        ::pause();
    });
    QCOMPARE(killed.nextLine(), std::string("stored"));
    killed.kill();
    QVERIFY(fs::file_size(project().string() + "-wal") > 0);
    fs::remove(project().string() + "-shm"); // as on a copy that left it out
    requireReadable();
}

void TestStorePlaces::aReadOnlyFileSaysSo()
{
    makeProject();
    fs::permissions(project(), fs::perms(0444));
    fs::permissions(folder(), fs::perms(0777));
    fs::permissions(project().string() + ".d", fs::perms(0777));
    fs::permissions(project().string() + ".d/project.lock", fs::perms(0666));
    test::ChildProcess stranger([&](const auto& tell) {
        if (!test::dropPrivileges())
            return tell("not possible");
        const auto writing = Project::open(project(), OpenMode::ReadWrite);
        tell(writing ? "open" : describe(writing.error()));
    });
    const std::string answer = stranger.nextLine();
    if (answer == "not possible")
        QSKIP("cannot give up the rights of root");
    QVERIFY2(
        answer.find("P.cobench: cannot be written here; open it read-only") != std::string::npos, answer.c_str());
}

void TestStorePlaces::aReadOnlyProjectCanBeSavedElsewhere()
{
    makeProject();
    QTemporaryDir elsewhere;
    fs::permissions(elsewhere.path().toStdString(), fs::perms(0777));
    fs::permissions(folder(), fs::perms(0555));
    const fs::path copy = fs::path(elsewhere.path().toStdString()) / "Q.cobench";
    test::ChildProcess stranger([&](const auto& tell) {
        if (!test::dropPrivileges())
            return tell("not possible");
        const auto reading = Project::open(project(), OpenMode::ReadOnly);
        const auto saved = (*reading)->saveCopy(copy, m_progress, CancelToken());
        tell(saved ? "saved" : describe(saved.error()));
    });
    const std::string answer = stranger.nextLine();
    fs::permissions(folder(), fs::perms(0755));
    if (answer == "not possible")
        QSKIP("cannot give up the rights of root");
    QCOMPARE(answer, std::string("saved"));
    const auto opened = Project::open(copy, OpenMode::ReadWrite);
    VERIFY_OK(opened);
    QCOMPARE(test::difference(m_pool, **(*opened)->loadPool(PoolId{1})), std::string());
}

void TestStorePlaces::aRemovedFolderIsReportedAndTheProjectCanBeSavedElsewhere()
{
    makeProject();
    const auto opened = Project::open(project(), OpenMode::ReadWrite);
    VERIFY_OK(opened);
    const auto held = (*opened)->loadPool(PoolId{1});
    VERIFY_OK(held);
    fs::remove_all(folder());
    const auto text = (*opened)->setText("a", "changed");
    QVERIFY(!text && text.error().code == ErrorCode::NotFound);
    QVERIFY(!(*opened)->addPool(test::samplePool(2), "two", {}, m_progress, CancelToken()));
    QCOMPARE(test::difference(m_pool, **(*opened)->loadPool(PoolId{1})), std::string());

    const QTemporaryDir elsewhere;
    const fs::path copy = fs::path(elsewhere.path().toStdString()) / "Q.cobench";
    VERIFY_OK((*opened)->saveCopy(copy, m_progress, CancelToken()));
    const auto saved = Project::open(copy, OpenMode::ReadWrite);
    VERIFY_OK(saved);
    QCOMPARE(test::difference(m_pool, **(*saved)->loadPool(PoolId{1})), std::string());
    QCOMPARE(**(*saved)->text("a"), std::string("kept"));
}

void TestStorePlaces::aProjectThatWasReplacedIsReported()
{
    makeProject();
    const auto opened = Project::open(project(), OpenMode::ReadWrite);
    VERIFY_OK(opened);
    fs::rename(project(), folder() / "moved.cobench");
    test::runRawSql(project(), "CREATE TABLE other (id INTEGER)");
    const auto text = (*opened)->setText("a", "changed");
    QVERIFY(!text && text.error().code == ErrorCode::NotFound);
}

void TestStorePlaces::aFullDiskIsReportedAndWorkGoesOnWhenThereIsSpace()
{
    test::ChildProcess child([&](const auto& tell) {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("tmpfs", folder().c_str(), "tmpfs", 0, "size=1m") != 0)
            return tell("not possible");
        const auto opened = Project::open(project(), OpenMode::Create);
        const auto kept = (*opened)->addPool(m_pool, "one", {}, m_progress, CancelToken());
        const data::Pool large = test::samplePool(2, {.models = 10, .samples = 10000});
        const auto full = (*opened)->addPool(large, "large", {}, m_progress, CancelToken());
        tell(full ? "stored" : describe(full.error()));
        std::string text(2000, 'x');
        auto wrote = (*opened)->setText("a", text);
        while (wrote)
            wrote = (*opened)->setText("a", text += text);
        tell(wrote.error().code == ErrorCode::DiskFull ? "full" : describe(wrote.error()));
        tell((*opened)->cleanUp() && (*opened)->setText("b", "goes on") ? "goes on" : "stuck");
        const auto loaded = (*opened)->loadPool(*kept);
        tell(loaded ? test::difference(m_pool, **loaded) + "same" : describe(loaded.error()));
    });
    const std::string answer = child.nextLine();
    if (answer == "not possible")
        QSKIP("cannot mount a small file system here");
    QVERIFY2(answer.find("No space left on device") != std::string::npos, answer.c_str());
    QCOMPARE(child.nextLine(), std::string("full"));
    QCOMPARE(child.nextLine(), std::string("goes on"));
    QCOMPARE(child.nextLine(), std::string("same"));
}

void TestStorePlaces::aProjectMovesWithItsFolder()
{
    makeProject();
    fs::rename(project(), folder() / "Q.cobench");
    fs::rename(project().string() + ".d", folder() / "Q.cobench.d");
    const auto opened = Project::open(folder() / "Q.cobench", OpenMode::ReadWrite);
    VERIFY_OK(opened);
    QCOMPARE(test::difference(m_pool, **(*opened)->loadPool(PoolId{1})), std::string());
}

void TestStorePlaces::aMissingArrayIsNamed()
{
    makeProject();
    fs::remove_all(project().string() + ".d/arrays");
    const auto opened = Project::open(project(), OpenMode::ReadWrite);
    VERIFY_OK(opened);
    const auto loaded = (*opened)->loadPool(PoolId{1});
    QVERIFY(!loaded && loaded.error().code == ErrorCode::NotFound);
    QVERIFY(loaded.error().subject.find("P.cobench.d/arrays/") != std::string::npos);
    QCOMPARE((*opened)->damage(m_progress, CancelToken())->size(), std::size_t{8});
    VERIFY_OK((*opened)->addPool(m_pool, "again", {}, m_progress, CancelToken()));
    QCOMPARE(test::difference(m_pool, **(*opened)->loadPool(PoolId{1})), std::string());
}

QTEST_APPLESS_MAIN(TestStorePlaces)
#include "places_test.moc"
