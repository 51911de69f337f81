// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/range_test_job.h"
#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"
#include "core/store/runs.h"
#include "core/train/config.h"
#include "plots/curves.h"
#include "tests/ui/learning_rates/gated_trainer.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/range_dialog.h"
#include "ui/pages/learning_rates/range_panel.h"
#include "ui/pages/runs/launch_form.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

/// The loss falls with the rates so far and explodes above a rate of 1; `gate` holds it back after 20 steps.
class FallingTrainer final : public test::GatedTrainer
{
public:
    explicit FallingTrainer(Gate gate)
        : GatedTrainer(std::move(gate), 200)
    {
    }
    Result<std::vector<jobs::TrainingEnd>> train(const std::vector<jobs::TrainingTask>& tasks,
        const std::string&,
        const Hear& hear,
        Progress&,
        const CancelToken& cancel) override
    {
        const lr::Schedule schedule = lr::parse(tasks.front().config.learningRate).value();
        double learned = 0.0;
        for (double step = 1.0; step <= 200.0; ++step) {
            if (step > 20.0)
                waitForGate(cancel);
            if (cancel.isCancelled())
                return cancelled();
            const double rate = lr::valueAt(schedule, step - 1.0);
            learned += rate;
            const double loss = rate <= 1.0 ? std::exp(-learned) : 100.0 * rate;
            if (!hear({.run = RunId{7}, .tag = "train/loss", .step = step, .value = loss}))
                return std::vector<jobs::TrainingEnd>{{RunId{7}, "cancelled", {}}};
        }
        return std::vector<jobs::TrainingEnd>{{RunId{7}, "finished", {}}};
    }
};

} // namespace

class RangeTestsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutTestsItSaysWhatToDo();
    void pointsComeInWhileItRunsAndTheIntervalIsMarked();
    void whatWasSeenStaysWhenItIsStopped();
    void severalLieOverEachOther();
    void theChosenTestStaysWhenTheListIsReadAgain();
    void aTestOfAnotherProjectHidesNoneOfThisOne();
    void whatIsComposedTakesTheInterval();
    void theCommandTrainsTheSameTest();
    void anEngineThatIsNotThereIsTold();
    void theDialogListsWhatIsWrong();

private:
    RangePanel& panel() { return *m_panel; }
    void start(const QString& name) { m_tests->start({.lowest = 1e-4, .highest = 100.0}, name); }
    std::unique_ptr<test::WindowKit> m_kit;
    test::GatedTrainer::Gate m_gate;
    bool m_hasEngine = true;
    std::unique_ptr<RangeTests> m_tests;
    std::unique_ptr<Composer> m_composer;
    std::unique_ptr<RangePanel> m_panel;
};

void RangeTestsTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1200, 800});
    m_gate = std::make_shared<std::atomic<bool>>(true);
    m_hasEngine = true;
    m_tests = std::make_unique<RangeTests>(m_kit->bench->workspace, [this]() -> MakeTrainer {
        return [gate = m_gate, hasEngine = m_hasEngine]() -> Result<std::unique_ptr<jobs::RunTrainer>> {
            if (!hasEngine)
                return Error{
                    .code = ErrorCode::Disconnected, .subject = "cobench-engine", .detail = "is not there"};
            return std::unique_ptr<jobs::RunTrainer>(new FallingTrainer(gate));
        };
    });
    ui::Workbench& bench = *m_kit->bench;
    m_composer = std::make_unique<Composer>(bench.workspace, bench.editor, bench.policies);
    m_panel = std::make_unique<RangePanel>(*m_composer, *m_tests);
    m_panel->resize(900, 500);
    m_panel->show();
}

void RangeTestsTest::cleanup()
{
    m_panel.reset();
    m_composer.reset();
    m_tests.reset();
    m_kit.reset();
}

void RangeTestsTest::withoutTestsItSaysWhatToDo()
{
    QVERIFY(panel().findChild<EmptyState*>()->isVisible());
    start(u"a"_s);
    QVERIFY(!panel().findChild<EmptyState*>()->isVisible());
    QTRY_VERIFY(!m_tests->tests().front()->isRunning());
    m_tests->forget(0);
    QVERIFY(panel().findChild<EmptyState*>()->isVisible());
}

void RangeTestsTest::pointsComeInWhileItRunsAndTheIntervalIsMarked()
{
    QAbstractItemModelTester tester(&panel().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_gate->store(false);
    start(u"lenet5-sgd"_s);
    QTRY_COMPARE(m_tests->tests().front()->seen.points.size(), std::size_t{20});
    QVERIFY(m_tests->tests().front()->isRunning());
    QCOMPARE(panel().curves().points(0).size(), std::size_t{20});
    m_gate->store(true);
    QTRY_VERIFY(!m_tests->tests().front()->isRunning());
    const jobs::RangeTest& seen = m_tests->tests().front()->seen;
    QVERIFY(seen.hasDiverged);
    QVERIFY(seen.suggestion.low > 0.0 && seen.suggestion.high <= 1.0);
    QVERIFY(panel().curves().isLogarithmic(Qt::Horizontal));
    QVERIFY(panel().rule().text().contains(QString::fromStdString(seen.suggestion.rule)));
    QCOMPARE(panel().table().index(0, RangeTable::StateColumn).data().toString(), u"diverged"_s);
}

void RangeTestsTest::whatWasSeenStaysWhenItIsStopped()
{
    m_gate->store(false);
    start(u"a"_s);
    QTRY_COMPARE(m_tests->tests().front()->seen.points.size(), std::size_t{20});
    m_tests->stop(0);
    QTRY_VERIFY(!m_tests->tests().front()->isRunning());
    QCOMPARE(m_tests->tests().front()->seen.points.size(), std::size_t{20});
    QCOMPARE(panel().table().index(0, RangeTable::StateColumn).data().toString(), u"stopped"_s);
}

void RangeTestsTest::severalLieOverEachOther()
{
    start(u"a"_s);
    start(u"b"_s);
    QTRY_VERIFY(!m_tests->tests()[0]->isRunning() && !m_tests->tests()[1]->isRunning());
    QCOMPARE(panel().curves().seriesCount(), std::size_t{2});
    const QModelIndex first = panel().table().index(0, RangeTable::NameColumn);
    QVERIFY(panel().table().setData(first, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(panel().curves().seriesCount(), std::size_t{1});
}

void RangeTestsTest::theChosenTestStaysWhenTheListIsReadAgain()
{
    start(u"a"_s);
    start(u"b"_s);
    QCOMPARE(panel().view().currentIndex().row(), 1); // the new one
    panel().view().setCurrentIndex(panel().table().index(0, 0));
    m_tests->reload();
    m_kit->settle();
    QCOMPARE(panel().view().currentIndex().row(), 0);
}

/// Runs are numbered from 1 in each project.
void RangeTestsTest::aTestOfAnotherProjectHidesNoneOfThisOne()
{
    start(u"a"_s); // run 7 of no project
    QTRY_VERIFY(!m_tests->tests().front()->isRunning());
    const QString project = m_kit->makeProject();
    {
        auto store = store::RunStore::open(project.toStdString(), store::RunStore::Role::Writer);
        QVERIFY(store.ok());
        const train::TrainConfig config{.learningRate = lr::format(jobs::sweepSchedule(0.01, 10.0, 4))};
        for (int run = 1; run <= 7; ++run) {
            const auto id = (*store)->createRun({.batch = std::string(jobs::kRangeTestBatch),
                .configJson = train::toJson(config),
                .state = "queued",
                .createdAt = 1.0});
            QVERIFY(id.ok() && (*store)->setState(*id, "finished", {}).ok());
        }
    }
    m_kit->openProject(project);
    m_tests->reload();
    m_kit->settle();
    QCOMPARE(m_tests->tests().size(), std::size_t(8));
    m_tests->forget(7);
    m_tests->reload();
    m_kit->settle();
    QCOMPARE(m_tests->tests().size(), std::size_t(7));
}

void RangeTestsTest::whatIsComposedTakesTheInterval()
{
    start(u"a"_s);
    QTRY_VERIFY(!m_tests->tests().front()->isRunning());
    panel().useInterval();
    const study::RateInterval& interval = m_tests->tests().front()->seen.suggestion;
    QCOMPARE(m_composer->schedule().policies.front().k0, interval.low);
    QCOMPARE(m_composer->schedule().policies.front().k1, interval.high);
}

void RangeTestsTest::theCommandTrainsTheSameTest()
{
    QVERIFY(panel().command().isEmpty());
    jobs::RangeTestOptions options{
        .config = {.name = "my test", .model = "mlp", .widths = {30, 20}, .nesterov = true},
        .lowest = 1e-4,
        .highest = 100.0,
        .points = 50};
    m_tests->start(options, u"a"_s);
    const QString command = panel().command();
    QCOMPARE(panel().curves().command(), command);
    QVERIFY2(command.startsWith(u"cobench-cli lr range-test --dataset "_s), qPrintable(command));
    for (const char* words :
        {"--model mlp", "--name 'my test'", "--nesterov", "--widths 30,20", "--from 1e-04", "--points 50"})
        QVERIFY2(command.contains(QString::fromLatin1(words)), qPrintable(command));
    QVERIFY2(!command.contains(u"--momentum"_s), qPrintable(command));
}

void RangeTestsTest::anEngineThatIsNotThereIsTold()
{
    m_hasEngine = false;
    start(u"a"_s);
    QTRY_VERIFY(!m_tests->tests().front()->isRunning());
    QVERIFY(panel().rule().text().contains(u"is not there"_s));
    QCOMPARE(panel().table().index(0, RangeTable::StateColumn).data().toString(), u"failed"_s);
}

void RangeTestsTest::theDialogListsWhatIsWrong()
{
    RangeDialog dialog;
    QVERIFY2(dialog.problems().isEmpty(), qPrintable(dialog.problems()));
    QVERIFY(dialog.startButton().isEnabled());
    dialog.lowest().setText(u"much"_s);
    QVERIFY(!dialog.startButton().isEnabled());
    QVERIFY(!dialog.problems().isEmpty());
    dialog.lowest().setText(u"0.001"_s);
    QCOMPARE(dialog.options().lowest, 0.001);
    QVERIFY(dialog.startButton().isEnabled());
}

QTEST_MAIN(RangeTestsTest)
#include "range_test.moc"
