// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/shell/page_list.h"

#include <QFile>
#include <QTest>

using namespace cobench;

/// The window's process must stay light and robust: no numerical, video or second Qt library, whatever is looked
/// at.
class TestProcessMap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noForbiddenLibraryIsMappedAfterVisitingEveryPage();
};

void TestProcessMap::noForbiddenLibraryIsMappedAfterVisitingEveryPage()
{
    test::WindowKit kit;
    kit.openWindow();
    kit.openProject(kit.makeProject());
    for (const auto& entry : ui::pageList()) {
        kit.window->showPage(entry.id);
        kit.settle();
        kit.window->grab();
    }
    QCOMPARE(kit.window->pages().size(), static_cast<qsizetype>(ui::pageList().size()));
    QFile maps(QStringLiteral("/proc/self/maps"));
    QVERIFY(maps.open(QIODevice::ReadOnly));
    const QByteArray text = maps.readAll();
    QVERIFY(text.contains("libQt6Core"));
    for (const char* library : {"libtorch",
             "libc10",
             "libQt5",
             "opencv_highgui",
             "opencv_videoio",
             "opencv_imgcodecs",
             "libgdal",
             "libav"})
        QVERIFY2(!text.contains(library), library);
}

QTEST_MAIN(TestProcessMap)
#include "test_process_map.moc"
