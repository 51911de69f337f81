// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/theme.h"

#include <QFontDatabase>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr int kFontPixels = 12;
constexpr int kTitlePixels = 14;
constexpr int kSmallPixels = 11;
constexpr QRgb kInk = 0x1a1a1a;

// Okabe & Ito 2008, ordered so that neighbours differ in hue and in lightness. The last one follows the theme.
std::vector<QColor> okabeIto(const QColor& neutral)
{
    return {QColor(0x0072b2),
        QColor(0xe69f00),
        QColor(0x009e73),
        QColor(0xd55e00),
        QColor(0x56b4e9),
        QColor(0xcc79a7),
        QColor(0xf0e442),
        neutral};
}

QFont plotFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(kFontPixels);
    return font;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

PlotTheme PlotTheme::light()
{
    PlotTheme theme;
    theme.background = QColor(0xffffff);
    theme.text = QColor(kInk);
    theme.mutedText = QColor(0x5a5f66);
    theme.axis = QColor(0x7a8088);
    theme.grid = QColor(0xe4e7ea);
    theme.accent = QColor(0x0072b2);
    theme.selection = QColor(0xd0006f);
    theme.missing = QColor(0xe3e5e8);
    theme.missingHatch = QColor(0xa9aeb5);
    theme.panel = QColor(0xfffff2);
    theme.categories = okabeIto(QColor(0x3c3c3c));
    theme.font = plotFont();
    return theme;
}

PlotTheme PlotTheme::dark()
{
    PlotTheme theme;
    theme.isDark = true;
    theme.background = QColor(0x21252b);
    theme.text = QColor(0xeceff2);
    theme.mutedText = QColor(0xa9b0b8);
    theme.axis = QColor(0x858c95);
    theme.grid = QColor(0x32373d);
    theme.accent = QColor(0x56b4e9);
    theme.selection = QColor(0xff6fb5);
    theme.missing = QColor(0x3a3f46);
    theme.missingHatch = QColor(0x6b727b);
    theme.panel = QColor(0x2b3036);
    theme.categories = okabeIto(QColor(0xc8ccd0));
    theme.diverging = ColorMap::divergingDark();
    theme.font = plotFont();
    return theme;
}

PlotTheme PlotTheme::forPalette(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText)) ? dark()
                                                                                                       : light();
}

CategoryStyle PlotTheme::category(std::size_t index) const
{
    static constexpr std::array kDashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    constexpr std::size_t kMarkers = std::size_t(Marker::Star) + 1;
    const std::size_t round = index / categories.size();
    return {.color = categories[index % categories.size()],
        .dash = kDashes[round % kDashes.size()],
        .marker = Marker((index + round) % kMarkers)};
}

QColor PlotTheme::ordered(std::size_t index, std::size_t count) const
{
    const double place = count > 1 ? double(index) / double(count - 1) : 0.5;
    return sequential.at(isDark ? 0.28 + 0.72 * place : 0.9 * place);
}

QColor PlotTheme::faint(const QColor& color, double share) const
{
    const auto blend = [share](int from, int to) { return int(std::lround(from + (to - from) * share)); };
    return {blend(background.red(), color.red()),
        blend(background.green(), color.green()),
        blend(background.blue(), color.blue())};
}

QFont PlotTheme::titleFont() const
{
    QFont bold = font;
    bold.setPixelSize(kTitlePixels);
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QFont PlotTheme::smallFont() const
{
    QFont small = font;
    small.setPixelSize(kSmallPixels);
    return small;
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const auto [low, high] = std::minmax({luminance(first), luminance(second)});
    return (high + 0.05) / (low + 0.05);
}

QColor readableOn(const QColor& background)
{
    const QColor ink(kInk);
    return contrastRatio(ink, background) >= contrastRatio(Qt::white, background) ? ink : QColor(Qt::white);
}

} // namespace cobench::plots
