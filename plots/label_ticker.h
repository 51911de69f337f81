// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <vector>

namespace cobench::plots {

/// One named tick per whole number 0 ... n-1, every `step`-th of them, names cut to a width.
class LabelTicker : public QCPAxisTicker
{
public:
    void setLabels(std::vector<QString> labels) { m_labels = std::move(labels); }
    const std::vector<QString>& labels() const { return m_labels; }

    /// Chooses the step so that labels of `extent` pixels (height, or width when not turned) do not overlap with
    /// `spacing` pixels between neighbours. Returns whether anything changed.
    bool fit(double spacing, double extent);
    bool setElision(const QFont& font, int width);
    int step() const { return m_step; }
    /// Widest label after elision, in pixels.
    double widest(const QFont& font) const;

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale&, QChar, int) override;
    int getSubTickCount(double) override { return 0; }

private:
    QString shown(const QString& label) const;

    std::vector<QString> m_labels;
    int m_step = 1;
    QFont m_font;
    int m_width = 0; // 0 = not cut
};

} // namespace cobench::plots
