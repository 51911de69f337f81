// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/open_pool.h"
#include "plots/confusion.h"
#include "plots/heatmap.h"
#include "plots/upset.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/team_confusion.h"
#include "ui/pages/ensembles/team_head.h"
#include "ui/pages/ensembles/team_panel.h"
#include "ui/pages/ensembles/team_sample_view.h"
#include "ui/pages/ensembles/team_view.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Consensus;
using ensemble::Members;

class TeamPanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutATeamItSaysHowToGetOne();
    void theTeamSelectedLastIsTold();
    void nothingIsMadeUntilSomebodyLooks();
    void nothingIsWorkedOutWhileNobodyLooks();
    void openingATeamOfTheTableShowsIt();
    void tickingMembersBuildsATeam();
    void theSketchHoldsWhatTheDetailSays();
    void metricAndConventionAreThePages();
    void theRecallOfEachRuleStandsAboveTheBestMembers();
    void choosingARuleTellsItsSamples();
    void aTemperatureIsARowOfItsOwn();
    void stackingJoinsWhenItIsFitted();
    void rulesThatNeedProbabilitiesSayWhoHasNone();
    void aBarOfTheOverlapSelectsItsSamples();
    void listedSamplesShareTheSelection();
    void theConfusionIsADifferenceOrEitherPart();
    void theSameSplitTwiceIsMarked();
    void excludingAMemberLeavesNoTeam();
    void predictionsAreExportedAsAFileThatReadsBack();
    void theCommandNamesTeamAndSplits();
    void theModelsKeepTheRulesOfTheirKind();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    TeamPanel& panel() { return page().team(); }
    Selection& selection() { return m_kit->bench->selection; }
    void showPanel();
    void select(const Members& team);
    void trigger(const QString& action);
    std::unique_ptr<test::WindowKit> m_kit;
};

void TeamPanelTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1500, 950);
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
    if (!QByteArrayView(QTest::currentTestFunction()).startsWith("nothingIs")
        && qstrcmp(QTest::currentTestFunction(), "openingATeamOfTheTableShowsIt") != 0)
        showPanel();
}

void TeamPanelTest::cleanup()
{
    m_kit.reset();
}

void TeamPanelTest::showPanel()
{
    page().findChild<QDockWidget*>(u"team"_s)->raise();
    m_kit->settle();
}

void TeamPanelTest::select(const Members& team)
{
    selection().setTeams({team});
    m_kit->settle();
}

void TeamPanelTest::trigger(const QString& action)
{
    for (QAction* entry : panel().head().actions())
        if (entry->text().contains(action))
            return entry->trigger();
    QFAIL(qPrintable(action));
}

void TeamPanelTest::withoutATeamItSaysHowToGetOne()
{
    QVERIFY(panel().head().title().text().contains(u"tick its members"));
    QVERIFY(!panel().presenter().detail());
    QVERIFY(!panel().overlap().isEnabled());
    QCOMPARE(panel().members().rowCount(), 4);
}

void TeamPanelTest::theTeamSelectedLastIsTold()
{
    selection().setTeams({{0, 1}, {1, 2, 3}});
    m_kit->settle();
    const auto& answer = panel().presenter().detail();
    QVERIFY(answer);
    QCOMPARE(answer->detail.team, (Members{1, 2, 3}));
    QCOMPARE(answer->detail.bestMember(), 3U);
    QCOMPARE(answer->splits.selection->split().title(), std::string("val"));
    QVERIFY(!answer->splits.areOne());
    QVERIFY(panel().head().title().text().contains(u"m1 + m2 + m3"));
    QVERIFY(panel().head().title().text().contains(u"Chosen on val, reported on test"));
    QVERIFY(panel().overlap().isEnabled());
    QCOMPARE(panel().rules().rowCount(), 7);
    QVERIFY(panel().head().title().text().contains(u" ± "));
    select({});
    QVERIFY(!panel().presenter().currentDetail());
}

void TeamPanelTest::nothingIsMadeUntilSomebodyLooks()
{
    select({0, 1, 2});
    QVERIFY(!page().findChild<TeamPanel*>());
    showPanel();
    QVERIFY(page().findChild<TeamPanel*>());
    QVERIFY(panel().presenter().currentDetail());
}

void TeamPanelTest::nothingIsWorkedOutWhileNobodyLooks()
{
    select({0, 1, 2});
    QVERIFY(!panel().presenter().sketch());
    showPanel();
    QVERIFY(panel().presenter().currentDetail());
}

void TeamPanelTest::openingATeamOfTheTableShowsIt()
{
    TeamView& teams = page().teams();
    teams.table().selectRow(3);
    Q_EMIT teams.table().activated(teams.model().index(3, 0));
    m_kit->settle();
    QVERIFY(panel().presenter().currentDetail());
}

void TeamPanelTest::tickingMembersBuildsATeam()
{
    TeamMembers& members = panel().members();
    const auto tick = [&](int row) {
        const QModelIndex index = members.index(row, TeamMembers::ModelColumn);
        QVERIFY(members.setData(index, Qt::Checked, Qt::CheckStateRole));
        m_kit->settle();
    };
    tick(2);
    QCOMPARE(selection().teams(), (std::vector<Members>{{2}}));
    tick(0);
    QCOMPARE(selection().teams(), (std::vector<Members>{{0, 2}}));
    QCOMPARE(selection().models(), (Members{0, 2}));
    QCOMPARE(members.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    QCOMPARE(members.index(1, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    QCOMPARE(members.index(0, TeamMembers::NegativesColumn).data().toString(), u"30"_s);
    QVERIFY(members.index(1, TeamMembers::NegativesColumn).data().toString().isEmpty());
    QVERIFY(members.index(1, TeamMembers::SelectionColumn).data().toString() != u"–"_s); // of every model
    QCOMPARE(panel().presenter().currentDetail()->detail.team, (Members{0, 2}));
    QCOMPARE(page().teams().table().selectionModel()->selectedRows().size(), 1);
    tick(0);
    tick(2);
    QVERIFY(selection().teams().empty());
}

void TeamPanelTest::theSketchHoldsWhatTheDetailSays()
{
    select({0, 1, 3});
    const TeamSketchAnswer& sketch = *panel().presenter().currentSketch();
    const jobs::TeamDetail& detail = panel().presenter().currentDetail()->detail;
    QCOMPARE(*sketch.sketch.accuracy, detail.toldRule().report.accuracy);
    QCOMPARE(*sketch.sketch.selectionAccuracy, detail.toldRule().selectionAccuracy);
    for (std::size_t m = 0; m < ensemble::kAllMetrics.size(); ++m) {
        QVERIFY(sketch.sketch.raw[m] == detail.diversity[m].raw
            || (std::isnan(sketch.sketch.raw[m]) && std::isnan(detail.diversity[m].raw)));
        QVERIFY(sketch.sketch.focal.fq[m] == detail.focal.fq[m]
            || (std::isnan(sketch.sketch.focal.fq[m]) && std::isnan(detail.focal.fq[m])));
    }
    QCOMPARE(panel().diversity().rowCount(), 9);
}

void TeamPanelTest::metricAndConventionAreThePages()
{
    select({0, 1, 3});
    const auto corrected = panel().presenter().detail();
    EnsembleQuery query = page().presenter().query();
    query.metric = ensemble::Metric::QS;
    query.convention = ensemble::Convention::Reference;
    page().presenter().setQuery(query);
    m_kit->settle();
    const auto title = [&](int column) {
        return panel().members().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    };
    QCOMPARE(title(TeamMembers::RawColumn), u"Focal QS"_s);
    QVERIFY(panel().diversity().index(1, 0).data(Qt::FontRole).value<QFont>().bold());
    const TeamDetailAnswer& reference = *panel().presenter().currentDetail();
    QCOMPARE(reference.query.convention, ensemble::Convention::Reference);
    QVERIFY(reference.detail.focal.fq[1] != corrected->detail.focal.fq[1]);
    QVERIFY(panel().head().title().text().contains(u"reference convention"));
}

void TeamPanelTest::theRecallOfEachRuleStandsAboveTheBestMembers()
{
    select({0, 1, 3});
    const jobs::TeamDetail& detail = panel().presenter().detail()->detail;
    const plots::HeatmapData& recall = panel().recall().data();
    QCOMPARE(recall.rows.size(), detail.rules.size() + 1); // every rule can be used
    QVERIFY(recall.rows.back().contains(u"m3"));
    for (std::size_t c = 0; c < 3; ++c) {
        QCOMPARE(recall.values[c], 100.0 * detail.rules[0].report.recall[c]);
        double truths = 0.0;
        for (std::size_t answer = 0; answer < 3; ++answer)
            truths += detail.bestConfusion[c * 3 + answer];
        QCOMPARE(recall.values[detail.rules.size() * 3 + c], 100.0 * detail.bestConfusion[c * 3 + c] / truths);
    }
}

void TeamPanelTest::choosingARuleTellsItsSamples()
{
    select({0, 1, 2});
    const auto before = panel().presenter().detail();
    QComboBox& rule = panel().head().rule();
    rule.setCurrentIndex(static_cast<int>(Consensus::Majority));
    Q_EMIT rule.activated(rule.currentIndex());
    m_kit->settle();
    QCOMPARE(panel().presenter().detail()->detail.toldRule().rule.rule, Consensus::Majority);
    QVERIFY(!panel().head().temperature().isVisible());
    QVERIFY(panel().presenter().detail() != before);
    QCOMPARE(panel().samples().model().rowCount(),
        static_cast<int>(panel().presenter().detail()->detail.toldRule().report.rescued.size()));
}

void TeamPanelTest::aTemperatureIsARowOfItsOwn()
{
    select({0, 1, 2});
    panel().head().temperature().setValue(2.5);
    m_kit->settle();
    QCOMPARE(panel().rules().rowCount(), 8);
    QCOMPARE(panel().rules().at(1).rule.temperature, 2.5);
    QVERIFY(panel().rules().index(1, 0).data().toString().contains(u"T = 2.5"));
    panel().head().fit().click();
    m_kit->settle();
    QVERIFY(panel().rules().at(1).rule.temperature != 2.5);
    QVERIFY(panel().presenter().currentDetail());
}

void TeamPanelTest::stackingJoinsWhenItIsFitted()
{
    select({0, 1, 2});
    const jobs::RuleFigures& last = panel().rules().at(panel().rules().rowCount() - 1);
    QCOMPARE(last.rule.rule, Consensus::Stacking);
    QVERIFY(!last.unavailable);
    QVERIFY(last.rule.stacking->hasConverged());
}

void TeamPanelTest::rulesThatNeedProbabilitiesSayWhoHasNone()
{
    test::writeLabelTable(m_kit->path(u"votes.csv"_s), 3, 40);
    m_kit->bench->importer.importPaths({m_kit->path(u"votes.csv"_s)});
    m_kit->settle();
    select({0, 1, 2});
    RuleTable& rules = panel().rules();
    int unavailable = 0;
    for (int row = 0; row < rules.rowCount(); ++row) {
        if (!rules.at(row).unavailable)
            continue;
        ++unavailable;
        QVERIFY(rules.index(row, RuleTable::AccuracyColumn).data().toString() == u"–"_s);
        QVERIFY(!rules.index(row, RuleTable::NoteColumn).data().toString().isEmpty());
    }
    QVERIFY(panel()
                .findChild<QLabel*>(u"missing"_s)
                ->text()
                .startsWith(u"Not on offer: Soft-vote, Weighted soft-vote, Geometric-mean (needs probabilities"));
    QCOMPARE(unavailable, 4); // three that average probabilities, and stacking without a second split
    QVERIFY(panel().head().title().text().contains(u"m0 has labels only"));
    QCOMPARE(panel().presenter().detail()->detail.toldRule().rule.rule, Consensus::Plurality);
    const QString path = m_kit->path(u"labels.csv"_s);
    panel().presenter().exportTo(path); // by the rule that is told
    m_kit->settle();
    QVERIFY(QFileInfo::exists(path));
}

void TeamPanelTest::aBarOfTheOverlapSelectsItsSamples()
{
    select({0, 1, 3});
    const auto& groups = panel().presenter().detail()->detail.overlap.groups;
    QCOMPARE(panel().overlap().data().groups.size(), groups.size());
    for (std::size_t group = 0; group < groups.size(); ++group) {
        Q_EMIT panel().overlap().groupClicked(group, {});
        QCOMPARE(selection().samples().size(), groups[group].samples);
    }
}

void TeamPanelTest::listedSamplesShareTheSelection()
{
    select({1, 2, 3});
    TeamSampleView& samples = panel().samples();
    samples.choice().setCurrentIndex(0);
    QVERIFY(samples.model().rowCount() > 1);
    samples.view().selectRow(1);
    QCOMPARE(selection().samples(), (Members{samples.model().sampleAt(1)}));
    selection().setSamples({samples.model().sampleAt(0)});
    QCOMPARE(panel().samples().view().selectionModel()->selectedRows().front().row(), 0); // caught up with
    samples.choice().setCurrentIndex(1);
    QCOMPARE(samples.model().rowCount(),
        static_cast<int>(panel().presenter().detail()->detail.toldRule().report.lost.size()));
}

void TeamPanelTest::theConfusionIsADifferenceOrEitherPart()
{
    select({0, 1, 3});
    TeamConfusion& confusion = panel().confusion();
    QCOMPARE(confusion.difference().data().values.size(), std::size_t{9});
    QVERIFY(confusion.difference().data().neutral == 0.0);
    double sum = 0.0; // shares of a row add up to 100 on both sides
    for (const double value : confusion.difference().data().values)
        sum += value;
    QVERIFY(std::abs(sum) < 1e-9);
    confusion.choice().setCurrentIndex(1);
    QVERIFY(confusion.single().title().contains(u"team"));
    confusion.choice().setCurrentIndex(2);
    QVERIFY(confusion.single().title().contains(u"m3"));
}

void TeamPanelTest::theSameSplitTwiceIsMarked()
{
    m_kit->bench->workspace.selectSplit(u"val"_s);
    m_kit->settle();
    select({0, 1});
    QVERIFY(panel().presenter().detail()->splits.areOne());
    QVERIFY(panel().head().title().text().contains(u"Selected on the reported data"));
}

void TeamPanelTest::excludingAMemberLeavesNoTeam()
{
    select({0, 1});
    m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
    m_kit->settle();
    QVERIFY(!panel().presenter().currentDetail());
    QCOMPARE(panel().members().rowCount(), 3);
}

void TeamPanelTest::predictionsAreExportedAsAFileThatReadsBack()
{
    select({0, 1, 3});
    const QString path = m_kit->path(u"team.npz"_s);
    panel().presenter().exportTo(path);
    m_kit->settle();
    Progress progress;
    const auto back = jobs::openPool({.pool = path.toStdString()}, progress, {});
    QVERIFY(back.ok());
    const auto split = ensemble::PreparedSplit::prepare(back->pool->splits[0], 3);
    QCOMPARE(split->accuracy(0), panel().presenter().detail()->detail.toldRule().report.accuracy);
}

void TeamPanelTest::theCommandNamesTeamAndSplits()
{
    select({0, 2});
    trigger(u"Copy as command"_s);
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(
        command.contains(u"#small' --members 0,2 --select-split val --report-split test --metrics all --samples "
                         u"disagreement"),
        qPrintable(command));
}

void TeamPanelTest::theModelsKeepTheRulesOfTheirKind()
{
    const QAbstractItemModelTester members(&panel().members());
    const QAbstractItemModelTester diversity(&panel().diversity());
    const QAbstractItemModelTester rules(&panel().rules());
    const QAbstractItemModelTester samples(&panel().samples().model());
    select({0, 1});
    select({0, 1, 2});
    select({});
}

QTEST_MAIN(TeamPanelTest)
#include "team_panel_test.moc"
