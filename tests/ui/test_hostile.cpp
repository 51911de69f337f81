// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile_files.h"
#include "tests/ui/window_kit.h"
#include "ui/shell/project_actions.h"
#include "ui/widgets/import_report_view.h"

#include <QAction>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cobench;
using namespace cobench::ui;

/// A person who drops the wrong things on the window.
class TestHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void everyWrongPlaceIsRefusedByName();
    void everyWrongFileIsRefusedByName();
    void whenNothingIsLeftEveryReasonIsListed();
    void aHugeFileIsRefusedWithoutReadingIt();
    void aFolderThatCannotBeListedIsRefused();
    void aReadOnlyProjectTakesNoImportButOffersANewOne();

private:
    /// Drops the paths and gives what the import said.
    std::shared_ptr<const ImportReport> dropped(const QStringList& paths);

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestHostile::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->openProject(m_kit->makeProject());
}

void TestHostile::cleanup()
{
    m_kit.reset();
}

std::shared_ptr<const ImportReport> TestHostile::dropped(const QStringList& paths)
{
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    test::drop(*m_kit->window, paths);
    if (finished.isEmpty() && !finished.wait(20000))
        qFatal("the import never ended");
    m_kit->settle();
    return finished[0][0].value<std::shared_ptr<const ImportReport>>();
}

void TestHostile::everyWrongPlaceIsRefusedByName()
{
    const QString folder = m_kit->path(QStringLiteral("places"));
    QVERIFY(QDir().mkpath(folder));
    for (const test::HostilePlace& place : test::makeHostilePlaces(folder.toStdString())) {
        const auto report = dropped({QString::fromStdString(place.path.string())});
        QVERIFY2(report->failure, place.name.c_str());
        const std::string said = describe(*report->failure);
        QVERIFY2(
            said.find(place.path.filename().string()) != std::string::npos, (place.name + ": " + said).c_str());
        QVERIFY(
            m_kit->window->findChild<ImportReportView*>()->headline().contains(QStringLiteral("Nothing was kept")));
    }
    QCOMPARE(m_kit->bench->workspace.pools().size(), std::size_t(1));
}

void TestHostile::everyWrongFileIsRefusedByName()
{
    std::vector<test::HostileFile> files = test::filesThatRunCode();
    for (auto& more : {test::filesThatReachOutside(), test::filesThatBlowUp()})
        files.insert(files.end(), more.begin(), more.end());
    QStringList paths;
    for (const test::HostileFile& file : files) {
        const QString path = m_kit->path(QString::fromStdString(file.name));
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(file.content.data(), static_cast<qint64>(file.content.size()));
        paths << path;
    }
    const QString good = m_kit->path(QStringLiteral("good.csv"));
    test::writeLabelTable(good, 2, 20);
    const auto report = dropped(paths + QStringList{good});
    QVERIFY2(report->pool, report->failure ? describe(*report->failure).c_str() : "");
    QCOMPARE(report->models, std::size_t(2));
    QCOMPARE(report->refused.size(), files.size());
}

void TestHostile::whenNothingIsLeftEveryReasonIsListed()
{
    QStringList paths;
    for (const char* name : {"one.npy", "two.csv"}) {
        QFile out(m_kit->path(QString::fromUtf8(name)));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("x");
        paths << out.fileName();
    }
    paths << m_kit->path(QStringLiteral("gone.pt"));
    const auto report = dropped(paths);
    QVERIFY(report->failure && !report->pool);
    const auto* view = m_kit->window->findChild<ImportReportView*>();
    QCOMPARE(view->list().topLevelItemCount(), 3);
    for (const char* name : {"one.npy", "two.csv", "gone.pt"})
        QVERIFY2(view->text().contains(QString::fromUtf8(name)), name);
}

void TestHostile::aHugeFileIsRefusedWithoutReadingIt()
{
    const QString path = m_kit->path(QStringLiteral("huge.npy"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    if (!file.resize(qint64(5) << 30))
        QSKIP("no sparse file of 5 GiB here");
    QElapsedTimer clock;
    clock.start();
    const auto report = dropped({path});
    QVERIFY(report->failure && report->failure->code == ErrorCode::TooLarge);
    QVERIFY(describe(*report->failure).find("huge.npy") != std::string::npos);
}

void TestHostile::aFolderThatCannotBeListedIsRefused()
{
    if (::geteuid() == 0)
        QSKIP("root may list every folder");
    const QString folder = m_kit->path(QStringLiteral("closed"));
    QVERIFY(QDir().mkpath(folder));
    QCOMPARE(::chmod(folder.toUtf8().constData(), 0), 0);
    const auto report = dropped({folder});
    ::chmod(folder.toUtf8().constData(), 0700);
    QVERIFY(report->failure && report->failure->code == ErrorCode::Unreadable);
}

void TestHostile::aReadOnlyProjectTakesNoImportButOffersANewOne()
{
    const QString file = m_kit->makeProject(QStringLiteral("held.cobench"));
    m_kit->bench->workspace.open(file, store::OpenMode::ReadOnly);
    QTRY_COMPARE(m_kit->bench->workspace.path(), file);
    m_kit->settle();
    const QString table = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(table, 3, 30);
    test::drop(*m_kit->window, {table});
    m_kit->settle();
    QCOMPARE(m_kit->bench->workspace.path(), file);
    QVERIFY(m_kit->window->banners().text(QStringLiteral("import")).contains(QStringLiteral("read-only")));
    for (auto* button : m_kit->window->banners().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Import into a new project"))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(m_kit->bench->workspace.path().contains(QStringLiteral("untitled")));
    QTRY_VERIFY(m_kit->bench->workspace.snapshot());
    m_kit->settle();
    QCOMPARE(m_kit->bench->workspace.pool()->size(), std::size_t(3));
    QVERIFY(!m_kit->window->banners().contains(QStringLiteral("import")));
}

QTEST_MAIN(TestHostile)
#include "test_hostile.moc"
