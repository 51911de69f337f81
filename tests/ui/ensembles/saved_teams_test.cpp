// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scatter.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/ensembles/saved_team_view.h"
#include "ui/pages/ensembles/scatter_pane.h"
#include "ui/pages/ensembles/team_panel.h"
#include "ui/pages/ensembles/team_view.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QDockWidget>
#include <QInputDialog>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Members;

class SavedTeamsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aSavedTeamIsARowThatUndoTakesAway();
    void savingRecomputesNothingElse();
    void aNameIsEditedInPlaceUnlessItIsTaken();
    void aDeletedTeamComesBackWithUndo();
    void aMovedTeamKeepsItsPlaceUntilUndo();
    void rowsCarryTheFiguresOfTheirTeams();
    void figuresOfAnotherQuestionDoNotStay();
    void choosingRowsSelectsTheirTeams();
    void aTeamOfAnExcludedMemberStaysAndSaysSo();
    void reorderingModelsKeepsTheTeam();
    void teamsAreDraggedToAnotherPlaceAndBackByUndo();
    void teamsAreThereAfterReopening();
    void anotherPoolHasItsOwnTeams();
    void aTeamThatWasAskedForIsSavedOrNone();
    void aReadOnlyProjectSavesNothing();
    void theFrontIsMarkedInTheScatterAndInItsTable();
    void theFrontFiltersTheTeamTable();
    void theFrontFollowsTheMetric();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    SavedTeamView& saved() { return page().team().saved(); }
    SavedTeamTable& model() { return saved().model(); }
    Selection& selection() { return m_kit->bench->selection; }
    QString text(int row, int column) { return model().index(row, column).data().toString(); }
    void save(const QString& name, const Members& team);
    void undo();
    std::unique_ptr<test::WindowKit> m_kit;
};

void SavedTeamsTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1500, 950);
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
    page().findChild<QDockWidget*>(u"team"_s)->raise();
    m_kit->settle();
}

void SavedTeamsTest::cleanup()
{
    m_kit.reset();
}

void SavedTeamsTest::save(const QString& name, const Members& team)
{
    saved().editor().save(name, team);
    m_kit->settle();
}

void SavedTeamsTest::undo()
{
    m_kit->bench->editor.undoStack().undo();
    m_kit->settle();
}

void SavedTeamsTest::aSavedTeamIsARowThatUndoTakesAway()
{
    QCOMPARE(model().rowCount(), 0);
    QCOMPARE(saved().editor().freeName(), u"Team 1"_s);
    save(u"Team 1"_s, {0, 1, 3});
    QCOMPARE(model().rowCount(), 1);
    QCOMPARE(text(0, SavedTeamTable::NameColumn), u"Team 1"_s);
    QCOMPARE(text(0, SavedTeamTable::MembersColumn), u"m0 + m1 + m3"_s);
    QCOMPARE(saved().editor().freeName(), u"Team 2"_s);
    const TeamId id = model().idAt(0);
    undo();
    QCOMPARE(model().rowCount(), 0);
    m_kit->bench->editor.undoStack().redo();
    m_kit->settle();
    QCOMPARE(model().rowCount(), 1);
    QVERIFY(model().idAt(0) == id);
}

void SavedTeamsTest::savingRecomputesNothingElse()
{
    const auto teams = page().presenter().teams();
    const auto matrix = page().presenter().matrix();
    save(u"a"_s, {0, 1});
    QCOMPARE(page().presenter().teams(), teams);
    QCOMPARE(page().presenter().matrix(), matrix);
}

void SavedTeamsTest::aNameIsEditedInPlaceUnlessItIsTaken()
{
    save(u"a"_s, {0, 1});
    save(u"b"_s, {1, 2});
    QObject::disconnect(&model(), &SavedTeamTable::refused, &saved(), nullptr); // its box would wait for a person
    QSignalSpy refused(&model(), &SavedTeamTable::refused);
    const QModelIndex name = model().index(1, SavedTeamTable::NameColumn);
    QVERIFY(!model().setData(name, u"a"_s, Qt::EditRole));
    QVERIFY(!model().setData(name, u"  "_s, Qt::EditRole));
    QCOMPARE(refused.size(), 2);
    QVERIFY(model().setData(name, u"best"_s, Qt::EditRole));
    m_kit->settle();
    QCOMPARE(text(1, SavedTeamTable::NameColumn), u"best"_s);
    undo();
    QCOMPARE(text(1, SavedTeamTable::NameColumn), u"b"_s);
}

void SavedTeamsTest::aDeletedTeamComesBackWithUndo()
{
    save(u"a"_s, {0, 1});
    save(u"b"_s, {1, 2});
    saved().editor().remove(model().idAt(0));
    m_kit->settle();
    QCOMPARE(model().rowCount(), 1);
    undo();
    QCOMPARE(model().rowCount(), 2);
    QCOMPARE(text(0, SavedTeamTable::NameColumn), u"a"_s);
}

void SavedTeamsTest::aMovedTeamKeepsItsPlaceUntilUndo()
{
    save(u"first"_s, {0, 1});
    save(u"second"_s, {1, 2});
    const auto names = [this] {
        QStringList all;
        for (int row = 0; row < model().rowCount(); ++row)
            all += model().index(row, SavedTeamTable::NameColumn).data().toString();
        return all;
    };
    const QStringList before = names();
    QTableView& table = page().team().saved().table();
    table.setCurrentIndex(table.model()->index(1, 0));
    for (QAction* action : table.actions())
        if (action->shortcut() == QKeySequence(Qt::ALT | Qt::Key_Up))
            action->trigger();
    m_kit->settle();
    QCOMPARE(names(), (QStringList{before[1], before[0]}));
    QCOMPARE(table.currentIndex().row(), 0);
    undo();
    QCOMPARE(names(), before);
}

void SavedTeamsTest::rowsCarryTheFiguresOfTheirTeams()
{
    const QAbstractItemModelTester tester(&model());
    save(u"a"_s, {0, 1, 2});
    save(u"b"_s, {1, 2, 3});
    for (int row = 0; row < 2; ++row) {
        selection().setTeams({*model().membersAt(row)});
        m_kit->settle();
        const auto& detail = page().team().presenter().detail()->detail;
        QCOMPARE(model().index(row, SavedTeamTable::AccuracyColumn).data(SavedTeamTable::ValueRole).toDouble(),
            100.0 * detail.toldRule().report.accuracy);
        QCOMPARE(text(row, SavedTeamTable::SizeColumn), u"3"_s);
    }
    QVERIFY(saved().table().isColumnHidden(SavedTeamTable::ParametersColumn)); // not known of these models
    QCOMPARE(saved().shownTable().rows.size(), std::size_t{2});
}

void SavedTeamsTest::figuresOfAnotherQuestionDoNotStay()
{
    save(u"a"_s, {0, 1, 3});
    const QString before = text(0, SavedTeamTable::DiversityColumn);
    QVERIFY(before != u"–"_s);
    page().presenter().setQuery({.metric = ensemble::Metric::BD});
    QCOMPARE(text(0, SavedTeamTable::DiversityColumn), u"–"_s);
    QCOMPARE(text(0, SavedTeamTable::AccuracyColumn), u"–"_s);
    m_kit->settle();
    QVERIFY(text(0, SavedTeamTable::DiversityColumn) != u"–"_s);
    m_kit->bench->workspace.selectSplit(u"val"_s);
    QObject context;
    QString shown;
    connect(&m_kit->bench->workspace, &Workspace::splitChanged, &context, [&] {
        shown = text(0, SavedTeamTable::AccuracyColumn);
    });
    m_kit->settle();
    QCOMPARE(shown, u"–"_s);
    QVERIFY(text(0, SavedTeamTable::AccuracyColumn) != u"–"_s);
}

void SavedTeamsTest::choosingRowsSelectsTheirTeams()
{
    save(u"a"_s, {0, 1});
    save(u"b"_s, {1, 2, 3});
    saved().table().selectRow(1);
    QCOMPARE(selection().teams(), (std::vector<Members>{{1, 2, 3}}));
    saved().table().selectAll();
    QCOMPARE(selection().teams().size(), std::size_t{2});
}

void SavedTeamsTest::aTeamOfAnExcludedMemberStaysAndSaysSo()
{
    save(u"a"_s, {0, 1});
    save(u"b"_s, {1, 2});
    m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
    m_kit->settle();
    QCOMPARE(model().rowCount(), 2);
    QVERIFY(!model().membersAt(0));
    QVERIFY(text(0, SavedTeamTable::MembersColumn).contains(u"excluded"));
    QCOMPARE(text(0, SavedTeamTable::AccuracyColumn), u"–"_s);
    QCOMPARE(*model().membersAt(1), (Members{0, 1})); // m1 and m2 are now the first two
    undo();
    QCOMPARE(*model().membersAt(0), (Members{0, 1}));
}

void SavedTeamsTest::teamsAreDraggedToAnotherPlaceAndBackByUndo()
{
    save(u"a"_s, {0, 1});
    save(u"b"_s, {1, 2});
    save(u"c"_s, {0, 3});
    const auto names = [this] {
        return text(0, SavedTeamTable::NameColumn) + text(1, SavedTeamTable::NameColumn)
            + text(2, SavedTeamTable::NameColumn);
    };
    const auto drag = [this](const QModelIndexList& rows, int before) {
        const std::unique_ptr<QMimeData> mime(model().mimeData(rows));
        QVERIFY(!model().dropMimeData(mime.get(), Qt::MoveAction, before, 0, {}));
        m_kit->settle();
    };
    QVERIFY(model().flags(model().index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(!model().flags(model().index(0, 0)).testFlag(Qt::ItemIsDropEnabled)); // between rows only
    drag({model().index(2, 0)}, 0);
    QCOMPARE(names(), u"cab"_s);
    drag({model().index(0, 0), model().index(1, 0)}, 3);
    QCOMPARE(names(), u"bca"_s);
    m_kit->bench->editor.undoStack().undo();
    m_kit->settle();
    QCOMPARE(names(), u"cab"_s);
    saved().table().sortByColumn(SavedTeamTable::SizeColumn, Qt::AscendingOrder);
    QVERIFY(!saved().table().dragEnabled());
}

void SavedTeamsTest::reorderingModelsKeepsTheTeam()
{
    save(u"a"_s, {0, 1});
    const auto& members = m_kit->members();
    m_kit->bench->editor.orderMembers({members[3].id, members[2].id, members[1].id, members[0].id});
    m_kit->settle();
    QCOMPARE(*model().membersAt(0), (Members{2, 3}));
    QCOMPARE(text(0, SavedTeamTable::MembersColumn), u"m1 + m0"_s);
}

void SavedTeamsTest::teamsAreThereAfterReopening()
{
    save(u"kept"_s, {0, 2});
    const QString path = m_kit->bench->workspace.path();
    m_kit->bench->workspace.close();
    m_kit->settle();
    QCOMPARE(model().rowCount(), 0);
    m_kit->openProject(path);
    QCOMPARE(model().rowCount(), 1);
    QCOMPARE(text(0, SavedTeamTable::NameColumn), u"kept"_s);
}

void SavedTeamsTest::anotherPoolHasItsOwnTeams()
{
    save(u"a"_s, {0, 2});
    test::writeLabelTable(m_kit->path(u"votes.csv"_s), 3, 40);
    m_kit->bench->importer.importPaths({m_kit->path(u"votes.csv"_s)});
    m_kit->settle();
    QCOMPARE(model().rowCount(), 0);
    QVERIFY(saved().editor().nameProblem(u"a"_s).isEmpty());
}

void SavedTeamsTest::aTeamThatWasAskedForIsSavedOrNone()
{
    const auto ask = [this](const std::function<void()>& meanwhile) {
        selection().setTeams({{0, 1}});
        m_kit->settle();
        QTimer::singleShot(0, this, [&] {
            auto* question = saved().findChild<QInputDialog*>();
            meanwhile();
            question->accept();
        });
        saved().saveTeam();
        m_kit->settle();
    };
    ask([&] { selection().setTeams({{2, 3}}); });
    QCOMPARE(model().rowCount(), 1);
    QCOMPARE(text(0, SavedTeamTable::MembersColumn), u"m0 + m1"_s);
    ask([&] {
        m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
        m_kit->settle();
    });
    QCOMPARE(model().rowCount(), 1);
}

void SavedTeamsTest::aReadOnlyProjectSavesNothing()
{
    const QString path = m_kit->bench->workspace.path();
    m_kit->bench->workspace.close();
    m_kit->settle();
    m_kit->bench->workspace.open(path, store::OpenMode::ReadOnly);
    m_kit->settle();
    QVERIFY(!saved().editor().canEdit());
    save(u"a"_s, {0, 2});
    QCOMPARE(model().rowCount(), 0);
}

void SavedTeamsTest::theFrontIsMarkedInTheScatterAndInItsTable()
{
    QVERIFY(!page().front().front());
    page().scatterPane().markFront().click();
    m_kit->settle();
    const auto& front = page().front().front();
    QVERIFY(front);
    QCOMPARE(front->isOn.size(), std::size_t{11});
    QVERIFY(front->count > 0 && front->count < 11);
    const plots::PlotTable table = page().scatter().tableData();
    QCOMPARE(table.headers.back(), u"Pareto front"_s);
    std::size_t marked = 0;
    for (const auto& row : table.rows)
        marked += std::get<QString>(row.back()) == u"yes"_s ? 1U : 0U;
    QCOMPARE(marked, front->count);
    QVERIFY(page().scatterPane().viewState()["front"_L1].toBool());
    page().scatterPane().markFront().click();
    QCOMPARE(page().scatter().tableData().headers.size(), std::size_t{4});
    QVERIFY(!page().front().front());
}

void SavedTeamsTest::theFrontFiltersTheTeamTable()
{
    page().teams().frontFilter().setChecked(true);
    m_kit->settle();
    QCOMPARE(page().teams().model().rowCount(), static_cast<int>(page().front().front()->count));
    for (int row = 0; row < page().teams().model().rowCount(); ++row)
        QVERIFY(page().front().front()->isOn[page().teams().model().teamOf(row)] != 0);
    page().teams().frontFilter().setChecked(false);
    m_kit->settle();
    QCOMPARE(page().teams().model().rowCount(), 11);
}

void SavedTeamsTest::theFrontFollowsTheMetric()
{
    page().scatterPane().markFront().click();
    m_kit->settle();
    const auto before = page().front().front();
    EnsembleQuery query = page().presenter().query();
    query.metric = ensemble::Metric::DF;
    page().presenter().setQuery(query);
    m_kit->settle();
    QVERIFY(page().front().front() && page().front().front() != before);
    QVERIFY(page().front().text().contains(u"DF"));
}

QTEST_MAIN(SavedTeamsTest)
#include "saved_teams_test.moc"
