// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "plots/table_dialog.h"
#include "tests/plots/sample_charts.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace cobench;
using namespace cobench::plots;
using namespace Qt::StringLiterals;

namespace {

template <typename Chart>
std::unique_ptr<Chart> shown(Chart* chart)
{
    chart->resize(640, 480);
    chart->show();
    chart->grab();
    return std::unique_ptr<Chart>(chart);
}

QWidget* canvasOf(PlotWidget& plot)
{
    return plot.childAt(plot.rect().center());
}

void wheel(PlotWidget& plot, const QPointF& place, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(
        place, plot.mapToGlobal(place), {}, {0, 120}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(canvasOf(plot), &event);
}

double span(const AxisSpan& axis)
{
    return axis.high - axis.low;
}

} // namespace

class ChartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<std::size_t>("std::size_t"); }
    void everyChartExportsEveryFormat();
    void anSvgHoldsItsLabelsAsText();
    void csvEqualsTheDataShown();
    void failedExportsSayWhyAndLeaveNothing();
    void theWheelZoomsAndModifiersKeepToOneAxis();
    void zoomSurvivesNewDataUntilFitted();
    void keysPanZoomAndFit();
    void aMatrixCellIsFoundUnderItsPixelInAnyOrder();
    void clickingACellNamesTheDataIndices();
    void aSeventyModelMatrixThinsItsLabels();
    void pointsAreFoundBrushedAndClicked();
    void fewerGroupsMayFollowOnALogAxis();
    void aMillionPointsDrawAndAreFound();
    void hiddenGroupsLeaveTheTable();
    void theTableAlternativeSortsUndefinedLast();
    void aConfusionMatrixTellsLargeCountsInFull();
    void thePaletteChoosesTheTheme();
};

void ChartsTest::everyChartExportsEveryFormat()
{
    const QTemporaryDir dir;
    for (const auto& [name, chart] : test::sampleCharts()) {
        for (const char* suffix : {"png", "svg", "pdf", "csv", "tex"}) {
            const QString path = dir.filePath(name + u'.' + QLatin1String(suffix));
            const auto problem = exportTo(*chart, path, {.size = {400, 300}});
            QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
            QVERIFY(QFile(path).size() > 100);
        }
        QVERIFY(!chart->summary().isEmpty());
    }
    const QImage image = toImage(*test::sampleCharts().front().chart, {.size = {400, 300}, .dpi = 192.0});
    QCOMPARE(image.size(), QSize(800, 600));
    QCOMPARE(image.dotsPerMeterX(), 7559);
}

void ChartsTest::anSvgHoldsItsLabelsAsText()
{
    Heatmap matrix;
    matrix.setData(test::sampleHeatmap(4));
    const QString svg = QString::fromUtf8(render(matrix, ExportFormat::Svg, {.size = {600, 450}}));
    for (const QString& label : {u"lenet-w8-seed0"_s, u"lenet-w64-seed3"_s, u"Model"_s, u"all 10,000 samples"_s})
        QVERIFY2(svg.contains(label), qPrintable(label));
}

void ChartsTest::csvEqualsTheDataShown()
{
    const HeatmapData data = test::sampleHeatmap(6);
    Heatmap matrix;
    matrix.setData(data);
    const PlotTable table = matrix.tableData();
    QCOMPARE(table.rows.size(), std::size_t(6));
    for (std::size_t row = 0; row < 6; ++row)
        for (std::size_t column = 0; column < 6; ++column) {
            const double value = std::get<double>(table.rows[row][column + 1]);
            const double expected = data.values[row * 6 + column];
            QVERIFY(value == expected || (std::isnan(value) && std::isnan(expected)));
        }
    Scatter scatter;
    scatter.setData(test::sampleScatter(6));
    QCOMPARE(scatter.tableData().rows.size(), std::size_t(57));
}

void ChartsTest::failedExportsSayWhyAndLeaveNothing()
{
    Bars bars;
    bars.setData(test::sampleBars());
    const QTemporaryDir dir;
    const auto noFolder = exportTo(bars, dir.filePath(u"none/b.png"_s));
    QVERIFY(noFolder && noFolder->contains(u"b.png"));
    QVERIFY(exportTo(bars, dir.filePath(u"b.xyz"_s)));
    QVERIFY(exportTo(bars, dir.filePath(u"b.png"_s), {.size = {100000, 100000}}));
    QVERIFY(QDir(dir.path()).isEmpty());
}

void ChartsTest::theWheelZoomsAndModifiersKeepToOneAxis()
{
    const auto scatter = shown(new Scatter);
    scatter->setData(test::sampleScatter(6));
    scatter->grab();
    const ViewRange full = scatter->viewRange();
    wheel(*scatter, {300, 200}, Qt::NoModifier);
    QVERIFY(span(scatter->viewRange().x) < span(full.x) && span(scatter->viewRange().y) < span(full.y));
    scatter->fit();
    wheel(*scatter, {300, 200}, Qt::ControlModifier);
    QVERIFY(span(scatter->viewRange().x) < span(full.x));
    QCOMPARE(scatter->viewRange().y, full.y);
    scatter->fit();
    wheel(*scatter, {300, 200}, Qt::ShiftModifier);
    QCOMPARE(scatter->viewRange().x, full.x);
    QVERIFY(span(scatter->viewRange().y) < span(full.y));
}

void ChartsTest::zoomSurvivesNewDataUntilFitted()
{
    Curves curves;
    curves.setData(test::sampleCurves(1, 100));
    const ViewRange zoomed{{10, 20}, {0.5, 1.0}};
    curves.setViewRange(zoomed);
    curves.append(0, {{100, 5.0}, {101, 6.0}});
    QCOMPARE(curves.viewRange(), zoomed);
    curves.fit();
    QVERIFY(curves.viewRange().x.high > 101);
    curves.append(0, {{500, 5.0}});
    QVERIFY(curves.viewRange().x.high > 500);
}

void ChartsTest::keysPanZoomAndFit()
{
    Scatter scatter;
    scatter.resize(640, 480);
    scatter.setData(test::sampleScatter(6));
    scatter.grab();
    const ViewRange full = scatter.viewRange();
    QTest::keyClick(&scatter, Qt::Key_Right);
    QVERIFY(scatter.viewRange().x.low > full.x.low);
    QTest::keyClick(&scatter, Qt::Key_Plus);
    QVERIFY(span(scatter.viewRange().y) < span(full.y));
    QTest::keyClick(&scatter, Qt::Key_Home);
    QCOMPARE(scatter.viewRange(), full);
}

void ChartsTest::aMatrixCellIsFoundUnderItsPixelInAnyOrder()
{
    const auto matrix = shown(new Heatmap);
    matrix->setData(test::sampleHeatmap(5));
    matrix->setOrder({4, 2, 0, 1, 3}, {3, 1, 0, 2, 4});
    matrix->grab();
    for (std::size_t row = 0; row < 5; ++row)
        for (std::size_t column = 0; column < 5; ++column) {
            const Heatmap::Cell cell{row, column};
            QVERIFY(matrix->cellAt(matrix->centerOf(cell)) == cell);
        }
    QVERIFY(!matrix->cellAt({2, 2}));
}

void ChartsTest::clickingACellNamesTheDataIndices()
{
    const auto matrix = shown(new Heatmap);
    matrix->setData(test::sampleHeatmap(5));
    matrix->setOrder({4, 3, 2, 1, 0}, {4, 3, 2, 1, 0});
    matrix->grab();
    QSignalSpy clicks(matrix.get(), &Heatmap::cellClicked);
    QTest::mouseClick(canvasOf(*matrix), Qt::LeftButton, Qt::ControlModifier, matrix->centerOf({1, 3}).toPoint());
    QCOMPARE(clicks.size(), 1);
    QCOMPARE(clicks[0][0].value<std::size_t>(), std::size_t(1));
    QCOMPARE(clicks[0][1].value<std::size_t>(), std::size_t(3));
}

void ChartsTest::aSeventyModelMatrixThinsItsLabels()
{
    Heatmap matrix;
    matrix.setData(test::sampleHeatmap(70));
    const QString small = QString::fromUtf8(render(matrix, ExportFormat::Svg, {.size = {500, 400}}));
    const QString large = QString::fromUtf8(render(matrix, ExportFormat::Svg, {.size = {1600, 1400}}));
    QVERIFY(!small.contains(u"seed1<"));
    QVERIFY(large.contains(u"seed1<"));
    QVERIFY(small.contains(u"seed0<"));
}

void ChartsTest::pointsAreFoundBrushedAndClicked()
{
    const auto scatter = shown(new Scatter);
    scatter->setData({.title = {},
        .note = {},
        .xTitle = u"x"_s,
        .yTitle = u"y"_s,
        .groupTitle = {},
        .groups = {{u"a"_s, {0, 1, std::nan("")}, {0, 1, 2}, {7, 8, 9}}, {u"b"_s, {2}, {4}, {3}}}});
    scatter->grab();
    QCOMPARE(scatter->pointAt(*scatter->pixelOf(8)), std::optional<std::uint32_t>(8));
    QCOMPARE(scatter->pointsIn({0.5, 0.5, 2.0, 4.0}), (std::vector<std::uint32_t>{8, 3}));
    QSignalSpy clicks(scatter.get(), &Scatter::pointClicked);
    QTest::mouseClick(canvasOf(*scatter), Qt::LeftButton, {}, scatter->pixelOf(3)->toPoint());
    QCOMPARE(clicks.size(), 1);
    QVERIFY(scatter->note().contains(u"1 undefined"));
}

void ChartsTest::fewerGroupsMayFollowOnALogAxis()
{
    Scatter scatter;
    scatter.setData(test::sampleScatter(6));
    scatter.setLogarithmic(Qt::Horizontal, true);
    QVERIFY(scatter.isLogarithmic(Qt::Horizontal));
    scatter.setData(
        {.title = {}, .note = {}, .xTitle = {}, .yTitle = {}, .groupTitle = {}, .groups = {{{}, {-1}, {2}, {0}}}});
    QVERIFY(!scatter.isLogarithmic(Qt::Horizontal));
    QCOMPARE(scatter.pointsIn({-2, 0, 4, 4}), (std::vector<std::uint32_t>{0}));
}

void ChartsTest::aMillionPointsDrawAndAreFound()
{
    ScatterGroup group{u"all"_s, {}, {}, {}};
    for (std::uint32_t i = 0; i < 1000000; ++i) {
        group.x.push_back(i % 1000);
        group.y.push_back(i / 1000);
        group.ids.push_back(i);
    }
    const auto scatter = shown(new Scatter);
    scatter->setData({.title = {}, .note = {}, .xTitle = {}, .yTitle = {}, .groupTitle = {}, .groups = {group}});
    scatter->setViewRange({{500, 502}, {500, 502}});
    scatter->grab();
    QCOMPARE(scatter->pointAt(*scatter->pixelOf(501501)), std::optional<std::uint32_t>(501501));
    QVERIFY(!toImage(*scatter, {.size = {400, 300}}).isNull());
}

void ChartsTest::hiddenGroupsLeaveTheTable()
{
    Scatter scatter;
    scatter.setData(test::sampleScatter(5));
    scatter.setViewRange({{-10, -9}, {-10, -9}});
    QVERIFY(scatter.tableData().rows.empty());
    scatter.fit();
    QCOMPARE(scatter.tableData().rows.size(), std::size_t(26));
}

void ChartsTest::theTableAlternativeSortsUndefinedLast()
{
    PlotTableModel model({.caption = {},
        .headers = {u"n"_s, u"v"_s},
        .rows = {{u"a"_s, std::nan("")}, {u"b"_s, 1.0}, {u"c"_s, 2.0}}});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        model.sort(1, order);
        QCOMPARE(model.index(2, 0).data().toString(), u"a"_s);
        QCOMPARE(model.index(2, 1).data().toString(), u"undefined"_s);
    }
}

void ChartsTest::thePaletteChoosesTheTheme()
{
    Bars bars;
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    bars.setPalette(dark);
    QVERIFY(bars.theme().isDark);
    bars.setTheme(PlotTheme::light());
    bars.setPalette(QPalette(dark));
    QVERIFY(!bars.theme().isDark);
}

void ChartsTest::aConfusionMatrixTellsLargeCountsInFull()
{
    Confusion chart;
    chart.setConfusion(
        {.title = u"Confusion"_s, .note = {}, .classes = {u"cat"_s, u"dog"_s}, .counts = {1'234'567, 0, 1, 2}});
    QVERIFY2(chart.summary().contains(u"over 1,234,570 samples, 1,234,569 of them"), qPrintable(chart.summary()));
}

QTEST_MAIN(ChartsTest)
#include "charts_test.moc"
