// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_lock.h"
#include "core/store/layout.h"
#include "tests/support/open_project.h"

#include <QTest>

#include <fstream>
#include <iterator>
#include <set>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::set<std::string> namesIn(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

} // namespace

/// Keeping, copying, cleaning up, and what is wrong with a file.
class TestStoreCare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPoolSurvivesClosingAndOpening();
    void cleanUpFreesTheArraysNobodyNames();
    void diskUseCountsEveryFileOnce();
    void aCancelledCleanUpGoesOnTheNextTime();
    void aCopyCarriesEverything();
    void aCopyHasTheCheckpointsAndWhatWasInterrupted();
    void aBundleIsPackedWithoutCheckpoints();
    void aCopyNeverReplacesAProject();
    void aMissingFileIsNotFound();
    void anotherProgramsFileIsUnsupported();
    void aDamagedArrayNamesItsFileAndCanBeImportedAgain();
    void aHeldArrayOutlivesTheProject();
    void progressCountsBytes();
};

void TestStoreCare::aPoolSurvivesClosingAndOpening()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(2);
    const PoolId id = project.add(pool, "one");
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly, OpenMode::Create}) {
        project.reopen(mode);
        const auto loaded = project->loadPool(id);
        VERIFY_OK(loaded);
        QCOMPARE(test::difference(pool, **loaded), std::string());
    }
}

void TestStoreCare::cleanUpFreesTheArraysNobodyNames()
{
    test::OpenProject project;
    const PoolId gone = project.add(test::samplePool(1), "one");
    project.add(test::samplePool(2), "two");
    QCOMPARE(project.arrayFiles(), std::size_t{16});
    VERIFY_OK(project->deletePool(gone));
    // Per split: truth and one label-only member of 40 labels, two members of 200 probabilities, 64-byte headers.
    const std::uint64_t ofOnePool = 2 * (2 * (64 + 80) + 2 * (64 + 800));
    QCOMPARE(project->diskUse()->deleted, ofOnePool);
    const auto freed = project->cleanUp();
    VERIFY_OK(freed);
    QCOMPARE(*freed, ofOnePool);
    QCOMPARE(project.arrayFiles(), std::size_t{8});
    QCOMPARE(*project->cleanUp(), std::uint64_t{0});
}

void TestStoreCare::diskUseCountsEveryFileOnce()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolId first = project.add(pool, "one");
    project.add(pool, "the same again");
    std::ofstream(project.path().string() + ".v1.bak") << "12345";
    std::ofstream(project.path().string() + ".vain.bak") << "not ours";
    const auto use = project->diskUse();
    VERIFY_OK(use);
    QCOMPARE(use->pools.size(), std::size_t{2});
    QCOMPARE(use->pools[0].name, std::string("one"));
    QVERIFY(use->pools[0].arrays > 0);
    QCOMPARE(use->pools[1].arrays, std::uint64_t{0}); // shared with the first
    QCOMPARE(use->backups, std::uint64_t{5});
    QCOMPARE(use->total(), use->database + use->pools[0].arrays + 5);

    // One model deleted: its two arrays go, the pool of the same content keeps them.
    auto members = *project->members(first);
    members.pop_back();
    VERIFY_OK(project->setMembers(first, members));
    QCOMPARE(project->diskUse()->deleted, std::uint64_t{0});
    QVERIFY(project->diskUse()->pools[1].arrays > 0);
    QCOMPARE(*project->cleanUp({.backups = true}, project.progress, CancelToken()), std::uint64_t{5});
    QVERIFY(!fs::exists(project.path().string() + ".v1.bak"));
    QVERIFY(fs::exists(project.path().string() + ".vain.bak"));
}

void TestStoreCare::aCancelledCleanUpGoesOnTheNextTime()
{
    test::OpenProject project;
    const PoolId gone = project.add(test::samplePool(1), "one");
    VERIFY_OK(project->deletePool(gone));
    const std::uint64_t all = project->diskUse()->deleted;
    CancelSource source;
    source.cancel();
    const auto outcome = project->cleanUp({}, project.progress, source.token());
    QVERIFY(!outcome && outcome.error().isCancelled());
    QCOMPARE(project->diskUse()->deleted, all);
    QCOMPARE(*project->cleanUp(), all);
    QCOMPARE(project->diskUse()->deleted, std::uint64_t{0});
}

void TestStoreCare::aCopyCarriesEverything()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolId id = project.add(pool, "one");
    VERIFY_OK(project->setText("layout/a", "kept"));
    const fs::path target = project.folder() / "copy.cobench";
    project.close();
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        project.reopen(mode);
        VERIFY_OK(project->saveCopy(target, project.progress, CancelToken()));
        auto copy = Project::open(target, OpenMode::ReadWrite);
        VERIFY_OK(copy);
        QCOMPARE(test::difference(pool, **(*copy)->loadPool(id)), std::string());
        QCOMPARE(**(*copy)->text("layout/a"), std::string("kept"));
        copy->reset();
        fs::remove_all(target.string() + ".d");
        fs::remove(target);
    }
}

void TestStoreCare::aCopyHasTheCheckpointsAndWhatWasInterrupted()
{
    test::OpenProject project;
    const Layout from = layoutOf(project.path());
    write(from.checkpoints / "3" / "000000000007.safetensors", "weights");
    write(from.checkpoints / "3" / ".000000000008.safetensors.1-0.part", "half");
    write(from.sessions / "over.session", "frames");
    write(from.sessions / "empty.session", "");
    write(from.sessions / "live.session", "frames");
    const auto live = FileLock::acquire(from.sessions / "live.session", "live");
    VERIFY_OK(live);
    const fs::path target = project.folder() / "copy.cobench";
    VERIFY_OK(project->saveCopy(target, project.progress, CancelToken()));
    const Layout to = layoutOf(target);
    QCOMPARE(contentOf(to.checkpoints / "3" / "000000000007.safetensors"), std::string("weights"));
    QCOMPARE(namesIn(to.checkpoints / "3").size(), std::size_t{1});
    QCOMPARE(namesIn(to.sessions), std::set<std::string>{"over.session"});
    QCOMPARE(contentOf(to.sessions / "over.session"), std::string("frames"));
    fs::remove_all(from.folder); // what a move does to it
    QCOMPARE(contentOf(to.checkpoints / "3" / "000000000007.safetensors"), std::string("weights"));
}

void TestStoreCare::aBundleIsPackedWithoutCheckpoints()
{
    test::OpenProject project;
    write(layoutOf(project.path()).checkpoints / "3" / "000000000007.safetensors", "weights");
    const fs::path target = project.folder() / "copy.cobench";
    VERIFY_OK(project->saveCopy(target, CopyScope::Bundle, project.progress, CancelToken()));
    QVERIFY(!fs::exists(layoutOf(target).checkpoints));
}

void TestStoreCare::aCopyNeverReplacesAProject()
{
    test::OpenProject project;
    const auto onItself = project->saveCopy(project.path(), project.progress, CancelToken());
    QVERIFY(!onItself && onItself.error().code == ErrorCode::Conflict);
}

void TestStoreCare::aMissingFileIsNotFound()
{
    test::OpenProject project;
    const fs::path missing = project.folder() / "missing.cobench";
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        const auto opened = Project::open(missing, mode);
        QVERIFY(!opened && opened.error().code == ErrorCode::NotFound);
    }
    QVERIFY(!fs::exists(missing.string() + ".d"));
}

void TestStoreCare::anotherProgramsFileIsUnsupported()
{
    test::OpenProject project;
    const fs::path other = project.folder() / "other.cobench";
    std::ofstream(other) << "This is a text file that is long enough to be read as the header of a database file. "
                            "It goes on until it has more than one hundred bytes.";
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        const auto opened = Project::open(other, mode);
        QVERIFY(!opened && opened.error().code == ErrorCode::Corrupt);
        QVERIFY(describe(opened.error()).find("other.cobench") != std::string::npos);
    }
    const auto folder = Project::open(project.folder(), OpenMode::ReadOnly);
    QVERIFY(!folder && folder.error().code == ErrorCode::Forbidden);
}

void TestStoreCare::aDamagedArrayNamesItsFileAndCanBeImportedAgain()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolId id = project.add(pool, "one");
    const fs::path victim = fs::directory_iterator(project.arrays())->path();
    project.close();
    std::fstream(victim, std::ios::in | std::ios::out | std::ios::binary).seekp(70).put('!');
    project.reopen();
    const auto damaged = project->loadPool(id);
    QVERIFY(!damaged && damaged.error().code == ErrorCode::Corrupt);
    QCOMPARE(damaged.error().subject, victim.string());
    QCOMPARE(project->damage(project.progress, CancelToken())->size(), std::size_t{1});

    project.add(pool, "again");
    QCOMPARE(test::difference(pool, **project->loadPool(id)), std::string());
    QVERIFY(project->damage(project.progress, CancelToken())->empty());
}

void TestStoreCare::aHeldArrayOutlivesTheProject()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const auto loaded = *project->loadPool(project.add(pool, "one"));
    project.close();
    fs::remove_all(project.folder());
    QCOMPARE(test::difference(pool, *loaded), std::string());
}

void TestStoreCare::progressCountsBytes()
{
    test::OpenProject project;
    ProgressState last;
    Progress progress([&](const ProgressState& state) { last = state; }, std::chrono::milliseconds(0));
    const auto id = project->addPool(test::samplePool(1), "one", {}, progress, CancelToken());
    VERIFY_OK(id);
    QVERIFY(last.total > 0);
    QCOMPARE(last.done, last.total);
    project.reopen();
    VERIFY_OK(project->loadPool(*id, false, progress, CancelToken()));
    QCOMPARE(last.stage, std::string("loading"));
    QCOMPARE(last.done, last.total);
}

QTEST_APPLESS_MAIN(TestStoreCare)
#include "care_test.moc"
