// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/heatmap.h"
#include "plots/scatter.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/pair_panel.h"
#include "ui/pages/ensembles/query_bar.h"
#include "ui/pages/ensembles/team_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Members;
using ensemble::Metric;

class EnsemblesPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAPoolItSaysWhatToDo();
    void oneModelIsToldToBeNoEnsemble();
    void everyMetricIsOnOfferWithItsFormula();
    void choosingAMetricRedrawsMatrixAndScatter();
    void rawAndScoreSwitchWithoutCountingAgain();
    void sampleSetsIncludeEachModelsNegatives();
    void clusteringReordersTheMatrixOnly();
    void clickingACellShowsItsTwoModels();
    void oneSelectionIsSharedByMatrixTableAndScatter();
    void brushingSelectsTeamsInTheTable();
    void hoverTravelsBetweenTheViews();
    void escapeClearsEverywhere();
    void theFilterIsShownAndRemovable();
    void aReorderedPoolKeepsTheFocalModel();
    void anExcludedFocalModelFallsBack();
    void anExcludedModelLeavesNothingToClickUntilTheNewFigures();
    void anotherSplitKeepsTheFiguresUntilTheNewOnes();
    void aReorderedPoolKeepsTheSelectedPair();
    void theSizeFilterOutlivesAnExclusion();
    void theViewStateComesBack();
    void selectingTwoModelsComparesThem();
    void choosingADisagreeingSampleSharesIt();
    void theThemeReachesTheCharts();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    Selection& selection() { return m_kit->bench->selection; }
    void choose(QComboBox& box, int index);
    void clickPlot(plots::PlotWidget& plot, const QPointF& place, Qt::KeyboardModifiers modifiers = {});
    std::unique_ptr<test::WindowKit> m_kit;
};

void EnsemblesPageTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1400, 900);
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
}

void EnsemblesPageTest::cleanup()
{
    m_kit.reset();
}

void EnsemblesPageTest::choose(QComboBox& box, int index)
{
    box.setFocus();
    box.setCurrentIndex(index);
    Q_EMIT box.activated(index);
    m_kit->settle();
}

// Charts draw on a child; the layout of the moment is made by the grab.
void EnsemblesPageTest::clickPlot(plots::PlotWidget& plot, const QPointF& place, Qt::KeyboardModifiers modifiers)
{
    plot.grab();
    QWidget* canvas = plot.childAt(place.toPoint());
    QVERIFY(canvas);
    QTest::mouseClick(canvas, Qt::LeftButton, modifiers, place.toPoint());
    m_kit->settle();
}

void EnsemblesPageTest::withoutAPoolItSaysWhatToDo()
{
    m_kit->bench->workspace.close();
    m_kit->settle();
    QVERIFY(!page().matrix().isVisible());
    QVERIFY(!page().presenter().matrix());
    QVERIFY(!page().presenter().teams());
}

void EnsemblesPageTest::oneModelIsToldToBeNoEnsemble()
{
    m_kit->bench->editor.setExcluded(
        {m_kit->members()[0].id, m_kit->members()[1].id, m_kit->members()[2].id}, true);
    m_kit->settle();
    QVERIFY(!page().matrix().isVisible());
    bool told = false;
    for (const auto* label : page().findChildren<QLabel*>())
        told |= label->isVisible() && label->text() == u"One model is no ensemble"_s;
    QVERIFY(told);
}

void EnsemblesPageTest::everyMetricIsOnOfferWithItsFormula()
{
    QComboBox& metrics = page().bar().metric();
    QCOMPARE(metrics.count(), 9);
    for (int i = 0; i < metrics.count(); ++i)
        QVERIFY(metrics.itemData(i, Qt::ToolTipRole).toString().contains(u"<code>"));
    QVERIFY(metrics.whatsThis().contains(u"GD"));
}

void EnsemblesPageTest::choosingAMetricRedrawsMatrixAndScatter()
{
    choose(page().bar().metric(), static_cast<int>(Metric::BD));
    QCOMPARE(page().presenter().matrix()->matrix.options.metric, Metric::BD);
    QVERIFY(page().matrix().title().contains(u"disagreement", Qt::CaseInsensitive));
    QVERIFY(page().scatter().data().xTitle.contains(u"BD"));
    QCOMPARE(page().scatter().pointCount(), std::size_t(11));
    QVERIFY(page().matrix().command().contains(u"matrix:small:BD:test:disagreement"));
}

void EnsemblesPageTest::rawAndScoreSwitchWithoutCountingAgain()
{
    choose(page().bar().metric(), static_cast<int>(Metric::DF));
    const auto counted = page().presenter().matrix();
    const double score = page().matrix().data().values[1];
    choose(page().bar().value(), 1);
    QCOMPARE(page().matrix().data().values[1], 1.0 - score);
    QCOMPARE(page().presenter().matrix(), counted);
}

void EnsemblesPageTest::sampleSetsIncludeEachModelsNegatives()
{
    QCOMPARE(page().bar().samples().count(), 2 + 4);
    choose(page().bar().samples(), 0);
    QCOMPARE(page().presenter().matrix()->matrix.samples, std::size_t(60));
    choose(page().bar().samples(), 2 + 1); // m1 errs on every third sample
    QCOMPARE(page().presenter().matrix()->matrix.samples, std::size_t(20));
    QVERIFY(page().matrix().note().contains(u"m1"));
    QCOMPARE(page().presenter().teams()->samples.focal, std::size_t(1));
}

void EnsemblesPageTest::clusteringReordersTheMatrixOnly()
{
    const auto values = page().matrix().data().values;
    choose(page().bar().order(), 1);
    QCOMPARE(page().matrix().data().rowOrder, page().presenter().matrix()->clusteredOrder);
    QCOMPARE(page().matrix().data().values.size(), values.size());
    QCOMPARE(page().matrix().data().values[1], values[1]);
}

void EnsemblesPageTest::clickingACellShowsItsTwoModels()
{
    page().matrix().grab();
    clickPlot(page().matrix(), page().matrix().centerOf({.row = 2, .column = 0}));
    const auto pair = page().presenter().pair();
    QVERIFY(pair);
    QCOMPARE(pair->detail.options.first, std::size_t(2));
    QCOMPARE(pair->detail.options.second, std::size_t(0));
    QVERIFY(page().pair().isVisible());
    QCOMPARE(page().pair().metrics().rowCount(), 9);
    QVERIFY(page().pair().counts().text().contains(u"N11 = "));
    QCOMPARE(page().pair().samples().rowCount(), static_cast<int>(pair->detail.disagreeing.size()));
    QCOMPARE(selection().models(), (Members{0, 2}));
}

void EnsemblesPageTest::oneSelectionIsSharedByMatrixTableAndScatter()
{
    TeamView& teams = page().teams();
    const auto row = teams.model().rowOf(*page().presenter().teams()->teams.find({0, 1, 3}));
    teams.table().selectRow(*row);
    QCOMPARE(selection().teams(), (std::vector<Members>{{0, 1, 3}}));
    QCOMPARE(selection().models(), (Members{0, 1, 3}));
    page().scatter().grab();
    clickPlot(page().scatter(), *page().scatter().pixelOf(*page().presenter().teams()->teams.find({1, 2})));
    QCOMPARE(selection().teams().size(), std::size_t(1));
    const auto chosen = page().presenter().teams()->teams.find(selection().teams().front());
    const auto rows = teams.table().selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(teams.model().teamOf(rows.front().row()), *chosen);
    clickPlot(page().matrix(), page().matrix().centerOf({.row = 1, .column = 3}), Qt::ControlModifier);
    QCOMPARE(selection().teams().back(), (Members{1, 3}));
}

void EnsemblesPageTest::brushingSelectsTeamsInTheTable()
{
    plots::Scatter& scatter = page().scatter();
    scatter.grab();
    Q_EMIT scatter.pointsBrushed({0, 1, 2}, false);
    QCOMPARE(selection().teams().size(), std::size_t(3));
    QCOMPARE(page().teams().table().selectionModel()->selectedRows().size(), 3);
    Q_EMIT scatter.pointsBrushed({2, 5}, true);
    QCOMPARE(selection().teams().size(), std::size_t(4));
}

void EnsemblesPageTest::hoverTravelsBetweenTheViews()
{
    Q_EMIT page().scatter().pointHovered(0);
    QCOMPARE(selection().hoveredTeam(), std::optional(Members{0, 1}));
    Q_EMIT page().scatter().hoverLeft();
    QCOMPARE(selection().hoveredTeam(), std::nullopt);
    Q_EMIT page().matrix().cellHovered(3, 2);
    QCOMPARE(selection().hoveredTeam(), std::optional(Members{2, 3}));
    Q_EMIT page().matrix().cellHovered(2, 2);
    QCOMPARE(selection().hoveredTeam(), std::nullopt);
}

void EnsemblesPageTest::escapeClearsEverywhere()
{
    page().teams().table().selectRow(2);
    QVERIFY(!selection().teams().empty());
    QTest::keyClick(m_kit->window.get(), Qt::Key_Escape);
    QVERIFY(selection().teams().empty());
    QVERIFY(!page().teams().table().selectionModel()->hasSelection());
}

void EnsemblesPageTest::theFilterIsShownAndRemovable()
{
    TeamView& teams = page().teams();
    teams.memberFilter().setText(u"m0 3"_s);
    QCOMPARE(teams.model().rowCount(), 4); // 0,3 alone, with 1, with 2, with both
    bool shown = false;
    for (const auto* label : teams.findChildren<QLabel*>())
        shown |= label->text().contains(u"4 of 11 teams");
    QVERIFY(shown);
    teams.memberFilter().clear();
    QCOMPARE(teams.model().rowCount(), 11);
}

void EnsemblesPageTest::aReorderedPoolKeepsTheFocalModel()
{
    choose(page().bar().samples(), 2); // negatives of m0, wrong on every second sample
    const auto& members = m_kit->members();
    m_kit->bench->editor.orderMembers({members[3].id, members[2].id, members[1].id, members[0].id});
    m_kit->settle();
    QCOMPARE(page().presenter().query().samples.focal, std::size_t(3));
    QCOMPARE(page().presenter().matrix()->matrix.samples, std::size_t(30));
    QCOMPARE(page().bar().samples().currentText(), u"Negatives of m0"_s);
}

void EnsemblesPageTest::anExcludedFocalModelFallsBack()
{
    choose(page().bar().samples(), 2);
    m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
    m_kit->settle();
    QCOMPARE(page().presenter().query().samples.kind, ensemble::SampleSet::Kind::Disagreement);
    QCOMPARE(page().presenter().teams()->teams.scores.size(), std::size_t(4));
}

void EnsemblesPageTest::anExcludedModelLeavesNothingToClickUntilTheNewFigures()
{
    page().presenter().comparePair(0, 3);
    m_kit->settle();
    bool isCleared = false;
    QObject context;
    connect(&m_kit->bench->workspace, &Workspace::splitChanged, &context, [&] {
        const EnsemblePresenter& presenter = page().presenter();
        isCleared = !presenter.matrix() && !presenter.teams() && !presenter.pair()
            && page().matrix().data().values.empty() && page().scatter().pointCount() == 0
            && page().teams().model().rowCount() == 0;
    });
    m_kit->bench->editor.setExcluded({m_kit->members()[3].id}, true);
    m_kit->settle();
    QVERIFY(isCleared);
    QCOMPARE(page().scatter().pointCount(), std::size_t(4));
    QCOMPARE(page().matrix().data().values.size(), std::size_t(9));
    QVERIFY(!page().presenter().wantedPair());
}

void EnsemblesPageTest::anotherSplitKeepsTheFiguresUntilTheNewOnes()
{
    const auto before = page().presenter().matrix();
    bool isKept = false;
    QObject context;
    connect(&m_kit->bench->workspace, &Workspace::splitChanged, &context, [&] {
        isKept = page().presenter().matrix() == before && page().presenter().teams();
    });
    m_kit->bench->workspace.selectSplit(u"val"_s);
    m_kit->settle();
    QVERIFY(isKept);
    QVERIFY(page().presenter().matrix() != before);
}

void EnsemblesPageTest::aReorderedPoolKeepsTheSelectedPair()
{
    selection().setModels({0, 1});
    m_kit->settle();
    const auto& members = m_kit->members();
    m_kit->bench->editor.orderMembers({members[3].id, members[2].id, members[1].id, members[0].id});
    m_kit->settle();
    QCOMPARE(selection().models(), (Members{2, 3}));
    QCOMPARE(page().presenter().pair()->detail.options.first, std::size_t{3}); // m0
    QCOMPARE(page().presenter().pair()->detail.options.second, std::size_t{2}); // m1
}

void EnsemblesPageTest::theSizeFilterOutlivesAnExclusion()
{
    const auto sizes = page().teams().findChildren<QSpinBox*>();
    sizes.front()->setValue(3);
    QCOMPARE(page().teams().model().rowCount(), 5); // of 3 and of 4 models
    m_kit->bench->editor.setExcluded({m_kit->members()[3].id}, true);
    m_kit->settle();
    QCOMPARE(sizes.front()->value(), 3);
    QCOMPARE(page().teams().model().rowCount(), 1);
}

void EnsemblesPageTest::theViewStateComesBack()
{
    const EnsembleQuery query{.metric = Metric::FK, .samples = {}, .asScore = false, .clustered = true};
    page().presenter().setQuery(query);
    const QJsonObject state = page().viewState();
    page().presenter().setQuery({});
    page().restoreViewState(state);
    QVERIFY(page().presenter().query() == query);
    QCOMPARE(page().bar().metric().currentIndex(), static_cast<int>(Metric::FK));
    m_kit->settle();
    QCOMPARE(page().presenter().matrix()->matrix.options.metric, Metric::FK);
}

void EnsemblesPageTest::selectingTwoModelsComparesThem()
{
    selection().setModels({1, 3});
    m_kit->settle();
    QCOMPARE(page().presenter().pair()->detail.options.first, std::size_t{1});
    QCOMPARE(page().presenter().pair()->detail.options.second, std::size_t{3});
    selection().setModels({0, 1, 2});
    m_kit->settle();
    QCOMPARE(page().presenter().pair()->detail.options.second, std::size_t{3}); // as last compared
}

void EnsemblesPageTest::choosingADisagreeingSampleSharesIt()
{
    page().presenter().comparePair(0, 1);
    m_kit->settle();
    page().pair().sampleView().selectRow(1);
    QCOMPARE(selection().samples(), (Members{page().pair().samples().sampleAt(1)}));
    selection().setSamples({page().pair().samples().sampleAt(0)});
    const auto rows = page().pair().sampleView().selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.front().row(), 0);
}

void EnsemblesPageTest::theThemeReachesTheCharts()
{
    m_kit->bench->theme.setChoice(ThemeChoice::Dark);
    m_kit->settle();
    QVERIFY(page().matrix().theme().isDark);
    QVERIFY(page().scatter().theme().isDark);
    m_kit->bench->theme.setChoice(ThemeChoice::Light);
    m_kit->settle();
    QVERIFY(!page().matrix().theme().isDark);
}

QTEST_MAIN(EnsemblesPageTest)
#include "page_test.moc"
