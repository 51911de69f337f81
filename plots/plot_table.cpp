// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_table.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kLongest = 1e12; // that is written out in full

QString exactNumber(double value)
{
    return std::isnan(value) ? QString() : QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

QString exactText(const PlotCell& cell)
{
    const auto* number = std::get_if<double>(&cell);
    return number ? exactNumber(*number) : std::get<QString>(cell);
}

QString quoted(QString text)
{
    const bool needsQuotes
        = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    return needsQuotes ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

// A tab or line end inside a cell would shift every cell after it.
QString flattened(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

QString latexEscaped(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        if (QStringView(u"&%$#_{}").contains(c))
            out += u'\\' + QString(c);
        else if (c == u'\\')
            out += u"\\textbackslash{}"_s;
        else if (c == u'~')
            out += u"\\textasciitilde{}"_s;
        else if (c == u'^')
            out += u"\\textasciicircum{}"_s;
        else
            out += c;
    }
    return out;
}

QString latexCell(const PlotCell& cell, int digits)
{
    const auto* number = std::get_if<double>(&cell);
    if (!number)
        return latexEscaped(std::get<QString>(cell));
    return std::isnan(*number) ? u"--"_s : u'$' + QLocale::c().toString(*number, 'g', digits) + u'$';
}

template <typename Cells, typename Format>
void appendLine(QString& out, const Cells& cells, QStringView separator, QStringView end, Format format)
{
    bool first = true;
    for (const auto& cell : cells) {
        if (!first)
            out += separator;
        out += format(cell);
        first = false;
    }
    out += end;
}

QString separated(const PlotTable& table, QStringView separator, QString (*protect)(QString))
{
    QString out;
    appendLine(out, table.headers, separator, u"\n", protect);
    for (const auto& row : table.rows)
        appendLine(
            out, row, separator, u"\n", [protect](const PlotCell& cell) { return protect(exactText(cell)); });
    return out;
}

QString columnSpec(const PlotTable& table)
{
    QString spec;
    for (std::size_t column = 0; column < table.headers.size(); ++column) {
        const bool numeric = !table.rows.empty() && std::holds_alternative<double>(table.rows.front()[column]);
        spec += numeric ? u'r' : u'l';
    }
    return spec;
}

} // namespace

QString toCsv(const PlotTable& table)
{
    return separated(table, u",", quoted);
}

QString toTsv(const PlotTable& table)
{
    return separated(table, u"\t", flattened);
}

QString toLatex(const PlotTable& table, int digits)
{
    QString out = u"\\begin{table}\n\\centering\n"_s;
    if (!table.caption.isEmpty())
        out += u"\\caption{"_s + latexEscaped(table.caption) + u"}\n"_s;
    out += u"\\begin{tabular}{"_s + columnSpec(table) + u"}\n\\toprule\n"_s;
    appendLine(out, table.headers, u" & ", u" \\\\\n\\midrule\n", latexEscaped);
    for (const auto& row : table.rows)
        appendLine(
            out, row, u" & ", u" \\\\\n", [digits](const PlotCell& cell) { return latexCell(cell, digits); });
    return out + u"\\bottomrule\n\\end{tabular}\n\\end{table}\n"_s;
}

QString formatNumber(double value, int digits)
{
    if (std::isnan(value))
        return QCoreApplication::translate("cobench::plots", "undefined");
    const double size = std::abs(value);
    if (size >= std::pow(10.0, digits) && size < kLongest) // 8,000,000 rather than 8e+06
        return QLocale(QLocale::English).toString(value, 'f', 0);
    return QLocale::c().toString(value, 'g', digits);
}

QString toText(const PlotCell& cell, int digits)
{
    const auto* number = std::get_if<double>(&cell);
    return number ? formatNumber(*number, digits) : std::get<QString>(cell);
}

} // namespace cobench::plots
