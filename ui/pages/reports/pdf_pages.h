// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"
#include "plots/theme.h"

#include <QBuffer>
#include <QByteArray>
#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace cobench::ui {

/// Sets blocks one under the other on A4 pages and starts a page where the next one does not fit. Lengths in units
/// of 1/96 inch.
class PdfPages
{
public:
    PdfPages(const QString& title, const QString& footer);

    void startPage();
    void heading(const QString& text, int level); // 1 = title
    void paragraph(const QString& text, bool muted = false);
    void notice(const QString& text); // set off by a bar
    void code(const QString& text);
    /// Columns from `firstNumber` on are set flush right; the header is repeated on a new page.
    void table(
        const QString& caption, const QStringList& headers, const std::vector<QStringList>& rows, int firstNumber);
    /// What stands under a figure.
    struct Legend {
        QStringList caption;
        QStringList small;
        QString command;
    };
    /// Scaled down to the page's width and to `mostShare` of its height; with its legend on one page, unless the
    /// legend alone is too long for it.
    void figure(plots::PlotWidget& plot, const QSize& size, double mostShare, const Legend& below);
    void space(double height) { m_y += height; }

    /// Ends the document. Nothing may be called afterwards.
    QByteArray finish();

private:
    struct TextStyle {
        QFont font;
        QColor color;
    };
    TextStyle style(double pixels, QFont::Weight weight, bool muted = false) const;
    TextStyle paragraphStyle(bool muted) const;
    TextStyle codeStyle() const;
    double heightOf(const QString& text, const TextStyle& style, double indent = 0.0) const;
    double heightOf(const Legend& legend) const;
    /// As many lines as fit, the rest on the next pages.
    void put(const QString& text, const TextStyle& style, double indent = 0.0);
    void need(double height);
    std::vector<double> columnWidths(const QStringList& headers, const std::vector<QStringList>& rows) const;
    void tableRow(
        const QStringList& cells, const std::vector<double>& widths, int firstNumber, const TextStyle& style);
    void drawFooter();

    QString m_footer;
    plots::PlotTheme m_theme = plots::PlotTheme::light();
    QBuffer m_buffer;
    std::unique_ptr<QPdfWriter> m_writer;
    std::unique_ptr<QPainter> m_painter;
    double m_width = 0.0;
    double m_bottom = 0.0; // where the text area ends
    double m_y = 0.0;
    int m_page = 1;
};

} // namespace cobench::ui
