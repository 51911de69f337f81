// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy_text.h"
#include "plots/scatter.h"
#include "tests/ui/learning_rates/gated_trainer.h"
#include "tests/ui/learning_rates/recorded_ranking.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/rank_choice_bar.h"
#include "ui/pages/learning_rates/rank_dialog.h"
#include "ui/pages/learning_rates/rank_panel.h"
#include "ui/pages/learning_rates/rank_status.h"
#include "ui/pages/learning_rates/rank_view_bar.h"
#include "ui/pages/runs/launch_form.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

/// Ten iterations an epoch; the accuracy of FIX is ten times its rate, a hundredth less with each seed. `gate`
/// holds it back after the first epoch.
class RateIsAccuracy final : public test::GatedTrainer
{
public:
    explicit RateIsAccuracy(Gate gate)
        : GatedTrainer(std::move(gate), 10)
    {
    }
    Result<std::vector<jobs::TrainingEnd>> train(const std::vector<jobs::TrainingTask>& tasks,
        const std::string&,
        const Hear& hear,
        Progress&,
        const CancelToken& cancel) override
    {
        std::vector<jobs::TrainingEnd> ends;
        while (ends.size() < tasks.size())
            ends.push_back({.run = RunId{static_cast<std::int64_t>(m_accuracies.size() + ends.size() + 1)},
                .state = "finished"});
        for (std::uint32_t epoch = 1; epoch <= tasks.front().config.epochs; ++epoch) {
            if (epoch > 1)
                waitForGate(cancel);
            if (cancel.isCancelled())
                return cancelled();
            for (std::size_t i = 0; i < tasks.size(); ++i)
                hear({.task = i,
                    .run = ends[i].run,
                    .tag = "val/accuracy",
                    .step = 10.0 * epoch,
                    .value = accuracyOf(tasks[i].config)});
        }
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            hear({.task = i, .run = ends[i].run, .tag = "run/seconds", .value = 2.0});
            m_accuracies[ends[i].run] = accuracyOf(tasks[i].config);
        }
        return ends;
    }
    Result<std::shared_ptr<const data::Pool>> predictions(RunId run) override
    {
        auto split = std::make_shared<data::Split>();
        split->name = "test";
        std::vector<float> probabilities;
        for (int n = 0; n < 100; ++n) {
            const float right = n < 100.0 * m_accuracies.at(run) ? 0.75F : 0.25F;
            probabilities.insert(probabilities.end(), {right, 1.0F - right});
        }
        split->truth = Array<data::Label>(std::vector<data::Label>(100, 0));
        split->members.push_back({.probabilities = Array<float>(std::move(probabilities))});
        auto pool = std::make_shared<data::Pool>();
        pool->classes = 2;
        pool->models.resize(1);
        pool->splits.push_back(std::move(split));
        return std::shared_ptr<const data::Pool>(std::move(pool));
    }

private:
    static double accuracyOf(const train::TrainConfig& config)
    {
        return 10.0 * lr::parse(config.learningRate)->policies.front().k0 - 0.01 * double(config.seed);
    }
    std::map<RunId, double> m_accuracies;
};

lr::Schedule fixed(double rate)
{
    return {.policies = {{.k0 = rate}}};
}

jobs::RankOptions threeRates()
{
    return {
        .config = {.epochs = 2}, .policies = {fixed(0.05), fixed(0.09), fixed(0.07)}, .seeds = 2, .halves = false};
}

} // namespace

class RankPanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutRankingsItSaysWhatToDo();
    void policiesAreRankedWhileTheyAreTrained();
    void whatWasTrainedStaysWhenItIsStopped();
    void theOrderFollowsTheMetricAndTheTarget();
    void whatEarlierRunsTellIsRankedWithoutTraining();
    void earlierRunsAreComposed();
    void theSelectedPolicyIsComposed();
    void theTableIsExportedWithItsIntervals();
    void howItIsLookedAtIsRemembered();
    void theDialogListsWhatIsWrongAndWhatWillBeTrained();

private:
    RankPanel& panel() { return *m_panel; }
    QString cell(int row, int column) { return panel().table().index(row, column).data().toString(); }
    void trainThree();

    std::unique_ptr<test::WindowKit> m_kit;
    test::GatedTrainer::Gate m_gate;
    std::unique_ptr<Rankings> m_rankings;
    std::unique_ptr<RangeTests> m_tests;
    std::unique_ptr<Composer> m_composer;
    std::unique_ptr<RankPanel> m_panel;
};

void RankPanelTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1200, 800});
    m_gate = std::make_shared<std::atomic<bool>>(true);
    ui::Workbench& bench = *m_kit->bench;
    const auto prepare = [this]() -> MakeTrainer {
        return [gate = m_gate]() -> Result<std::unique_ptr<jobs::RunTrainer>> {
            return std::unique_ptr<jobs::RunTrainer>(new RateIsAccuracy(gate));
        };
    };
    m_rankings = std::make_unique<Rankings>(bench.workspace, prepare);
    m_tests = std::make_unique<RangeTests>(bench.workspace, prepare);
    m_composer = std::make_unique<Composer>(bench.workspace, bench.editor, bench.policies);
    m_panel = std::make_unique<RankPanel>(*m_composer, *m_rankings, *m_tests);
    m_panel->resize(1100, 500);
    m_panel->show();
}

void RankPanelTest::cleanup()
{
    m_panel.reset();
    m_composer.reset();
    m_rankings.reset();
    m_tests.reset();
    m_kit.reset();
}

void RankPanelTest::trainThree()
{
    m_rankings->start(threeRates(), u"three"_s);
    QTRY_VERIFY(!m_rankings->entries().front()->isRunning());
    m_kit->settle();
}

void RankPanelTest::withoutRankingsItSaysWhatToDo()
{
    QVERIFY(panel().findChild<EmptyState*>()->isVisible());
    trainThree();
    QVERIFY(!panel().findChild<EmptyState*>()->isVisible());
}

void RankPanelTest::policiesAreRankedWhileTheyAreTrained()
{
    QAbstractItemModelTester tester(&panel().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_gate->store(false);
    m_rankings->start(threeRates(), u"three"_s);
    QTRY_COMPARE(panel().table().rowCount(), 3);
    QTRY_VERIFY(panel().table().ranking().policies.back().mean(*jobs::findRankMetric("val_accuracy")).n == 2);
    QCOMPARE(panel().table().ranking().policies.front().schedule, fixed(0.09));
    QVERIFY(panel().choice().stopButton().isEnabled());
    QCOMPARE(cell(0, RankTable::StateColumn), u"running"_s);
    m_gate->store(true);
    QTRY_VERIFY(!m_rankings->entries().front()->isRunning());
    QVERIFY(!panel().choice().stopButton().isEnabled());
    QCOMPARE(cell(0, RankTable::StateColumn), u"finished, front"_s);
    QVERIFY2(panel().status().text().contains(u"First by test accuracy"_s), qPrintable(panel().status().text()));
    QCOMPARE(panel().front().pointCount(), std::size_t(3));
}

void RankPanelTest::whatWasTrainedStaysWhenItIsStopped()
{
    m_gate->store(false);
    m_rankings->start(threeRates(), u"three"_s);
    QTRY_COMPARE(panel().table().rowCount(), 3);
    QTest::mouseClick(&panel().choice().stopButton(), Qt::LeftButton);
    QTRY_VERIFY(!m_rankings->entries().front()->isRunning());
    QCOMPARE(panel().table().rowCount(), 3);
    QVERIFY(panel().status().text().contains(u"stopped"_s));
}

void RankPanelTest::theOrderFollowsTheMetricAndTheTarget()
{
    trainThree();
    panel().bar().choose(*jobs::findRankMetric("average_confidence"));
    QVERIFY(panel().status().text().contains(u"First by confidence"_s));
    panel().bar().choose(*jobs::findRankMetric("iterations"));
    QCOMPARE(panel().bar().cost().currentData().toString(), u"iterations"_s);
    QCOMPARE(panel().front().data().xTitle, u"Iterations"_s);
    panel().bar().choose(*jobs::findRankMetric("test_accuracy"));
    panel().bar().target().setValue(68.5);
    QCOMPARE(cell(0, RankTable::ReachedColumn), u"2 of 2"_s);
    QCOMPARE(cell(1, RankTable::ReachedColumn), u"1 of 2"_s);
    QCOMPARE(cell(2, RankTable::ReachedColumn), u"0 of 2"_s);
    panel().bar().within().setValue(9);
    QCOMPARE(cell(0, RankTable::ReachedColumn), u"0 of 2"_s);
}

void RankPanelTest::whatEarlierRunsTellIsRankedWithoutTraining()
{
    const QString project = m_kit->makeProject();
    test::writeRanking(project);
    m_kit->openProject(project);
    QTRY_COMPARE(panel().choice().choice().count(), 1);
    QVERIFY2(panel().choice().choice().currentText().contains(u"2 policies × 2 seeds"_s),
        qPrintable(panel().choice().choice().currentText()));
    QTRY_COMPARE(panel().table().rowCount(), 2);
    panel().bar().choose(*jobs::findRankMetric("val_accuracy"));
    QCOMPARE(panel().table().ranking().policies.front().schedule, fixed(0.08));
    QVERIFY(panel().command().startsWith(u"cobench-cli lr rank --project "_s));
    QVERIFY(panel().command().contains(u"--runs 3,4,1,2 --by val_accuracy"_s));
    trainThree();
    QCOMPARE(panel().choice().choice().count(), 2);
    QVERIFY(panel().choice().choice().currentText().startsWith(u"three"_s));
}

void RankPanelTest::earlierRunsAreComposed()
{
    const QString project = m_kit->makeProject();
    test::writeRanking(project);
    m_kit->openProject(project);
    QTRY_COMPARE(panel().table().rowCount(), 2);
    const Rankings::Entry& entry = *m_rankings->entries().front();
    m_rankings->compose(*m_rankings->entries().front(), 2);
    QTRY_VERIFY(!entry.isRunning());
    QVERIFY2(!entry.problem, qPrintable(QString::fromStdString(entry.problem ? describe(*entry.problem) : "")));
    QCOMPARE(entry.composed->runs.size(), std::size_t(4));
    QCOMPARE(entry.composed->best.schedule, fixed(0.08));
}

void RankPanelTest::theSelectedPolicyIsComposed()
{
    trainThree();
    panel().view().setCurrentIndex(panel().table().index(1, 0));
    QTest::keyClick(&panel().view(), Qt::Key_Return);
    QCOMPARE(m_composer->schedule(), fixed(0.07));
}

void RankPanelTest::theTableIsExportedWithItsIntervals()
{
    trainThree();
    const plots::PlotTable table = panel().shownTable();
    QCOMPARE(table.rows.size(), std::size_t(3));
    QCOMPARE(table.rows[0].size(), table.headers.size());
    const auto at = std::ranges::find(table.headers, u"Test accuracy [%]"_s) - table.headers.begin();
    const auto value
        = [&](std::ptrdiff_t column) { return std::get<double>(table.rows[0][static_cast<std::size_t>(column)]); };
    QVERIFY(std::abs(value(at) - 88.5) < 1e-9);
    QVERIFY(value(at + 1) < value(at) && value(at + 2) > value(at));
    QCOMPARE(std::get<QString>(table.rows[0][0]), u"lrPolicy_FIX+k0_0.09"_s);
}

void RankPanelTest::howItIsLookedAtIsRemembered()
{
    panel().bar().choose(*jobs::findRankMetric("cdac"));
    panel().bar().target().setValue(70.0);
    RankPanel other(*m_composer, *m_rankings, *m_tests);
    other.restoreViewState(panel().viewState());
    QCOMPARE(other.bar().by().currentData().toString(), u"cdac"_s);
    QCOMPARE(other.bar().view().target, 0.7);
    QVERIFY(!other.view().isColumnHidden(RankTable::ReachedColumn));
}

void RankPanelTest::theDialogListsWhatIsWrongAndWhatWillBeTrained()
{
    RankDialog dialog({{u"own"_s, fixed(0.3)}, {u"per epoch"_s, fixed(0.3), lr::Unit::Epoch}},
        {.low = 0.002, .high = 0.4, .rule = {}});
    QVERIFY2(dialog.problems().isEmpty(), qPrintable(dialog.problems()));
    QCOMPARE(dialog.lowest().text(), u"0.002"_s);
    QVERIFY2(dialog.plan().startsWith(u"14 policies × 3 seeds"_s), qPrintable(dialog.plan()));
    dialog.policies().item(0)->setCheckState(Qt::Checked);
    QCOMPARE(dialog.options().policies, std::vector{fixed(0.3)});
    QCOMPARE(dialog.options().candidates->families.size(), std::size_t(14));
    dialog.policies().item(1)->setCheckState(Qt::Checked);
    QVERIFY(dialog.problems().contains(u"another unit"_s));
    dialog.policies().item(1)->setCheckState(Qt::Unchecked);
    dialog.highest().setText(u"0.001"_s);
    QVERIFY(!dialog.startButton().isEnabled());
    dialog.highest().setText(u"0.1"_s);
    QVERIFY(dialog.startButton().isEnabled());
    for (int row = 1; row < dialog.policies().count(); ++row)
        dialog.policies().item(row)->setCheckState(Qt::Unchecked);
    QVERIFY(dialog.problems().contains(u"at least two"_s));
}

QTEST_MAIN(RankPanelTest)
#include "rank_test.moc"
