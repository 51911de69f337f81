// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <variant>
#include <vector>

namespace cobench::plots {

/// A cell: a number (NaN = undefined) or a text.
using PlotCell = std::variant<double, QString>;

/// What a chart shows, as a table: its CSV, its LaTeX and its alternative for who cannot see it.
struct PlotTable {
    QString caption;
    std::vector<QString> headers;
    std::vector<std::vector<PlotCell>> rows; // each as long as headers
};

/// RFC 4180 with \n line ends, numbers in full precision, undefined cells empty.
QString toCsv(const PlotTable& table);
/// Tab separated, for spreadsheets and the clipboard.
QString toTsv(const PlotTable& table);
/// A booktabs table; numbers with `digits` significant digits, undefined ones as a dash, LaTeX's characters
/// escaped.
QString toLatex(const PlotTable& table, int digits = 4);
/// For people: `digits` significant digits, "undefined" for NaN.
QString toText(const PlotCell& cell, int digits = 5);
/// Significant digits without trailing zeros; "undefined" for NaN.
QString formatNumber(double value, int digits = 4);

} // namespace cobench::plots
