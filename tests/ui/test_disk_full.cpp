// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_disk.h"
#include "tests/ui/window_kit.h"
#include "ui/widgets/import_report_view.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;

namespace {

const QString kSmall = QString::fromLatin1(test::kSmallDisk);

bool hasSmallDisk = false;

} // namespace

class TestDiskFull : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anImportOnAFullDiskIsToldAndTheProjectGoesOn();
};

void TestDiskFull::anImportOnAFullDiskIsToldAndTheProjectGoesOn()
{
    if (!hasSmallDisk)
        QSKIP("cannot mount a small file system here");
    test::WindowKit kit;
    kit.openWindow();
    const QString project = kSmall + QStringLiteral("/p.cobench");
    kit.bench->workspace.open(project, store::OpenMode::Create);
    QTRY_VERIFY(kit.bench->workspace.isOpen());
    const auto drop = [&](const QString& name, std::size_t models, std::size_t samples) {
        const QString file = kit.path(name);
        test::writeLabelTable(file, models, samples);
        QSignalSpy finished(&kit.bench->importer, &Importer::finished);
        test::drop(*kit.window, {file});
        if (!finished.wait(30000))
            qFatal("the import never ended");
        kit.settle();
        return finished[0][0].value<std::shared_ptr<const ImportReport>>();
    };
    QVERIFY(drop(QStringLiteral("small.csv"), 3, 30)->pool);
    const auto refused = drop(QStringLiteral("large.csv"), 40, 20000);
    QVERIFY(refused->failure);
    QCOMPARE(refused->failure->code, ErrorCode::DiskFull);
    QVERIFY(kit.window->findChild<ImportReportView*>()->headline().contains(QStringLiteral("Nothing was kept")));
    QCOMPARE(kit.bench->workspace.pools().size(), std::size_t(1));
    QCOMPARE(kit.bench->workspace.pool()->size(), std::size_t(3));

    // The disk grows: the same window goes on.
    QVERIFY(test::growSmallDisk("16m"));
    QVERIFY(drop(QStringLiteral("large.csv"), 40, 20000)->pool);
    QCOMPARE(kit.bench->workspace.pools().size(), std::size_t(2));
    Progress progress;
    QVERIFY(kit.bench->workspace.link().project().damage(progress, CancelToken())->empty());
}

int main(int argc, char** argv)
{
    hasSmallDisk = test::mountSmallDisk("1m");
    QApplication application(argc, argv);
    TestDiskFull test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_disk_full.moc"
