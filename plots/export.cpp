// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kScreenDpi = 96.0;
constexpr int kPdfDpi = 1200;
constexpr qint64 kMostPixels = 400'000'000;

/// Draws in another theme for the lifetime of the object.
class ThemeGuard
{
public:
    ThemeGuard(PlotWidget& plot, const std::optional<PlotTheme>& theme)
        : m_plot(plot)
    {
        if (!theme)
            return;
        m_before = plot.themeState();
        plot.setTheme(*theme);
    }
    ~ThemeGuard()
    {
        if (m_before)
            m_plot.restoreThemeState(*m_before);
    }
    ThemeGuard(const ThemeGuard&) = delete;
    ThemeGuard& operator=(const ThemeGuard&) = delete;

private:
    PlotWidget& m_plot;
    std::optional<PlotWidget::ThemeState> m_before;
};

QByteArray toPng(PlotWidget& plot, const ExportOptions& options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    toImage(plot, options).save(&buffer, "PNG");
    return bytes;
}

QByteArray toSvg(PlotWidget& plot, const ExportOptions& options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(options.size);
    generator.setViewBox(QRect(QPoint(0, 0), options.size));
    generator.setResolution(int(kScreenDpi));
    // QSvgGenerator writes these two as they come.
    generator.setTitle(plot.title().toHtmlEscaped());
    generator.setDescription(plot.summary().toHtmlEscaped());
    plot.paintOn(generator, options.size, 1.0, true);
    return bytes;
}

QByteArray toPdf(PlotWidget& plot, const ExportOptions& options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(plot.title());
    writer.setCreator(u"CoBench"_s);
    writer.setResolution(kPdfDpi);
    writer.setPageSize(
        QPageSize(QSizeF(options.size) * 72.0 / kScreenDpi, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    plot.paintOn(writer, options.size, kPdfDpi / kScreenDpi, true);
    return bytes;
}

} // namespace

std::optional<ExportFormat> formatOf(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == u"png")
        return ExportFormat::Png;
    if (suffix == u"svg")
        return ExportFormat::Svg;
    if (suffix == u"pdf")
        return ExportFormat::Pdf;
    if (suffix == u"csv")
        return ExportFormat::Csv;
    if (suffix == u"tex")
        return ExportFormat::Tex;
    return std::nullopt;
}

QImage toImage(PlotWidget& plot, const ExportOptions& options)
{
    const ThemeGuard guard(plot, options.theme);
    const double scale = options.dpi / kScreenDpi;
    const QSize pixels(
        int(std::lround(options.size.width() * scale)), int(std::lround(options.size.height() * scale)));
    if (pixels.isEmpty() || qint64(pixels.width()) * pixels.height() > kMostPixels)
        return {};
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(plot.theme().background);
    plot.paintOn(image, options.size, scale, false);
    const int dotsPerMeter = int(std::lround(options.dpi / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    return image;
}

QByteArray render(PlotWidget& plot, ExportFormat format, const ExportOptions& options)
{
    const ThemeGuard guard(plot, options.theme);
    switch (format) {
    case ExportFormat::Png:
        return toPng(plot, options);
    case ExportFormat::Svg:
        return toSvg(plot, options);
    case ExportFormat::Pdf:
        return toPdf(plot, options);
    case ExportFormat::Csv:
        return toCsv(plot.tableData()).toUtf8();
    case ExportFormat::Tex:
        break;
    }
    return toLatex(plot.tableData()).toUtf8();
}

std::optional<QString> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return std::nullopt;
    return QCoreApplication::translate("cobench::plots", "%1 could not be written: %2. Nothing was changed.")
        .arg(path, file.errorString());
}

std::optional<QString> exportTo(PlotWidget& plot, const QString& path, const ExportOptions& options)
{
    const auto format = formatOf(path);
    if (!format)
        return QCoreApplication::translate(
            "cobench::plots", "%1: choose a name that ends in .png, .svg, .pdf, .csv or .tex.")
            .arg(path);
    const QByteArray bytes = render(plot, *format, options);
    if (bytes.isEmpty())
        return QCoreApplication::translate("cobench::plots", "%1: the picture is too large; choose fewer pixels.")
            .arg(path);
    return writeFile(path, bytes);
}

void copyImage(PlotWidget& plot)
{
    QGuiApplication::clipboard()->setImage(
        toImage(plot, {.size = plot.size(), .dpi = 192.0, .theme = std::nullopt}));
}

void copyData(const PlotTable& table)
{
    auto* data = new QMimeData; // the clipboard owns it
    data->setText(toTsv(table));
    data->setData(u"text/csv"_s, toCsv(table).toUtf8());
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace cobench::plots
