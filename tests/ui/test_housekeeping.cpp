// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/import_recipe.h"
#include "plots/bars.h"
#include "plots/confusion.h"
#include "plots/reliability.h"
#include "tests/ui/window_kit.h"
#include "ui/bridge/source_watch.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/member_view.h"
#include "ui/pages/data/model_charts.h"
#include "ui/pages/data/pool_panel.h"
#include "ui/pages/data/sample_view.h"
#include "ui/pages/data/sources_dialog.h"
#include "ui/shell/disk_use_dialog.h"
#include "ui/shell/project_actions.h"
#include "ui/widgets/import_dialog.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

using namespace cobench;
using namespace cobench::ui;

/// Labels, sources, disk use and bundles: what keeps a project in order.
class TestHousekeeping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aClickBesideThePoolsLeavesTheShownOneSelected();
    void labelsFromAFileReplaceTheTruthAndUndo();
    void labelsThatDoNotFitAreRefusedInWords();
    void theSameLabelsAreToldAndNotAChange();
    void anImportTakesLabelsAndANameFromTheDialog();
    void anImportBeyondTheMemoryLimitIsRefused();
    void aChangedSourceIsMarked();
    void aModelWhoseFileChangedIsMarked();
    void aMovedSourceIsLinkedAgainAndUndoes();
    void anotherContentIsOfferedAsAPoolOfItsOwn();
    void aPoolWithoutFilesSaysSo();
    void diskUseTellsAndCleansUp();
    void aBundleIsWrittenAndDroppedBack();
    void aDamagedBundleIsRefusedAndLeavesNothing();
    void everyViewCopiesItsCommand();

private:
    DataPage& page() { return *static_cast<DataPage*>(m_kit->window->currentPage()); }
    Workspace& workspace() { return m_kit->bench->workspace; }
    /// A project with the label table "nets.csv" imported as the pool "nets"; returns the table's path.
    QString importTable();
    QString write(const QString& name, const QByteArray& text) const;
    std::vector<data::Label> truth()
    {
        return {workspace().prepared()->truth().begin(), workspace().prepared()->truth().end()};
    }
    QString banner(const QString& key) { return m_kit->window->banners().text(key); }
    template <typename Dialog>
    Dialog& open(const QString& action)
    {
        for (auto* found : m_kit->window->findChildren<QAction*>())
            if (found->text().remove(QLatin1Char('&')) == action)
                found->trigger();
        auto* dialog = m_kit->window->findChild<Dialog*>();
        if (!dialog)
            qFatal("no dialog");
        return *dialog;
    }

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestHousekeeping::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->showPage(QStringLiteral("data"));
}

void TestHousekeeping::cleanup()
{
    m_kit.reset();
}

QString TestHousekeeping::write(const QString& name, const QByteArray& text) const
{
    QFile file(m_kit->path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    return file.fileName();
}

QString TestHousekeeping::importTable()
{
    m_kit->openProject(m_kit->makeProject());
    const QString file = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(file, 3, 30);
    test::drop(*m_kit->window, {file});
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    if (!finished.wait(30000))
        qFatal("no import");
    m_kit->settle();
    return file;
}

void TestHousekeeping::aClickBesideThePoolsLeavesTheShownOneSelected()
{
    m_kit->openProject(m_kit->makeProject());
    QListView& list = page().pools().list();
    const QModelIndex shown = list.currentIndex();
    QVERIFY(shown.isValid());
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.viewport()->rect().bottomLeft() + QPoint(10, -10));
    QCOMPARE(list.selectionModel()->selectedIndexes(), QModelIndexList{shown});
}

void TestHousekeeping::labelsFromAFileReplaceTheTruthAndUndo()
{
    importTable();
    const auto before = truth();
    QByteArray text = "label\n";
    for (int sample = 0; sample < 30; ++sample)
        text += QByteArray::number((sample + 1) % 3) + '\n';
    m_kit->bench->editor.setLabels(workspace().snapshot(), write(QStringLiteral("other.csv"), text));
    QTRY_COMPARE(truth().front(), data::Label(1));
    QVERIFY(m_kit->window->statusBar()->currentMessage().contains(QStringLiteral("30 samples")));
    const auto origin = workspace().link().project().origin(workspace().snapshot()->entry.id);
    QVERIFY(origin.ok());
    QCOMPARE(origin->sources.size(), std::size_t(2));
    QVERIFY(jobs::fromRecipe(origin->recipe)->labels.has_value());
    m_kit->bench->editor.undoStack().undo();
    QTRY_COMPARE(truth(), before);
    m_kit->bench->editor.undoStack().redo();
    QTRY_COMPARE(truth().front(), data::Label(1));
}

void TestHousekeeping::labelsThatDoNotFitAreRefusedInWords()
{
    importTable();
    const auto before = truth();
    const int changes = m_kit->bench->editor.undoStack().count();
    m_kit->bench->editor.setLabels(workspace().snapshot(), write(QStringLiteral("few.csv"), "label\n0\n1\n"));
    QTRY_VERIFY(banner(QStringLiteral("Reading the labels")).contains(QStringLiteral("few.csv")));
    QVERIFY(banner(QStringLiteral("Reading the labels")).contains(QStringLiteral("30")));
    QCOMPARE(truth(), before);
    QCOMPARE(m_kit->bench->editor.undoStack().count(), changes);
}

void TestHousekeeping::theSameLabelsAreToldAndNotAChange()
{
    const QString file = importTable();
    const int changes = m_kit->bench->editor.undoStack().count();
    m_kit->bench->editor.setLabels(workspace().snapshot(), file);
    QTRY_VERIFY(m_kit->window->statusBar()->currentMessage().contains(QStringLiteral("same")));
    QCOMPARE(m_kit->bench->editor.undoStack().count(), changes);
}

void TestHousekeeping::anImportTakesLabelsAndANameFromTheDialog()
{
    m_kit->openProject(m_kit->makeProject());
    const QString predictions = write(QStringLiteral("net.csv"), "p0,p1\n0.9,0.1\n0.2,0.8\n");
    const QString labels = write(QStringLiteral("truth.csv"), "label\n0\n1\n");
    ImportDialog dialog;
    dialog.addInputs({predictions, predictions});
    dialog.setLabels(labels);
    auto lines = dialog.findChildren<QLineEdit*>();
    QTest::keyClicks(lines.back(), QStringLiteral("two samples"));
    QCOMPARE(dialog.options().inputs.size(), std::size_t(1));
    QCOMPARE(dialog.name(), QStringLiteral("two samples"));
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    m_kit->window->projectActions().importPool(dialog.options(), dialog.name());
    QTRY_COMPARE(finished.size(), 1);
    m_kit->settle();
    QCOMPARE(workspace().snapshot()->entry.name, std::string("two samples"));
    QCOMPARE(truth(), (std::vector<data::Label>{0, 1}));
}

void TestHousekeeping::anImportBeyondTheMemoryLimitIsRefused()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->bench->importer.setMemoryLimit(100);
    const QString file = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(file, 3, 300);
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    test::drop(*m_kit->window, {file});
    QTRY_COMPARE(finished.size(), 1);
    const auto report = finished[0][0].value<std::shared_ptr<const ImportReport>>();
    QVERIFY(report->failure && report->failure->code == ErrorCode::TooLarge);
    QCOMPARE(workspace().pools().size(), std::size_t(1));
}

void TestHousekeeping::aChangedSourceIsMarked()
{
    const QString file = importTable();
    SourceWatch& watch = page().sources();
    const PoolId pool = workspace().snapshot()->entry.id;
    watch.check();
    m_kit->settle();
    QVERIFY(watch.sourcesOf(pool));
    QCOMPARE(watch.note(pool), QString());
    test::writeLabelTable(file, 3, 31);
    watch.check();
    QTRY_VERIFY(watch.note(pool).contains(QStringLiteral("1 changed")));
    const QListView& list = page().pools().list();
    QVERIFY(list.model()->index(1, 0).data(PoolList::NoteRole).toString().contains(QStringLiteral("1 changed")));
    QVERIFY(list.model()->index(0, 0).data(PoolList::NoteRole).toString().isEmpty()); // another pool
    QVERIFY(QFile::remove(file));
    watch.check();
    QTRY_VERIFY(watch.note(pool).contains(QStringLiteral("1 missing")));
    m_kit->bench->workspace.close();
    QCOMPARE(watch.note(pool), QString());
}

void TestHousekeeping::aModelWhoseFileChangedIsMarked()
{
    m_kit->openProject(m_kit->makeProject());
    const QString good = write(QStringLiteral("good.csv"), "label,p0,p1\n0,0.9,0.1\n1,0.2,0.8\n");
    const QString other = write(QStringLiteral("other.csv"), "label,p0,p1\n0,0.8,0.2\n1,0.7,0.3\n");
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    test::drop(*m_kit->window, {good, other});
    QTRY_COMPARE(finished.size(), 1);
    m_kit->settle();
    write(QStringLiteral("other.csv"), "label,p0,p1\n0,0.8,0.2\n1,0.6,0.4\n");
    page().sources().check();
    const MemberTable& members = page().members().model();
    const auto note = [&](int row) {
        return members.index(row, MemberTable::NameColumn).data(MemberTable::NoteRole).toString();
    };
    QTRY_VERIFY(note(1).contains(QStringLiteral("Changed")));
    QVERIFY(note(0).isEmpty());
    QVERIFY(members.index(1, MemberTable::NameColumn).data(Qt::ToolTipRole).toString().contains(note(1)));
}

void TestHousekeeping::aMovedSourceIsLinkedAgainAndUndoes()
{
    const QString file = importTable();
    const QString moved = m_kit->path(QStringLiteral("moved.csv"));
    QVERIFY(QFile::rename(file, moved));
    page().sources().check();
    m_kit->settle();
    auto& dialog = open<SourcesDialog>(QStringLiteral("Source files…"));
    QTRY_COMPARE(dialog.list().topLevelItemCount(), 1);
    dialog.relink(0, moved);
    QTRY_VERIFY(dialog.note().text().contains(QStringLiteral("1 file")));
    const PoolId pool = workspace().snapshot()->entry.id;
    m_kit->settle();
    QTRY_COMPARE(page().sources().note(pool), QString());
    QCOMPARE(QString::fromStdString(page().sources().sourcesOf(pool)->origin.sources[0].path), moved);
    m_kit->bench->editor.undoStack().undo();
    m_kit->settle();
    page().sources().check();
    QTRY_VERIFY(page().sources().note(pool).contains(QStringLiteral("1 missing")));
}

void TestHousekeeping::anotherContentIsOfferedAsAPoolOfItsOwn()
{
    importTable();
    page().sources().check();
    m_kit->settle();
    auto& dialog = open<SourcesDialog>(QStringLiteral("Source files…"));
    QTRY_COMPARE(dialog.list().topLevelItemCount(), 1);
    const QString other = m_kit->path(QStringLiteral("other.csv"));
    test::writeLabelTable(other, 2, 12);
    dialog.relink(0, other);
    QTRY_VERIFY(dialog.note().text().contains(QStringLiteral("something else")));
    QVERIFY(dialog.againButton().text().remove(QLatin1Char('&')).contains(QStringLiteral("from there")));
    QTest::mouseClick(&dialog.againButton(), Qt::LeftButton);
    QTRY_COMPARE(workspace().pools().size(), std::size_t(3));
    m_kit->settle();
    QCOMPARE(workspace().snapshot()->entry.name, std::string("nets 2"));
    QCOMPARE(workspace().prepared()->samples(), std::size_t(12));
}

void TestHousekeeping::aPoolWithoutFilesSaysSo()
{
    m_kit->openProject(m_kit->makeProject());
    page().sources().check();
    m_kit->settle();
    auto& dialog = open<SourcesDialog>(QStringLiteral("Source files…"));
    m_kit->settle();
    QVERIFY(dialog.note().text().contains(QStringLiteral("not imported")));
    QVERIFY(!dialog.againButton().isEnabled());
}

void TestHousekeeping::diskUseTellsAndCleansUp()
{
    importTable();
    m_kit->bench->editor.deletePool(workspace().snapshot()->entry.id);
    m_kit->settle();
    auto& dialog = open<DiskUseDialog>(QStringLiteral("Disk use…"));
    QTRY_VERIFY(dialog.cleanButton().isEnabled());
    QVERIFY(dialog.list().topLevelItemCount() >= 6);
    QVERIFY(!dialog.backups().isEnabled()); // there are none
    QVERIFY(m_kit->bench->editor.undoStack().canUndo());
    QTest::mouseClick(&dialog.cleanButton(), Qt::LeftButton);
    QTRY_VERIFY(dialog.note().text().contains(QStringLiteral("Freed")));
    m_kit->settle();
    QVERIFY(!dialog.cleanButton().isEnabled());
    QVERIFY(!m_kit->bench->editor.undoStack().canUndo());
    QCOMPARE(workspace().link().project().diskUse()->deleted, std::uint64_t(0));
}

void TestHousekeeping::aBundleIsWrittenAndDroppedBack()
{
    m_kit->openProject(m_kit->makeProject());
    const QString bundle = m_kit->path(QStringLiteral("handed on.cobenchz"));
    m_kit->window->projectActions().bundles().exportTo(bundle);
    QTRY_VERIFY(m_kit->window->statusBar()->currentMessage().contains(bundle));
    test::drop(*m_kit->window, {bundle});
    auto* dialog = m_kit->window->findChild<QFileDialog*>();
    QVERIFY(dialog);
    QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("handed on.cobench"));
    const QString target = m_kit->path(QStringLiteral("unpacked.cobench"));
    Q_EMIT dialog->fileSelected(target);
    dialog->close();
    QTRY_COMPARE(workspace().path(), target);
    QTRY_VERIFY(workspace().snapshot());
    QCOMPARE(workspace().pool()->size(), std::size_t(4));
}

void TestHousekeeping::aDamagedBundleIsRefusedAndLeavesNothing()
{
    const QString bundle = write(QStringLiteral("noise.cobenchz"), QByteArray(5000, 'x'));
    const QString target = m_kit->path(QStringLiteral("never.cobench"));
    m_kit->window->projectActions().bundles().unpack(bundle, target);
    QTRY_VERIFY(banner(QStringLiteral("Unpacking noise.cobenchz")).contains(QStringLiteral("not a bundle")));
    QVERIFY(!QFileInfo::exists(target) && !QFileInfo::exists(target + QStringLiteral(".d")));
    QVERIFY(!workspace().isOpen());
}

void TestHousekeeping::everyViewCopiesItsCommand()
{
    const QString file = m_kit->makeProject();
    m_kit->openProject(file);
    m_kit->bench->selection.setModels({1});
    m_kit->settle();
    const auto copied = [](const QWidget& view) {
        for (QAction* action : view.actions())
            if (action->text() == QStringLiteral("Copy as command"))
                action->trigger();
        return QApplication::clipboard()->text();
    };
    const QString place = QStringLiteral("'%1#small' --split test").arg(file);
    QCOMPARE(copied(page().members().table()), QStringLiteral("cobench-cli pool info ") + place);
    QCOMPARE(copied(page().pools().list()), QStringLiteral("cobench-cli project info ") + file);
    page().samples().step(2);
    QCOMPARE(copied(*page().samples().findChild<QTableView*>()),
        QStringLiteral("cobench-cli pool votes %1 --at 2").arg(place));
    auto* recall = page().findChild<LazyDock*>(QStringLiteral("recall"));
    recall->reveal();
    const std::initializer_list<const plots::PlotWidget*> charts{
        page().charts().confusion(), page().charts().reliability(), page().charts().recall()};
    for (const auto* chart : charts)
        QVERIFY2(chart->command().contains(QStringLiteral(":small:m1:test --out ")), qPrintable(chart->command()));
    m_kit->bench->workspace.close();
    m_kit->settle();
    for (const auto* chart : charts)
        QCOMPARE(chart->command(), QString());
}

QTEST_MAIN(TestHousekeeping)
#include "test_housekeeping.moc"
