// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

class TestStoreProject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPoolComesBackAsItWasStored();
    void aPoolSurvivesClosingAndOpening();
    void theListSaysWhatIsInThePool();
    void aTakenNameIsAConflict();
    void aCancelledImportLeavesNothingButTheProject();
    void inconsistentPoolsAreRefused();
    void equalArraysAreStoredOnce();
    void membersKeepOrderNamesAndExclusions();
    void namesOfMembersCanBeSwapped();
    void aDeletedMemberComesBackByListingItAgain();
    void aMemberJoinsAPoolOfTheSameTruth();
    void aMemberOfAnotherTruthIsAConflict();
    void aDeletedPoolIsHiddenUntilCleanUp();
    void cleanUpFreesTheArraysNobodyNames();
    void textsAreKeptByKey();
    void classNamesMustFitTheClasses();
    void sourcesAreRemembered();
    void aCopyCarriesEverything();
    void aCopyNeverReplacesAProject();
    void aMissingFileIsNotFound();
    void anotherProgramsFileIsUnsupported();
    void aDamagedArrayNamesItsFileAndCanBeImportedAgain();
    void aHeldArrayOutlivesTheProject();
    void progressCountsBytes();

private:
    std::unique_ptr<Project> open(OpenMode mode = OpenMode::ReadWrite);
    PoolId add(const data::Pool& pool, const std::string& name);
    fs::path projectPath() const { return fs::path(m_folder->path().toStdString()) / "P.cobench"; }
    fs::path arraysPath() const { return fs::path(projectPath().string() + ".d") / "arrays"; }
    std::size_t arrayFiles() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    Progress m_progress;
};

void TestStoreProject::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_project = open(OpenMode::Create);
}

void TestStoreProject::cleanup()
{
    m_project.reset();
    m_folder.reset();
}

std::unique_ptr<Project> TestStoreProject::open(OpenMode mode)
{
    auto project = Project::open(projectPath(), mode);
    if (!project)
        qWarning("%s", describe(project.error()).c_str());
    return project ? std::move(project).value() : nullptr;
}

PoolId TestStoreProject::add(const data::Pool& pool, const std::string& name)
{
    auto id = m_project->addPool(pool, name, {}, m_progress, CancelToken());
    if (!id)
        qWarning("%s", describe(id.error()).c_str());
    return id ? *id : PoolId{};
}

std::size_t TestStoreProject::arrayFiles() const
{
    std::error_code missing;
    const auto files = fs::directory_iterator(arraysPath(), missing);
    return static_cast<std::size_t>(std::distance(fs::begin(files), fs::end(files)));
}

void TestStoreProject::aPoolComesBackAsItWasStored()
{
    const data::Pool pool = test::samplePool(1);
    const auto loaded = m_project->loadPool(add(pool, "one"));
    VERIFY_OK(loaded);
    QCOMPARE(test::difference(pool, **loaded), std::string());
    QCOMPARE((*loaded)->name, std::string("one"));
}

void TestStoreProject::aPoolSurvivesClosingAndOpening()
{
    const data::Pool pool = test::samplePool(2);
    const PoolId id = add(pool, "one");
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly, OpenMode::Create}) {
        m_project.reset();
        m_project = open(mode);
        QVERIFY(m_project);
        const auto loaded = m_project->loadPool(id);
        VERIFY_OK(loaded);
        QCOMPARE(test::difference(pool, **loaded), std::string());
    }
}

void TestStoreProject::theListSaysWhatIsInThePool()
{
    add(test::samplePool(1, {.models = 2, .samples = 7, .classes = 3}), "small");
    const auto pools = m_project->pools();
    VERIFY_OK(pools);
    QCOMPARE(pools->size(), std::size_t{1});
    const PoolEntry& entry = pools->front();
    QCOMPARE(entry.name, std::string("small"));
    QCOMPARE(entry.models, std::size_t{2});
    QCOMPARE(entry.samples, std::size_t{7});
    QCOMPARE(entry.classes, 3U);
    QCOMPARE(entry.importedAt.size(), std::string("2026-01-01T00:00:00Z").size());
}

void TestStoreProject::aTakenNameIsAConflict()
{
    const PoolId first = add(test::samplePool(1), "one");
    const PoolId second = add(test::samplePool(2), "two");
    const auto again = m_project->addPool(test::samplePool(3), "one", {}, m_progress, CancelToken());
    QVERIFY(!again && again.error().code == ErrorCode::Conflict);
    const auto renamed = m_project->renamePool(second, "one");
    QVERIFY(!renamed && renamed.error().code == ErrorCode::Conflict);
    VERIFY_OK(m_project->renamePool(first, "three"));
    VERIFY_OK(m_project->renamePool(second, "one"));
    QCOMPARE(m_project->findPool("one")->value, second.value);
}

void TestStoreProject::aCancelledImportLeavesNothingButTheProject()
{
    CancelSource source;
    source.cancel();
    const auto id = m_project->addPool(test::samplePool(1), "one", {}, m_progress, source.token());
    QVERIFY(!id && id.error().isCancelled());
    QVERIFY(m_project->pools()->empty());
    QCOMPARE(arrayFiles(), std::size_t{0});
}

void TestStoreProject::inconsistentPoolsAreRefused()
{
    const auto refusal = [&](auto change) {
        data::Pool pool = test::samplePool(1);
        auto split = std::make_shared<data::Split>(*pool.splits.front());
        change(pool, *split);
        pool.splits.front() = split;
        const auto id = m_project->addPool(pool, "bad", {}, m_progress, CancelToken());
        return id ? ErrorCode::Internal : id.error().code;
    };
    QCOMPARE(refusal([](auto&, auto& split) { split.members.pop_back(); }), ErrorCode::Shape);
    QCOMPARE(refusal([](auto&, auto& split) { split.truth = {}; }), ErrorCode::Empty);
    QCOMPARE(refusal([](auto& pool, auto&) { pool.classes = 4; }), ErrorCode::Shape);
    QCOMPARE(refusal([](auto& pool, auto&) { pool.models[1].name = pool.models[0].name; }), ErrorCode::Conflict);
    QCOMPARE(refusal([](auto& pool, auto&) { pool.splits[1] = pool.splits[0]; }), ErrorCode::Conflict);
    QCOMPARE(refusal([](auto&, auto& split) { split.truth = std::vector<data::Label>(40, 5); }), ErrorCode::Value);
    QCOMPARE(refusal([](auto&, auto& split) {
        split.members[0].probabilities = std::vector<float>(200, std::numeric_limits<float>::quiet_NaN());
    }),
        ErrorCode::Value);
}

void TestStoreProject::equalArraysAreStoredOnce()
{
    add(test::samplePool(1), "one");
    const std::size_t files = arrayFiles();
    QCOMPARE(files, std::size_t{8}); // two splits of a truth and three members
    add(test::samplePool(1), "the same again");
    QCOMPARE(arrayFiles(), files);
}

void TestStoreProject::membersKeepOrderNamesAndExclusions()
{
    const PoolId id = add(test::samplePool(1), "one");
    auto members = *m_project->members(id);
    QCOMPARE(members.size(), std::size_t{3});
    std::ranges::reverse(members);
    members[0].name = "renamed";
    members[1].excluded = true;
    VERIFY_OK(m_project->setMembers(id, members));
    QCOMPARE(*m_project->members(id), members);

    const auto loaded = *m_project->loadPool(id);
    QCOMPARE(loaded->size(), std::size_t{2});
    QCOMPARE(loaded->models[0].name, std::string("renamed"));
    QVERIFY(loaded->splits[0]->members[0].isLabelOnly()); // the last one came first
    QCOMPARE((*m_project->loadPool(id, true))->size(), std::size_t{3});
}

void TestStoreProject::namesOfMembersCanBeSwapped()
{
    const PoolId id = add(test::samplePool(1), "one");
    auto members = *m_project->members(id);
    std::swap(members[0].name, members[1].name);
    VERIFY_OK(m_project->setMembers(id, members));
    QCOMPARE(*m_project->members(id), members);
    const auto before = members;
    members[2].name = members[0].name;
    const auto twice = m_project->setMembers(id, members);
    QVERIFY(!twice && twice.error().code == ErrorCode::Conflict);
    QCOMPARE(*m_project->members(id), before);
}

void TestStoreProject::aDeletedMemberComesBackByListingItAgain()
{
    const data::Pool pool = test::samplePool(1);
    const PoolId id = add(pool, "one");
    const auto all = *m_project->members(id);
    VERIFY_OK(m_project->setMembers(id, {all[2], all[0]}));
    QCOMPARE(m_project->members(id)->size(), std::size_t{2});
    QCOMPARE(m_project->pools()->front().models, std::size_t{2});
    VERIFY_OK(m_project->setMembers(id, all));
    QCOMPARE(test::difference(pool, **m_project->loadPool(id)), std::string());

    VERIFY_OK(m_project->setMembers(id, {all[0]}));
    VERIFY_OK(m_project->cleanUp());
    const auto gone = m_project->setMembers(id, all);
    QVERIFY(!gone && gone.error().code == ErrorCode::NotFound);
}

void TestStoreProject::aMemberJoinsAPoolOfTheSameTruth()
{
    const data::Pool whole = test::samplePool(1);
    const PoolId id = add(whole.withModels({0, 1}), "growing");
    VERIFY_OK(m_project->addMember(id, whole.withModels({2})));
    QCOMPARE(test::difference(whole, **m_project->loadPool(id)), std::string());
    const auto twice = m_project->addMember(id, whole.withModels({2}));
    QVERIFY(!twice && twice.error().code == ErrorCode::Conflict);
}

void TestStoreProject::aMemberOfAnotherTruthIsAConflict()
{
    const PoolId id = add(test::samplePool(1).withModels({0, 1}), "growing");
    const auto other = m_project->addMember(id, test::samplePool(2).withModels({2}));
    QVERIFY(!other && other.error().code == ErrorCode::Conflict);
    data::Pool oneSplit = test::samplePool(1).withModels({2});
    oneSplit.splits.pop_back();
    const auto missing = m_project->addMember(id, oneSplit);
    QVERIFY(!missing && missing.error().code == ErrorCode::Conflict);
    QCOMPARE(m_project->members(id)->size(), std::size_t{2});
}

void TestStoreProject::aDeletedPoolIsHiddenUntilCleanUp()
{
    const data::Pool pool = test::samplePool(1);
    const PoolId id = add(pool, "one");
    VERIFY_OK(m_project->deletePool(id));
    QVERIFY(m_project->pools()->empty());
    QCOMPARE(m_project->loadPool(id).error().code, ErrorCode::NotFound);
    VERIFY_OK(m_project->restorePool(id));
    QCOMPARE(test::difference(pool, **m_project->loadPool(id)), std::string());

    VERIFY_OK(m_project->deletePool(id));
    add(test::samplePool(2), "one");
    const auto taken = m_project->restorePool(id);
    QVERIFY(!taken && taken.error().code == ErrorCode::Conflict);
    VERIFY_OK(m_project->cleanUp());
    QCOMPARE(m_project->restorePool(id).error().code, ErrorCode::NotFound);
}

void TestStoreProject::cleanUpFreesTheArraysNobodyNames()
{
    const PoolId gone = add(test::samplePool(1), "one");
    add(test::samplePool(2), "two");
    QCOMPARE(arrayFiles(), std::size_t{16});
    VERIFY_OK(m_project->deletePool(gone));
    QCOMPARE(m_project->diskUse()->reclaimable, std::uint64_t{0}); // hidden rows still name them
    const auto freed = m_project->cleanUp();
    VERIFY_OK(freed);
    // Per split: truth and one label-only member of 40 labels, two members of 200 probabilities, 64-byte headers.
    QCOMPARE(*freed, std::uint64_t{2 * (2 * (64 + 80) + 2 * (64 + 800))});
    QCOMPARE(arrayFiles(), std::size_t{8});
    QCOMPARE(*m_project->cleanUp(), std::uint64_t{0});
}

void TestStoreProject::textsAreKeptByKey()
{
    VERIFY_OK(m_project->setText("layout/a", "first"));
    VERIFY_OK(m_project->setText("layout/b", std::string("with \0 inside", 13)));
    VERIFY_OK(m_project->setText("session/x", ""));
    VERIFY_OK(m_project->setText("layout/a", "second"));
    QCOMPARE(**m_project->text("layout/a"), std::string("second"));
    QCOMPARE((**m_project->text("layout/b")).size(), std::size_t{13});
    QCOMPARE(*m_project->textKeys("layout/"), (std::vector<std::string>{"layout/a", "layout/b"}));
    VERIFY_OK(m_project->removeText("layout/a"));
    QVERIFY(!m_project->text("layout/a")->has_value());
    QCOMPARE(m_project->textKeys("")->size(), std::size_t{2});
}

void TestStoreProject::classNamesMustFitTheClasses()
{
    const PoolId id = add(test::samplePool(1), "one");
    const auto tooFew = m_project->setClassNames(id, {"a", "b"});
    QVERIFY(!tooFew && tooFew.error().code == ErrorCode::Shape);
    VERIFY_OK(m_project->setClassNames(id, {"a", "b", "c", "d", "e"}));
    QCOMPARE((*m_project->loadPool(id))->classNames.back(), std::string("e"));
    VERIFY_OK(m_project->setClassNames(id, {}));
    QVERIFY((*m_project->loadPool(id))->classNames.empty());
}

void TestStoreProject::sourcesAreRemembered()
{
    const std::vector<PoolSource> sources = {{"/data/b.npz", 1234567890123, "ab"}, {"/data/a.npz", 0, ""}};
    const auto id = m_project->addPool(test::samplePool(1), "one", sources, m_progress, CancelToken());
    VERIFY_OK(id);
    const auto stored = m_project->sources(*id);
    VERIFY_OK(stored);
    QCOMPARE(stored->size(), std::size_t{2});
    QCOMPARE(stored->front().path, sources.front().path);
    QCOMPARE(stored->front().bytes, sources.front().bytes);
    QCOMPARE(stored->front().sha256, sources.front().sha256);
}

void TestStoreProject::aCopyCarriesEverything()
{
    const data::Pool pool = test::samplePool(1);
    const PoolId id = add(pool, "one");
    VERIFY_OK(m_project->setText("layout/a", "kept"));
    const fs::path target = fs::path(m_folder->path().toStdString()) / "copy.cobench";
    m_project.reset();
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        m_project = open(mode);
        VERIFY_OK(m_project->saveCopy(target, m_progress, CancelToken()));
        auto copy = Project::open(target, OpenMode::ReadWrite);
        VERIFY_OK(copy);
        QCOMPARE(test::difference(pool, **(*copy)->loadPool(id)), std::string());
        QCOMPARE(**(*copy)->text("layout/a"), std::string("kept"));
        copy->reset();
        fs::remove_all(target.string() + ".d");
        fs::remove(target);
    }
}

void TestStoreProject::aCopyNeverReplacesAProject()
{
    const auto onItself = m_project->saveCopy(projectPath(), m_progress, CancelToken());
    QVERIFY(!onItself && onItself.error().code == ErrorCode::Conflict);
}

void TestStoreProject::aMissingFileIsNotFound()
{
    const fs::path missing = fs::path(m_folder->path().toStdString()) / "missing.cobench";
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        const auto project = Project::open(missing, mode);
        QVERIFY(!project && project.error().code == ErrorCode::NotFound);
    }
    QVERIFY(!fs::exists(missing.string() + ".d"));
}

void TestStoreProject::anotherProgramsFileIsUnsupported()
{
    const fs::path other = fs::path(m_folder->path().toStdString()) / "other.cobench";
    std::ofstream(other) << "This is a text file that is long enough to be read as the header of a database file. "
                            "It goes on until it has more than one hundred bytes.";
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        const auto project = Project::open(other, mode);
        QVERIFY(!project && project.error().code == ErrorCode::Corrupt);
        QVERIFY(describe(project.error()).find("other.cobench") != std::string::npos);
    }
    const auto folder = Project::open(m_folder->path().toStdString(), OpenMode::ReadOnly);
    QVERIFY(!folder && folder.error().code == ErrorCode::Forbidden);
}

void TestStoreProject::aDamagedArrayNamesItsFileAndCanBeImportedAgain()
{
    const data::Pool pool = test::samplePool(1);
    const PoolId id = add(pool, "one");
    const fs::path victim = fs::directory_iterator(arraysPath())->path();
    m_project.reset();
    std::fstream(victim, std::ios::in | std::ios::out | std::ios::binary).seekp(70).put('!');
    m_project = open();
    const auto damaged = m_project->loadPool(id);
    QVERIFY(!damaged && damaged.error().code == ErrorCode::Corrupt);
    QCOMPARE(damaged.error().subject, victim.string());
    QCOMPARE(m_project->damage(m_progress, CancelToken())->size(), std::size_t{1});

    add(pool, "again");
    QCOMPARE(test::difference(pool, **m_project->loadPool(id)), std::string());
    QVERIFY(m_project->damage(m_progress, CancelToken())->empty());
}

void TestStoreProject::aHeldArrayOutlivesTheProject()
{
    const data::Pool pool = test::samplePool(1);
    const auto loaded = *m_project->loadPool(add(pool, "one"));
    m_project.reset();
    m_folder->remove();
    QCOMPARE(test::difference(pool, *loaded), std::string());
}

void TestStoreProject::progressCountsBytes()
{
    ProgressState last;
    Progress progress([&](const ProgressState& state) { last = state; }, std::chrono::milliseconds(0));
    const auto id = m_project->addPool(test::samplePool(1), "one", {}, progress, CancelToken());
    VERIFY_OK(id);
    QVERIFY(last.total > 0);
    QCOMPARE(last.done, last.total);
    m_project.reset();
    m_project = open();
    VERIFY_OK(m_project->loadPool(*id, false, progress, CancelToken()));
    QCOMPARE(last.stage, std::string("loading"));
    QCOMPARE(last.done, last.total);
}

QTEST_APPLESS_MAIN(TestStoreProject)
#include "project_test.moc"
