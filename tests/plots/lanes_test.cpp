// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "plots/lanes.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace cobench::plots;
using namespace Qt::StringLiterals;

namespace {

std::vector<CurvePoint> ramp(int points, double factor)
{
    std::vector<CurvePoint> all;
    for (int i = 0; i < points; ++i)
        all.push_back({double(i), factor * i});
    return all;
}

LanesData sample()
{
    LanesData data{.title = u"Resources"_s, .note = {}, .xTitle = u"Time [s]"_s, .lanes = {}, .marks = {}};
    Lane phases{.name = u"Phase"_s, .unit = {}, .series = {}, .states = {}, .top = {}, .missing = {}};
    phases.states = {{0.0, 40.0, u"training"_s, 1}, {40.0, 99.0, u"validating"_s, 2}};
    Lane memory{.name = u"Memory"_s, .unit = u"MB"_s, .series = {}, .states = {}, .top = {}, .missing = {}};
    memory.series = {{u"resident"_s, ramp(100, 3.0)}, {u"shared"_s, ramp(100, 1.0)}};
    Lane load{.name = u"Load"_s, .unit = u"%"_s, .series = {}, .states = {}, .top = 100.0, .missing = {}};
    load.series = {{u"total"_s, ramp(100, 0.5)}};
    Lane gpu{.name = u"GPU"_s, .unit = {}, .series = {}, .states = {}, .top = {}, .missing = {}};
    gpu.missing = u"there is no card"_s;
    data.lanes = {phases, memory, load, gpu};
    return data;
}

} // namespace

class LanesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void every_lane_is_in_view_and_in_the_table()
    {
        Lanes lanes;
        lanes.resize(900, 500);
        lanes.setData(sample());
        (void)lanes.grab();
        const ViewRange view = lanes.viewRange();
        QVERIFY(view.x.low < 0.0 && view.x.high > 99.0);
        QCOMPARE(view.y.high, 0.0);
        const PlotTable table = lanes.tableData();
        QCOMPARE(table.rows.size(), std::size_t(2 + 300)); // states, and three series of 100
        QVERIFY(lanes.summary().contains(u"Not recorded: GPU"));
    }

    void zooming_into_time_keeps_the_lanes()
    {
        Lanes lanes;
        lanes.resize(900, 500);
        lanes.setData(sample());
        (void)lanes.grab();
        const ViewRange before = lanes.viewRange();
        lanes.setViewRange({{10.0, 20.0}, before.y});
        QCOMPARE(lanes.tableData().rows.size(), std::size_t(1 + 33)); // 11 points of each series
        lanes.setData(sample()); // new data
        QCOMPARE(lanes.viewRange().x.low, 10.0);
    }

    void appended_points_belong_to_their_lane()
    {
        Lanes lanes;
        lanes.setData(sample());
        lanes.append(2, 0, {{100.0, 250.0}});
        lanes.finishAppending();
        QCOMPARE(lanes.points(2, 0).size(), std::size_t(101));
        QCOMPARE(lanes.points(1, 0).size(), std::size_t(100));
        QVERIFY(lanes.viewRange().x.high > 100.0);
    }

    void a_click_and_a_brush_choose_what_to_read()
    {
        Lanes lanes;
        lanes.resize(900, 500);
        lanes.setData(sample());
        lanes.show();
        (void)lanes.grab();
        QSignalSpy chosen(&lanes, &Lanes::spanChosen);
        auto* plot = lanes.findChild<QWidget*>();
        QTest::mouseClick(plot, Qt::LeftButton, {}, {450, 250});
        QCOMPARE(chosen.size(), 1);
        const auto place = chosen[0][0].value<AxisSpan>();
        QCOMPARE(place.low, place.high);
        QTest::mousePress(plot, Qt::LeftButton, Qt::ShiftModifier, {400, 100});
        QTest::mouseMove(plot, {450, 150});
        QTest::mouseMove(plot, {500, 200});
        QTest::mouseRelease(plot, Qt::LeftButton, Qt::ShiftModifier, {500, 200});
        QCOMPARE(chosen.size(), 2);
        const auto span = chosen[1][0].value<AxisSpan>();
        QVERIFY(span.low < place.low && place.low < span.high);
        QVERIFY(lanes.chosenSpan() == span);
    }

    void lanes_that_have_no_room_are_scrolled_to()
    {
        LanesData data = sample();
        for (int i = 0; i < 20; ++i)
            data.lanes.push_back(sample().lanes[2]);
        Lanes lanes;
        lanes.resize(900, 300);
        lanes.setScrolls(true);
        lanes.setData(data);
        lanes.show();
        (void)lanes.grab();
        lanes.fit();
        const AxisSpan top = lanes.verticalView();
        QCOMPARE(top.low, 0.0);
        QVERIFY(top.high < 0.5);
        lanes.scrollTo(0.5);
        QVERIFY(std::abs(lanes.verticalView().low - 0.5) < 1e-6);
        QVERIFY(std::abs((lanes.verticalView().high - lanes.verticalView().low) - (top.high - top.low)) < 1e-6);
        lanes.scrollTo(1.0); // no further than the last one
        QVERIFY(std::abs(lanes.verticalView().high - 1.0) < 1e-6);
    }

    void a_spike_is_drawn_however_many_points_there_are()
    {
        LanesData data{.title = {}, .note = {}, .xTitle = u"x"_s, .lanes = {}, .marks = {}};
        Lane lane{.name = u"Load"_s, .unit = {}, .series = {}, .states = {}, .top = 100.0, .missing = {}};
        std::vector<CurvePoint> flat = ramp(200000, 0.0);
        flat[100000].y = 100.0;
        lane.series = {{u"total"_s, flat}};
        data.lanes = {lane};
        Lanes lanes;
        lanes.setTheme(PlotTheme::light());
        lanes.setData(data);
        const QImage picture = toImage(lanes, {.size = {800, 300}, .dpi = 96.0, .theme = {}});
        const QColor line = PlotTheme::light().category(0).color;
        int high = 0; // pixels of the line in the upper half
        for (int y = 40; y < 140; ++y)
            for (int x = 0; x < picture.width(); ++x)
                high += std::abs(picture.pixelColor(x, y).red() - line.red()) < 40
                    && std::abs(picture.pixelColor(x, y).blue() - line.blue()) < 40
                    && std::abs(picture.pixelColor(x, y).green() - line.green()) < 40;
        QVERIFY2(high > 20, qPrintable(QString::number(high)));
    }
};

QTEST_MAIN(LanesTest)
#include "lanes_test.moc"
