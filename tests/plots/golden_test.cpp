// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "tests/plots/sample_charts.h"
#include "tests/support/picture_compare.h"
#include "tests/support/source_tree.h"

#include <QDir>
#include <QPainter>
#include <QTest>

using namespace cobench;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(480, 360);

QString goldenPath(const QString& name)
{
    return QString::fromStdString(test::sourceTree("tests/plots/golden/")) + name + u".png"_s;
}

QImage draw(plots::PlotWidget& chart, const plots::PlotTheme& theme = plots::PlotTheme::light())
{
    return plots::toImage(chart, {.size = kSize, .dpi = 96.0, .theme = theme});
}

QImage shifted(const QImage& image, int by)
{
    QImage moved(image.size(), image.format());
    moved.fill(image.pixel(0, 0));
    QPainter(&moved).drawImage(by, 0, image);
    return moved;
}

} // namespace

class GoldenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyChartLooksLikeItsReferencePicture();
    void anotherFontPasses();
    void aMissingLegendFails();
    void aShiftOfTwentyPixelsFails();
    void aSwappedThemeFails();
};

// COBENCH_WRITE_GOLDEN=1 draws the references anew; look at them before committing.
void GoldenTest::everyChartLooksLikeItsReferencePicture()
{
    const bool write = qEnvironmentVariableIsSet("COBENCH_WRITE_GOLDEN");
    for (const auto& [name, chart] : test::sampleCharts()) {
        const QImage actual = draw(*chart);
        if (write)
            QVERIFY(actual.convertToFormat(QImage::Format_RGB888).save(goldenPath(name)));
        const QImage expected(goldenPath(name));
        QVERIFY2(!expected.isNull(), qPrintable(name));
        const auto difference = test::comparePictures(expected, actual);
        QVERIFY2(difference.isSmall(), qPrintable(name + u": "_s + difference.text()));
    }
}

void GoldenTest::anotherFontPasses()
{
    plots::PlotTheme theme = plots::PlotTheme::light();
    theme.font.setFamily(u"DejaVu Sans Condensed"_s);
    theme.font.setHintingPreference(QFont::PreferNoHinting);
    for (const auto& [name, chart] : test::sampleCharts()) {
        if (name != u"scatter" && name != u"curves")
            continue; // where labels do not set the size of what is drawn
        const auto difference = test::comparePictures(draw(*chart), draw(*chart, theme));
        QVERIFY2(difference.isSmall(), qPrintable(name + u": "_s + difference.text()));
    }
}

void GoldenTest::aMissingLegendFails()
{
    for (const auto& [name, chart] : test::sampleCharts()) {
        if (!chart->isLegendShown())
            continue;
        const QImage with = draw(*chart);
        chart->setLegendShown(false);
        const auto difference = test::comparePictures(with, draw(*chart));
        QVERIFY2(!difference.isSmall(), qPrintable(name + u": "_s + difference.text()));
    }
}

void GoldenTest::aShiftOfTwentyPixelsFails()
{
    for (const auto& [name, chart] : test::sampleCharts()) {
        const QImage image = draw(*chart);
        const auto difference = test::comparePictures(image, shifted(image, 20));
        QVERIFY2(!difference.isSmall(), qPrintable(name + u": "_s + difference.text()));
    }
}

void GoldenTest::aSwappedThemeFails()
{
    for (const auto& [name, chart] : test::sampleCharts()) {
        const auto difference = test::comparePictures(draw(*chart), draw(*chart, plots::PlotTheme::dark()));
        QVERIFY2(!difference.isSmall(), qPrintable(name + u": "_s + difference.text()));
    }
}

QTEST_MAIN(GoldenTest)
#include "golden_test.moc"
