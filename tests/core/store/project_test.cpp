// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/open_project.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace cobench;
using namespace cobench::store;

class TestStoreProject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPoolComesBackAsItWasStored();
    void theListSaysWhatIsInThePool();
    void aTakenNameIsAConflict();
    void aCancelledImportLeavesNothingButTheProject();
    void inconsistentPoolsAreRefused();
    void equalArraysAreStoredOnce();
    void membersKeepOrderNamesAndExclusions();
    void namesOfMembersCanBeSwapped();
    void aDeletedMemberComesBackByListingItAgain();
    void aMemberJoinsAPoolOfTheSameTruth();
    void splitsJoinAPoolAndReplaceTheirOlderSelves();
    void aMemberOfAnotherTruthIsAConflict();
    void aDeletedPoolIsHiddenUntilCleanUp();
    void textsAreKeptByKey();
    void classNamesMustFitTheClasses();
    void theOriginIsRemembered();
    void labelsCanBeReplacedAndPutBack();
    void labelsThatDoNotFitChangeNothing();
};

void TestStoreProject::aPoolComesBackAsItWasStored()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const auto loaded = project->loadPool(project.add(pool, "one"));
    VERIFY_OK(loaded);
    QCOMPARE(test::difference(pool, **loaded), std::string());
    QCOMPARE((*loaded)->name, std::string("one"));
}

void TestStoreProject::theListSaysWhatIsInThePool()
{
    test::OpenProject project;
    project.add(test::samplePool(1, {.models = 2, .samples = 7, .classes = 3}), "small");
    const auto pools = project->pools();
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
    test::OpenProject project;
    const PoolId first = project.add(test::samplePool(1), "one");
    const PoolId second = project.add(test::samplePool(2), "two");
    const auto again = project->addPool(test::samplePool(3), "one", {}, project.progress, CancelToken());
    QVERIFY(!again && again.error().code == ErrorCode::Conflict);
    const auto renamed = project->renamePool(second, "one");
    QVERIFY(!renamed && renamed.error().code == ErrorCode::Conflict);
    VERIFY_OK(project->renamePool(first, "three"));
    VERIFY_OK(project->renamePool(second, "one"));
    QCOMPARE(project->findPool("one")->value, second.value);
}

void TestStoreProject::aCancelledImportLeavesNothingButTheProject()
{
    test::OpenProject project;
    CancelSource source;
    source.cancel();
    const auto id = project->addPool(test::samplePool(1), "one", {}, project.progress, source.token());
    QVERIFY(!id && id.error().isCancelled());
    QVERIFY(project->pools()->empty());
    QCOMPARE(project.arrayFiles(), std::size_t{0});
}

void TestStoreProject::inconsistentPoolsAreRefused()
{
    test::OpenProject project;
    const auto refusal = [&](auto change) {
        data::Pool pool = test::samplePool(1);
        auto split = std::make_shared<data::Split>(*pool.splits.front());
        change(pool, *split);
        pool.splits.front() = split;
        const auto id = project->addPool(pool, "bad", {}, project.progress, CancelToken());
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
    test::OpenProject project;
    project.add(test::samplePool(1), "one");
    const std::size_t files = project.arrayFiles();
    QCOMPARE(files, std::size_t{8}); // two splits of a truth and three members
    project.add(test::samplePool(1), "the same again");
    QCOMPARE(project.arrayFiles(), files);
}

void TestStoreProject::membersKeepOrderNamesAndExclusions()
{
    test::OpenProject project;
    const PoolId id = project.add(test::samplePool(1), "one");
    auto members = *project->members(id);
    QCOMPARE(members.size(), std::size_t{3});
    std::ranges::reverse(members);
    members[0].name = "renamed";
    members[1].excluded = true;
    VERIFY_OK(project->setMembers(id, members));
    QCOMPARE(*project->members(id), members);

    const auto loaded = *project->loadPool(id);
    QCOMPARE(loaded->size(), std::size_t{2});
    QCOMPARE(loaded->models[0].name, std::string("renamed"));
    QVERIFY(loaded->splits[0]->members[0].isLabelOnly()); // the last one came first
    QCOMPARE((*project->loadPool(id, true))->size(), std::size_t{3});
}

void TestStoreProject::namesOfMembersCanBeSwapped()
{
    test::OpenProject project;
    const PoolId id = project.add(test::samplePool(1), "one");
    auto members = *project->members(id);
    std::swap(members[0].name, members[1].name);
    VERIFY_OK(project->setMembers(id, members));
    QCOMPARE(*project->members(id), members);
    const auto before = members;
    members[2].name = members[0].name;
    const auto twice = project->setMembers(id, members);
    QVERIFY(!twice && twice.error().code == ErrorCode::Conflict);
    QCOMPARE(*project->members(id), before);
}

void TestStoreProject::aDeletedMemberComesBackByListingItAgain()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolId id = project.add(pool, "one");
    const auto all = *project->members(id);
    VERIFY_OK(project->setMembers(id, {all[2], all[0]}));
    QCOMPARE(project->members(id)->size(), std::size_t{2});
    QCOMPARE(project->pools()->front().models, std::size_t{2});
    VERIFY_OK(project->setMembers(id, all));
    QCOMPARE(test::difference(pool, **project->loadPool(id)), std::string());

    VERIFY_OK(project->setMembers(id, {all[0]}));
    VERIFY_OK(project->cleanUp());
    const auto gone = project->setMembers(id, all);
    QVERIFY(!gone && gone.error().code == ErrorCode::NotFound);
}

void TestStoreProject::aMemberJoinsAPoolOfTheSameTruth()
{
    test::OpenProject project;
    const data::Pool whole = test::samplePool(1);
    const PoolId id = project.add(whole.withModels({0, 1}), "growing");
    VERIFY_OK(project->addMember(id, whole.withModels({2})));
    QCOMPARE(test::difference(whole, **project->loadPool(id)), std::string());
    const auto twice = project->addMember(id, whole.withModels({2}));
    QVERIFY(!twice && twice.error().code == ErrorCode::Conflict);
}

void TestStoreProject::splitsJoinAPoolAndReplaceTheirOlderSelves()
{
    test::OpenProject project;
    const data::Pool whole = test::samplePool(1);
    const PoolId id = project.add(whole, "growing");
    data::Pool more = whole.withModels({2, 0, 1}); // by name, not by place
    data::Split blurred = *more.splits.front();
    blurred.condition = "blur-3";
    more.splits = {std::make_shared<const data::Split>(blurred)};
    Progress progress;
    for (int time = 0; time < 2; ++time)
        VERIFY_OK(project->addSplits(id, more, progress, {}));
    data::Pool expected = whole;
    blurred.members = whole.splits.front()->members;
    expected.splits.push_back(std::make_shared<const data::Split>(blurred));
    QCOMPARE(test::difference(expected, **project->loadPool(id)), std::string());

    for (const data::Pool& other :
        {more.withModels({0, 1}), test::samplePool(2)}) { // not all models; another truth
        const auto added = project->addSplits(id, other, progress, {});
        QVERIFY(!added && added.error().code == ErrorCode::Conflict);
    }
    QCOMPARE(test::difference(expected, **project->loadPool(id)), std::string());
}

void TestStoreProject::aMemberOfAnotherTruthIsAConflict()
{
    test::OpenProject project;
    const PoolId id = project.add(test::samplePool(1).withModels({0, 1}), "growing");
    const auto other = project->addMember(id, test::samplePool(2).withModels({2}));
    QVERIFY(!other && other.error().code == ErrorCode::Conflict);
    data::Pool oneSplit = test::samplePool(1).withModels({2});
    oneSplit.splits.pop_back();
    const auto missing = project->addMember(id, oneSplit);
    QVERIFY(!missing && missing.error().code == ErrorCode::Conflict);
    QCOMPARE(project->members(id)->size(), std::size_t{2});
}

void TestStoreProject::aDeletedPoolIsHiddenUntilCleanUp()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolId id = project.add(pool, "one");
    VERIFY_OK(project->deletePool(id));
    QVERIFY(project->pools()->empty());
    QCOMPARE(project->loadPool(id).error().code, ErrorCode::NotFound);
    VERIFY_OK(project->restorePool(id));
    QCOMPARE(test::difference(pool, **project->loadPool(id)), std::string());

    VERIFY_OK(project->deletePool(id));
    project.add(test::samplePool(2), "one");
    const auto taken = project->restorePool(id);
    QVERIFY(!taken && taken.error().code == ErrorCode::Conflict);
    VERIFY_OK(project->cleanUp());
    QCOMPARE(project->restorePool(id).error().code, ErrorCode::NotFound);
}

void TestStoreProject::textsAreKeptByKey()
{
    test::OpenProject project;
    VERIFY_OK(project->setText("layout/a", "first"));
    VERIFY_OK(project->setText("layout/b", std::string("with \0 inside", 13)));
    VERIFY_OK(project->setText("session/x", ""));
    VERIFY_OK(project->setText("layout/a", "second"));
    QCOMPARE(**project->text("layout/a"), std::string("second"));
    QCOMPARE((**project->text("layout/b")).size(), std::size_t{13});
    QCOMPARE(*project->textKeys("layout/"), (std::vector<std::string>{"layout/a", "layout/b"}));
    VERIFY_OK(project->removeText("layout/a"));
    QVERIFY(!project->text("layout/a")->has_value());
    QCOMPARE(project->textKeys("")->size(), std::size_t{2});
}

void TestStoreProject::classNamesMustFitTheClasses()
{
    test::OpenProject project;
    const PoolId id = project.add(test::samplePool(1), "one");
    const auto tooFew = project->setClassNames(id, {"a", "b"});
    QVERIFY(!tooFew && tooFew.error().code == ErrorCode::Shape);
    VERIFY_OK(project->setClassNames(id, {"a", "b", "c", "d", "e"}));
    QCOMPARE((*project->loadPool(id))->classNames.back(), std::string("e"));
    VERIFY_OK(project->setClassNames(id, {}));
    QVERIFY((*project->loadPool(id))->classNames.empty());
}

void TestStoreProject::theOriginIsRemembered()
{
    test::OpenProject project;
    const PoolOrigin origin
        = {.sources = {{"/data/b.npz", 1234567890123, "ab"}, {"/data/a.npz", 0, ""}}, .recipe = "input /data"};
    const auto id = project->addPool(test::samplePool(1), "one", origin, project.progress, CancelToken());
    VERIFY_OK(id);
    QCOMPARE(*project->origin(*id), origin);
    const PoolOrigin moved = {.sources = {{"/elsewhere/a.npz", 0, ""}}, .recipe = "input /elsewhere"};
    VERIFY_OK(project->setOrigin(*id, moved));
    QCOMPARE(*project->origin(*id), moved);
    VERIFY_OK(project->setOrigin(*id, {}));
    QCOMPARE(*project->origin(*id), PoolOrigin());
    VERIFY_OK(project->setOrigin(*id, moved));
    VERIFY_OK(project->deletePool(*id));
    VERIFY_OK(project->cleanUp());
    QVERIFY(project->textKeys("")->empty()); // the recipe went with its pool
}

void TestStoreProject::labelsCanBeReplacedAndPutBack()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolOrigin before = {.sources = {{"/a", 1, "f"}}, .recipe = {}};
    const auto id = project->addPool(pool, "one", before, project.progress, CancelToken());
    VERIFY_OK(id);
    const auto old = pool.split("test")->truth;
    std::vector<data::Label> labels(old.begin(), old.end());
    labels.front() = labels.front() == 0 ? 1 : 0;
    const PoolOrigin after = {.sources = {{"/a", 1, "f"}, {"/labels", 2, "e"}}, .recipe = "labels /labels"};
    VERIFY_OK(project->setTruth(*id, {{.title = "test", .labels = labels}}, after));
    project.reopen();
    const auto changed = *project->loadPool(*id);
    QVERIFY(std::ranges::equal(changed->split("test")->truth, labels));
    QVERIFY(std::ranges::equal(changed->split("val")->truth, pool.split("val")->truth));
    QCOMPARE(*project->origin(*id), after);

    VERIFY_OK(project->setTruth(*id, {{.title = "test", .labels = old}}, before));
    QCOMPARE(test::difference(pool, **project->loadPool(*id)), std::string());
    QCOMPARE(*project->origin(*id), before);
    QVERIFY(project->damage(project.progress, CancelToken())->empty());
}

void TestStoreProject::labelsThatDoNotFitChangeNothing()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    const PoolId id = project.add(pool, "one");
    const std::size_t samples = pool.split("test")->samples();
    const auto outcome = [&](const char* title, std::size_t count, data::Label label) {
        // The first split would fit: it must not change either.
        const auto val = pool.split("val")->truth;
        return project->setTruth(id,
            {{.title = "val", .labels = std::vector<data::Label>(val.size(), 0)},
                {.title = title, .labels = std::vector<data::Label>(count, label)}},
            {});
    };
    QCOMPARE(outcome("test", samples - 1, 0).error().code, ErrorCode::Shape);
    QCOMPARE(outcome("test", samples, 5).error().code, ErrorCode::Value);
    QCOMPARE(outcome("train", samples, 0).error().code, ErrorCode::NotFound);
    QCOMPARE(test::difference(pool, **project->loadPool(id)), std::string());
}

QTEST_APPLESS_MAIN(TestStoreProject)
#include "project_test.moc"
