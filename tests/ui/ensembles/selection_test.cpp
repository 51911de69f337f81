// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/heatmap.h"
#include "plots/scatter.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/convention_dialog.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/query_bar.h"
#include "ui/pages/ensembles/scatter_pane.h"
#include "ui/pages/ensembles/selection_form.h"
#include "ui/pages/ensembles/selection_panel.h"
#include "ui/pages/ensembles/selection_threshold.h"
#include "ui/pages/ensembles/team_view.h"
#include "ui/widgets/slider_box.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Members;
using ensemble::Metric;
using jobs::SelectionMethod;

class SelectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void teamsAreChosenAtOnce();
    void everyMethodIsOnOfferAndShowsItsParametersOnly_data();
    void everyMethodIsOnOfferAndShowsItsParametersOnly();
    void chosenTeamsAreMarkedWithoutBeingSelected();
    void selectingTheChosenTeamsMakesThemTheSelection();
    void whatIsSelectedMeanwhileIsNotOverruledByTheChosenTeams();
    void onlyTheChosenTeamsCanBeListed();
    void statisticsStandSideBySide();
    void sameSplitForBothIsMarkedWhereverTheResultShows();
    void theThresholdIsDrawnWhereTheScatterShowsItsNumbers();
    void thePlaneOfTheSelectionHasThresholdsOfEachSize();
    void twoMeansShowsItsClustersForEachFocalMember();
    void methodsThatLookAtAccuracyAloneHaveNoPlane();
    void theConventionReachesEveryAnswer();
    void theDialogCountsWhatDiffersHere();
    void cancellingLeavesNoAnswer();
    void aRefusedQuestionIsExplained();
    void anotherPoolIsChosenFromAgain();
    void aHiddenPanelAsksNothing();
    void linksOfTheOutcomeSelectTheirTeam();
    void theRequestSurvivesASession();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    SelectionPresenter& presenter() { return page().selection(); }
    SelectionPanel& panel() { return page().selectionPanel(); }
    const jobs::TeamSelection& result() { return presenter().answer()->selection; }
    void ask(SelectionMethod method);
    void ask(const SelectionRequest& request);
    std::unique_ptr<test::WindowKit> m_kit;
};

void SelectionTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1500, 950);
    m_kit->openProject(m_kit->makeProject(u"p.cobench"_s, 5));
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
}

void SelectionTest::cleanup()
{
    m_kit.reset();
}

void SelectionTest::ask(SelectionMethod method)
{
    SelectionRequest request = presenter().request();
    request.options.method = method;
    ask(request);
}

void SelectionTest::ask(const SelectionRequest& request)
{
    presenter().setRequest(request);
    m_kit->settle();
}

void SelectionTest::teamsAreChosenAtOnce()
{
    QVERIFY(presenter().answer());
    QCOMPARE(result().options.method, SelectionMethod::Focal);
    QCOMPARE(presenter().answer()->selectSplit, u"val"_s);
    QCOMPARE(presenter().answer()->reportSplit, u"test"_s);
    QVERIFY(panel().status().text().contains(u"of 26 teams chosen"));
    panel().form().method().setCurrentIndex(static_cast<int>(SelectionMethod::Top));
    panel().form().count().setValue(3);
    m_kit->settle();
    QCOMPARE(result().choice.teams.size(), std::size_t(3));
    QVERIFY(panel().status().text().startsWith(u"3 of 26"));
}

void SelectionTest::everyMethodIsOnOfferAndShowsItsParametersOnly_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<bool>("metric");
    QTest::addColumn<bool>("metrics");
    QTest::addColumn<bool>("beta");
    QTest::addColumn<bool>("size");
    QTest::addColumn<bool>("count");
    const auto row =
        [](const char* name, SelectionMethod method, bool metric, bool metrics, bool beta, bool size, bool count) {
            QTest::newRow(name) << static_cast<int>(method) << metric << metrics << beta << size << count;
        };
    row("mean", SelectionMethod::Mean, true, false, false, false, false);
    row("eq", SelectionMethod::Eq, false, true, false, false, false);
    row("borda", SelectionMethod::Borda, false, true, false, false, true);
    row("hierarchical", SelectionMethod::Hierarchical, true, false, true, true, false);
    row("beam", SelectionMethod::Beam, false, false, false, false, true);
    row("exact", SelectionMethod::Exact, false, false, false, true, false);
}

void SelectionTest::everyMethodIsOnOfferAndShowsItsParametersOnly()
{
    QFETCH(int, method);
    SelectionForm& form = panel().form();
    QCOMPARE(form.method().count(), static_cast<int>(jobs::kAllSelectionMethods.size()));
    form.method().setCurrentIndex(method);
    m_kit->settle();
    QVERIFY(presenter().answer());
    QTEST(form.metric().isVisible(), "metric");
    QTEST(form.metricBox(Metric::GD).isVisible(), "metrics");
    QTEST(form.beta().isVisible(), "beta");
    QTEST(form.size().isVisible(), "size");
    QTEST(form.count().isVisible(), "count");
    QVERIFY(form.method().toolTip().contains(u"<code>"));
}

void SelectionTest::chosenTeamsAreMarkedWithoutBeingSelected()
{
    ask(SelectionMethod::Mean);
    QVERIFY(!result().choice.teams.empty());
    QCOMPARE(page().scatter().marked().size(), result().choice.teams.size());
    QCOMPARE(page().teams().model().chosenCount(), result().choice.teams.size());
    const TeamTable& table = page().teams().model();
    const auto row = *table.rowOf(*page().presenter().teams()->teams.find(result().choice.teams.front().members));
    QVERIFY(table.data(table.index(row, 0), TeamTable::ChosenRole).toBool());
    QVERIFY(table.data(table.index(row, 0), Qt::FontRole).value<QFont>().bold());
    QVERIFY(m_kit->bench->selection.teams().empty());
}

void SelectionTest::selectingTheChosenTeamsMakesThemTheSelection()
{
    panel().selectButton().click();
    QCOMPARE(m_kit->bench->selection.teams().size(), result().choice.teams.size());
    QCOMPARE(m_kit->bench->selection.teams().front(), result().choice.teams.front().members);
}

void SelectionTest::whatIsSelectedMeanwhileIsNotOverruledByTheChosenTeams()
{
    m_kit->openProject(m_kit->makeProject(u"many.cobench"_s, 16));
    SelectionRequest request = presenter().request();
    request.options.method = SelectionMethod::Top;
    request.options.count = 25000;
    ask(request);
    QTRY_VERIFY(presenter().answer());
    QVERIFY(result().choice.teams.size() > kQuickTeams); // a worker makes them
    presenter().selectChosen();
    m_kit->bench->selection.setTeams({{1, 2}});
    m_kit->settle();
    QCOMPARE(m_kit->bench->selection.teams(), (std::vector<Members>{{1, 2}}));
}

void SelectionTest::onlyTheChosenTeamsCanBeListed()
{
    ask(SelectionMethod::Mean);
    const QAbstractItemModelTester tester(&page().teams().model());
    page().teams().chosenFilter().setChecked(true);
    QCOMPARE(page().teams().model().rowCount(), static_cast<int>(result().choice.teams.size()));
    SelectionRequest request = presenter().request();
    request.options.method = SelectionMethod::Top;
    request.options.count = 4;
    ask(request);
    QCOMPARE(page().teams().model().rowCount(), 4);
    page().teams().chosenFilter().setChecked(false);
    QCOMPARE(page().teams().model().rowCount(), 26);
}

void SelectionTest::statisticsStandSideBySide()
{
    SelectionStatisticsTable& table = panel().statistics();
    const QAbstractItemModelTester tester(&table);
    QCOMPARE(table.columnCount(), 3);
    QCOMPARE(table.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"val"_s);
    QCOMPARE(table.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"test"_s);
    for (int row = 0; row < table.rowCount(); ++row)
        QVERIFY(
            !table.index(row, SelectionStatisticsTable::kNameColumn).data(Qt::ToolTipRole).toString().isEmpty());
    QCOMPARE(table.data(table.index(table.rowCount() - 1, 2), Qt::DisplayRole).toString(),
        QString::number(100.0 * *result().onReport.regret, 'f', 2));
    QVERIFY(panel().outcome().text().contains(u"In hindsight"));
}

void SelectionTest::sameSplitForBothIsMarkedWhereverTheResultShows()
{
    QVERIFY(!panel().warning().isVisible());
    panel().form().selectSplit().setCurrentText(u"test"_s);
    m_kit->settle();
    QVERIFY(result().selectedOnReportedData);
    QVERIFY(panel().warning().isVisible());
    QCOMPARE(panel().statistics().columnCount(), 2);
    QVERIFY(panel().outcome().text().contains(u"selected on"));
    page().scatterPane().plane().setCurrentIndex(1);
    QVERIFY(page().scatter().note().contains(u"selected on the reported data"));
    QVERIFY(chosenTeamsTable(*presenter().answer()).caption.contains(u"selected on the reported data"));
}

void SelectionTest::theThresholdIsDrawnWhereTheScatterShowsItsNumbers()
{
    ask(SelectionMethod::Mean); // by GD on val, the scatter shows test
    QVERIFY(page().scatter().data().lines.empty());
    m_kit->bench->workspace.selectSplit(u"val"_s);
    m_kit->settle();
    QCOMPARE(page().scatter().data().lines.size(), std::size_t(1));
    QCOMPARE(page().scatter().data().lines.front().at, result().choice.thresholds.front().value);
    page().bar().metric().setCurrentIndex(static_cast<int>(Metric::QS));
    Q_EMIT page().bar().metric().activated(static_cast<int>(Metric::QS));
    m_kit->settle();
    QCOMPARE(presenter().request().metric, Metric::QS); // one metric for the page and its docks
    QCOMPARE(page().scatter().data().lines.front().at, result().choice.thresholds.front().value);
    SelectionRequest request = presenter().request();
    request.metric = Metric::DF;
    ask(request);
    QCOMPARE(page().presenter().query().metric, Metric::DF);
    QCOMPARE(page().bar().metric().currentIndex(), static_cast<int>(Metric::DF));
    page().bar().value().setCurrentIndex(1); // raw: low is diverse
    Q_EMIT page().bar().value().activated(1);
    m_kit->settle();
    QCOMPARE(page().scatter().data().lines.front().at, 1.0 - result().choice.thresholds.front().value);
}

void SelectionTest::thePlaneOfTheSelectionHasThresholdsOfEachSize()
{
    page().scatterPane().plane().setCurrentIndex(1);
    const plots::ScatterData& data = page().scatter().data();
    QVERIFY(data.xTitle.contains(u"FQ"));
    QCOMPARE(data.lines.size(), result().choice.thresholds.size());
    for (const plots::ScatterLine& line : data.lines)
        QVERIFY(line.group && *line.group < data.groups.size());
    QVERIFY(!page().scatterPane().focal().isVisible());
    std::size_t points = 0;
    for (const ensemble::ComparedGroup& group : result().choice.groups)
        points += group.teams.size();
    QCOMPARE(page().scatter().pointCount(), points);
    page().scatterPane().plane().setCurrentIndex(0);
    QCOMPARE(page().scatter().pointCount(), std::size_t(26));
}

void SelectionTest::twoMeansShowsItsClustersForEachFocalMember()
{
    ask(SelectionMethod::KMeans);
    page().scatterPane().plane().setCurrentIndex(1);
    QVERIFY(page().scatterPane().focal().isVisible());
    QCOMPARE(page().scatterPane().focal().count(), 5);
    page().scatterPane().focal().setCurrentIndex(2);
    const plots::ScatterData& data = page().scatter().data();
    QVERIFY(data.xTitle.contains(u"m2"));
    bool hollow = false;
    bool filled = false;
    for (const plots::ScatterGroup& group : data.groups)
        for (std::size_t i = 0; i < group.ids.size(); ++i) {
            const Members members = page().presenter().teams()->teams.scores.members(group.ids[i]);
            QVERIFY(std::ranges::binary_search(members, 2U));
            (group.hollow[i] != 0 ? hollow : filled) = true;
        }
    QVERIFY(hollow && filled);
    QVERIFY(page().scatter().note().contains(u"hollow"));
}

void SelectionTest::methodsThatLookAtAccuracyAloneHaveNoPlane()
{
    ask(SelectionMethod::Beam);
    page().scatterPane().plane().setCurrentIndex(1);
    QCOMPARE(page().scatter().pointCount(), std::size_t(0));
    QVERIFY(page().scatter().note().contains(u"accuracy alone"));
}

void SelectionTest::theConventionReachesEveryAnswer()
{
    EnsembleQuery query = page().presenter().query();
    query.metric = Metric::QS;
    query.convention = ensemble::Convention::Reference;
    page().presenter().setQuery(query);
    m_kit->settle();
    QCOMPARE(page().presenter().matrix()->matrix.options.convention, ensemble::Convention::Reference);
    QCOMPARE(result().options.convention, ensemble::Convention::Reference);
    QVERIFY(page().matrix().note().contains(u"reference"));
    QVERIFY(page().scatter().note().contains(u"reference"));
    QVERIFY(page().matrix().command().isEmpty()); // no command draws it
    QVERIFY(presenter().command().endsWith(u"--convention reference"));
    QCOMPARE(page().bar().convention().currentIndex(), 1);
    QCOMPARE(queryFromJson(toJson(query)), query);
}

void SelectionTest::theDialogCountsWhatDiffersHere()
{
    ConventionDialog dialog(presenter());
    m_kit->settle();
    const QString text = dialog.here().text();
    QVERIFY2(text.contains(u"corrected chooses %1 teams"_s.arg(result().choice.teams.size())), qPrintable(text));
    ConventionTable table;
    const QAbstractItemModelTester tester(&table);
    for (int row = 0; row < table.rowCount(); ++row)
        for (int column = 0; column < table.columnCount(); ++column)
            QVERIFY(!table.data(table.index(row, column), Qt::DisplayRole).toString().isEmpty());
}

void SelectionTest::cancellingLeavesNoAnswer()
{
    SelectionRequest request = presenter().request();
    request.options.method = SelectionMethod::Exact;
    presenter().setRequest(request);
    QVERIFY(presenter().isRunning());
    presenter().cancel();
    m_kit->settle();
    QVERIFY(!presenter().answer());
    QCOMPARE(panel().status().text(), u"Cancelled."_s);
    QVERIFY(!panel().selectButton().isEnabled());
    QVERIFY(page().scatter().marked().empty());
}

void SelectionTest::aRefusedQuestionIsExplained()
{
    SelectionRequest request = presenter().request();
    request.options.minSize = 6;
    ask(request);
    QVERIFY(!presenter().answer());
    QVERIFY(panel().status().text().contains(u"5 models"));
}

void SelectionTest::anotherPoolIsChosenFromAgain()
{
    m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
    m_kit->settle();
    QCOMPARE(result().choice.evaluated, std::uint64_t(11));
    QCOMPARE(panel().form().size().maximum(), 4);
}

void SelectionTest::aHiddenPanelAsksNothing()
{
    auto* dock = page().findChild<QDockWidget*>(u"selection"_s);
    QVERIFY(dock);
    dock->hide();
    m_kit->settle();
    QVERIFY(!presenter().answer());
    QVERIFY(page().scatter().marked().empty());
    dock->show();
    m_kit->settle();
    QVERIFY(presenter().answer());
}

void SelectionTest::linksOfTheOutcomeSelectTheirTeam()
{
    Q_EMIT panel().outcome().linkActivated(u"team:1,3"_s);
    QCOMPARE(m_kit->bench->selection.teams(), (std::vector<Members>{{1, 3}}));
    QCOMPARE(m_kit->bench->selection.models(), (Members{1, 3}));
}

void SelectionTest::theRequestSurvivesASession()
{
    SelectionRequest request = presenter().request();
    request.options.method = SelectionMethod::Hierarchical;
    request.options.beta = 0.25;
    request.options.size = 3;
    request.options.seed = 7;
    request.metric = Metric::FK;
    request.metrics = {Metric::CK, Metric::BD};
    request.options.rule = ensemble::Consensus::Plurality;
    request.selectSplit = u"test"_s;
    ask(request);
    const QJsonObject state = page().viewState();
    ask(SelectionRequest());
    page().restoreViewState(state);
    m_kit->settle();
    QCOMPARE(presenter().request(), request);
    QCOMPARE(panel().form().beta().value(), 0.25);
    QCOMPARE(result().options.rule, std::optional(ensemble::Consensus::Plurality));
}

QTEST_MAIN(SelectionTest)
#include "selection_test.moc"
