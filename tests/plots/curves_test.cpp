// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "plots/shared_view.h"
#include "tests/plots/sample_charts.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::plots;
using namespace Qt::StringLiterals;

namespace {

const double kNaN = std::nan("");

Smoothing exponential(double weight)
{
    return {.kind = Smoothing::Kind::Exponential, .weight = weight};
}

QWidget* canvasOf(PlotWidget& plot)
{
    return plot.childAt(plot.rect().center());
}

/// `count` level lines of 10,000 points at heights 0, 1, …
CurvesData levelLines(std::size_t count)
{
    CurvesData data{.xTitle = u"Iteration"_s, .yTitle = u"Loss"_s};
    for (std::size_t s = 0; s < count; ++s) {
        data.series.push_back({.name = u"line %1"_s.arg(s), .points = {}, .category = s});
        for (std::size_t i = 0; i < 10000; ++i)
            data.series.back().points.push_back({double(i), double(s)});
    }
    return data;
}

/// Rows of the picture's column `x` (a share of its width) that have this colour.
int rowsOf(const QImage& image, double x, const QColor& colour)
{
    int rows = 0;
    for (int y = 0; y < image.height(); ++y)
        rows += image.pixelColor(int(x * image.width()), y).rgb() == colour.rgb();
    return rows;
}

} // namespace

class CurvesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<std::optional<std::size_t>>(); }
    void smoothingIsUnbiasedAndKeepsGaps();
    void aWindowMeanTakesTheLastPointsThereAre();
    void growingEqualsSmoothingAtOnce_data();
    void growingEqualsSmoothingAtOnce();
    void appendedPointsEqualThoseSetAtOnce();
    void logAxesNeedPositiveData();
    void extremesOfAnyRangeAreThoseOfItsPoints();
    void aPlaceIsFoundFromAnyGuess();
    void aSpikeInOneOfManyCurvesIsDrawn();
    void manyCurvesAreStillThereBetweenTwoOfTheirPoints();
    void manyShortCurvesAreAllDrawn();
    void ofManyCurvesTheLastOneLiesInFront();
    void aLongLegendLeavesTheLinesTheirRoom();
    void theNoteSaysWhatTheLinesStandFor();
    void theTableHasBandsAndLeavesOutWhatIsNotInView();
    void theNearestCurveIsToldUnderThePointer();
    void clickingACurveNamesIt();
    void aMarkerSaysWhatItIsInReadOutAndTable();
    void chartsWithASharedViewMoveTogether();
    void aSeriesWithoutANameGoesWithTheNamedOneOfItsCategory();
};

// s1 = 0.5*2, over 0.5 = 2; s2 = 0.5*1 + 0.5*4 = 2.5, over 0.75 = 3.333…
void CurvesTest::smoothingIsUnbiasedAndKeepsGaps()
{
    const auto smooth = smoothed({{0, 2.0}, {1, std::nan("")}, {2, 4.0}}, exponential(0.5));
    QCOMPARE(smooth[0].y, 2.0);
    QVERIFY(std::isnan(smooth[1].y));
    QCOMPARE(smooth[2].y, 2.5 / 0.75);
    for (const CurvePoint& point : smoothed({{0, 3.0}, {1, 3.0}, {2, 3.0}}, exponential(0.99)))
        QCOMPARE(point.y, 3.0);
}

void CurvesTest::appendedPointsEqualThoseSetAtOnce()
{
    const CurvesData all = test::sampleCurves(1, 5000);
    Curves atOnce;
    atOnce.setData(all);
    CurvesData first = all;
    first.series[0].points.resize(10);
    Curves live;
    live.setData(first);
    live.append(0, {all.series[0].points.begin() + 10, all.series[0].points.end()});
    QCOMPARE(live.pointCount(), atOnce.pointCount());
    QCOMPARE(live.viewRange(), atOnce.viewRange()); // minima and maxima of the blocks agree
    double most = 0.0;
    for (const CurvePoint& point : all.series[0].points)
        most = std::max(most, point.y);
    QVERIFY(live.viewRange().y.high >= most);
}

void CurvesTest::logAxesNeedPositiveData()
{
    Curves curves;
    CurvesData data = test::sampleCurves(1, 100);
    curves.setData(data);
    QVERIFY(curves.canBeLogarithmic(Qt::Vertical));
    QVERIFY(!curves.canBeLogarithmic(Qt::Horizontal)); // starts at 0
    curves.setLogarithmic(Qt::Vertical, true);
    QVERIFY(curves.isLogarithmic(Qt::Vertical));
    QVERIFY(curves.viewRange().y.low > 0.0);
    data.series[0].points[5].y = -1.0;
    curves.setData(data);
    QVERIFY(!curves.isLogarithmic(Qt::Vertical));
}

// Means of {4}, {4, 2}, {4, 2, 6}, {2, 6, 1}.
void CurvesTest::aWindowMeanTakesTheLastPointsThereAre()
{
    const Smoothing window{.kind = Smoothing::Kind::Window, .window = 3};
    const auto smooth = smoothed({{0, 4.0}, {1, 2.0}, {2, kNaN}, {3, 6.0}, {4, 1.0}}, window);
    QCOMPARE(smooth[0].y, 4.0);
    QCOMPARE(smooth[1].y, 3.0);
    QVERIFY(std::isnan(smooth[2].y));
    QCOMPARE(smooth[3].y, 4.0);
    QCOMPARE(smooth[4].y, 3.0);
}

void CurvesTest::growingEqualsSmoothingAtOnce_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("exponential") << int(Smoothing::Kind::Exponential);
    QTest::newRow("window") << int(Smoothing::Kind::Window);
}

void CurvesTest::growingEqualsSmoothingAtOnce()
{
    QFETCH(int, kind);
    const Smoothing how{.kind = Smoothing::Kind(kind), .weight = 0.95, .window = 7};
    const CurvesData all = test::sampleCurves(1, 500);
    Curves atOnce;
    atOnce.setSmoothing(how);
    atOnce.setData(all);
    CurvesData first = all;
    first.series[0].points.resize(10);
    Curves live;
    live.setData(first);
    live.setSmoothing(how);
    live.append(0, {all.series[0].points.begin() + 10, all.series[0].points.end()});
    QCOMPARE(toCsv(live.tableData()), toCsv(atOnce.tableData()));
    QCOMPARE(toCsv(live.tableData()).count(u'\n'), 501);
}

void CurvesTest::extremesOfAnyRangeAreThoseOfItsPoints()
{
    const CurvePoints points(test::sampleCurves(1, 5000).series[0].points);
    for (std::size_t first = 0; first < 5000; first += 371)
        for (std::size_t last = first; last <= 5000; last += 433) {
            CurvePoints::Extremes expected;
            for (std::size_t i = first; i < last; ++i)
                expected.add(points[i].y);
            QCOMPARE(points.extremes(first, last).low, expected.low);
            QCOMPARE(points.extremes(first, last).high, expected.high);
        }
}

void CurvesTest::aPlaceIsFoundFromAnyGuess()
{
    const CurvePoints points({{0, 0}, {1, 0}, {1, 0}, {1, 0}, {2, 0}, {5, 0}, {5, 0}, {9, 0}});
    for (const double x : {-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 9.0, 10.0})
        for (std::size_t first = 0; first <= points.size(); ++first)
            for (std::size_t last = first; last <= points.size(); ++last)
                for (std::size_t guess = first; guess <= last; ++guess)
                    QCOMPARE(points.lowerBoundNear(guess, x, first, last), points.lowerBound(x, first, last));
}

void CurvesTest::aSpikeInOneOfManyCurvesIsDrawn()
{
    CurvesData data = levelLines(40);
    data.series[39].category = 1;
    data.series[39].points[5000].y = 200.0;
    Curves curves;
    curves.setData(data);
    QVERIFY(curves.pointCount() >= 400000);
    curves.setViewRange({{0, 10000}, {50, 150}}); // nothing but the spike
    const QImage image = toImage(curves, {.size = {600, 400}});
    const QColor colour = curves.theme().category(1).color;
    int columns = 0;
    for (int x = 0; x < image.width(); ++x)
        columns += rowsOf(image, double(x) / image.width(), colour) > 250;
    QVERIFY2(columns == 1 || columns == 2, qPrintable(QString::number(columns)));
}

void CurvesTest::manyCurvesAreStillThereBetweenTwoOfTheirPoints()
{
    CurvesData data = levelLines(40);
    for (std::size_t i = 0; i < 10000; ++i)
        data.series[39].points[i].y = i % 2 == 0 ? 100.0 : 200.0;
    data.series[39].category = 1;
    Curves curves;
    curves.setData(data);
    curves.setViewRange({{10.4, 10.6}, {100, 200}}); // rises from 140 to 160
    const QImage image = toImage(curves, {.size = {600, 400}});
    const QColor colour = curves.theme().category(1).color;
    for (const double place : {0.3, 0.5, 0.9})
        QVERIFY(rowsOf(image, place, colour) >= 1);
    QVERIFY(rowsOf(image, 0.5, colour) < 20);
}

void CurvesTest::manyShortCurvesAreAllDrawn()
{
    CurvesData data;
    for (std::size_t s = 0; s < 60; ++s)
        data.series.push_back({.name = {}, .points = {{0, double(s)}, {1, double(s)}}, .category = s});
    Curves curves;
    curves.setData(data);
    const QImage image = toImage(curves, {.size = {600, 400}});
    int rows = 0;
    for (std::size_t colour = 0; colour < curves.theme().categories.size(); ++colour)
        rows += rowsOf(image, 0.6, curves.theme().category(colour).color);
    QCOMPARE(rows, 60);
}

void CurvesTest::ofManyCurvesTheLastOneLiesInFront()
{
    CurvesData data;
    for (std::size_t s = 0; s < 250; ++s) // all in one place, but for one more that crosses them
        data.series.push_back({.name = {}, .points = {{0, 50}, {1, 50}}, .category = s == 249 ? 1U : 0U});
    data.series.push_back({.name = {}, .points = {{0, 0}, {0.5, 0}, {0.5, 100}, {1, 100}}, .category = 2});
    Curves curves;
    curves.setData(data);
    const QImage image = toImage(curves, {.size = {600, 400}});
    const auto rows
        = [&](std::size_t category) { return rowsOf(image, 0.7, curves.theme().category(category).color); };
    QCOMPARE(rows(0), 0);
    QCOMPARE(rows(1), 1);
    QVERIFY(rows(2) >= 1);
}

void CurvesTest::aLongLegendLeavesTheLinesTheirRoom()
{
    CurvesData data = levelLines(3);
    data.legendTitle = u"A heading that is longer than this chart is wide, at any size of its letters"_s;
    for (CurveSeries& series : data.series)
        series.name = u"%1 of a run whose name is longer than the chart is wide, %1"_s.arg(series.name);
    Curves curves;
    curves.setTheme(PlotTheme::light());
    curves.setData(data);
    curves.resize(300, 200);
    for (const QImage& image : {curves.grab().toImage(), toImage(curves, {.size = {300, 200}})}) {
        int orange = 0; // of the second line, in the middle of the chart
        for (int x = 120; x < 144; ++x)
            for (int y = 0; y < image.height(); ++y)
                orange += image.pixelColor(x, y).red() > image.pixelColor(x, y).blue() + 60;
        QVERIFY(orange > 0);
    }
    QCOMPARE(toText(curves.tableData().rows.back().front()), data.series.back().name); // the table has it whole
}

void CurvesTest::theNoteSaysWhatTheLinesStandFor()
{
    Curves curves;
    curves.setData(levelLines(40));
    QVERIFY2(curves.note().contains(u"400,000 points"), qPrintable(curves.note()));
    QVERIFY(!curves.isLegendShown());
    curves.setSmoothing(exponential(0.9));
    QVERIFY(curves.note().contains(u"weight 0.9"));
    curves.setSmoothing({.kind = Smoothing::Kind::Window, .window = 25});
    QVERIFY(curves.note().contains(u"last 25 points"));
}

void CurvesTest::theTableHasBandsAndLeavesOutWhatIsNotInView()
{
    Curves curves;
    curves.setData({.xTitle = u"Epoch"_s,
        .yTitle = u"Loss"_s,
        .series = {{.name = u"mean"_s,
            .points = {{0, 1.0}, {1, 2.0}, {2, 3.0}},
            .low = {0.5, 1.5, 2.5},
            .high = {1.5, 2.5, 3.5}}}});
    QCOMPARE(curves.viewRange().y.low < 0.5, true); // the band is in view
    curves.setViewRange({{0.5, 2.5}, {0, 4}});
    QCOMPARE(toCsv(curves.tableData()),
        u"Series,Epoch,Loss,\"Band, low\",\"Band, high\"\nmean,1,2,1.5,2.5\nmean,2,3,2.5,3.5\n"_s);
}

void CurvesTest::theNearestCurveIsToldUnderThePointer()
{
    Curves curves;
    curves.resize(640, 480);
    curves.setData(levelLines(3));
    curves.show();
    curves.grab();
    QSignalSpy hovered(&curves, &Curves::curveHovered);
    QTest::mouseMove(canvasOf(curves), {300, 0});
    for (int y = 40; y < 420; y += 4)
        QTest::mouseMove(canvasOf(curves), {300, y});
    std::vector<std::size_t> order;
    for (const auto& call : hovered)
        if (const auto series = call[0].value<std::optional<std::size_t>>())
            order.push_back(*series);
    QCOMPARE(order, (std::vector<std::size_t>{2, 1, 0})); // from the top down
}

void CurvesTest::clickingACurveNamesIt()
{
    Curves curves;
    curves.resize(640, 480);
    curves.setData(levelLines(1));
    curves.show();
    curves.grab();
    QSignalSpy clicks(&curves, &Curves::curveClicked);
    QTest::mouseClick(canvasOf(curves), Qt::LeftButton, {}, {300, 235});
    QCOMPARE(clicks.size(), 1);
}

void CurvesTest::aMarkerSaysWhatItIsInReadOutAndTable()
{
    Curves curves;
    CurvesData data = levelLines(1);
    data.markers = {{.series = 0, .x = 5.0, .y = 0.0, .shape = Marker::Triangle, .name = u"larger"_s}};
    curves.setData(std::move(data));
    const PlotTable table = curves.tableData();
    QCOMPARE(table.headers.back(), u"Mark"_s);
    QCOMPARE(std::get<QString>(table.rows[5].back()), u"larger"_s);
    QVERIFY(std::get<QString>(table.rows[6].back()).isEmpty());
}

void CurvesTest::chartsWithASharedViewMoveTogether()
{
    Curves first;
    Curves second;
    shareHorizontalView(first, second);
    first.setData(levelLines(2));
    second.setData(levelLines(3));
    const ViewRange whole = second.viewRange();
    first.setViewRange({{10.0, 20.0}, {0.0, 1.0}});
    QCOMPARE(second.viewRange().x, (AxisSpan{10.0, 20.0}));
    QCOMPARE(second.viewRange().y, whole.y);
    second.setViewRange({{30.0, 50.0}, {0.0, 1.0}});
    QCOMPARE(first.viewRange().x, (AxisSpan{30.0, 50.0}));
    first.fit();
    QCOMPARE(second.viewRange(), whole);
    QVERIFY(!second.isZoomed());
}

void CurvesTest::aSeriesWithoutANameGoesWithTheNamedOneOfItsCategory()
{
    Curves curves;
    CurvesData data = levelLines(2);
    data.series.push_back({.name = {}, .points = {{0.0, 5.0}}, .category = 1});
    curves.setData(std::move(data));
    QCOMPARE(std::get<QString>(curves.tableData().rows.back().front()), u"line 1"_s);
}

QTEST_MAIN(CurvesTest)
#include "curves_test.moc"
