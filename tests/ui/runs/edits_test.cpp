// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/runs/run_files.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/runs/note_panel.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/runs_page.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

/// What a person changes on runs reaches the engine as a request, and what can be undone is undone by another.
class RunEditsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_kit.reset(); }

    void aNoteIsARequestThatCanBeUndone();
    void tagsOfSeveralRunsAreOneChange();
    void archivedRunsAreListedOnlyWhenAskedFor();
    void deletingAsksOnce();
    void aQuestionGoesWithItsProject();
    void aRunningOneIsPausedAndGoesOn();
    void aRunCanBeRepeatedExactly();
    void commandsAreCutAsAShellWould_data();
    void commandsAreCutAsAShellWould();
    void aTracedCommandIsHandedToTheCommandLine();

private:
    RunsPage& page() { return *static_cast<RunsPage*>(m_kit->window->currentPage()); }
    std::vector<std::pair<RunId, engine::RunEdit>> edits(std::size_t count);
    const engine::SetRunText* textOf(const std::pair<RunId, engine::RunEdit>& edit)
    {
        return std::get_if<engine::SetRunText>(&edit.second);
    }
    std::unique_ptr<test::WindowKit> m_kit;
    std::vector<std::pair<RunId, engine::RunEdit>> m_edits;
};

void RunEditsPageTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1400, 900});
    const QString project = m_kit->makeProject();
    test::writeRuns(project);
    m_kit->openProject(project);
    m_kit->window->showPage(u"runs"_s);
    QTRY_COMPARE(page().table().model().rowCount(), 6);
}

std::vector<std::pair<RunId, engine::RunEdit>> RunEditsPageTest::edits(std::size_t count)
{
    const auto has = [&] {
        const std::scoped_lock lock(m_kit->engine.mutex);
        m_edits = m_kit->engine.edits;
        return m_edits.size() >= count;
    };
    (void)QTest::qWaitFor(has, 30000);
    return m_edits;
}

void RunEditsPageTest::aNoteIsARequestThatCanBeUndone()
{
    page().table().select({RunId{2}}, {});
    page().notes().note().setPlainText(u"the good one"_s);
    page().notes().note().document()->setModified(true);
    page().notes().commit();
    const auto first = edits(1);
    QCOMPARE(first.size(), std::size_t(1));
    QCOMPARE(first[0].first, RunId{2});
    QVERIFY(textOf(first[0]));
    QCOMPARE(textOf(first[0])->key, std::string("note"));
    QCOMPARE(textOf(first[0])->value, std::string("the good one"));
    m_kit->bench->editor.undoStack().undo();
    const auto second = edits(2);
    QCOMPARE(second.size(), std::size_t(2));
    QCOMPARE(textOf(second[1])->value, std::string());
    page().notes().commit(); // nothing was typed since
    m_kit->settle();
    QCOMPARE(edits(2).size(), std::size_t(2));
}

void RunEditsPageTest::tagsOfSeveralRunsAreOneChange()
{
    page().table().select({RunId{1}, RunId{4}}, {});
    page().notes().tags().setText(u"paper"_s);
    page().notes().tags().setModified(true);
    page().notes().commit();
    QCOMPARE(edits(2).size(), std::size_t(2));
    QCOMPARE(m_kit->bench->editor.undoStack().count(), 1);
}

void RunEditsPageTest::archivedRunsAreListedOnlyWhenAskedFor()
{
    {
        auto store
            = store::RunStore::open(m_kit->bench->workspace.path().toStdString(), store::RunStore::Role::Writer);
        QVERIFY((*store)->setText(RunId{5}, "archived", "1").ok());
        QVERIFY((*store)->setText(RunId{1}, "tags", "paper").ok());
    }
    page().catalog().reload();
    QTRY_COMPARE(page().table().model().rowCount(), 5);
    QCOMPARE(page().table().chosenFilter(), std::string("archived = 0"));
    page().table().model().setArchivedShown(true);
    QCOMPARE(page().table().model().rowCount(), 6);
    page().table().filter().setText(u"tags ~ paper"_s);
    QCOMPARE(page().table().model().shown(), (std::vector<RunId>{RunId{1}}));
    page().table().filter().clear();
    page().table().select({RunId{1}}, {});
    page().actions().archive().trigger();
    const auto asked = edits(1);
    QCOMPARE(textOf(asked[0])->key, std::string("archived"));
    QCOMPARE(textOf(asked[0])->value, std::string("1"));
}

void RunEditsPageTest::deletingAsksOnce()
{
    page().table().select({RunId{2}, RunId{3}}, {});
    page().actions().erase().trigger();
    QMessageBox* question = nullptr;
    QTRY_VERIFY(question = m_kit->window->findChild<QMessageBox*>());
    QVERIFY(question->text().contains(u"2 runs"));
    QVERIFY(edits(0).empty());
    for (QAbstractButton* button : question->buttons())
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    const auto asked = edits(2);
    QCOMPARE(asked.size(), std::size_t(2));
    QVERIFY(std::holds_alternative<engine::DeleteRun>(asked[0].second));
}

/// Another project has other runs of the same numbers.
void RunEditsPageTest::aQuestionGoesWithItsProject()
{
    const auto question = [this] { return m_kit->window->findChild<QMessageBox*>(); };
    page().table().select({RunId{2}}, {});
    page().actions().erase().trigger();
    QTRY_VERIFY(question());
    page().table().select({RunId{3}}, {});
    page().actions().erase().trigger(); // its disk use is still being looked up
    m_kit->bench->workspace.close();
    m_kit->settle();
    QTRY_VERIFY(!question());
    QVERIFY(edits(0).empty());
}

void RunEditsPageTest::aRunningOneIsPausedAndGoesOn()
{
    m_kit->engine.runs
        = {{.id = RunId{6}, .config = {.name = "lenet5-3"}, .state = engine::RunState::Running, .batch = "six"}};
    m_kit->bench->engine.follow();
    page().table().select({RunId{6}}, {});
    QTRY_VERIFY(page().actions().pause().isEnabled());
    QVERIFY(!page().actions().erase().isEnabled()); // it goes on
    page().actions().pause().trigger();
    QVERIFY(std::get<engine::PauseRun>(edits(1)[0].second).isPaused);
    m_kit->engine.setState(RunId{6}, engine::RunState::Paused);
    QTRY_VERIFY(page().actions().resume().isEnabled());
    QVERIFY(!page().actions().pause().isEnabled());
    page().actions().resume().trigger();
    QVERIFY(!std::get<engine::PauseRun>(edits(2)[1].second).isPaused);
}

void RunEditsPageTest::aRunCanBeRepeatedExactly()
{
    page().table().select({RunId{4}}, {});
    page().actions().again().trigger();
    const auto submitted = [this] {
        const std::scoped_lock lock(m_kit->engine.mutex);
        return m_kit->engine.runs.size();
    };
    QTRY_COMPARE(submitted(), std::size_t(1));
    const std::scoped_lock lock(m_kit->engine.mutex);
    QCOMPARE(m_kit->engine.runs[0].batch, std::string("six"));
    QCOMPARE(train::toJson(m_kit->engine.runs[0].config), page().catalog().find(RunId{4})->configJson);
}

void RunEditsPageTest::commandsAreCutAsAShellWould_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("words") << u"python3  train.py -n 3"_s
                           << QStringList{u"python3"_s, u"train.py"_s, u"-n"_s, u"3"_s};
    QTest::newRow("quotes") << u"sh -c 'a b' \"c 'd\""_s << QStringList{u"sh"_s, u"-c"_s, u"a b"_s, u"c 'd"_s};
    QTest::newRow("backslash") << u"a\\ b c\\\\d"_s << QStringList{u"a b"_s, u"c\\d"_s};
    QTest::newRow("empty word") << u"x ''"_s << QStringList{u"x"_s, QString()};
    QTest::newRow("open quote") << u"x 'y"_s << QStringList();
    QTest::newRow("nothing") << u"  "_s << QStringList();
}

void RunEditsPageTest::commandsAreCutAsAShellWould()
{
    QFETCH(QString, line);
    QFETCH(QStringList, words);
    QCOMPARE(splitCommand(line).value_or(QStringList()), words);
}

void RunEditsPageTest::aTracedCommandIsHandedToTheCommandLine()
{
    const TraceCommand command{
        .words = {u"python3"_s, u"-V"_s}, .folder = u"/"_s, .name = u"mine"_s, .metrics = u"json"_s, .hz = 5.0};
    QCOMPARE(traceArguments(command, u"P.cobench"_s).join(u' '),
        u"trace --project P.cobench --hz 5 --name mine --metrics json -- python3 -V"_s);
}

QTEST_MAIN(RunEditsPageTest)
#include "edits_test.moc"
