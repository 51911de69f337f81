// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <optional>

namespace cobench::plots {

enum class ExportFormat { Png, Svg, Pdf, Csv, Tex };

struct ExportOptions {
    QSize size{960, 720}; // in units of 1/96 inch: text keeps its size whatever the resolution
    double dpi = 96.0; // PNG: pixels = size * dpi / 96
    std::optional<PlotTheme> theme; // nothing = as shown
};

/// After the file name's suffix, case ignored.
std::optional<ExportFormat> formatOf(const QString& path);

QImage toImage(PlotWidget& plot, const ExportOptions& options);
/// The file's bytes. Empty when the picture would be too large to make.
QByteArray render(PlotWidget& plot, ExportFormat format, const ExportOptions& options = {});
/// Writes all or nothing (temporary file, sync, rename). Nothing = done; otherwise what went wrong and what to do.
std::optional<QString> exportTo(PlotWidget& plot, const QString& path, const ExportOptions& options = {});
/// The atomic write alone, for tables and reports.
std::optional<QString> writeFile(const QString& path, const QByteArray& bytes);

void copyImage(PlotWidget& plot);
void copyData(const PlotTable& table);

} // namespace cobench::plots
