// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/models/member_proxy.h"
#include "ui/models/member_table.h"
#include "ui/models/pool_list.h"
#include "ui/models/run_list.h"
#include "ui/models/vote_table.h"
#include "ui/pages/data/sample_finder.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;

namespace {

using Tester = QAbstractItemModelTester;
constexpr auto kFatal = Tester::FailureReportingMode::QtTest;

std::shared_ptr<PoolSnapshot> snapshotOf(std::size_t models)
{
    auto snapshot = std::make_shared<PoolSnapshot>();
    snapshot->entry = {.id = PoolId{1}, .name = "small", .models = models, .samples = 60, .classes = 3};
    snapshot->all = test::smallPool(models);
    snapshot->active = snapshot->all;
    for (std::size_t m = 0; m < models; ++m) {
        snapshot->members.push_back(
            {.id = static_cast<std::int64_t>(10 + m), .name = snapshot->all->models[m].name});
        snapshot->memberOf.push_back(m);
        snapshot->colours.push_back(static_cast<int>(m));
    }
    return snapshot;
}

std::vector<ensemble::MemberReport> reports(const std::vector<double>& accuracies)
{
    std::vector<ensemble::MemberReport> result;
    for (const double accuracy : accuracies)
        result.push_back({.accuracy = accuracy, .ece = accuracy > 0.5 ? accuracy : ensemble::kNotAvailable});
    return result;
}

engine::RunInfo run(std::int64_t id, engine::RunState state = engine::RunState::Queued)
{
    return {.id = RunId{id}, .config = train::TrainConfig{.name = "run " + std::to_string(id)}, .state = state};
}

engine::Event scalar(std::int64_t id, std::uint64_t step, double value)
{
    return {
        .kind = engine::Event::Kind::Scalar, .run = RunId{id}, .text = "train/loss", .step = step, .value = value};
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void membersSurviveTheModelTester();
    void figuresArriveLater();
    void anEditKeepsRowsAndFigures();
    void unknownFiguresSortLastInBothDirections();
    void renamingIsAWishNotAChange();
    void aReadOnlyTableOffersNoEdits();
    void droppedRowsAskForAnOrder();
    void garbageDropsAreRefused();
    void everyColumnSaysWhatItMeans();
    void poolsSurviveTheModelTester();
    void votesShowWhoIsRight();
    void runsFollowTheirEvents();
    void eventsToldTwiceCountOnce();
    void aLostEngineInterruptsWhatWasActive();
    void jobsCountAndCancel();
    void sampleFiltersFindWhatTheySay();
};

void TestModels::membersSurviveTheModelTester()
{
    MemberTable table;
    MemberProxy proxy;
    proxy.setSourceModel(&table);
    const Tester tester(&table, kFatal);
    const Tester proxyTester(&proxy, kFatal);
    table.setSnapshot(snapshotOf(5), true);
    table.setReports(reports({0.1, 0.2, 0.3, 0.4, 0.5}));
    proxy.sort(MemberTable::AccuracyColumn, Qt::DescendingOrder);
    proxy.setNameFilter(QStringLiteral("M1"));
    QCOMPARE(proxy.rowCount(), 1);
    table.setSnapshot(snapshotOf(3), true);
    table.setSnapshot(nullptr, false);
    QCOMPARE(table.rowCount(), 0);
}

void TestModels::figuresArriveLater()
{
    MemberTable table;
    table.setSnapshot(snapshotOf(2), true);
    QVERIFY(std::isnan(table.figure(0, MemberTable::AccuracyColumn)));
    QCOMPARE(table.index(0, MemberTable::AccuracyColumn).data().toString(), QStringLiteral("–"));
    table.setReports(reports({0.25, 0.5}));
    QCOMPARE(table.figure(1, MemberTable::AccuracyColumn), 0.5);
    QCOMPARE(table.index(0, MemberTable::AccuracyColumn).data().toString(), QLocale().toString(25.0, 'f', 2));
}

void TestModels::anEditKeepsRowsAndFigures()
{
    MemberTable table;
    table.setSnapshot(snapshotOf(2), true);
    table.setReports(reports({0.25, 0.5}));
    const QSignalSpy resets(&table, &MemberTable::modelReset);
    auto renamed = snapshotOf(2);
    renamed->members[0].name = "other";
    table.setSnapshot(renamed, true);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(table.index(0, MemberTable::NameColumn).data().toString(), QStringLiteral("other"));
    QCOMPARE(table.figure(0, MemberTable::AccuracyColumn), 0.25);
}

void TestModels::unknownFiguresSortLastInBothDirections()
{
    MemberTable table;
    MemberProxy proxy;
    proxy.setSourceModel(&table);
    table.setSnapshot(snapshotOf(3), true);
    table.setReports(reports({0.9, 0.2, 0.7})); // the second one has no ECE
    const auto shown = [&](int row) { return proxy.index(row, MemberTable::NameColumn).data().toString(); };
    proxy.sort(MemberTable::EceColumn, Qt::AscendingOrder);
    QCOMPARE(QStringList({shown(0), shown(1), shown(2)}),
        QStringList({QStringLiteral("m2"), QStringLiteral("m0"), QStringLiteral("m1")}));
    proxy.sort(MemberTable::EceColumn, Qt::DescendingOrder);
    QCOMPARE(QStringList({shown(0), shown(1), shown(2)}),
        QStringList({QStringLiteral("m0"), QStringLiteral("m2"), QStringLiteral("m1")}));
    QVERIFY(!proxy.showsPoolOrder());
}

void TestModels::renamingIsAWishNotAChange()
{
    MemberTable table;
    table.setSnapshot(snapshotOf(2), true);
    QSignalSpy wishes(&table, &MemberTable::renameWanted);
    const QModelIndex name = table.index(1, MemberTable::NameColumn);
    QVERIFY(table.setData(name, QStringLiteral("new"), Qt::EditRole));
    QCOMPARE(wishes.size(), 1);
    QCOMPARE(wishes[0][0].toLongLong(), 11);
    QCOMPARE(name.data().toString(), QStringLiteral("m1"));
}

void TestModels::aReadOnlyTableOffersNoEdits()
{
    MemberTable table;
    table.setSnapshot(snapshotOf(2), false);
    const QModelIndex name = table.index(0, MemberTable::NameColumn);
    QVERIFY(!name.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!name.flags().testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(!table.setData(name, QStringLiteral("new"), Qt::EditRole));
}

void TestModels::droppedRowsAskForAnOrder()
{
    MemberTable table;
    table.setSnapshot(snapshotOf(4), true);
    QCOMPARE(table.orderAfterMove({0, 2}, 4), (std::vector<std::int64_t>{11, 13, 10, 12}));
    QCOMPARE(table.orderAfterMove({3}, 0), (std::vector<std::int64_t>{13, 10, 11, 12}));
    int wishes = 0;
    connect(&table, &MemberTable::orderWanted, &table, [&](const std::vector<std::int64_t>& ids) {
        ++wishes;
        QCOMPARE(ids, (std::vector<std::int64_t>{10, 13, 11, 12}));
    });
    const std::unique_ptr<QMimeData> mime(table.mimeData({table.index(3, 0), table.index(3, 1)}));
    table.dropMimeData(mime.get(), Qt::MoveAction, 1, 0, {});
    QCOMPARE(wishes, 1);
}

void TestModels::garbageDropsAreRefused()
{
    MemberTable table;
    table.setSnapshot(snapshotOf(2), true);
    const QSignalSpy wishes(&table, &MemberTable::orderWanted);
    QMimeData mime;
    mime.setData(table.mimeTypes().front(), QByteArray("\0\0\0\1\0\0\xff\xff", 8)); // one row: 65535
    QVERIFY(!table.dropMimeData(&mime, Qt::MoveAction, 0, 0, {}));
    QCOMPARE(wishes.size(), 0);
}

void TestModels::everyColumnSaysWhatItMeans()
{
    const MemberTable table;
    for (int column = 0; column < MemberTable::ColumnCount; ++column) {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::WhatsThisRole})
            QVERIFY(!table.headerData(column, Qt::Horizontal, role).toString().isEmpty());
    }
    const QString ece = table.headerData(MemberTable::EceColumn, Qt::Horizontal, Qt::ToolTipRole).toString();
    QVERIFY(ece.contains(QStringLiteral("Lower is better")) && ece.contains(QStringLiteral("Range")));
}

void TestModels::poolsSurviveTheModelTester()
{
    PoolList list;
    const Tester tester(&list, kFatal);
    list.setPools(
        {{.id = PoolId{3}, .name = "a", .models = 1, .samples = 10, .classes = 2}, {.id = PoolId{5}, .name = "b"}},
        true);
    QCOMPARE(list.rowOf(PoolId{5}), 1);
    QCOMPARE(list.rowOf(PoolId{4}), -1);
    QVERIFY(list.index(0).data(PoolList::FactsRole).toString().startsWith(QStringLiteral("1 model ")));
    list.setPools({}, true);
}

void TestModels::votesShowWhoIsRight()
{
    const auto pool = snapshotOf(3);
    const auto split = prepareSplit(*pool, "test");
    VoteTable votes;
    const Tester tester(&votes, kFatal);
    votes.setSample(pool, split, 2); // m errs where n % (m + 2) == 0: only m0
    QCOMPARE(votes.rowCount(), 3);
    QVERIFY(!votes.index(0, 0).data(VoteTable::RightRole).toBool());
    QVERIFY(votes.index(1, 0).data(VoteTable::RightRole).toBool());
    QCOMPARE(votes.index(1, VoteTable::VoteColumn).data().toString(), QStringLiteral("✓ 2"));
    QCOMPARE(votes.index(1, VoteTable::ConfidenceColumn).data().toString(), QLocale().toString(80.0, 'f', 1));
    votes.setSample(nullptr, nullptr, 0);
    QCOMPARE(votes.rowCount(), 0);
}

void TestModels::runsFollowTheirEvents()
{
    RunList runs;
    const Tester tester(&runs, kFatal);
    runs.setRuns({run(2), run(1)});
    QCOMPARE(runs.index(0, RunList::NameColumn).data().toString(), QStringLiteral("run 1"));
    int ended = 0;
    connect(&runs, &RunList::runEnded, &runs, [&](RunId id, engine::RunState state) {
        ++ended;
        QCOMPARE(id, RunId{2});
        QCOMPARE(state, engine::RunState::Finished);
    });
    runs.apply({{.kind = engine::Event::Kind::Progress, .run = RunId{2}, .text = "epoch 1", .step = 5, .total = 10},
        scalar(2, 5, 0.7),
        scalar(99, 5, 0.7)});
    QCOMPARE(runs.index(1, 0).data(RunList::FractionRole).toDouble(), 0.5);
    QCOMPARE(runs.index(1, RunList::LossColumn).data().toString(), QLocale().toString(0.7, 'f', 3));
    runs.apply({{.kind = engine::Event::Kind::RunState, .run = RunId{2}, .state = engine::RunState::Finished}});
    QCOMPARE(ended, 1);
    QVERIFY(runs.hasActive());
}

void TestModels::eventsToldTwiceCountOnce()
{
    RunList runs;
    runs.setRuns({run(1)});
    runs.apply(
        {scalar(1, 10, 1.0), scalar(1, 20, 0.5), scalar(1, 10, 1.0), scalar(1, 20, 0.5), scalar(1, 30, 0.25)});
    const RunCurve& curve = runs.runs().front().curves.at("train/loss");
    QCOMPARE(curve.steps, (std::vector<double>{10, 20, 30}));
    QCOMPARE(curve.values, (std::vector<double>{1.0, 0.5, 0.25}));
}

void TestModels::aLostEngineInterruptsWhatWasActive()
{
    RunList runs;
    runs.setRuns({run(1, engine::RunState::Running), run(2, engine::RunState::Finished)});
    runs.interruptAll();
    QCOMPARE(runs.runs()[0].info.state, engine::RunState::Interrupted);
    QCOMPARE(runs.runs()[1].info.state, engine::RunState::Finished);
    QVERIFY(!runs.hasActive());
}

void TestModels::jobsCountAndCancel()
{
    JobList jobs;
    const Tester tester(&jobs, kFatal);
    const CancelSource cancel;
    jobs.add(1, QStringLiteral("first"), cancel);
    jobs.add(2, QStringLiteral("second"), {});
    jobs.update(1, {.stage = "read", .done = 50, .total = 200, .elapsedSeconds = 5.0});
    QCOMPARE(jobs.index(0).data(JobList::FractionRole).toDouble(), 0.25);
    QCOMPARE(jobs.index(0).data(JobList::SecondsLeftRole).toDouble(), 15.0);
    QCOMPARE(jobs.index(0).data(JobList::RateRole).toString(), QStringLiteral("10/s"));
    jobs.cancel(0);
    QVERIFY(cancel.token().isCancelled());
    jobs.finish(7, true);
    jobs.finish(1, false);
    QCOMPARE(jobs.rowCount(), 1);
}

void TestModels::sampleFiltersFindWhatTheySay()
{
    const auto split = prepareSplit(*snapshotOf(2), "test")->active; // wrong: m0 at 0, 2, 4, …; m1 at 0, 3, 6, …
    using Kind = SampleFilter::Kind;
    QCOMPARE(findSamples(*split, {.kind = Kind::All}).size(), 60U);
    QCOMPARE(findSamples(*split, {.kind = Kind::WrongFor, .model = 1}).size(), 20U);
    QCOMPARE(findSamples(*split, {.kind = Kind::AllWrong}).size(), 10U); // multiples of 6
    QCOMPARE(findSamples(*split, {.kind = Kind::Disagreement}).size(), 30U); // exactly one errs: 20 + 10
    QCOMPARE(findSamples(*split, {.kind = Kind::Chosen, .chosen = {3, 70}}), std::vector<std::uint32_t>{3});
    QVERIFY(findSamples(*split, {.kind = Kind::WrongFor, .model = 9}).empty());
}

QTEST_MAIN(TestModels)
#include "test_models.moc"
