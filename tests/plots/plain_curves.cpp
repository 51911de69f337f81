// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plots/plain_curves.h"

#include <qcustomplot.h>

namespace cobench::test {

PlainCurves::PlainCurves(const plots::CurvesData& data)
    : m_plot(std::make_unique<QCustomPlot>())
{
    for (const plots::CurveSeries& series : data.series) {
        QVector<QCPGraphData> rows;
        for (const plots::CurvePoint& point : series.points)
            rows.append({point.x, point.y});
        m_plot->addGraph()->data()->set(rows, true);
    }
}

PlainCurves::~PlainCurves() = default;

void PlainCurves::resize(const QSize& size)
{
    m_plot->resize(size);
}

void PlainCurves::setLogarithmic()
{
    m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
}

void PlainCurves::draw(const plots::ViewRange& view)
{
    m_plot->xAxis->setRange(view.x.low, view.x.high);
    m_plot->yAxis->setRange(view.y.low, view.y.high);
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
}

} // namespace cobench::test
