// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "tests/ui/learning_rates/swept_runs.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/learning_rates_page.h"
#include "ui/pages/learning_rates/sweeps_panel.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

/// What came of each rate of the runs of a project.
class SweepsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_kit.reset(); }

    void withoutASweepItSaysWhatToDo();
    void everyOptimiserHasABowlAndItsNoise();
    void theTableHasEveryRate();
    void ratesThatDivergedAreMarked();
    void theRateThatIsLookedAtShowsItsEpochs();
    void anotherQuantityIsWorkedOut();
    void theCommandsNameTheSweep();
    void theChoiceIsKept();
    void tablesDroppedOnTheWindowAreRunsAndCanBeTakenBack();

private:
    void openSweeps();
    SweepsPanel& panel() { return page().sweeps(); }
    LearningRatesPage& page() { return *static_cast<LearningRatesPage*>(m_kit->window->currentPage()); }
    QString cell(int row, SweepTable::Column column)
    {
        return panel().table().index(row, column).data().toString();
    }
    void choose(QComboBox& box, const QString& data);
    std::unique_ptr<test::WindowKit> m_kit;
};

void SweepsTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1400, 900});
}

void SweepsTest::openSweeps()
{
    const QString project = m_kit->makeProject(u"swept.cobench"_s);
    test::writeSweep(project);
    m_kit->openProject(project);
    m_kit->window->showPage(u"learning-rates"_s);
    page().findChild<QDockWidget*>(u"sweeps"_s)->raise();
    m_kit->settle();
}

void SweepsTest::choose(QComboBox& box, const QString& data)
{
    QVERIFY(box.findData(data) >= 0);
    box.setCurrentIndex(box.findData(data));
    Q_EMIT box.activated(box.currentIndex());
    m_kit->settle();
}

void SweepsTest::withoutASweepItSaysWhatToDo()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"learning-rates"_s);
    page().findChild<QDockWidget*>(u"sweeps"_s)->raise();
    m_kit->settle();
    QVERIFY(panel().findChild<EmptyState*>()->isVisible());
    openSweeps();
    QVERIFY(!panel().findChild<EmptyState*>()->isVisible());
}

// Two series, and a band for sgd alone, which repeated a rate.
void SweepsTest::everyOptimiserHasABowlAndItsNoise()
{
    openSweeps();
    QCOMPARE(panel().group().currentText(), u"digits mlp, batch 8, 2 epochs"_s);
    QCOMPARE(panel().bowl().seriesCount(), std::size_t{3});
    QVERIFY(panel().bowl().isLogarithmic(Qt::Horizontal));
    QCOMPARE(panel().bowl().points(1)[0].y, 0.82); // sgd at 0.01
    QCOMPARE(panel().bowl().points(2)[0].y, 0.9); // its best, from end to end
    QCOMPARE(panel().bowl().points(2).back().x, 1.0);
}

void SweepsTest::theTableHasEveryRate()
{
    openSweeps();
    QAbstractItemModelTester tester(&panel().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(panel().table().rowCount(), 5);
    QCOMPARE(cell(2, SweepTable::SeriesColumn), u"sgd"_s);
    QCOMPARE(cell(2, SweepTable::CountColumn), u"2"_s);
    QCOMPARE(cell(2, SweepTable::MeanColumn), u"0.82"_s);
    QCOMPARE(cell(2, SweepTable::DeviationColumn), u"0.02828"_s);
    QCOMPARE(cell(3, SweepTable::NoiseColumn), u"best"_s);
    QCOMPARE(cell(2, SweepTable::NoiseColumn), u"no"_s);
    QCOMPARE(cell(4, SweepTable::DivergedColumn), u"1"_s);
    QCOMPARE(cell(4, SweepTable::MeanColumn), u"–"_s);
}

void SweepsTest::ratesThatDivergedAreMarked()
{
    openSweeps();
    const plots::PlotTable table = panel().bowl().tableData();
    QCOMPARE(table.headers.back(), u"Mark"_s);
    const auto marked = std::ranges::count_if(table.rows, [](const std::vector<plots::PlotCell>& row) {
        return std::get<QString>(row.back()).contains(u"diverged"_s);
    });
    QCOMPARE(marked, 1);
}

void SweepsTest::theRateThatIsLookedAtShowsItsEpochs()
{
    openSweeps();
    QCOMPARE(panel().epochs().title(), u"sgd at 0.1"_s); // the best of all
    Q_EMIT panel().bowl().pointClicked(1, 0.01);
    QCOMPARE(panel().epochs().title(), u"sgd at 0.01"_s);
    QCOMPARE(panel().epochs().seriesCount(), std::size_t{2});
    QCOMPARE(panel().epochs().points(0).back().x, 2.0);
    Q_EMIT panel().bowl().pointClicked(2, 1.0); // the band is of the best
    QCOMPARE(panel().epochs().title(), u"sgd at 0.1"_s);
    panel().view().sortByColumn(SweepTable::MeanColumn, Qt::AscendingOrder);
    panel().view().selectRow(0);
    QCOMPARE(panel().epochs().title(), u"adam at 0.01"_s);
}

void SweepsTest::anotherQuantityIsWorkedOut()
{
    openSweeps();
    choose(panel().quantity(), u"test/loss"_s);
    QCOMPARE(cell(0, SweepTable::MeanColumn), u"1.3"_s); // 2 - 0.7
    QVERIFY(panel().bowl().isLogarithmic(Qt::Vertical));
    choose(panel().quantity(), u"test/accuracy"_s);
    QVERIFY(!panel().bowl().isLogarithmic(Qt::Vertical));
    choose(panel().statistic(), u"best"_s);
    QCOMPARE(panel().sweeps().swept()->metric.statistic, study::Statistic::Best);
}

void SweepsTest::theCommandsNameTheSweep()
{
    openSweeps();
    const QString command = panel().sweeps().command();
    QVERIFY2(command.startsWith(u"cobench-cli lr sweep --project "_s), qPrintable(command));
    QVERIFY2(command.endsWith(u"--group 'digits mlp, batch 8, 2 epochs' --quantity test/accuracy --by last"_s),
        qPrintable(command));
    QVERIFY(panel().bowl().command().contains(u"--view 'sweep:digits mlp, batch 8, 2 epochs:test/accuracy'"_s));
}

void SweepsTest::theChoiceIsKept()
{
    openSweeps();
    choose(panel().quantity(), u"test/loss"_s);
    const QJsonObject state = panel().viewState();
    choose(panel().quantity(), u"test/accuracy"_s);
    panel().restoreViewState(state);
    QCOMPARE(panel().quantity().currentData().toString(), u"test/loss"_s);
}

void SweepsTest::tablesDroppedOnTheWindowAreRunsAndCanBeTakenBack()
{
    openSweeps();
    const auto write = [this](const QString& name, const QByteArray& text) {
        QFile file(m_kit->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    };
    write(u"runs.csv"_s, "run_id,optimizer,lr\n1,SGD,0.1\n2,SGD,0.2\n");
    write(u"epochs.csv"_s, "run_id,epoch,test_loss\n1,0,2\n1,1,1\n2,0,2\n");
    test::drop(*m_kit->window, {m_kit->path(u"runs.csv"_s), m_kit->path(u"epochs.csv"_s)});
    const auto edits = [this] {
        const std::scoped_lock lock(m_kit->engine.mutex);
        return m_kit->engine.edits;
    };
    QTRY_COMPARE(edits().size(), std::size_t{1});
    const engine::RunEdit first = edits().front().second;
    const auto* added = std::get_if<engine::AddRuns>(&first);
    QVERIFY(added && added->runs.size() == 2);
    QCOMPARE(added->runs[0].scalars.size(), std::size_t{2});
    QTRY_VERIFY(m_kit->bench->editor.undoStack().canUndo());
    m_kit->bench->editor.undoStack().undo();
    QTRY_COMPARE(edits().size(), std::size_t{3});
    QVERIFY(std::holds_alternative<engine::DeleteRun>(edits().back().second));
    m_kit->settle();
    m_kit->bench->editor.undoStack().redo();
    QTRY_COMPARE(edits().size(), std::size_t{4});
    QVERIFY(std::holds_alternative<engine::AddRuns>(edits().back().second));
    m_kit->settle();
}

QTEST_MAIN(SweepsTest)
#include "sweeps_test.moc"
