// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gif.h"
#include "plots/landscape.h"
#include "plots/schedule.h"

#include <QBuffer>
#include <QImageReader>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace cobench::plots;
using namespace Qt::StringLiterals;

class ScheduleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatIsInViewIsAskedFor();
    void theSameFunctionIsNotAskedTwice();
    void aDraggedHandleTellsWhereAndTheViewStays();
    void aHandleMovesByAtLeastAStep();
    void theReadOutNamesEverySeries();
    void theTableHasEveryStepInView();
    void aGifReadsBackInItsColours();
    void aLongGifOfNoiseReadsBack();
    void framesOfDifferentSizesMakeNoGif();
    void pointsOffTheMapStayInTheTable();
};

namespace {

/// x²/last² at every step that is asked for; `asked` counts.
ScheduleSeries square(double last, int* asked = nullptr)
{
    return {.name = u"square"_s,
        .key = u"square%1"_s.arg(last),
        .last = last,
        .outline = [last, asked](double first, double end, std::size_t columns) {
            if (asked)
                ++*asked;
            std::vector<CurvePoint> points;
            const double step = std::max(1.0, std::floor((end - first) / double(columns)));
            for (double x = first; x <= end; x += step)
                points.push_back({x, x * x / (last * last)});
            return points;
        }};
}

ScheduleData data(int* asked = nullptr)
{
    return {.title = u"t"_s,
        .xTitle = u"Iteration"_s,
        .yTitle = u"Rate"_s,
        .series = {square(100, asked)},
        .handles = {{.name = u"boundary"_s, .x = 50, .movesX = true, .isLine = true},
            {.name = u"end"_s, .x = 100, .y = 1.0, .movesX = true, .movesY = true}}};
}

void show(QWidget& widget)
{
    widget.resize(700, 400);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget, 30000));
    widget.grab();
}

QWidget* canvasOf(Schedule& plot)
{
    return plot.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
}

} // namespace

void ScheduleTest::onlyWhatIsInViewIsAskedFor()
{
    Schedule plot;
    ScheduleData shown = data();
    shown.series = {square(1e9)};
    plot.setSchedule(shown);
    show(plot);
    QVERIFY(plot.points(0).size() < 2000);
    plot.setViewRange({{1000, 1100}, {0, 1}});
    plot.grab();
    QVERIFY(plot.points(0).front().x >= 1000 && plot.points(0).back().x <= 1100);
    QVERIFY(plot.points(0).size() > 90);
    plot.fit();
    QVERIFY(plot.viewRange().x.high >= 1e9); // all of it, not what was last in view
}

void ScheduleTest::theSameFunctionIsNotAskedTwice()
{
    int asked = 0;
    Schedule plot;
    plot.setSchedule(data(&asked));
    show(plot);
    const int before = asked;
    plot.setSchedule(data(&asked));
    plot.grab();
    QCOMPARE(asked, before);
}

void ScheduleTest::aDraggedHandleTellsWhereAndTheViewStays()
{
    Schedule plot;
    plot.setSchedule(data());
    show(plot);
    QSignalSpy moved(&plot, &Schedule::handleMoved);
    const ViewRange view = plot.viewRange();
    const QPoint at = plot.placeOf(1).toPoint();
    QTest::mousePress(canvasOf(plot), Qt::LeftButton, {}, at);
    QTest::mouseMove(canvasOf(plot), at + QPoint(-100, 60));
    QTest::mouseRelease(canvasOf(plot), Qt::LeftButton, {}, at + QPoint(-100, 60));
    QVERIFY(moved.size() >= 2);
    QVERIFY(moved.last().at(2).toBool() && !moved.first().at(2).toBool());
    const QPointF to = moved.last().at(1).toPointF();
    QVERIFY(to.x() < 90 && to.x() > 70);
    QVERIFY(to.y() < 0.95);
    QVERIFY(plot.viewRange() == view);
    QVERIFY(!plot.isZoomed());
}

void ScheduleTest::aHandleMovesByAtLeastAStep()
{
    Schedule plot;
    plot.setSchedule(data());
    show(plot);
    QSignalSpy moved(&plot, &Schedule::handleMoved);
    QTest::keyClick(&plot, Qt::Key_PageDown);
    QTest::keyClick(&plot, Qt::Key_Right);
    QCOMPARE(moved.last().at(0).value<std::size_t>(), std::size_t{0});
    QCOMPARE(moved.last().at(1).toPointF().x(), 51.0);
    const auto count = moved.size();
    QTest::keyClick(&plot, Qt::Key_Up); // a boundary does not go up
    QCOMPARE(moved.size(), count);
}

void ScheduleTest::theReadOutNamesEverySeries()
{
    Schedule plot;
    ScheduleData shown = data();
    shown.series.push_back(square(100));
    shown.series.back().name = u"other"_s;
    plot.setSchedule(shown);
    show(plot);
    QCOMPARE(plot.seriesCount(), std::size_t{2});
    QVERIFY(plot.summary().contains(u"other"_s));
}

void ScheduleTest::theTableHasEveryStepInView()
{
    Schedule plot;
    plot.setSchedule(data());
    plot.setViewRange({{10, 20}, {0, 1}});
    const PlotTable table = plot.tableData();
    QCOMPARE(table.rows.size(), std::size_t{11});
    QCOMPARE(std::get<double>(table.rows.front()[1]), 10.0);
    QCOMPARE(std::get<double>(table.rows.back()[2]), 0.04);
}

void ScheduleTest::aGifReadsBackInItsColours()
{
    std::vector<QImage> frames;
    for (const QColor& colour : {QColor(Qt::red), QColor(Qt::blue), QColor(Qt::white)}) {
        QImage frame(37, 23, QImage::Format_RGB32);
        frame.fill(colour);
        frame.setPixel(5, 7, qRgb(0, 0, 0));
        frames.push_back(frame);
    }
    QByteArray bytes = toGif(frames, 120);
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, "gif");
    QCOMPARE(reader.imageCount(), 3);
    for (const QImage& frame : frames) {
        const QImage read = reader.read();
        QCOMPARE(read.size(), frame.size());
        QCOMPARE(QColor(read.pixel(20, 20)), QColor(frame.pixel(20, 20)));
        QCOMPARE(QColor(read.pixel(5, 7)), QColor(Qt::black));
        QCOMPARE(reader.nextImageDelay(), 120);
    }
}

// Noise fills the table of codes many times over.
void ScheduleTest::aLongGifOfNoiseReadsBack()
{
    QImage noise(300, 200, QImage::Format_RGB32);
    std::uint32_t state = 1;
    for (int y = 0; y < noise.height(); ++y)
        for (int x = 0; x < noise.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            const int grey = static_cast<int>(state >> 27) * 255 / 31;
            noise.setPixel(x, y, qRgb(grey, grey, grey));
        }
    QByteArray bytes = toGif({noise}, 100);
    QBuffer buffer(&bytes);
    const QImage read = QImageReader(&buffer, "gif").read().convertToFormat(QImage::Format_RGB32);
    QCOMPARE(read.size(), noise.size());
    for (int y = 0; y < noise.height(); ++y)
        for (int x = 0; x < noise.width(); ++x)
            QVERIFY(std::abs(qRed(read.pixel(x, y)) - qRed(noise.pixel(x, y))) <= 1);
}

void ScheduleTest::framesOfDifferentSizesMakeNoGif()
{
    QVERIFY(toGif({}, 100).isEmpty());
    QVERIFY(toGif({QImage(2, 2, QImage::Format_RGB32), QImage(3, 2, QImage::Format_RGB32)}, 100).isEmpty());
}

void ScheduleTest::pointsOffTheMapStayInTheTable()
{
    Landscape map;
    map.setData({.title = u"m"_s,
        .zTitle = u"Loss"_s,
        .limit = 1.0,
        .gridSize = 2,
        .z = {0, 1, 1, 2},
        .trails = {{.name = u"a"_s,
            .points = {{0, 0}, {2, 0}, {3, 0}},
            .heights = {1, 2, 3},
            .rates = {0.1, 0.1, 0},
            .leftAt = 1}}});
    QCOMPARE(map.tableData().rows.size(), std::size_t{3});
    QCOMPARE(std::get<QString>(map.tableData().rows[1].back()), u"no"_s);
    QCOMPARE(map.lastStep(), std::size_t{2});
    map.setStep(2);
    QVERIFY(map.summary().contains(u"left the map at step 1"_s));
}

QTEST_MAIN(ScheduleTest)
#include "schedule_test.moc"
