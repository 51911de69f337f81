// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_table.h"
#include "plots/theme.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace cobench::plots;
using namespace Qt::StringLiterals;

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mapsEndInTheirPublishedColours();
    void theNeutralValueIsTheCentreOfADivergingMap();
    void textOnEveryCellIsReadable();
    void textOnTheBackgroundIsReadable();
    void categoriesDifferByColourOrByASecondChannel();
    void csvQuotesAndKeepsFullPrecision();
    void latexEscapesAndMarksUndefined();
};

void ThemeTest::mapsEndInTheirPublishedColours()
{
    QCOMPARE(ColorMap::viridis().at(0.0), QColor(0x440154));
    QCOMPARE(ColorMap::viridis().at(1.0), QColor(0xfde725));
    QCOMPARE(ColorMap::cividis().at(0.0), QColor(0x00224e));
    QCOMPARE(ColorMap::viridis().at(7.0), ColorMap::viridis().at(1.0));
}

void ThemeTest::theNeutralValueIsTheCentreOfADivergingMap()
{
    const ColorRange range = ColorRange::around(0.0, -0.2, 0.9);
    QCOMPARE(range.position(0.0), 0.5);
    QCOMPARE(range.position(0.9), 1.0);
    QCOMPARE(range.low, -0.9);
    QCOMPARE((ColorRange{3.0, 3.0}).position(3.0), 0.5);
}

void ThemeTest::textOnEveryCellIsReadable()
{
    for (const ColorMap& map :
        {ColorMap::viridis(), ColorMap::cividis(), ColorMap::divergingLight(), ColorMap::divergingDark()})
        for (int i = 0; i <= 100; ++i) {
            const QColor ground = map.at(i / 100.0);
            QVERIFY(contrastRatio(readableOn(ground), ground) >= 4.0);
        }
}

void ThemeTest::textOnTheBackgroundIsReadable()
{
    for (const PlotTheme& theme : {PlotTheme::light(), PlotTheme::dark()}) {
        QVERIFY(contrastRatio(theme.text, theme.background) >= 7.0);
        QVERIFY(contrastRatio(theme.mutedText, theme.background) >= 4.5);
        QVERIFY(contrastRatio(theme.selection, theme.background) >= 3.0);
    }
}

void ThemeTest::categoriesDifferByColourOrByASecondChannel()
{
    const PlotTheme theme = PlotTheme::light();
    std::set<std::tuple<QRgb, int, int>> seen;
    for (std::size_t i = 0; i < 32; ++i) {
        const CategoryStyle style = theme.category(i);
        QVERIFY(seen.insert({style.color.rgb(), int(style.dash), int(style.marker)}).second);
    }
    QCOMPARE(theme.category(3).color, PlotTheme::dark().category(3).color);
}

void ThemeTest::csvQuotesAndKeepsFullPrecision()
{
    const PlotTable table{.caption = {},
        .headers = {u"a,b"_s, u"v"_s},
        .rows = {{u"say \"x\""_s, 0.1}, {u"y"_s, std::nan("")}, {u"z"_s, 1.0 / 3.0}}};
    QCOMPARE(toCsv(table), u"\"a,b\",v\n\"say \"\"x\"\"\",0.1\ny,\nz,0.3333333333333333\n"_s);
    QCOMPARE(toTsv(table), u"a,b\tv\nsay \"x\"\t0.1\ny\t\nz\t0.3333333333333333\n"_s);
}

void ThemeTest::latexEscapesAndMarksUndefined()
{
    const PlotTable table{
        .caption = u"50 % of A&B"_s, .headers = {u"m_1"_s, u"v"_s}, .rows = {{u"x"_s, std::nan("")}}};
    const QString tex = toLatex(table);
    QVERIFY(tex.contains(u"50 \\% of A\\&B"));
    QVERIFY(tex.contains(u"m\\_1 & v \\\\\n\\midrule"));
    QVERIFY(tex.contains(u"x & -- \\\\"));
    QVERIFY(tex.contains(u"\\begin{tabular}{lr}"));
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
