// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/shell/page_list.h"
#include "ui/widgets/lazy_dock.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace cobench;

namespace {

const QByteArrayList kHeavy{
    "libtorch", "libc10", "libQt5", "opencv_highgui", "opencv_videoio", "opencv_imgcodecs", "libgdal", "libav"};

/// Those of `libraries` that this process has mapped.
QByteArrayList mapped(const QByteArrayList& libraries)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    const QByteArray text = maps.open(QIODevice::ReadOnly) ? maps.readAll() : QByteArray();
    QByteArrayList found;
    for (const QByteArray& library : libraries)
        if (text.contains(library))
            found << library;
    return found;
}

} // namespace

/// The window's process must stay light and robust: no numerical, video or second Qt library, whatever is looked
/// at.
class TestProcessMap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstWindowMapsNoForbiddenLibrary();
    void noForbiddenLibraryIsMappedAfterVisitingEveryPageAndDock();
};

void TestProcessMap::theFirstWindowMapsNoForbiddenLibrary()
{
    test::WindowKit kit;
    kit.openWindow();
    kit.window->grab();
    QCOMPARE(mapped({"libQt6Core"}).size(), 1); // the map is readable
    QCOMPARE(mapped(kHeavy), QByteArrayList());
    // They come with the first talk to the engine, after the first paint.
    QCOMPARE(mapped({"libgrpc", "libprotobuf", "libabsl", "libcrypto"}), QByteArrayList());
}

void TestProcessMap::noForbiddenLibraryIsMappedAfterVisitingEveryPageAndDock()
{
    test::WindowKit kit;
    kit.openWindow();
    kit.openProject(kit.makeProject());
    kit.visitEverything();
    QCOMPARE(kit.window->pages().size(), static_cast<qsizetype>(ui::pageList().size()));
    const auto docks = kit.window->findChildren<ui::LazyDock*>();
    QVERIFY(docks.size() > 10);
    QVERIFY(std::ranges::all_of(docks, &ui::LazyDock::isMade));
    QCOMPARE(mapped(kHeavy), QByteArrayList());
}

QTEST_MAIN(TestProcessMap)
#include "test_process_map.moc"
