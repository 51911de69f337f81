// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"

#include <QWidget>

#include <memory>

class QCustomPlot;

namespace cobench::test {

/// Curves as QCustomPlot draws them by itself, one graph each: what our own chart is measured against.
class PlainCurves
{
public:
    explicit PlainCurves(const plots::CurvesData& data);
    ~PlainCurves();
    void resize(const QSize& size);
    void setLogarithmic();
    /// Draws this part at once.
    void draw(const plots::ViewRange& view);

private:
    std::unique_ptr<QCustomPlot> m_plot;
};

} // namespace cobench::test
