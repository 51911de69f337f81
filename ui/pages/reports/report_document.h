// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pool_report.h"
#include "ui/pages/reports/figure_data.h"
#include "ui/pages/reports/report_source.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace cobench::ui {

struct ReportParagraph {
    QString text;
};

/// Columns from `firstNumber` on hold numbers and are set flush right.
struct ReportTable {
    QString caption;
    QStringList headers;
    std::vector<QStringList> rows;
    int firstNumber = 1;
    int highlightedRow = -1;
};

using ReportBlock = std::variant<ReportParagraph, ReportTable, FigureData>;

struct ReportSection {
    QString title;
    std::vector<ReportBlock> blocks;
};

/// A report without a form: HTML and PDF are written from it.
struct ReportDocument {
    QString title;
    QString projectPath; // absolute
    QString version; // of the program
    QDateTime madeAt; // UTC
    std::vector<ReportSection> sections; // one per pool, then the training runs if there are any
};

/// What each pool of the project has to say. Takes seconds on large pools; any thread.
Result<ReportDocument> composeReport(
    const ReportSource& source, const QDateTime& madeAt, Progress& progress, const CancelToken& cancel);

/// The line that stands under a figure: n, data hash, version, date.
QString provenanceOf(const FigureData& figure, const ReportDocument& document);

} // namespace cobench::ui
