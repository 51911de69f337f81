// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/query_bar.h"
#include "ui/pages/ensembles/team_view.h"
#include "ui/pages/ensembles/tree_panel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Members;
using ensemble::NodeState;

/// The pruning tree's dock over six models: 15 pairs, 20 triples, 15 teams of four and 6 of five.
class TreeDockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void itSelectsOnValWhereThereIsOne();
    void nothingIsComputedBeforeSomebodyLooks();
    void movingTheSliderPrunesMore();
    void aShareIsSetForOneSizeInTheTable();
    void theSizeSliderAddsLevels();
    void theReferenceConventionSaysItsScale();
    void selectingOnTheReportedSplitIsMarked();
    void aClickOnATeamSelectsItEverywhere();
    void aTeamSelectedElsewhereIsOutlinedWithLinksToItsParts();
    void searchOutlinesAllTeamsWithTheMembersAndStepsThroughThem();
    void teamsWithTheSelectedOneAreFound();
    void theReadOutSaysWhichPrunedPartKilledATeam();
    void theMetricOfThePageIsFollowed();
    void theViewStateComesBack();
    void theCommandDrawsTheSamePicture();
    void theLevelsAreAWellBehavedModel();
    void aPoolOfTwoModelsHasATreeOfOneTeam();
    void undefinedScoresAreExplained();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    TreePanel& panel() { return page().tree(); }
    const TreeAnswer& answer() { return *panel().presenter().answer(); }
    Selection& selection() { return m_kit->bench->selection; }
    void look(const QString& project);
    void raise();
    void choose(QComboBox& box, int index);
    std::size_t countOf(NodeState state);
    const ensemble::TreeNode* firstWith(NodeState state, std::size_t size);
    std::unique_ptr<test::WindowKit> m_kit;
};

void TreeDockTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1500, 1000);
    look(m_kit->makeProject(u"six.cobench"_s, 6));
}

void TreeDockTest::cleanup()
{
    m_kit.reset();
}

void TreeDockTest::look(const QString& project)
{
    m_kit->openProject(project);
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
    raise();
}

void TreeDockTest::raise()
{
    page().findChild<QDockWidget*>(u"tree"_s)->raise();
    m_kit->settle();
}

void TreeDockTest::choose(QComboBox& box, int index)
{
    box.setCurrentIndex(index);
    Q_EMIT box.activated(index);
    m_kit->settle();
}

std::size_t TreeDockTest::countOf(NodeState state)
{
    return static_cast<std::size_t>(
        std::ranges::count(answer().pruned->tree.nodes, state, &ensemble::TreeNode::state));
}

const ensemble::TreeNode* TreeDockTest::firstWith(NodeState state, std::size_t size)
{
    for (const ensemble::TreeNode& node : answer().pruned->tree.nodes)
        if (node.state == state && node.members.size() == size)
            return &node;
    return nullptr;
}

void TreeDockTest::itSelectsOnValWhereThereIsOne()
{
    QCOMPARE(panel().presenter().selectionSplit(), u"val"_s);
    QCOMPARE(panel().bar().split().currentText(), u"val"_s);
    QVERIFY(panel().bar().split().itemText(1).contains(u"reported"_s));
    QCOMPARE(answer().pruned->tree.nodes.size(), std::size_t(56));
    QCOMPARE(panel().tree().data().nodes.size(), std::size_t(6 + 56));
    QVERIFY(!panel().note().isVisible());
    QVERIFY(panel().tree().note().contains(u"scaled over each size's candidates"_s));
    QVERIFY(panel().tree().note().contains(u"teams scored"_s));
}

void TreeDockTest::nothingIsComputedBeforeSomebodyLooks()
{
    auto* dock = page().findChild<QDockWidget*>(u"tree"_s);
    dock->hide();
    m_kit->openProject(m_kit->makeProject(u"four.cobench"_s, 4));
    QVERIFY(!panel().presenter().answer() || panel().presenter().answer()->pruned->names.size() == 6);
    dock->show();
    raise();
    QCOMPARE(answer().pruned->names.size(), std::size_t(4));
}

void TreeDockTest::movingTheSliderPrunesMore()
{
    QCOMPARE(answer().pruned->tree.levels[0].pruned, std::uint64_t(1));
    panel().bar().share().setValue(20);
    m_kit->settle();
    QCOMPARE(answer().pruned->tree.levels[0].pruned, std::uint64_t(3));
    QVERIFY(panel().tree().note().contains(u"β = 20 %"_s));
    QCOMPARE(panel().levels().index(0, TreeLevels::PrunedColumn).data().toString(), u"3"_s);
    panel().bar().share().setValue(0);
    m_kit->settle();
    QCOMPARE(countOf(NodeState::Kept), std::size_t(56));
    QCOMPARE(panel().levels().index(0, TreeLevels::BestPrunedColumn).data().toString(), u"–"_s);
}

void TreeDockTest::aShareIsSetForOneSizeInTheTable()
{
    const QModelIndex triples = panel().levels().index(1, TreeLevels::ShareColumn);
    QVERIFY(triples.flags().testFlag(Qt::ItemIsEditable));
    panel().levels().setData(triples, 50.0, Qt::EditRole);
    m_kit->settle();
    QCOMPARE(answer().pruned->options.betaOf(3), 0.5);
    QCOMPARE(answer().pruned->options.betaOf(4), 0.1);
    QCOMPARE(answer().pruned->tree.levels[1].pruned, answer().pruned->tree.levels[1].candidates / 2);
    QVERIFY(panel().tree().note().contains(u"10, 50, 10, 10 %"_s));
    QVERIFY(panel().bar().sameShares().isVisible());
    panel().bar().sameShares().click();
    m_kit->settle();
    QCOMPARE(answer().pruned->options.betaOf(3), 0.1);
    QVERIFY(!panel().bar().sameShares().isVisible());
}

void TreeDockTest::theSizeSliderAddsLevels()
{
    QCOMPARE(panel().bar().size().maximum(), 6);
    panel().bar().size().setValue(6);
    m_kit->settle();
    QCOMPARE(answer().pruned->tree.levels.size(), std::size_t(5));
    QCOMPARE(panel().levels().rowCount(), 5);
    panel().bar().size().setValue(2);
    m_kit->settle();
    QCOMPARE(answer().pruned->tree.nodes.size(), std::size_t(15));
}

void TreeDockTest::theReferenceConventionSaysItsScale()
{
    choose(page().bar().convention(), 1);
    QVERIFY(!answer().pruned->tree.scaledOverCandidates);
    QVERIFY(panel().tree().note().contains(u"scaled over all teams of a size (reference)"_s));
    QCOMPARE(panel().tree().data().valueTitle, u"FQ"_s); // a dock is low
    QVERIFY(pruningFigure(answer().pruned, TreeColour::Score).valueTitle.contains(u"low = diverse"_s));
}

void TreeDockTest::selectingOnTheReportedSplitIsMarked()
{
    choose(panel().bar().split(), 1);
    QCOMPARE(answer().pruned->split, u"test"_s);
    QVERIFY(panel().note().isVisible());
    QVERIFY(panel().note().text().contains(u"Selected on the reported data"_s));
}

void TreeDockTest::aClickOnATeamSelectsItEverywhere()
{
    const std::size_t node = *answer().nodeOf({0, 2});
    panel().tree().grab();
    const QPoint place = panel().tree().centerOf(node).toPoint();
    QTest::mouseClick(panel().tree().childAt(place), Qt::LeftButton, {}, place);
    QCOMPARE(selection().teams(), (std::vector<Members>{{0, 2}}));
    QCOMPARE(selection().models(), (Members{0, 2}));
    QCOMPARE(panel().tree().selected(), (std::vector<std::size_t>{node}));
    QCOMPARE(page().teams().table().selectionModel()->selectedRows().size(), 1);
    Q_EMIT panel().tree().nodeClicked(*answer().nodeOf({1, 2, 3}), Qt::ControlModifier);
    QCOMPARE(selection().teams().size(), std::size_t(2));
    Q_EMIT panel().tree().nodeClicked(4, Qt::NoModifier); // a model
    QCOMPARE(selection().models(), (Members{4}));
}

void TreeDockTest::aTeamSelectedElsewhereIsOutlinedWithLinksToItsParts()
{
    panel().linkButton().setChecked(true);
    const auto team = *page().presenter().teams()->teams.find({0, 1, 3, 4});
    page().teams().table().selectRow(*page().teams().model().rowOf(team));
    QCOMPARE(panel().tree().selected(), (std::vector<std::size_t>{*answer().nodeOf({0, 1, 3, 4})}));
    QCOMPARE(panel().tree().links().size(), std::size_t(6 + 4));
    panel().linkButton().setChecked(false);
    QVERIFY(panel().tree().links().empty());
    const ensemble::TreeNode* dead = firstWith(NodeState::Killed, 3);
    QVERIFY(dead);
    panel().linkButton().setChecked(true);
    selection().setTeams({dead->members});
    const auto strong = std::ranges::find(panel().tree().links(), true, &plots::TreeLink::strong);
    QVERIFY(strong != panel().tree().links().end());
    QCOMPARE(answer().teamAt(strong->to)->members, dead->killedBy);
}

void TreeDockTest::searchOutlinesAllTeamsWithTheMembersAndStepsThroughThem()
{
    panel().search().field().setText(u"0, m3"_s);
    // With 0 and 3: the pair, 4 triples, 6 teams of four, 4 of five.
    QCOMPARE(panel().search().hits().size(), std::size_t(15));
    QCOMPARE(panel().search().note().text(), u"15 teams"_s);
    QTest::keyClick(&panel().search().field(), Qt::Key_Return);
    QVERIFY(panel().search().note().text().startsWith(u"1 of 15 · 0,3"_s));
    QTest::keyClick(&panel().search().field(), Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(panel().search().note().text().startsWith(u"15 of 15"_s));
    panel().bar().share().setValue(30); // the hits stay found while the tree changes
    m_kit->settle();
    QVERIFY(panel().search().note().text().startsWith(u"15 of 15"_s));
    panel().search().field().setText(u"nobody"_s);
    QVERIFY(panel().search().hits().empty());
    QVERIFY(panel().search().note().text().contains(u"nobody"_s));
}

void TreeDockTest::teamsWithTheSelectedOneAreFound()
{
    QVERIFY(!panel().supersetButton().isEnabled());
    selection().setTeams({{1, 2, 4}});
    panel().supersetButton().click();
    QCOMPARE(panel().search().field().text(), u"1,2,4"_s);
    QCOMPARE(panel().search().hits().size(), std::size_t(1 + 3 + 3));
}

void TreeDockTest::theReadOutSaysWhichPrunedPartKilledATeam()
{
    panel().bar().share().setValue(30);
    m_kit->settle();
    const auto textOf = [this](const ensemble::TreeNode& node) {
        return panel().tree().data().describe(*answer().nodeOf(node.members));
    };
    const ensemble::TreeNode* killed = firstWith(NodeState::Killed, 3);
    const ensemble::TreeNode* never = firstWith(NodeState::NotGenerated, 4);
    const ensemble::TreeNode* pruned = firstWith(NodeState::Pruned, 2);
    QVERIFY(killed && never && pruned);
    QVERIFY(textOf(*killed).contains(QString::fromStdString(ensemble::toString(killed->killedBy))));
    QVERIFY(textOf(*never).contains(u"Never generated"_s));
    QVERIFY(textOf(*never).contains(
        QString::fromStdString(ensemble::toString(answer().pruned->tree.prunedPart(never->members)))));
    QVERIFY(textOf(*pruned).contains(u"one of the 4 least diverse of 15 teams of 2"_s));
}

void TreeDockTest::theMetricOfThePageIsFollowed()
{
    choose(page().bar().metric(), static_cast<int>(ensemble::Metric::BD));
    QCOMPARE(answer().pruned->metric, ensemble::Metric::BD);
    QVERIFY(panel().tree().title().contains(u"BD"_s));
}

void TreeDockTest::theViewStateComesBack()
{
    TreeQuery query;
    query.pruning.maxSize = 3;
    query.pruning.beta = 0.25;
    query.pruning.betaPerLevel = {0.5};
    query.split = u"test"_s;
    query.colour = TreeColour::Accuracy;
    panel().presenter().setQuery(query);
    const QJsonObject state = page().viewState();
    panel().presenter().setQuery({});
    page().restoreViewState(state);
    m_kit->settle();
    QVERIFY(panel().presenter().query() == query);
    QCOMPARE(panel().bar().colour().currentIndex(), 1);
    QVERIFY(treeQueryFromJson({{u"size"_s, -4}, {u"beta"_s, u"much"_s}}).pruning.maxSize >= 2);
}

void TreeDockTest::theCommandDrawsTheSamePicture()
{
    QVERIFY(panel().tree().command().contains(u"--view tree:small:GD:val "_s));
    panel().bar().share().setValue(25);
    m_kit->settle();
    QVERIFY(panel().tree().command().contains(u"--view tree:small:GD:val:5:0.25 "_s));
}

void TreeDockTest::theLevelsAreAWellBehavedModel()
{
    QAbstractItemModelTester tester(&panel().levels(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    panel().bar().size().setValue(4);
    m_kit->settle();
    panel().bar().share().setValue(40);
    m_kit->settle();
    const plots::PlotTable table = panel().levels().table();
    QCOMPARE(table.rows.size(), std::size_t(3));
    QCOMPARE(std::get<double>(table.rows[0][TreeLevels::PrunedColumn]), 6.0);
}

void TreeDockTest::aPoolOfTwoModelsHasATreeOfOneTeam()
{
    look(m_kit->makeProject(u"two.cobench"_s, 2));
    QCOMPARE(answer().pruned->tree.nodes.size(), std::size_t(1));
    QVERIFY(!panel().bar().size().isEnabled());
    QCOMPARE(panel().levels().rowCount(), 1);
}

void TreeDockTest::undefinedScoresAreExplained()
{
    choose(page().bar().metric(), static_cast<int>(ensemble::Metric::QS));
    QVERIFY(panel().note().isVisible());
    QVERIFY(panel().note().text().contains(u"teams have no defined focal score"_s));
    QVERIFY(panel().note().text().contains(u"QS"_s));
}

QTEST_MAIN(TreeDockTest)
#include "tree_test.moc"
