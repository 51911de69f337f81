// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "tests/ui/runs/run_files.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/learning_rates_page.h"
#include "ui/pages/learning_rates/plateau_form.h"
#include "ui/pages/learning_rates/plateau_panel.h"
#include "ui/pages/learning_rates/plateau_replays.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

/// Policies that follow a value, replayed on the runs of a project.
class PlateauReplayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_kit.reset(); }

    void withoutRunsItSaysWhatToDo();
    void theNewestRunIsReplayedUntilOthersAreSelected();
    void aParameterThatIsEditedReplaysAtOnce();
    void aListOfPoliciesMovesToItsEnds();
    void whatCannotBeReadIsToldAndKeepsThePicture();
    void whatIsStillReplayedIsForgottenWithItsRuns();
    void theCommandNamesPolicyAndRuns();
    void whatIsComposedJoinsTheList();
    void theConstantRateOfARunBecomesTheFirst();
    void theViewIsKept();

private:
    void openRuns();
    PlateauPanel& panel() { return page().plateau(); }
    LearningRatesPage& page() { return *static_cast<LearningRatesPage*>(m_kit->window->currentPage()); }
    void follow(const QString& tag);
    std::unique_ptr<test::WindowKit> m_kit;
};

void PlateauReplayTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1400, 900});
}

void PlateauReplayTest::openRuns()
{
    const QString project = m_kit->makeProject(u"trained.cobench"_s);
    test::writeRuns(project);
    m_kit->openProject(project);
    m_kit->window->showPage(u"learning-rates"_s);
    page().findChild<QDockWidget*>(u"plateau"_s)->raise();
    m_kit->settle();
    follow(u"val/accuracy"_s);
}

void PlateauReplayTest::follow(const QString& tag)
{
    QComboBox& choice = panel().form().monitorChoice();
    QVERIFY(choice.findData(tag) >= 0);
    choice.setCurrentIndex(choice.findData(tag));
    Q_EMIT choice.activated(choice.currentIndex());
    m_kit->settle();
}

void PlateauReplayTest::withoutRunsItSaysWhatToDo()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"learning-rates"_s);
    page().findChild<QDockWidget*>(u"plateau"_s)->raise();
    m_kit->settle();
    QVERIFY(panel().findChild<EmptyState*>()->isVisible());
    openRuns();
    QVERIFY(!panel().findChild<EmptyState*>()->isVisible());
}

void PlateauReplayTest::theNewestRunIsReplayedUntilOthersAreSelected()
{
    openRuns();
    QCOMPARE(panel().replays().replays().size(), std::size_t{1});
    QCOMPARE(panel().replays().replays().front().run, RunId{6});
    panel().runs().select({RunId{1}, RunId{4}}, {});
    m_kit->settle();
    QCOMPARE(panel().monitored().seriesCount(), std::size_t{2});
    QCOMPARE(panel().rates().seriesCount(), std::size_t{2});
    // Epoch 0 has no value; then 0.81 after both epochs.
    QCOMPARE(panel().monitored().points(0).size(), std::size_t{3});
    QCOMPARE(panel().monitored().points(0)[1].y, 0.81);
    QCOMPARE(panel().rates().points(0).back().x, 2.0);
}

// Both accuracies of a run are equal: with a patience of 0 the second epoch reduces.
void PlateauReplayTest::aParameterThatIsEditedReplaysAtOnce()
{
    openRuns();
    QAbstractItemModelTester tester(&panel().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(panel().table().rowCount(), 0);
    panel().form().patience().setValue(0);
    panel().form().factor().setText(u"0.5"_s);
    m_kit->settle();
    QCOMPARE(panel().table().rowCount(), 1);
    const auto text = [this](int column) { return panel().table().index(0, column).data().toString(); };
    QCOMPARE(text(DecisionTable::EpochColumn), u"2"_s);
    QCOMPARE(text(DecisionTable::BeforeColumn), u"0.1"_s);
    QCOMPARE(text(DecisionTable::AfterColumn), u"0.05"_s);
    QVERIFY(panel().status().text().contains(u"1 move"_s));
}

// The loss 6 / i falls by less than 0.05 from i = 12 on: four such differences are a plateau at 15 of 20.
void PlateauReplayTest::aListOfPoliciesMovesToItsEnds()
{
    openRuns();
    follow(u"train/loss"_s);
    panel().form().kind().setCurrentIndex(1);
    m_kit->settle();
    const auto decision
        = [this] { return panel().table().index(0, DecisionTable::ActionColumn).data().toString(); };
    QCOMPARE(panel().table().rowCount(), 1);
    QCOMPARE(decision(), u"moves to larger rates"_s);
    panel().form().start().setValue(0);
    m_kit->settle();
    QCOMPARE(decision(), u"stays: at the end"_s);
    QVERIFY(panel().status().text().contains(u"1 plateau with nowhere to go"_s));
    QVERIFY(panel().view().isColumnHidden(DecisionTable::RunColumn));
}

void PlateauReplayTest::whatCannotBeReadIsToldAndKeepsThePicture()
{
    openRuns();
    panel().form().factor().setText(u"much"_s);
    m_kit->settle();
    QVERIFY(panel().status().text().contains(u"Factor"_s));
    QCOMPARE(panel().monitored().seriesCount(), std::size_t{1});
    panel().form().kind().setCurrentIndex(1);
    panel().form().list().setPlainText(u"lrPolicy_FIX+k0_0.1\nlrPolicy_FUX"_s);
    m_kit->settle();
    QVERIFY(panel().status().text().contains(u"Line 2"_s));
}

void PlateauReplayTest::whatIsStillReplayedIsForgottenWithItsRuns()
{
    openRuns();
    RunCatalog catalog(m_kit->bench->workspace, m_kit->bench->engine);
    m_kit->settle();
    PlateauReplays replays(catalog);
    replays.ask({RunId{1}}, panel().form().policy());
    QVERIFY(replays.isBusy());
    replays.forget();
    m_kit->settle();
    QVERIFY(replays.replays().empty());
    replays.ask({RunId{1}}, panel().form().policy());
    m_kit->settle();
    QCOMPARE(replays.replays().size(), std::size_t(1));
}

void PlateauReplayTest::theCommandNamesPolicyAndRuns()
{
    openRuns();
    panel().runs().select({RunId{1}, RunId{4}}, {});
    m_kit->settle();
    const QString command = panel().replays().command();
    QVERIFY2(command.startsWith(u"cobench-cli lr replay lrPlateau_REDUCE+k0_0.1+"_s), qPrintable(command));
    QVERIFY2(command.endsWith(u" --run 1,4"_s), qPrintable(command));
    const QString drawn = panel().monitored().command();
    QVERIFY2(drawn.contains(u"--view 'replay:lrPlateau_REDUCE+"_s)
            || drawn.contains(u"--view replay:lrPlateau_REDUCE+"_s),
        qPrintable(drawn));
    QVERIFY2(drawn.contains(u":1,4 "_s), qPrintable(drawn));
    QVERIFY2(panel().rates().command().contains(u":1,4:rate "_s), qPrintable(panel().rates().command()));
}

void PlateauReplayTest::whatIsComposedJoinsTheList()
{
    openRuns();
    panel().form().kind().setCurrentIndex(1);
    const qsizetype lines = panel().form().list().toPlainText().count(u'\n');
    panel().form().addButton().click();
    QCOMPARE(panel().form().list().toPlainText().count(u'\n'), lines + 1);
    m_kit->settle();
    QVERIFY2(panel().form().problem().isEmpty(), qPrintable(panel().form().problem()));
}

void PlateauReplayTest::theConstantRateOfARunBecomesTheFirst()
{
    openRuns();
    panel().form().takeButton().click();
    const auto policy = panel().form().policy();
    QVERIFY(policy.has_value());
    QCOMPARE(std::get<lr::ReduceOnPlateauOptions>(policy->options).initialRate, 0.01);
}

void PlateauReplayTest::theViewIsKept()
{
    openRuns();
    panel().form().patience().setValue(3);
    const QJsonObject state = panel().viewState();
    panel().form().patience().setValue(7);
    panel().restoreViewState(state);
    QCOMPARE(panel().form().patience().value(), 3);
    QCOMPARE(panel().form().monitor(), std::string("val/accuracy"));
}

QTEST_MAIN(PlateauReplayTest)
#include "plateau_test.moc"
