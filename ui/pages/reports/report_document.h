// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/figure_data.h"
#include "ui/pages/reports/table_spec.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <variant>
#include <vector>

namespace cobench::ui {

/// Blank lines part paragraphs, other line ends are kept.
struct ReportText {
    QString text;
};

/// Columns from `firstNumber` on hold numbers and are set flush right.
struct ReportTable {
    QString title;
    QStringList headers;
    std::vector<QStringList> rows;
    int firstNumber = 1;
    int highlightedRow = -1;
    QString origin; // as originOf() gives it, or what stands for it where nothing was predicted
    TableSpec spec; // for the command that makes it again
    QString caption; // the author's words
};

struct ReportFigure {
    std::shared_ptr<const FigureData> data;
    QString caption; // the author's words
};

/// What a reader must know before the rest: data that changed, or is not there.
struct ReportNotice {
    QString text;
};

using ReportPart = std::variant<ReportText, ReportTable, ReportFigure, ReportNotice>;

struct ReportSection {
    QString title; // empty: what stands before the first title
    std::vector<ReportPart> parts;
};

/// A report without a form: HTML and PDF are written from it.
struct ReportDocument {
    QString title;
    QString name; // of the stored report; empty = the whole project
    QString projectPath; // absolute
    QString version; // of the program
    QDateTime madeAt; // UTC
    std::vector<ReportSection> sections;
};

QStringList paragraphsOf(const QString& text);

/// "n = 10,000 · split test · seed 1 · data 1a2b3c": where numbers come from.
QString originOf(std::size_t samples,
    const std::string& split,
    const std::string& dataHash,
    std::optional<std::uint64_t> seed = std::nullopt);
QString originOf(const FigureData& figure);
/// The line under a figure or table: its origin, version and date.
QString provenance(const QString& origin, const ReportDocument& document);

} // namespace cobench::ui
