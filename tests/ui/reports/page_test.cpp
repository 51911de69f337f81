// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/heatmap.h"
#include "plots/plot_menu.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/reports/outline_panel.h"
#include "ui/pages/reports/report_preview.h"
#include "ui/pages/reports/reports_page.h"
#include "ui/pages/reports/view_picker.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using store::BlockEntry;
using store::BlockKind;

class ReportsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAPoolItSaysWhatToDo();
    void withoutAReportItExplainsAndStartsFromTheWholePool();
    void aViewIsAddedFromThePickerAndShown();
    void blocksMoveByKeysAndByDragging();
    void whatIsTypedIsStoredAndOneUndoTakesItBack();
    void undoAndRedoWalkThroughEveryEdit();
    void aRemovedBlockComesBackInItsPlace();
    void aViewTextThatNamesNothingIsRefusedInWords();
    void reportsAreAddedRenamedAndDeleted();
    void changedDataIsMarkedAndCanBeAccepted();
    void aViewWithoutItsPoolSaysSo();
    void theViewsToChooseFollowThePoolsWhileAnotherPageIsShown();
    void aWordLongerThanThePageIsBroken();
    void aChartIsAddedFromItsContextMenu();
    void htmlAndPdfAreWrittenWhileTheWindowLives();
    void reportsAreThereAfterReopening();
    void aReadOnlyProjectIsShownAndNotEdited();
    void theListModelIsSound();

private:
    ReportsPage& page() { return *static_cast<ReportsPage*>(m_kit->window->pages().value(u"reports"_s)); }
    ReportEditor& editor() { return m_kit->bench->reports; }
    QUndoStack& undoStack() { return m_kit->bench->editor.undoStack(); }
    const BlockList& blocks() { return page().presenter().report()->blocks; }
    std::vector<std::string> contents();
    BlockList stored();
    void startEmpty();
    void pick(const QString& text);
    QStringList wordsOf(std::int64_t block);

    std::unique_ptr<test::WindowKit> m_kit;
};

void ReportsPageTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1400, 900);
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"reports"_s);
    m_kit->settle();
}

void ReportsPageTest::cleanup()
{
    m_kit.reset();
}

std::vector<std::string> ReportsPageTest::contents()
{
    std::vector<std::string> all;
    for (const BlockEntry& block : blocks())
        all.push_back(block.content);
    return all;
}

/// As another program reads them.
BlockList ReportsPageTest::stored()
{
    m_kit->settle();
    const auto project
        = store::Project::open(m_kit->bench->workspace.path().toStdString(), store::OpenMode::ReadOnly);
    const auto reports = (*project)->reports();
    return reports->empty() ? BlockList() : *(*project)->blocks(reports->front().id);
}

void ReportsPageTest::startEmpty()
{
    page().outline().addReport();
    m_kit->settle();
    QVERIFY(page().presenter().report());
}

void ReportsPageTest::pick(const QString& text)
{
    ViewPicker& picker = page().picker();
    picker.filter().setText(text);
    QModelIndex index = picker.tree().model()->index(0, 0);
    while (index.isValid() && picker.tree().model()->hasChildren(index))
        index = picker.tree().model()->index(0, 0, index);
    QVERIFY(index.isValid());
    picker.tree().setCurrentIndex(index);
    QTest::mouseClick(&picker.addButton(), Qt::LeftButton);
    m_kit->settle();
}

QStringList ReportsPageTest::wordsOf(std::int64_t block)
{
    QStringList words;
    if (const BlockView* view = page().preview().view(block))
        for (const auto* label : view->findChildren<QLabel*>())
            words << label->text();
    return words;
}

void ReportsPageTest::withoutAPoolItSaysWhatToDo()
{
    m_kit->bench->workspace.close();
    m_kit->settle();
    bool told = false;
    for (const auto* label : page().findChildren<QLabel*>())
        told |= label->isVisible() && label->text() == u"No pool yet"_s;
    QVERIFY(told);
    QVERIFY(!page().outline().isEnabled());
    QVERIFY(!page().exportActions().front()->isEnabled());
}

void ReportsPageTest::withoutAReportItExplainsAndStartsFromTheWholePool()
{
    QPushButton* start = nullptr;
    for (auto* button : page().findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == u"Start from the whole pool"_s)
            start = button;
    QVERIFY(start);
    QTest::mouseClick(start, Qt::LeftButton);
    m_kit->settle();
    QVERIFY(page().presenter().report());
    QCOMPARE(page().presenter().report()->name(), u"Report 1"_s);
    // title, words, models, matrix, scatter, teams, tree, three of the best model
    QCOMPARE(blocks().size(), std::size_t{10});
    QVERIFY(page().presenter().isComplete());
    QVERIFY(page().presenter().staleBlocks().isEmpty());
    QCOMPARE(stored(), blocks());
}

void ReportsPageTest::aViewIsAddedFromThePickerAndShown()
{
    startEmpty();
    pick(u"BD"_s);
    QCOMPARE(contents(), (std::vector<std::string>{"matrix:small:BD"}));
    const std::int64_t id = blocks().front().id;
    QVERIFY(page().preview().view(id)->findChild<plots::Heatmap*>());
    QVERIFY(wordsOf(id).filter(u"n = 60"_s).size() > 0);
    QVERIFY(page().preview().view(id)->command().contains(u"--view matrix:small:BD"_s));
    QCOMPARE(page().outline().current(), id);
    QVERIFY(!stored().front().dataHash.empty());
}

void ReportsPageTest::blocksMoveByKeysAndByDragging()
{
    startEmpty();
    OutlinePanel& outline = page().outline();
    for (const char* words : {"one", "two", "three"})
        outline.add({.kind = BlockKind::Text, .content = words});
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"one", "two", "three"}));
    outline.list().setFocus();
    QTest::keyClick(&outline.list(), Qt::Key_Up, Qt::AltModifier);
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"one", "three", "two"}));
    BlockListModel& model = outline.model();
    std::unique_ptr<QMimeData> first(model.mimeData({model.index(0)}));
    model.dropMimeData(first.get(), Qt::MoveAction, 3, 0, {});
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"three", "two", "one"}));
    std::unique_ptr<QMimeData> fresh(toMime({.block = {.kind = BlockKind::Title, .content = "new"}}));
    model.dropMimeData(fresh.get(), Qt::CopyAction, 1, 0, {});
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"three", "new", "two", "one"}));
    QCOMPARE(stored(), blocks());
}

void ReportsPageTest::whatIsTypedIsStoredAndOneUndoTakesItBack()
{
    startEmpty();
    page().outline().addTextAction().trigger();
    QPlainTextEdit& text = page().outline().form().text();
    QVERIFY(text.isVisible());
    QTest::keyClicks(&text, u"Two models"_s);
    page().outline().form().commit();
    QTest::keyClicks(&text, u" disagree."_s);
    page().outline().form().commit();
    QCOMPARE(stored().front().content, std::string("Two models disagree."));
    QVERIFY(wordsOf(blocks().front().id).contains(u"Two models disagree."_s));
    undoStack().undo();
    QCOMPARE(stored().front().content, std::string());
    QCOMPARE(text.toPlainText(), QString());
    undoStack().redo();
    QCOMPARE(stored().front().content, std::string("Two models disagree."));
}

void ReportsPageTest::undoAndRedoWalkThroughEveryEdit()
{
    startEmpty();
    OutlinePanel& outline = page().outline();
    outline.add({.kind = BlockKind::Title, .content = "T"});
    pick(u"KW"_s);
    QTest::keyClicks(&outline.form().caption(), u"words"_s);
    outline.form().commit();
    outline.upAction().trigger();
    m_kit->settle();
    const BlockList last = blocks();
    QCOMPARE(last.front().caption, std::string("words"));
    const int edits = undoStack().index();
    QCOMPARE(edits, 5); // the report, two blocks, the caption, the move
    while (undoStack().canUndo())
        undoStack().undo();
    m_kit->settle();
    QVERIFY(editor().reports().empty());
    while (undoStack().canRedo())
        undoStack().redo();
    m_kit->settle();
    QCOMPARE(editor().reports().size(), std::size_t{1});
    QCOMPARE(contents(), (std::vector<std::string>{last[0].content, last[1].content}));
    QCOMPARE(blocks().front().caption, std::string("words"));
    QCOMPARE(stored(), blocks());
}

void ReportsPageTest::aRemovedBlockComesBackInItsPlace()
{
    startEmpty();
    OutlinePanel& outline = page().outline();
    for (const char* words : {"one", "two", "three"})
        outline.add({.kind = BlockKind::Text, .content = words});
    outline.setCurrent(blocks()[1].id);
    outline.list().setFocus();
    QTest::keyClick(&outline.list(), Qt::Key_Delete);
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"one", "three"}));
    QCOMPARE(outline.current(), blocks()[1].id);
    undoStack().undo();
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"one", "two", "three"}));
}

void ReportsPageTest::aViewTextThatNamesNothingIsRefusedInWords()
{
    startEmpty();
    pick(u"BD"_s);
    BlockForm& form = page().outline().form();
    form.line().setFocus();
    form.line().selectAll();
    QTest::keyClicks(&form.line(), u"matrix:small:XX"_s);
    form.commit();
    QCOMPARE(contents(), (std::vector<std::string>{"matrix:small:BD"}));
    bool told = false;
    for (const auto* label : form.findChildren<QLabel*>())
        told |= label->isVisible() && label->text().contains(u"there is no metric XX"_s);
    QVERIFY(told);
    form.line().selectAll();
    QTest::keyClicks(&form.line(), u"matrix:small:BD:val"_s);
    form.commit();
    m_kit->settle();
    QCOMPARE(contents(), (std::vector<std::string>{"matrix:small:BD:val"}));
    QVERIFY(wordsOf(blocks().front().id).filter(u"split val"_s).size() == 1);
}

void ReportsPageTest::reportsAreAddedRenamedAndDeleted()
{
    startEmpty();
    startEmpty();
    QComboBox& chooser = page().outline().chooser();
    QCOMPARE(chooser.count(), 2);
    QCOMPARE(chooser.currentText(), u"Report 2"_s);
    chooser.lineEdit()->selectAll();
    QTest::keyClicks(chooser.lineEdit(), u"For Monday\r"_s);
    QTest::keyClick(chooser.lineEdit(), Qt::Key_Return);
    m_kit->settle();
    QCOMPARE(page().presenter().report()->name(), u"For Monday"_s);
    chooser.lineEdit()->selectAll();
    QTest::keyClicks(chooser.lineEdit(), u"Report 1"_s);
    QTest::keyClick(chooser.lineEdit(), Qt::Key_Return);
    m_kit->settle();
    QCOMPARE(page().presenter().report()->name(), u"Report 1"_s); // a name that is taken leads to its report
    QVERIFY(editor().findNamed(u"For Monday"_s));
    page().outline().deleteReportAction().trigger();
    m_kit->settle();
    QCOMPARE(editor().reports().size(), std::size_t{1});
    QCOMPARE(chooser.currentText(), u"For Monday"_s);
    undoStack().undo();
    m_kit->settle();
    QCOMPARE(chooser.count(), 2);
}

void ReportsPageTest::changedDataIsMarkedAndCanBeAccepted()
{
    startEmpty();
    pick(u"BD"_s);
    const std::int64_t id = blocks().front().id;
    QVERIFY(page().presenter().staleBlocks().isEmpty());
    m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
    m_kit->settle();
    QVERIFY(page().presenter().staleBlocks().contains(id));
    QCOMPARE(wordsOf(id).filter(u"has changed since"_s).size(), qsizetype{1});
    QPushButton& accept = page().outline().form().acceptButton();
    QVERIFY(accept.isVisible());
    QTest::mouseClick(&accept, Qt::LeftButton);
    m_kit->settle();
    QVERIFY(page().presenter().staleBlocks().isEmpty());
    QVERIFY(!accept.isVisible());
    QCOMPARE(wordsOf(id).filter(u"has changed since"_s).size(), qsizetype{0});
    undoStack().undo();
    m_kit->settle();
    QVERIFY(page().presenter().staleBlocks().contains(id));
}

void ReportsPageTest::aViewWithoutItsPoolSaysSo()
{
    startEmpty();
    pick(u"BD"_s);
    m_kit->bench->editor.renamePool(m_kit->bench->workspace.pools().front().id, u"other"_s);
    m_kit->settle();
    QCOMPARE(wordsOf(blocks().front().id).filter(u"there is no pool small"_s).size(), qsizetype{1});
    const QModelIndex row = page().outline().list().model()->index(0, 0);
    QVERIFY(row.data(BlockListModel::NoteRole).toString().contains(u"there is no pool small"_s));
}

void ReportsPageTest::theViewsToChooseFollowThePoolsWhileAnotherPageIsShown()
{
    m_kit->window->showPage(u"data"_s);
    m_kit->bench->editor.renamePool(m_kit->bench->workspace.pools().front().id, u"other"_s);
    m_kit->settle();
    auto& reports = page();
    m_kit->window->showPage(u"reports"_s);
    m_kit->settle();
    QCOMPARE(reports.picker().tree().model()->index(0, 0).data().toString(), u"other"_s);
}

void ReportsPageTest::aWordLongerThanThePageIsBroken()
{
    startEmpty();
    const ReportId report = page().presenter().report()->entry.id;
    editor().renameReport(report, QString(300, u'w'));
    editor().addBlocks(report, {{.kind = BlockKind::Title, .content = std::string(300, 'W')}}, 0);
    m_kit->settle();
    QTRY_COMPARE(page().preview().horizontalScrollBar()->maximum(), 0);
}

void ReportsPageTest::aChartIsAddedFromItsContextMenu()
{
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
    plots::Heatmap& matrix = static_cast<EnsemblesPage*>(m_kit->window->currentPage())->matrix();
    const auto addFromMenu = [&](const QString& entry) {
        plots::showPlotMenu(matrix, matrix.mapToGlobal(QPoint(5, 5)));
        auto* menu = matrix.findChild<QMenu*>();
        for (QAction* action : menu->findChildren<QAction*>())
            if (action->text() == entry)
                action->trigger();
        delete menu;
        m_kit->settle();
    };
    addFromMenu(u"New report"_s);
    QCOMPARE(editor().reports().size(), std::size_t{1});
    QCOMPARE(editor().reports().front().blocks.front().content, std::string("matrix:small:GD:test:disagreement"));
    addFromMenu(u"Report 1"_s);
    QCOMPARE(editor().reports().front().blocks.size(), std::size_t{2});
}

void ReportsPageTest::htmlAndPdfAreWrittenWhileTheWindowLives()
{
    page().presenter().addFromTemplate(u"small"_s);
    m_kit->settle();
    for (const auto& [name, begin] :
        {std::pair(u"r.html"_s, QByteArray("<!DOCTYPE html>")), std::pair(u"r.pdf"_s, QByteArray("%PDF-"))}) {
        page().exportTo(m_kit->path(name));
        QTRY_VERIFY(page().status().text().startsWith(u"Written"_s) && page().status().text().contains(name));
        QFile file(m_kit->path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
    }
    page().exportTo(m_kit->path(u"no/such/r.html"_s));
    QTRY_VERIFY(page().status().text().contains(u"no/such/r.html"_s));
}

void ReportsPageTest::reportsAreThereAfterReopening()
{
    startEmpty();
    pick(u"GD"_s);
    const QString file = m_kit->bench->workspace.path();
    m_kit->bench->workspace.close();
    m_kit->settle();
    QVERIFY(editor().reports().empty());
    m_kit->openProject(file);
    QCOMPARE(contents(), (std::vector<std::string>{"matrix:small:GD"}));
    QVERIFY(page().presenter().isComplete());
    QVERIFY(!undoStack().canUndo());
}

void ReportsPageTest::aReadOnlyProjectIsShownAndNotEdited()
{
    startEmpty();
    pick(u"GD"_s);
    const QString file = m_kit->bench->workspace.path();
    m_kit->bench->workspace.close();
    m_kit->settle();
    m_kit->bench->workspace.open(file, store::OpenMode::ReadOnly);
    m_kit->settle();
    QCOMPARE(blocks().size(), std::size_t{1});
    page().outline().setCurrent(blocks().front().id);
    QVERIFY(!page().outline().removeAction().isEnabled());
    QVERIFY(!page().outline().form().isEnabled());
    page().outline().add({.kind = BlockKind::Text, .content = "x"});
    m_kit->settle();
    QCOMPARE(blocks().size(), std::size_t{1});
}

void ReportsPageTest::theListModelIsSound()
{
    BlockListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBlocks(
        {{.id = 4, .content = "a"}, {.id = 2, .kind = BlockKind::View, .content = "matrix:x:QS"}}, true);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(2), 1);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setBlocks({{.id = 4, .content = "b"}, {.id = 2}}, true);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(model.index(0).data().toString(), u"b"_s);
    model.setBlocks({{.id = 2}}, true);
    QCOMPARE(resets.size(), 1);
    QMimeData nonsense;
    nonsense.setData(QLatin1String(kBlockMime), "x");
    QVERIFY(!fromMime(nonsense));
}

QTEST_MAIN(ReportsPageTest)
#include "page_test.moc"
