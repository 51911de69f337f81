// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/layout.h"
#include "core/store/runs.h"
#include "tests/ui/gate.h"
#include "tests/ui/window_kit.h"
#include "ui/shell/project_actions.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

#include <fstream>

using namespace cobench;
using namespace cobench::ui;
using test::Gate;

/// Save as and Move to: everything comes along, nothing is lost on the way.
class TestProjectCopy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void nothingCanBeChangedWhileAProjectIsCopied();
    void aCopyThatFailsLetsTheProjectBeChangedAgain();
    void filesDroppedDuringACopyAreImportedIntoIt();
    void aProjectThatAnImportIsForIsNotCopied();
    void aMoveTakesTheWeightsAlongAndLeavesNothing();
    void aProjectWhoseRunGoesOnIsNotMoved();
    void aRunBegunDuringAMoveKeepsItsProject();
    void whatCannotGetIntoTheTrashIsTold();

private:
    Workspace& workspace() { return m_kit->bench->workspace; }
    PoolEditor& editor() { return m_kit->bench->editor; }
    void saveAs(bool move) { m_kit->window->projectActions().saveAs(m_target, move); }
    QAction& action(const QString& text)
    {
        for (auto* found : m_kit->window->findChildren<QAction*>())
            if (found->text().remove(QLatin1Char('&')).startsWith(text))
                return *found;
        qFatal("no such action");
    }
    std::unique_ptr<store::RunStore> writerOf(const QString& project)
    {
        auto opened = store::RunStore::open(project.toStdString(), store::RunStore::Role::Writer);
        if (!opened)
            qFatal("no runs");
        return *std::move(opened);
    }

    std::unique_ptr<test::WindowKit> m_kit;
    QString m_source;
    QString m_target;
};

void TestProjectCopy::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->showPage(QStringLiteral("data"));
    m_source = m_kit->makeProject();
    m_target = m_kit->path(QStringLiteral("copy.cobench"));
    m_kit->openProject(m_source);
}

void TestProjectCopy::cleanup()
{
    m_kit.reset();
}

void TestProjectCopy::nothingCanBeChangedWhileAProjectIsCopied()
{
    editor().renameMember(m_kit->members()[0].id, QStringLiteral("before"));
    m_kit->settle();
    QVERIFY(action(QStringLiteral("Undo")).isEnabled());
    const QSignalSpy told(&workspace(), &Workspace::told);
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        saveAs(false);
        QVERIFY(!editor().canEdit());
        QVERIFY(!action(QStringLiteral("Undo")).isEnabled());
        editor().renameMember(m_kit->members()[1].id, QStringLiteral("meanwhile"));
        QCOMPARE(told.size(), 1);
        QCOMPARE(editor().undoStack().count(), 1);
    }
    QTRY_COMPARE(workspace().path(), m_target);
    m_kit->settle();
    QVERIFY(editor().canEdit());
    QCOMPARE(m_kit->members()[0].name, std::string("before"));
    QCOMPARE(m_kit->members()[1].name, std::string("m1"));
}

void TestProjectCopy::aCopyThatFailsLetsTheProjectBeChangedAgain()
{
    m_kit->makeProject(QStringLiteral("copy.cobench"));
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    saveAs(true);
    QVERIFY(!editor().canEdit());
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(editor().canEdit());
    m_kit->settle();
    QCOMPARE(workspace().path(), m_source);
}

void TestProjectCopy::filesDroppedDuringACopyAreImportedIntoIt()
{
    const QString table = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(table, 3, 30);
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        saveAs(false);
        test::drop(*m_kit->window, {table});
    }
    QTRY_COMPARE(workspace().path(), m_target);
    QTRY_COMPARE(workspace().pools().size(), std::size_t(2));
    m_kit->settle();
}

void TestProjectCopy::aProjectThatAnImportIsForIsNotCopied()
{
    const QString table = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(table, 3, 30);
    m_kit->bench->async.setThreads(1);
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    {
        const Gate gate(m_kit->bench->async, Lane::Compute);
        m_kit->bench->importer.importPaths({table});
        saveAs(true);
        QCOMPARE(failures.size(), 1);
        QVERIFY(editor().canEdit());
    }
    QTRY_COMPARE(workspace().pools().size(), std::size_t(2));
    m_kit->settle();
    QCOMPARE(workspace().path(), m_source);
    saveAs(false);
    QTRY_COMPARE(workspace().path(), m_target);
    m_kit->settle();
}

void TestProjectCopy::aMoveTakesTheWeightsAlongAndLeavesNothing()
{
    const auto folder = store::layoutOf(m_source.toStdString()).checkpoints / "1";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "000000000007.safetensors") << "weights";
    saveAs(true);
    QTRY_COMPARE(workspace().path(), m_target);
    m_kit->settle();
    QFile weights(m_target + QStringLiteral(".d/checkpoints/1/000000000007.safetensors"));
    QVERIFY(weights.open(QIODevice::ReadOnly));
    QCOMPARE(weights.readAll(), QByteArray("weights"));
    QVERIFY(!QFileInfo::exists(m_source));
    QVERIFY(!QFileInfo::exists(m_source + QStringLiteral(".d")));
}

void TestProjectCopy::aProjectWhoseRunGoesOnIsNotMoved()
{
    const auto runs = writerOf(m_source);
    const auto run = runs->createRun({.name = "long", .state = "running"});
    QVERIFY(run.ok());
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    saveAs(true);
    QTRY_COMPARE(failures.size(), 1);
    QCOMPARE(failures[0][1].value<Error>().code, ErrorCode::Conflict);
    m_kit->settle();
    QCOMPARE(workspace().path(), m_source);
    QVERIFY(!QFileInfo::exists(m_target));
    QVERIFY(runs->setState(*run, "finished", {}).ok());
    saveAs(true);
    QTRY_COMPARE(workspace().path(), m_target);
    m_kit->settle();
    QVERIFY(!QFileInfo::exists(m_source));
}

void TestProjectCopy::aRunBegunDuringAMoveKeepsItsProject()
{
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    std::unique_ptr<store::RunStore> runs;
    // Between the copy and the clean-up: the copy is what is opened then.
    connect(&workspace(), &Workspace::opening, this, [&] {
        runs = writerOf(m_source);
        QVERIFY(runs->createRun({.name = "late", .state = "running"}).ok());
    });
    saveAs(true);
    QTRY_COMPARE(workspace().path(), m_target);
    QTRY_COMPARE(failures.size(), 1);
    m_kit->settle();
    disconnect(&workspace(), &Workspace::opening, this, nullptr);
    QVERIFY(QFileInfo::exists(m_source));
    QVERIFY(QFileInfo::exists(m_source + QStringLiteral(".d")));
}

void TestProjectCopy::whatCannotGetIntoTheTrashIsTold()
{
    QVERIFY(QDir().mkpath(m_kit->path(QStringLiteral("share"))));
    QFile inTheWay(m_kit->path(QStringLiteral("share/Trash")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    saveAs(true);
    QTRY_COMPARE(workspace().path(), m_target);
    m_kit->settle();
    if (!QFileInfo::exists(m_source))
        QSKIP("the disk of the project has a trash of its own");
    QCOMPARE(failures.size(), 1);
    QVERIFY(QFileInfo::exists(m_source + QStringLiteral(".d"))); // whole
}

QTEST_MAIN(TestProjectCopy)
#include "test_project_copy.moc"
