// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "tests/ui/runs/run_files.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/runs/config_panel.h"
#include "ui/pages/runs/curves_panel.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_log_panel.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

class RunsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutRunsItSaysWhatToDo();
    void theRunsOfTheProjectAreThereAtOnce();
    void theFilterIsAnExpression();
    void selectedRunsAreDrawnAlone();
    void seedsBecomeOneLineWithABand();
    void everyAxisIsOnOffer();
    void configurationsShowWhereTheyDiffer();
    void theLogTellsWhatTheRunSaid();
    void sortingKeepsTheSelection();
    void columnsAndChoicesComeBack();
    void eventsOfARunningOneGrowItsCurve();
    void finishedRunsCanJoinAPool();
    void theCommandNamesWhatIsShown();
    void theExportedFigureIsTheOneShown();
    void anExportOfNothingSaysSo();

private:
    void openRuns();
    RunsPage& page() { return *static_cast<RunsPage*>(m_kit->window->currentPage()); }
    plots::Curves& curves() { return page().curves().curves(); }
    RunTable& model() { return page().table().model(); }
    void choose(QComboBox& box, const QString& data);
    QString cell(int row, const char* column);
    std::unique_ptr<test::WindowKit> m_kit;
};

void RunsPageTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1400, 900});
}

void RunsPageTest::cleanup()
{
    m_kit.reset();
}

void RunsPageTest::openRuns()
{
    const QString project = m_kit->makeProject();
    test::writeRuns(project);
    m_kit->openProject(project);
    m_kit->window->showPage(u"runs"_s);
    QTRY_COMPARE(model().rowCount(), 6);
    QTRY_COMPARE(curves().seriesCount(), std::size_t(6));
}

void RunsPageTest::choose(QComboBox& box, const QString& data)
{
    const int index = box.findData(data);
    QVERIFY2(index >= 0, qPrintable(data));
    box.setCurrentIndex(index);
    Q_EMIT box.activated(index);
    m_kit->settle();
}

QString RunsPageTest::cell(int row, const char* column)
{
    const auto& columns = model().columns();
    const auto found = std::ranges::find(columns, columnFromText(column));
    return model().index(row, int(found - columns.begin())).data().toString();
}

void RunsPageTest::withoutRunsItSaysWhatToDo()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"runs"_s);
    m_kit->settle();
    QCOMPARE(model().rowCount(), 0);
    QVERIFY(page().findChild<EmptyState*>()->isVisible());
}

void RunsPageTest::theRunsOfTheProjectAreThereAtOnce()
{
    openRuns();
    QAbstractItemModelTester tester(&model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(cell(0, "name"), u"lenet5-3"_s); // the newest first
    QCOMPARE(cell(0, "best(val/accuracy)"), u"0.86"_s);
    QCOMPARE(cell(0, "last(train/loss)"), u"0.3"_s);
    QCOMPARE(cell(0, "seconds"), u"20.0"_s);
    QCOMPARE(cell(0, "last(test/accuracy)"), u"–"_s);
    QCOMPARE(curves().points(0).size(), std::size_t(20));
}

void RunsPageTest::theFilterIsAnExpression()
{
    openRuns();
    page().table().filter().setText(u"model = mlp and best(val/accuracy) > 0.815"_s);
    QCOMPARE(model().rowCount(), 2);
    m_kit->settle();
    QTRY_COMPARE(curves().seriesCount(), std::size_t(2));
    page().table().filter().setText(u"model ="_s); // half typed: the last whole one stays
    QCOMPARE(model().rowCount(), 2);
    QVERIFY(page().table().filter().toolTip().contains(u"column 8"));
    page().table().filter().clear();
    QCOMPARE(model().rowCount(), 6);
}

void RunsPageTest::selectedRunsAreDrawnAlone()
{
    openRuns();
    page().table().select({RunId{2}, RunId{5}}, {});
    QTRY_COMPARE(curves().seriesCount(), std::size_t(2));
    QCOMPARE(page().presenter().figure().plot.series[0].name, u"mlp-2"_s);
    QCOMPARE(page().presenter().figure().plot.series[0].category, std::size_t(1)); // its colour stays
    QTest::keyClick(&page(), Qt::Key_Escape);
    QTRY_COMPARE(curves().seriesCount(), std::size_t(6));
}

// Losses of mlp at iteration 20: 1/20, 2/20, 3/20; mean 0.1, deviation 0.05.
void RunsPageTest::seedsBecomeOneLineWithABand()
{
    openRuns();
    choose(page().curves().group(), u"configuration"_s);
    QTRY_COMPARE(curves().seriesCount(), std::size_t(2));
    const auto& series = page().presenter().figure().plot.series[0];
    QVERIFY2(series.name.contains(u"n = 3"), qPrintable(series.name));
    QCOMPARE(series.points.back().y, 0.1);
    QCOMPARE(series.low.back(), 0.05);
    QCOMPARE(series.high.back(), 0.15);
}

void RunsPageTest::everyAxisIsOnOffer()
{
    openRuns();
    const std::vector<std::pair<QString, double>> ends{
        {u"epoch"_s, 2}, {u"samples"_s, 1280}, {u"time"_s, 19}, {u"step"_s, 20}};
    for (const auto& [axis, end] : ends) {
        choose(page().curves().axis(), axis);
        QTRY_COMPARE(curves().points(0).back().x, end);
    }
    QCOMPARE(page().presenter().figure().plot.marks.size(), std::size_t(2)); // ends of the epochs
}

void RunsPageTest::configurationsShowWhereTheyDiffer()
{
    openRuns();
    page().table().select({RunId{1}, RunId{4}}, {});
    ConfigTable& table = page().configs().model();
    QCOMPARE(table.columnCount(), 3);
    QCOMPARE(table.index(0, 0).data().toString(), u"Model"_s); // differences come first
    QVERIFY(table.index(0, 0).data(ConfigTable::DiffersRole).toBool());
    QVERIFY(table.rowCount() > 10);
    page().configs().differencesOnly().setChecked(true);
    QCOMPARE(table.rowCount(), 1);
    QCOMPARE(table.index(0, 2).data().toString(), u"lenet5"_s);
}

void RunsPageTest::theLogTellsWhatTheRunSaid()
{
    openRuns();
    page().findChild<QDockWidget*>(u"run-log"_s)->raise();
    page().table().select({RunId{3}}, {});
    QTRY_VERIFY(page().log().text().contains(u"mlp-3 says hello"));
    QVERIFY(!page().log().text().contains(u"mlp-2"));
}

void RunsPageTest::sortingKeepsTheSelection()
{
    openRuns();
    page().table().select({RunId{2}}, {});
    page().table().table().sortByColumn(0, Qt::AscendingOrder);
    QCOMPARE(cell(0, "name"), u"lenet5-1"_s);
    QCOMPARE(page().table().selected(), (std::vector<RunId>{RunId{2}}));
}

void RunsPageTest::columnsAndChoicesComeBack()
{
    openRuns();
    model().setColumns({columnFromText("name"), columnFromText("min(train/loss)")});
    choose(page().curves().quantity(), u"val/accuracy"_s);
    choose(page().curves().axis(), u"epoch"_s);
    page().table().filter().setText(u"lenet5"_s);
    const QJsonObject state = page().viewState();
    m_kit.reset();
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1400, 900});
    openRuns();
    page().restoreViewState(state);
    m_kit->settle();
    QCOMPARE(model().columnCount(), 2);
    QCOMPARE(model().rowCount(), 3);
    QCOMPARE(page().presenter().query().tag, std::string("val/accuracy"));
    QCOMPARE(page().presenter().query().axis, study::XAxis::Epoch);
}

void RunsPageTest::eventsOfARunningOneGrowItsCurve()
{
    const QString project = m_kit->makeProject();
    test::writeRuns(project);
    m_kit->engine.runs
        = {{.id = RunId{6}, .config = {.name = "lenet5-3"}, .state = engine::RunState::Running, .batch = "six"}};
    m_kit->openProject(project);
    m_kit->window->showPage(u"runs"_s);
    m_kit->bench->engine.follow();
    QTRY_COMPARE(model().rowCount(), 6);
    QTRY_COMPARE(cell(0, "state"), u"running"_s);
    const auto say = [this](std::uint64_t step) {
        m_kit->engine.emitEvent({.number = ++m_kit->engine.number,
            .time = 2000.0 + double(step),
            .kind = engine::Event::Kind::Scalar,
            .run = RunId{6},
            .text = "train/loss",
            .step = step,
            .value = 1.0 / double(step)});
    };
    say(1); // the store has told it
    say(25);
    QTRY_COMPARE(cell(0, "last(train/loss)"), u"0.04"_s);
    page().table().select({RunId{6}}, {});
    QTRY_COMPARE(curves().seriesCount(), std::size_t(1));
    QTRY_COMPARE(curves().points(0).size(), std::size_t(21)); // 20 of the store
    for (std::uint64_t step = 26; step <= 504; ++step)
        say(step);
    QTRY_COMPARE(curves().points(0).size(), std::size_t(500));
    QTRY_COMPARE(cell(0, "last(train/loss)"), u"0.0019841"_s);
    QVERIFY(page().actions().cancel().isEnabled());
    page().actions().cancel().trigger();
    m_kit->settle();
    QCOMPARE(m_kit->engine.cancelled, (std::vector<RunId>{RunId{6}}));
}

void RunsPageTest::finishedRunsCanJoinAPool()
{
    openRuns();
    QVERIFY(!page().actions().join().isEnabled());
    page().table().select({RunId{1}}, {});
    QVERIFY(page().actions().join().isEnabled());
    QVERIFY(!page().actions().cancel().isEnabled());
}

void RunsPageTest::theCommandNamesWhatIsShown()
{
    openRuns();
    choose(page().curves().quantity(), u"val/accuracy"_s);
    choose(page().curves().axis(), u"epoch"_s);
    page().table().select({RunId{2}, RunId{5}}, {});
    QTRY_VERIFY2(curves().command().contains(u"--view 'curves:val/accuracy over epoch where id = 2 or id = 5'"),
        qPrintable(curves().command()));
}

void RunsPageTest::theExportedFigureIsTheOneShown()
{
    openRuns();
    choose(page().curves().group(), u"configuration"_s);
    QTRY_COMPARE(curves().seriesCount(), std::size_t(2));
    const auto view = parseView("curves:train/loss by configuration");
    QVERIFY(view.ok());
    const auto figure = computeCurves(*view, m_kit->bench->workspace.path().toStdString(), CancelToken{});
    QVERIFY2(figure.ok(), figure ? "" : describe(figure.error()).c_str());
    const auto& drawn = std::get<plots::CurvesData>(figure->content);
    const auto& shown = page().presenter().figure().plot;
    QCOMPARE(drawn.series.size(), shown.series.size());
    for (std::size_t i = 0; i < drawn.series.size(); ++i) {
        QCOMPARE(drawn.series[i].name, shown.series[i].name);
        QVERIFY(drawn.series[i].points == shown.series[i].points);
        QCOMPARE(drawn.series[i].high, shown.series[i].high);
        QCOMPARE(drawn.series[i].category, shown.series[i].category);
    }
}

void RunsPageTest::anExportOfNothingSaysSo()
{
    const QString project = m_kit->makeProject();
    const auto figure = computeCurves(*parseView("curves:train/loss"), project.toStdString(), CancelToken{});
    QVERIFY(!figure.ok());
    QCOMPARE(figure.error().code, ErrorCode::Usage);
}

QTEST_MAIN(RunsPageTest)
#include "page_test.moc"
