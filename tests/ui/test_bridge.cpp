// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/async.h"
#include "ui/bridge/member_edits.h"
#include "ui/bridge/selection.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace cobench;
using namespace cobench::ui;

namespace {

MemberList members(std::initializer_list<std::int64_t> ids)
{
    MemberList list;
    for (const auto id : ids)
        list.push_back({.id = id, .name = "m" + std::to_string(id)});
    return list;
}

std::vector<std::int64_t> idsOf(const MemberList& list)
{
    std::vector<std::int64_t> ids;
    for (const auto& member : list)
        ids.push_back(member.id);
    return ids;
}

using Ids = std::vector<std::int64_t>;

} // namespace

class TestBridge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerArrivesOnTheGuiThread();
    void theNewestQuestionWins();
    void aSupersededQuestionIsCancelled();
    void moreThreadsCountAtOnce();
    void largeThingsAreTakenApartOnAWorker();
    void noAnswerReachesAContextThatIsGone();
    void storeWorkRunsInOrder();
    void whatWasReadFromACutFileIsAnError();
    void anEscapedExceptionIsAnError();
    void titledWorkIsListedAndCanBeCancelled();
    void selectingTheSameAgainTellsNobody();
    void escapeClearsEverything();
    void renamingUndoes();
    void excludingRemembersWhoWasExcludedBefore();
    void deletedMembersComeBackToTheirPlaces();
    void undoingADeletionKeepsMembersThatJoinedMeanwhile();
    void orderingLeavesNewMembersAtTheEnd();
    void editsDoneTwiceDoNoHarm();
};

void TestBridge::anAnswerArrivesOnTheGuiThread()
{
    Async async(2);
    QThread* answered = nullptr;
    QThread* worked = nullptr;
    async.run<int>(
        this,
        {},
        [&](Progress&, const CancelToken&) -> Result<int> {
            worked = QThread::currentThread();
            return 7;
        },
        [&](const Result<int>& result) {
            QCOMPARE(result.value(), 7);
            answered = QThread::currentThread();
        });
    QTRY_VERIFY(answered);
    QCOMPARE(answered, thread());
    QVERIFY(worked != answered);
    QVERIFY(async.isIdle());
}

void TestBridge::theNewestQuestionWins()
{
    Async async(4);
    std::vector<int> answers;
    for (int question = 0; question < 50; ++question)
        async.runLatest<int>(
            this,
            QStringLiteral("slider"),
            {},
            [question](Progress&, const CancelToken&) -> Result<int> { return question; },
            [&](const Result<int>& result) { answers.push_back(result.value()); });
    QTRY_VERIFY(async.isIdle());
    QCOMPARE(answers, std::vector<int>{49});
}

void TestBridge::aSupersededQuestionIsCancelled()
{
    Async async(1);
    std::atomic<bool> started = false;
    std::atomic<bool> sawCancel = false;
    async.runLatest<int>(
        this,
        QStringLiteral("key"),
        {},
        [&](Progress&, const CancelToken& cancel) -> Result<int> {
            started = true;
            while (!cancel.isCancelled())
                std::this_thread::yield();
            sawCancel = true;
            return cancelled();
        },
        [](const Result<int>&) { QFAIL("a superseded answer was delivered"); });
    QTRY_VERIFY(started);
    async.supersede(this, QStringLiteral("key"));
    QTRY_VERIFY(async.isIdle());
    QVERIFY(sawCancel);
}

void TestBridge::moreThreadsCountAtOnce()
{
    Async async(1);
    std::promise<void> gate;
    const auto open = gate.get_future().share();
    int answers = 0;
    const auto count = [&](const Result<int>&) { ++answers; };
    async.run<int>(
        this, {}, [open](Progress&, const CancelToken&) { return open.wait(), Result(1); }, count);
    async.setThreads(2);
    QCOMPARE(async.threads(), 2U);
    async.run<int>(
        this, {}, [](Progress&, const CancelToken&) { return Result(2); }, count);
    QTRY_COMPARE(answers, 1); // beside the one that waits
    gate.set_value();
    QTRY_COMPARE(answers, 2);
    QVERIFY(async.isIdle());
}

void TestBridge::largeThingsAreTakenApartOnAWorker()
{
    Async async(1);
    QThread* deleted = nullptr;
    async.dispose(std::shared_ptr<int>(new int(1), [&](const int* number) {
        deleted = QThread::currentThread();
        delete number;
    }));
    async.waitIdle();
    QVERIFY(deleted && deleted != thread());
}

void TestBridge::noAnswerReachesAContextThatIsGone()
{
    Async async(1);
    std::atomic<bool> release = false;
    auto context = std::make_unique<QObject>();
    async.runLatest<int>(
        context.get(),
        QStringLiteral("key"),
        {},
        [&](Progress&, const CancelToken&) -> Result<int> {
            while (!release)
                std::this_thread::yield();
            return 1;
        },
        [](const Result<int>&) { QFAIL("delivered to a dead context"); });
    context.reset();
    release = true;
    QTRY_VERIFY(async.isIdle());
}

void TestBridge::storeWorkRunsInOrder()
{
    Async async(4);
    std::vector<int> order; // touched by the store thread only
    for (int i = 0; i < 100; ++i)
        async.run<void>(
            this,
            {.title = {}, .lane = Lane::Store},
            [&order, i](Progress&, const CancelToken&) {
                order.push_back(i);
                return Result<void>();
            },
            [](const Result<void>&) {});
    async.waitForStore();
    QCOMPARE(order.size(), 100U);
    QVERIFY(std::ranges::is_sorted(order));
}

void TestBridge::whatWasReadFromACutFileIsAnError()
{
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("array")).toStdString();
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1 << 16, 'x')) == 1 << 16 && file.flush());
    const auto array = std::make_shared<const store::MappedFile>(path);
    QVERIFY(file.resize(1));
    Async async(1);
    std::optional<Error> told;
    async.run<int>(
        this,
        {},
        [array](Progress&, const CancelToken&) { return Result(static_cast<int>(array->bytes().back())); },
        [&](const Result<int>& read) { told = read ? std::nullopt : std::optional(read.error()); });
    QTRY_VERIFY(told);
    QCOMPARE(told->code, ErrorCode::Corrupt);
    QCOMPARE(told->subject, path);
}

void TestBridge::anEscapedExceptionIsAnError()
{
    Async async(1);
    bool failed = false;
    async.run<int>(
        this,
        {},
        [](Progress&, const CancelToken&) -> Result<int> { throw std::runtime_error("boom"); },
        [&](const Result<int>& result) { failed = !result && result.error().code == ErrorCode::Internal; });
    QTRY_VERIFY(failed);
}

void TestBridge::titledWorkIsListedAndCanBeCancelled()
{
    Async async(1);
    bool wasCancelled = false;
    async.run<int>(
        this,
        {.title = QStringLiteral("Counting")},
        [](Progress& progress, const CancelToken& cancel) -> Result<int> {
            progress.beginStage("count", 10);
            while (!cancel.isCancelled())
                std::this_thread::yield();
            return cancelled();
        },
        [&](const Result<int>& result) { wasCancelled = result.error().isCancelled(); });
    QCOMPARE(async.jobs().rowCount(), 1);
    QTRY_COMPARE(async.jobs().index(0).data(JobList::StageRole).toString(), QStringLiteral("count"));
    async.jobs().cancel(0);
    QTRY_VERIFY(wasCancelled);
    QVERIFY(async.jobs().isEmpty());
}

void TestBridge::selectingTheSameAgainTellsNobody()
{
    Selection selection;
    const QSignalSpy changes(&selection, &Selection::modelsChanged);
    selection.setModels({3, 1, 3});
    selection.setModels({1, 3});
    QCOMPARE(selection.models(), (Selection::Indices{1, 3}));
    QCOMPARE(changes.size(), 1);
    selection.toggleModel(1);
    selection.toggleModel(2);
    QCOMPARE(selection.models(), (Selection::Indices{2, 3}));
    QVERIFY(selection.isModelSelected(2) && !selection.isModelSelected(1));
}

void TestBridge::escapeClearsEverything()
{
    Selection selection;
    selection.setModels({1});
    selection.toggleTeam({0, 1});
    selection.setSamples({5});
    selection.hoverModel(2);
    selection.hoverTeam(ensemble::Members{0, 2});
    selection.clear();
    QVERIFY(selection.models().empty() && selection.teams().empty() && selection.samples().empty());
    QVERIFY(!selection.hoveredModel() && !selection.hoveredTeam());
}

void TestBridge::renamingUndoes()
{
    auto list = members({1, 2});
    const auto edit = renameEdit(2, "m2", "new");
    edit.redo(list);
    QCOMPARE(list[1].name, std::string("new"));
    edit.undo(list);
    QCOMPARE(list, members({1, 2}));
}

void TestBridge::excludingRemembersWhoWasExcludedBefore()
{
    auto list = members({1, 2, 3});
    list[0].excluded = true;
    const auto before = list;
    const auto edit = excludeEdit(list, {1, 2}, true);
    edit.redo(list);
    QVERIFY(list[0].excluded && list[1].excluded && !list[2].excluded);
    edit.undo(list);
    QCOMPARE(list, before);
}

void TestBridge::deletedMembersComeBackToTheirPlaces()
{
    auto list = members({4, 1, 3, 2});
    const auto edit = deleteEdit(list, {4, 3});
    edit.redo(list);
    QCOMPARE(idsOf(list), (Ids{1, 2}));
    edit.undo(list);
    QCOMPARE(list, members({4, 1, 3, 2}));
}

void TestBridge::undoingADeletionKeepsMembersThatJoinedMeanwhile()
{
    auto list = members({1, 2});
    const auto edit = deleteEdit(list, {1});
    edit.redo(list);
    list.push_back({.id = 9, .name = "joined"});
    edit.undo(list);
    QCOMPARE(idsOf(list), (Ids{1, 2, 9}));
}

void TestBridge::orderingLeavesNewMembersAtTheEnd()
{
    auto list = members({1, 2, 3});
    const auto edit = orderEdit(list, {3, 1, 2});
    list.push_back({.id = 9, .name = "joined"});
    edit.redo(list);
    QCOMPARE(idsOf(list), (Ids{3, 1, 2, 9}));
    edit.undo(list);
    QCOMPARE(idsOf(list), (Ids{1, 2, 3, 9}));
}

void TestBridge::editsDoneTwiceDoNoHarm()
{
    auto list = members({1, 2, 3});
    const auto edit = deleteEdit(list, {2});
    edit.redo(list);
    edit.redo(list);
    QCOMPARE(idsOf(list), (Ids{1, 3}));
    edit.undo(list);
    edit.undo(list);
    QCOMPARE(list, members({1, 2, 3}));
}

QTEST_GUILESS_MAIN(TestBridge)
#include "test_bridge.moc"
