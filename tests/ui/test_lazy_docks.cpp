// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/team_view.h"
#include "ui/pages/ensembles/tree_panel.h"

#include <QFileDialog>
#include <QSignalSpy>
#include <QTest>

using namespace cobench;
using namespace Qt::StringLiterals;

/// What nobody has seen is not made, what nobody sees asks nothing: on the Ensembles page, whose docks share
/// places.
class TestLazyDocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void onlyWhatIsSeenIsMadeAtTheStart();
    void contentIsMadeWhenItsTabIsRaised();
    void contentBehindAnotherTabIsHidden();
    void contentOfAnotherPageIsHiddenAndComesBack();
    void aClosedDockIsNotMadeByResettingAnotherPage();
    void aCoveredDockAsksNothing();
    void aCoveredViewIsFilledWhenItIsSeen();
    void whatADockKeepsNeedsNoContent();
    void laterContentHasTheColoursOfTheTheme();
    void exportingWhatWasNotSeenShowsItFirst();

private:
    ui::EnsemblesPage& page() { return *static_cast<ui::EnsemblesPage*>(m_kit->window->currentPage()); }
    ui::LazyDock& dock(const QString& name)
    {
        return *m_kit->window->pages()[u"ensembles"_s]->findChild<ui::LazyDock*>(name);
    }
    QStringList made();
    QStringList seen();
    void show(const QString& id);

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestLazyDocks::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1500, 950});
    m_kit->openProject(m_kit->makeProject());
    show(u"ensembles"_s);
}

void TestLazyDocks::show(const QString& id)
{
    m_kit->window->showPage(id);
    m_kit->settle();
}

QStringList TestLazyDocks::made()
{
    QStringList names;
    for (const auto* each : page().findChildren<ui::LazyDock*>())
        if (each->isMade())
            names << each->objectName();
    names.sort();
    return names;
}

QStringList TestLazyDocks::seen()
{
    QStringList names;
    for (const auto* each : page().findChildren<ui::LazyDock*>())
        if (each->isSeen())
            names << each->objectName();
    names.sort();
    return names;
}

void TestLazyDocks::onlyWhatIsSeenIsMadeAtTheStart()
{
    const QStringList front{u"scatter"_s, u"selection"_s, u"teams"_s};
    QCOMPARE(made(), front);
    QCOMPARE(seen(), front);
    m_kit->window->close();
    m_kit->openWindow({1500, 950}); // on this page, from a saved layout
    m_kit->settle();
    QCOMPARE(made(), front);
    QCOMPARE(seen(), front);
}

void TestLazyDocks::contentIsMadeWhenItsTabIsRaised()
{
    dock(u"tree"_s).raise();
    QVERIFY(dock(u"tree"_s).isSeen());
    m_kit->settle();
    QVERIFY(page().tree().presenter().answer());
    QVERIFY(!dock(u"help"_s).isMade());
}

void TestLazyDocks::contentBehindAnotherTabIsHidden()
{
    dock(u"tree"_s).reveal();
    QCOMPARE(seen(), (QStringList{u"scatter"_s, u"selection"_s, u"tree"_s}));
    dock(u"teams"_s).reveal();
    QCOMPARE(seen(), (QStringList{u"scatter"_s, u"selection"_s, u"teams"_s}));
    dock(u"scatter"_s).close();
    m_kit->settle();
    QCOMPARE(seen(), (QStringList{u"pair"_s, u"selection"_s, u"teams"_s}));
    dock(u"scatter"_s).setFloating(true);
    dock(u"scatter"_s).show();
    QCOMPARE(seen(), (QStringList{u"pair"_s, u"scatter"_s, u"selection"_s, u"teams"_s}));
}

void TestLazyDocks::contentOfAnotherPageIsHiddenAndComesBack()
{
    dock(u"help"_s).reveal();
    const QStringList before = seen();
    show(u"data"_s);
    QVERIFY(!dock(u"help"_s).isSeen());
    show(u"ensembles"_s);
    QCOMPARE(seen(), before);
}

void TestLazyDocks::aClosedDockIsNotMadeByResettingAnotherPage()
{
    show(u"data"_s);
    m_kit->window->resetLayout();
    m_kit->settle();
    QVERIFY(!dock(u"conditions"_s).isMade());
    show(u"ensembles"_s);
    QVERIFY(!dock(u"conditions"_s).isMade());
    m_kit->window->resetLayout();
    QVERIFY(!dock(u"conditions"_s).isMade());
}

void TestLazyDocks::aCoveredDockAsksNothing()
{
    dock(u"tree"_s).reveal();
    m_kit->settle();
    dock(u"teams"_s).reveal();
    const auto before = page().tree().presenter().answer();
    auto query = page().presenter().query();
    query.metric = ensemble::Metric::FK;
    page().presenter().setQuery(query);
    m_kit->settle();
    QCOMPARE(page().tree().presenter().answer(), before);
    dock(u"tree"_s).reveal();
    m_kit->settle();
    QCOMPARE(page().tree().presenter().answer()->pruned->metric, ensemble::Metric::FK);
}

void TestLazyDocks::aCoveredViewIsFilledWhenItIsSeen()
{
    ui::TeamTable& table = page().teams().model();
    dock(u"tree"_s).reveal();
    const auto before = table.answer();
    auto query = page().presenter().query();
    query.samples = {.kind = ensemble::SampleSet::Kind::All};
    page().presenter().setQuery(query);
    m_kit->settle();
    QVERIFY(page().presenter().teams() != before);
    QCOMPARE(table.answer(), before);
    dock(u"teams"_s).reveal();
    QCOMPARE(table.answer(), page().presenter().teams());
    dock(u"tree"_s).reveal();
    query.samples = {.kind = ensemble::SampleSet::Kind::Disagreement};
    page().presenter().setQuery(query);
    m_kit->settle();
    QVERIFY(table.answer() != page().presenter().teams());
    page().teams(); // whoever asks for it gets what is true
    QCOMPARE(table.answer(), page().presenter().teams());
}

void TestLazyDocks::whatADockKeepsNeedsNoContent()
{
    ui::TreeQuery query;
    query.pruning.beta = 0.3;
    QJsonObject state = page().viewState();
    state[u"docks"_s] = QJsonObject{{u"tree"_s, QJsonObject{{u"query"_s, toJson(query)}}}};
    page().restoreViewState(state);
    QVERIFY(!dock(u"tree"_s).isMade());
    QCOMPARE(page().viewState()[u"docks"_s].toObject()[u"tree"_s], state[u"docks"_s].toObject()[u"tree"_s]);
    QCOMPARE(page().tree().presenter().query().pruning.beta, 0.3);
    QVERIFY(!dock(u"tree"_s).isSeen());
}

void TestLazyDocks::laterContentHasTheColoursOfTheTheme()
{
    m_kit->bench->theme.setChoice(ui::ThemeChoice::Dark);
    dock(u"tree"_s).reveal();
    QVERIFY(page().tree().tree().theme().isDark);
    show(u"data"_s);
    auto* recall = m_kit->window->currentPage()->findChild<ui::LazyDock*>(u"recall"_s);
    recall->reveal();
    QVERIFY(recall->findChild<plots::PlotWidget*>()->theme().isDark);
    m_kit->bench->theme.setChoice(ui::ThemeChoice::Light);
}

void TestLazyDocks::exportingWhatWasNotSeenShowsItFirst()
{
    const auto actions = page().exportActions();
    const auto tree = std::ranges::find_if(
        actions, [](const QAction* action) { return action->text().startsWith(u"Pruning tree"); });
    QVERIFY(tree != actions.end());
    bool answered = false;
    const auto closeDialog = [&] {
        if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
            answered = page().tree().presenter().answer() != nullptr;
            dialog->reject();
        }
    };
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, closeDialog);
    watch.start(5);
    (*tree)->trigger();
    QTRY_VERIFY(answered);
    QVERIFY(dock(u"tree"_s).isSeen());
}

QTEST_MAIN(TestLazyDocks)
#include "test_lazy_docks.moc"
