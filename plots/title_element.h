// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

namespace cobench::plots {

/// Title and a smaller note above a chart, cut with an ellipsis instead of pushing the chart aside. Over a legend
/// the note keeps its width as far as sideRoom().
class TitleElement : public QCPLayoutElement
{
public:
    explicit TitleElement(QCustomPlot* plot);

    void setTexts(const QString& title, const QString& note);
    void setTheme(const PlotTheme& theme);
    void setKeepsNote(bool keeps) { m_keepsNote = keeps; }

    QSize minimumOuterSizeHint() const override;
    QSize maximumOuterSizeHint() const override { return {QWIDGETSIZE_MAX, height()}; }

protected:
    void draw(QCPPainter* painter) override;

private:
    int height() const;

    QString m_title;
    QString m_note;
    bool m_keepsNote = false;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
