// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/html_figure.h"

#include "plots/export.h"

#include <QRegularExpression>

namespace cobench::ui {

namespace {

QString viewBoxOf(const QString& root)
{
    static const QRegularExpression kViewBox(QStringLiteral("viewBox=\"([^\"]*)\""));
    return kViewBox.match(root).captured(1);
}

/// Ids are unique in a page, and references follow them.
void prefixIds(QString& svg, const QString& prefix)
{
    static const QRegularExpression kId(QStringLiteral("(\\b(?:xml:)?id=\"|url\\(#|href=\"#)"));
    svg.replace(kId, QStringLiteral("\\1") + prefix);
}

/// The label says it already; a title would pop up over the chart.
void dropTitles(QString& svg)
{
    static const QRegularExpression kTitles(
        QStringLiteral("<(title|desc)>.*?</\\1>"), QRegularExpression::DotMatchesEverythingOption);
    svg.remove(kTitles);
}

QString themed(plots::PlotWidget& plot, const QSize& size, const plots::PlotTheme& theme, const QString& prefix)
{
    const QByteArray svg = plots::render(plot, plots::ExportFormat::Svg, {.size = size, .theme = theme});
    return inlineSvg(svg, prefix, plot.summary());
}

} // namespace

QString inlineSvg(const QByteArray& svg, const QString& prefix, const QString& label)
{
    QString text = QString::fromUtf8(svg);
    const qsizetype begin = text.indexOf(QStringLiteral("<svg"));
    const qsizetype end = begin < 0 ? -1 : text.indexOf(QLatin1Char('>'), begin);
    if (end < 0)
        return {};
    const QString root = text.mid(begin, end - begin);
    text = text.mid(end + 1);
    dropTitles(text);
    prefixIds(text, prefix);
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                          "viewBox=\"%1\" role=\"img\" aria-label=\"%2\">%3")
        .arg(viewBoxOf(root), label.toHtmlEscaped(), text.trimmed());
}

QString figureSvg(plots::PlotWidget& plot, const QSize& size, const QString& prefix)
{
    return QStringLiteral("<div class=\"light\">%1</div><div class=\"dark\">%2</div>")
        .arg(themed(plot, size, plots::PlotTheme::light(), prefix + QStringLiteral("l-")),
            themed(plot, size, plots::PlotTheme::dark(), prefix + QStringLiteral("d-")));
}

} // namespace cobench::ui
