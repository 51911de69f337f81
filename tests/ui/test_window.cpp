// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/member_view.h"
#include "ui/pages/data/sample_view.h"
#include "ui/shell/demo_starter.h"
#include "ui/shell/layouts.h"
#include "ui/shell/project_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/import_report_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;

namespace {

QStringList namesOf(const std::vector<store::MemberEntry>& members)
{
    QStringList names;
    for (const auto& member : members)
        names << QString::fromStdString(member.name);
    return names;
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void anEmptyWindowSaysWhatToDo();
    void droppedFilesBecomeAPoolWithoutAProject();
    void aMixedDropKeepsTheGoodAndListsTheRefused();
    void anImportCanBeUndone();
    void aCancelledImportKeepsNothing();
    void renamingIsOnDiskAtOnceAndUndoes();
    void aTakenNameIsRefusedInWords();
    void excludingLeavesAModelOutOfTheAnalysis();
    void deletingAndUndoingRestoresTheOrder();
    void selectionIsSharedAndSurvivesReordering();
    void escapeClearsTheSelection();
    void colourStaysWithTheModel();
    void theThemeChangesAtOnce();
    void aSecondWindowIsToldWhoHoldsTheProjectAndMayRead();
    void aProjectThatCannotBeOpenedIsNamed();
    void aKilledWindowIsReopened();
    void aDamagedSettingsFileIsTold();
    void layoutsAreSavedByNameAndReset();
    void samplesWalkAndFilter();
    void theTableCopiesAsTsvAndLatex();
    void chosenColumnsAreThereNextTime();
    void saveAsGoesOnInTheCopy();
    void theSplitChoiceIsRemembered();

private:
    DataPage& page() { return *static_cast<DataPage*>(m_kit->window->currentPage()); }
    std::unique_ptr<test::WindowKit> m_kit;
};

void TestWindow::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->showPage(QStringLiteral("data"));
}

void TestWindow::cleanup()
{
    m_kit.reset();
}

void TestWindow::anEmptyWindowSaysWhatToDo()
{
    QStringList texts;
    for (const auto* label : page().findChildren<QLabel*>())
        if (label->isVisible())
            texts << label->text();
    QVERIFY(texts.contains(QStringLiteral("No pool yet")));
    QVERIFY(page().findChild<EmptyState*>()->isVisible());
    m_kit->openProject(m_kit->makeProject());
    QVERIFY(!page().findChild<EmptyState*>()->isVisible());
}

void TestWindow::droppedFilesBecomeAPoolWithoutAProject()
{
    const QString file = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(file, 3, 30);
    test::drop(*m_kit->window, {file});
    QTRY_VERIFY(m_kit->bench->workspace.snapshot());
    m_kit->settle();
    QCOMPARE(m_kit->bench->workspace.pool()->size(), 3U);
    QVERIFY(m_kit->bench->workspace.path().endsWith(QStringLiteral("untitled-1.cobench")));
    QCOMPARE(page().members().model().rowCount(), 3);
    QVERIFY(!m_kit->window->importDock()->isVisible());
}

void TestWindow::aMixedDropKeepsTheGoodAndListsTheRefused()
{
    const QString folder = m_kit->path(QStringLiteral("mixed"));
    QVERIFY(QDir().mkpath(folder));
    test::writeLabelTable(folder + QStringLiteral("/good.csv"), 2, 30);
    QFile bad(folder + QStringLiteral("/broken.npy"));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("\x93NUMPY\1\0");
    bad.close();
    m_kit->openProject(m_kit->makeProject());
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    test::drop(*m_kit->window, {folder});
    QTRY_COMPARE(finished.size(), 1);
    m_kit->settle();
    const auto report = finished[0][0].value<std::shared_ptr<const ImportReport>>();
    QVERIFY2(report->pool, report->failure ? describe(*report->failure).c_str() : "no pool, no reason");
    QCOMPARE(report->refused.size(), 1U);
    QVERIFY(m_kit->window->importDock()->isVisible());
    const auto* view = m_kit->window->findChild<ImportReportView*>();
    QVERIFY(view->text().contains(QStringLiteral("broken.npy")));
    QCOMPARE(m_kit->bench->workspace.pool()->size(), 2U);
}

void TestWindow::anImportCanBeUndone()
{
    m_kit->openProject(m_kit->makeProject());
    const QString file = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(file, 3, 30);
    test::drop(*m_kit->window, {file});
    QTRY_COMPARE(m_kit->bench->workspace.pools().size(), 2U);
    m_kit->settle();
    m_kit->bench->editor.undoStack().undo();
    QTRY_COMPARE(m_kit->bench->workspace.pools().size(), 1U);
    m_kit->bench->editor.undoStack().redo();
    QTRY_COMPARE(m_kit->bench->workspace.pools().size(), 2U);
}

void TestWindow::aCancelledImportKeepsNothing()
{
    m_kit->openProject(m_kit->makeProject());
    const QString file = m_kit->path(QStringLiteral("big.csv"));
    test::writeLabelTable(file, 60, 20000);
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    test::drop(*m_kit->window, {file});
    QVERIFY(!m_kit->bench->async.jobs().isEmpty());
    m_kit->bench->async.jobs().cancelAll();
    QTRY_COMPARE(finished.size(), 1);
    const auto report = finished[0][0].value<std::shared_ptr<const ImportReport>>();
    QVERIFY(report->failure && report->failure->isCancelled());
    QCOMPARE(m_kit->bench->workspace.pools().size(), 1U);
    QVERIFY(m_kit->window->findChild<ImportReportView*>()->headline().contains(QStringLiteral("cancelled")));
}

void TestWindow::renamingIsOnDiskAtOnceAndUndoes()
{
    const QString file = m_kit->makeProject();
    m_kit->openProject(file);
    QTableView& table = page().members().table();
    table.model()->setData(
        table.model()->index(1, MemberTable::NameColumn), QStringLiteral("renamed"), Qt::EditRole);
    QTRY_COMPARE(QString::fromStdString(m_kit->members()[1].name), QStringLiteral("renamed"));
    const auto other = store::Project::open(file.toStdString(), store::OpenMode::ReadOnly);
    QVERIFY(other.ok());
    const auto stored = (*other)->members(m_kit->bench->workspace.snapshot()->entry.id);
    QVERIFY(stored.ok());
    QCOMPARE((*stored)[1].name, std::string("renamed"));
    m_kit->bench->editor.undoStack().undo();
    QTRY_COMPARE(QString::fromStdString(m_kit->members()[1].name), QStringLiteral("m1"));
}

void TestWindow::aTakenNameIsRefusedInWords()
{
    m_kit->openProject(m_kit->makeProject());
    QTableView& table = page().members().table();
    table.model()->setData(table.model()->index(1, MemberTable::NameColumn), QStringLiteral("m0"), Qt::EditRole);
    m_kit->settle();
    QCOMPARE(m_kit->members()[1].name, std::string("m1"));
    QVERIFY(!m_kit->bench->editor.undoStack().canUndo());
    QVERIFY(m_kit->bench->editor.nameProblem(m_kit->members()[1].id, QStringLiteral(" m0 "))
                .contains(QStringLiteral("m0")));
}

void TestWindow::excludingLeavesAModelOutOfTheAnalysis()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->bench->editor.setExcluded({m_kit->members()[0].id}, true);
    QTRY_COMPARE(m_kit->bench->workspace.pool()->size(), 3U);
    QCOMPARE(m_kit->bench->workspace.prepared()->models(), 3U);
    QCOMPARE(m_kit->members().size(), 4U);
    m_kit->settle();
    QVERIFY(!std::isnan(page().members().model().figure(0, MemberTable::AccuracyColumn)));
    m_kit->bench->editor.undoStack().undo();
    QTRY_COMPARE(m_kit->bench->workspace.pool()->size(), 4U);
}

void TestWindow::deletingAndUndoingRestoresTheOrder()
{
    m_kit->openProject(m_kit->makeProject());
    const QStringList before = namesOf(m_kit->members());
    QTableView& table = page().members().table();
    table.selectRow(1);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Delete);
    QTRY_COMPARE(m_kit->members().size(), 3U);
    m_kit->bench->editor.undoStack().undo();
    QTRY_COMPARE(namesOf(m_kit->members()), before);
}

void TestWindow::selectionIsSharedAndSurvivesReordering()
{
    m_kit->openProject(m_kit->makeProject());
    QTableView& table = page().members().table();
    table.selectRow(2);
    QCOMPARE(m_kit->bench->selection.models(), (Selection::Indices{2}));
    const auto id = [this](std::size_t row) { return m_kit->members()[row].id; };
    m_kit->bench->editor.orderMembers({id(2), id(0), id(1), id(3)});
    QTRY_COMPARE(namesOf(m_kit->members()).front(), QStringLiteral("m2"));
    QCOMPARE(m_kit->bench->selection.models(), (Selection::Indices{0}));
    m_kit->bench->selection.setModels({3});
    const auto rows = table.selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].row(), 3);
}

void TestWindow::escapeClearsTheSelection()
{
    m_kit->openProject(m_kit->makeProject());
    page().members().table().selectRow(2);
    QTest::keyClick(m_kit->window.get(), Qt::Key_Escape);
    QVERIFY(m_kit->bench->selection.models().empty());
    QVERIFY(!page().members().table().selectionModel()->hasSelection());
}

void TestWindow::colourStaysWithTheModel()
{
    m_kit->openProject(m_kit->makeProject());
    const auto& workspace = m_kit->bench->workspace;
    QCOMPARE(workspace.colours(), (std::vector<int>{0, 1, 2, 3}));
    const auto id = [this](std::size_t row) { return m_kit->members()[row].id; };
    m_kit->bench->editor.orderMembers({id(3), id(0), id(1), id(2)});
    QTRY_COMPARE(workspace.colours(), (std::vector<int>{3, 0, 1, 2}));
    m_kit->bench->editor.setExcluded({id(0)}, true);
    QTRY_COMPARE(workspace.colours(), (std::vector<int>{0, 1, 2}));
}

void TestWindow::theThemeChangesAtOnce()
{
    m_kit->bench->theme.setChoice(ThemeChoice::Light);
    QVERIFY(m_kit->window->palette().color(QPalette::Window).lightness() > 200);
    m_kit->bench->theme.setChoice(ThemeChoice::Dark);
    QVERIFY(m_kit->window->palette().color(QPalette::Window).lightness() < 60);
    const QImage shot = m_kit->window->grab().toImage();
    QVERIFY(shot.pixelColor(shot.width() / 2, shot.height() - 80).lightness() < 80);
    m_kit->bench->theme.setChoice(ThemeChoice::Light);
}

void TestWindow::aSecondWindowIsToldWhoHoldsTheProjectAndMayRead()
{
    const QString file = m_kit->makeProject();
    const auto holder = store::Project::open(file.toStdString(), store::OpenMode::ReadWrite);
    QVERIFY(holder.ok());
    m_kit->window->projectActions().openProject(file);
    QTRY_VERIFY(m_kit->window->banners().contains(QStringLiteral("open")));
    QVERIFY(m_kit->window->banners()
                .text(QStringLiteral("open"))
                .contains(QString::number(QCoreApplication::applicationPid())));
    for (auto* button : m_kit->window->banners().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Open read-only"))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(m_kit->bench->workspace.snapshot());
    QVERIFY(m_kit->bench->workspace.isReadOnly());
    QVERIFY(!m_kit->bench->editor.canEdit());
    QVERIFY(m_kit->window->windowTitle().contains(QStringLiteral("read-only")));
}

void TestWindow::aProjectThatCannotBeOpenedIsNamed()
{
    const QString file = m_kit->path(QStringLiteral("noise.cobench"));
    QFile noise(file);
    QVERIFY(noise.open(QIODevice::WriteOnly));
    noise.write(QByteArray(5000, 'x'));
    noise.close();
    m_kit->window->start({file});
    QTRY_VERIFY(m_kit->window->banners().contains(QStringLiteral("open")));
    QVERIFY(m_kit->window->banners().text(QStringLiteral("open")).contains(QStringLiteral("noise.cobench")));
    QVERIFY(!m_kit->bench->workspace.isOpen());
}

void TestWindow::aKilledWindowIsReopened()
{
    const QString file = m_kit->makeProject();
    QVERIFY(QDir().mkpath(m_kit->places().sessionDir));
    QFile left(m_kit->places().sessionDir + QStringLiteral("/12345.json")); // as a killed process leaves it
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.write(QStringLiteral("{\"project\":\"%1\",\"page\":\"data\"}").arg(file).toUtf8());
    left.close();
    m_kit->openWindow();
    m_kit->window->start({});
    QTRY_VERIFY(m_kit->bench->workspace.snapshot());
    QCOMPARE(m_kit->bench->workspace.path(), file);
    QVERIFY(m_kit->window->banners().text(QStringLiteral("abandoned")).contains(QStringLiteral("p.cobench")));
}

void TestWindow::aDamagedSettingsFileIsTold()
{
    QFile settings(m_kit->places().settingsFile);
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("{ \"theme\": ");
    settings.close();
    m_kit->openWindow();
    QVERIFY(m_kit->window->banners().text(QStringLiteral("settings")).contains(QStringLiteral(".bad")));
}

void TestWindow::layoutsAreSavedByNameAndReset()
{
    auto* layouts = m_kit->window->findChild<Layouts*>();
    auto* pools = page().findChild<QDockWidget*>(QStringLiteral("pools"));
    QVERIFY(pools->isVisible());
    pools->hide();
    layouts->save(QStringLiteral("no pools"));
    layouts->reset();
    QVERIFY(pools->isVisible());
    layouts->apply(QStringLiteral("no pools"));
    QVERIFY(!pools->isVisible());
    layouts->remove(QStringLiteral("no pools"));
    QVERIFY(m_kit->bench->settings.savedLayouts.isEmpty());
}

void TestWindow::samplesWalkAndFilter()
{
    m_kit->openProject(m_kit->makeProject());
    SampleView& samples = page().samples();
    QTRY_COMPARE(samples.matches(), 60U);
    samples.step(1);
    QCOMPARE(samples.sample(), std::optional<std::uint32_t>(1));
    QTest::keyClick(&samples, Qt::Key_Left);
    QCOMPARE(samples.sample(), std::optional<std::uint32_t>(0));
    m_kit->bench->selection.setModels({1});
    samples.setFilter(SampleFilter::Kind::WrongFor);
    QTRY_COMPARE(samples.matches(), 20U);
    samples.step(1);
    QCOMPARE(samples.sample(), std::optional<std::uint32_t>(3));
    m_kit->bench->selection.setSamples({7, 9});
    QTRY_COMPARE(samples.matches(), 2U);
}

void TestWindow::theTableCopiesAsTsvAndLatex()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->settle();
    QTableView& table = page().members().table();
    table.horizontalHeader()->setSectionHidden(MemberTable::LatencyColumn, true);
    table.selectRow(1);
    page().members().copyActions()[0]->trigger();
    const QStringList lines = QApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    QVERIFY(!lines[0].contains(QStringLiteral("Latency")));
    QVERIFY(lines[1].contains(QStringLiteral("m1")));
    page().members().copyActions()[1]->trigger();
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\\toprule")));
}

void TestWindow::chosenColumnsAreThereNextTime()
{
    page().members().hideColumns({MemberTable::EceColumn, 99});
    QCOMPARE(page().members().hiddenColumns(), QList<int>{MemberTable::EceColumn});
    m_kit->window->close();
    m_kit->openWindow();
    QCOMPARE(page().members().hiddenColumns(), QList<int>{MemberTable::EceColumn});
}

void TestWindow::saveAsGoesOnInTheCopy()
{
    m_kit->openProject(m_kit->makeProject());
    const QString target = m_kit->path(QStringLiteral("copy.cobench"));
    m_kit->window->projectActions().saveAs(target, false);
    QTRY_COMPARE(m_kit->bench->workspace.path(), target);
    QTRY_VERIFY(m_kit->bench->workspace.snapshot());
    QCOMPARE(m_kit->bench->workspace.pool()->size(), 4U);
    QVERIFY(m_kit->bench->settings.recent.contains(target));
}

void TestWindow::theSplitChoiceIsRemembered()
{
    const QString file = m_kit->makeProject();
    m_kit->openProject(file);
    QCOMPARE(m_kit->bench->workspace.splitTitle(), QStringLiteral("test"));
    m_kit->bench->workspace.selectSplit(QStringLiteral("val"));
    QTRY_COMPARE(m_kit->bench->workspace.splitTitle(), QStringLiteral("val"));
    m_kit->settle();
    m_kit->openWindow();
    m_kit->openProject(file);
    QCOMPARE(m_kit->bench->workspace.splitTitle(), QStringLiteral("val"));
}

QTEST_MAIN(TestWindow)
#include "test_window.moc"
