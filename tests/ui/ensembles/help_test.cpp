// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/help_panel.h"
#include "ui/pages/ensembles/query_bar.h"
#include "ui/pages/ensembles/team_view.h"

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

/// "Does diversity help?" and the intervals of the team table, over five models.
class HelpDockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aCheapComparisonIsMadeAtOnce();
    void theVerdictIsSaidInWords();
    void metricAndSamplesOfThePageAreFollowed();
    void anotherSeedShufflesAnew();
    void aDearComparisonWaitsForTheButton();
    void twoModelsAreToldToBeTooFew();
    void theCommandsDrawTheSame();
    void selectedTeamsGetTheirIntervals();
    void manySelectedTeamsGetNone();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    HelpPanel& panel() { return page().help(); }
    const HelpAnswer& answer() { return *panel().presenter().answer(); }
    void look(std::size_t models);
    QString tip(const Members& team, int column);
    std::unique_ptr<test::WindowKit> m_kit;
};

void HelpDockTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1500, 1000);
    look(5);
}

void HelpDockTest::cleanup()
{
    m_kit.reset();
}

void HelpDockTest::look(std::size_t models)
{
    m_kit->openProject(m_kit->makeProject(u"p%1.cobench"_s.arg(models), models));
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
    page().findChild<QDockWidget*>(u"help"_s)->raise();
    m_kit->settle();
}

void HelpDockTest::aCheapComparisonIsMadeAtOnce()
{
    QVERIFY(answer().isCompared());
    QCOMPARE(answer().report.teams, std::size_t(26)); // 10 + 10 + 5 + 1
    QVERIFY(!answer().report.nullPartials.empty());
    QCOMPARE(panel().histogram().data().values, answer().report.nullPartials);
    QCOMPARE(*panel().histogram().data().mark, answer().report.partial);
    QCOMPARE(panel().bySize().data().names.front(), u"2 (n = 10)"_s);
    QVERIFY(panel().compareButton().isEnabled());
}

void HelpDockTest::theVerdictIsSaidInWords()
{
    QVERIFY(!panel().verdict().text().isEmpty());
    QVERIFY(panel().explanation().text().contains(u"with mean member accuracy held fixed"_s));
    QVERIFY(panel().explanation().text().contains(u"The teams share members"_s));
    QVERIFY(panel().figures().text().contains(u"by chance, 95 %"_s));
}

void HelpDockTest::metricAndSamplesOfThePageAreFollowed()
{
    const double before = answer().report.overall;
    page().presenter().setQuery({.metric = ensemble::Metric::DF, .samples = {}});
    m_kit->settle();
    QCOMPARE(answer().options.metric, ensemble::Metric::DF);
    QVERIFY(answer().isCompared());
    QVERIFY(answer().report.overall != before);
    QVERIFY(panel().histogram().note().contains(u"DF · all samples"_s));
}

void HelpDockTest::anotherSeedShufflesAnew()
{
    const auto before = answer().report.nullPartials;
    panel().seed().setValue(7);
    m_kit->settle();
    QVERIFY(answer().report.nullPartials != before);
    panel().seed().setValue(1);
    m_kit->settle();
    QCOMPARE(answer().report.nullPartials, before);
}

void HelpDockTest::aDearComparisonWaitsForTheButton()
{
    panel().permutations().setValue(100000); // 2.6 million teams
    m_kit->settle();
    QVERIFY(!answer().isCompared());
    QCOMPARE(panel().verdict().text(), u"Not compared with chance yet"_s);
    QVERIFY(panel().histogram().data().values.empty());
    panel().permutations().setValue(30);
    m_kit->settle();
    QVERIFY(!answer().isCompared());
    QTest::mouseClick(&panel().compareButton(), Qt::LeftButton);
    m_kit->settle();
    QVERIFY(answer().isCompared());
    QCOMPARE(answer().options.permutations, 30U);
}

void HelpDockTest::twoModelsAreToldToBeTooFew()
{
    look(2);
    QCOMPARE(panel().verdict().text(), u"Nothing to tell"_s);
    QVERIFY(panel().explanation().text().contains(u"1 team has a defined diversity score"_s));
    QVERIFY(!panel().compareButton().isEnabled());
}

void HelpDockTest::theCommandsDrawTheSame()
{
    QVERIFY(panel().histogram().command().startsWith(u"cobench export "_s));
    QVERIFY(panel().histogram().command().contains(u" --view chance:small:GD:test "_s));
    QVERIFY(panel().bySize().command().contains(u" --view correlations:small:GD:test "_s));
}

QString HelpDockTest::tip(const Members& team, int column)
{
    const TeamTable& model = page().teams().model();
    const int row = *model.rowOf(*page().presenter().teams()->teams.find(team));
    return model.data(model.index(row, column), Qt::ToolTipRole).toString();
}

void HelpDockTest::selectedTeamsGetTheirIntervals()
{
    QVERIFY(tip({0, 1}, TeamTable::AccuracyColumn).contains(u"Select the team"_s));
    m_kit->bench->selection.setTeams({{0, 1}, {1, 2, 3}});
    m_kit->settle();
    QVERIFY(tip({0, 1}, TeamTable::AccuracyColumn).startsWith(u"95 % interval "_s));
    QVERIFY(tip({1, 2, 3}, TeamTable::FirstMetricColumn).contains(u"1,000 bootstrap draws"_s));
    QVERIFY(tip({2, 4}, TeamTable::AccuracyColumn).contains(u"Select the team"_s));
    const auto intervals
        = page().teams().intervals().answer()->ofTeam.at(*page().presenter().teams()->teams.find({0, 1}));
    const auto& scores = page().presenter().teams()->teams.scores;
    const double accuracy = scores.accuracyValue(0, *page().presenter().teams()->teams.find({0, 1}));
    QVERIFY(intervals.accuracy[0].low <= accuracy && accuracy <= intervals.accuracy[0].high);
}

void HelpDockTest::manySelectedTeamsGetNone()
{
    look(6);
    std::vector<Members> teams;
    for (std::size_t team = 0; team <= TeamIntervalsWatch::kMostTeams; ++team)
        teams.push_back(page().presenter().teams()->teams.scores.members(team));
    m_kit->bench->selection.setTeams(teams);
    m_kit->settle();
    QVERIFY(!page().teams().intervals().answer());
    QVERIFY(tip(teams.front(), TeamTable::AccuracyColumn).contains(u"up to 32 teams"_s));
}

QTEST_MAIN(HelpDockTest)
#include "help_test.moc"
