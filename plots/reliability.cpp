// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/reliability.h"

#include "plots/axis_style.h"
#include "plots/legend_item.h"
#include "plots/plot_canvas.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr int kCountRow = 2; // of the plot's layout: under the axes
constexpr double kBarShare = 0.94; // of a bin's width

} // namespace

Reliability::Reliability(QWidget* parent)
    : PlotWidget(parent)
    , m_accuracy(new QCPBars(plot().xAxis, plot().yAxis))
    , m_gapFoot(new QCPBars(plot().xAxis, plot().yAxis))
    , m_gap(new QCPBars(plot().xAxis, plot().yAxis))
    , m_diagonal(plot().addGraph())
    , m_countRect(new QCPAxisRect(&plot(), false))
{
    buildHistogram();
    m_gap->moveAbove(m_gapFoot); // between accuracy and confidence, whichever is the lower
    m_gapFoot->setPen(Qt::NoPen);
    m_gapFoot->setBrush(Qt::NoBrush);
    useLegend({});
    m_accuracy->setName(tr("Accuracy"));
    m_gap->setName(tr("Gap to confidence"));
    m_diagonal->setName(tr("Perfectly calibrated"));
    for (QCPAbstractPlottable* entry : std::initializer_list<QCPAbstractPlottable*>{m_accuracy, m_gap, m_diagonal})
        addToLegend(*entry);
    m_diagonal->setData({0.0, 1.0}, {0.0, 1.0}, true);
    setAxisTitles({}, tr("Accuracy in the bin"));
    Reliability::applyTheme();
    fit();
}

void Reliability::buildHistogram()
{
    plot().plotLayout()->addElement(kCountRow, 0, m_countRect);
    plot().plotLayout()->setRowStretchFactor(kCountRow, 0.35);
    QCPAxis* x = m_countRect->addAxis(QCPAxis::atBottom);
    QCPAxis* y = m_countRect->addAxis(QCPAxis::atLeft);
    for (QCPAxis* axis : {x, y}) {
        axis->setLayer(u"axes"_s);
        axis->grid()->setLayer(u"grid"_s);
    }
    x->setLabel(tr("Confidence (largest probability)"));
    y->setLabel(tr("Samples"));
    y->ticker()->setTickCount(3);
    y->setNumberFormat(u"f"_s);
    y->setNumberPrecision(0);
    plot().xAxis->setTickLabels(false);
    m_countRect->setMinimumMargins(QMargins(8, 2, 14, 6));
    plot().axisRect()->setMinimumMargins(QMargins(8, 6, 14, 6));
    auto* group = new QCPMarginGroup(&plot());
    plot().axisRect()->setMarginGroup(QCP::msLeft | QCP::msRight, group);
    m_countRect->setMarginGroup(QCP::msLeft | QCP::msRight, group);
    m_counts = new QCPBars(x, y);
    connect(plot().xAxis,
        qOverload<const QCPRange&>(&QCPAxis::rangeChanged),
        x,
        qOverload<const QCPRange&>(&QCPAxis::setRange));
}

void Reliability::setData(ReliabilityData data)
{
    m_data = std::move(data);
    QVector<double> middles;
    QVector<double> accuracies;
    QVector<double> feet;
    QVector<double> gaps;
    QVector<double> counts;
    double most = 1.0;
    for (std::size_t bin = 0; bin < m_data.bins.size(); ++bin) {
        const ReliabilityBinData& b = m_data.bins[bin];
        const double accuracy = b.count > 0 ? b.accuracy : std::nan("");
        middles.append((double(bin) + 0.5) * binWidth());
        accuracies.append(accuracy);
        feet.append(std::min(b.confidence, accuracy));
        gaps.append(std::abs(b.confidence - accuracy));
        counts.append(double(b.count));
        most = std::max(most, double(b.count));
    }
    for (QCPBars* bars : {m_accuracy, m_gapFoot, m_gap, m_counts})
        bars->setWidth(m_data.bins.empty() ? 1.0 : kBarShare * binWidth());
    m_accuracy->setData(middles, accuracies, true);
    m_gapFoot->setData(middles, feet, true);
    m_gap->setData(middles, gaps, true);
    m_counts->setData(middles, counts, true);
    m_counts->valueAxis()->setRange(0.0, 1.08 * most);
    setTitle(m_data.title, m_data.note);
    dataChanged();
}

void Reliability::applyTheme()
{
    for (QCPAxis* axis : m_countRect->axes())
        styleAxis(axis, theme());
    m_accuracy->setPen(Qt::NoPen);
    m_accuracy->setBrush(theme().accent);
    const QColor gap = theme().category(3).color;
    QColor fill = gap;
    fill.setAlpha(70);
    m_gap->setPen(QPen(gap, 1.0));
    m_gap->setBrush(fill);

    m_diagonal->setPen(QPen(theme().text, 1.2, Qt::DashLine));
    m_counts->setPen(Qt::NoPen);
    m_counts->setBrush(theme().axis);
}

std::optional<ReadOut> Reliability::readOutAt(const QPointF& pixel) const
{
    const bool inside
        = plot().axisRect()->rect().contains(pixel.toPoint()) || m_countRect->rect().contains(pixel.toPoint());
    const double confidence = plot().xAxis->pixelToCoord(pixel.x());
    const double bin = std::floor(confidence / (m_data.bins.empty() ? 1.0 : binWidth()));
    if (!inside || bin < 0 || bin >= double(m_data.bins.size()))
        return std::nullopt;
    const ReliabilityBinData& b = m_data.bins[std::size_t(bin)];
    const QString place
        = tr("confidence %1 to %2").arg(formatNumber(bin * binWidth(), 3), formatNumber((bin + 1) * binWidth(), 3));
    const QString figures = b.count == 0 ? tr("no sample")
                                         : tr("%1 samples\nmean confidence %2\naccuracy %3")
                                               .arg(b.count)
                                               .arg(formatNumber(b.confidence), formatNumber(b.accuracy));
    return ReadOut{.text = place + u'\n' + figures, .anchor = pixel, .frame = {}};
}

PlotTable Reliability::tableData() const
{
    PlotTable table{.caption = title(),
        .headers = {tr("Bin from"), tr("Bin to"), tr("Mean confidence"), tr("Accuracy"), tr("Samples")},
        .rows = {}};
    const AxisSpan view = viewRange().x;
    for (std::size_t bin = 0; bin < m_data.bins.size(); ++bin) {
        const ReliabilityBinData& b = m_data.bins[bin];
        const double from = double(bin) * binWidth();
        if (from + binWidth() <= view.low || from >= view.high)
            continue;
        const double nothing = std::nan("");
        table.rows.push_back({from,
            from + binWidth(),
            b.count > 0 ? b.confidence : nothing,
            b.count > 0 ? b.accuracy : nothing,
            double(b.count)});
    }
    return table;
}

QString Reliability::summary() const
{
    double samples = 0.0;
    for (const ReliabilityBinData& bin : m_data.bins)
        samples += double(bin.count);
    return tr("Reliability diagram of %1 samples in %2 bins. %3")
        .arg(samples)
        .arg(m_data.bins.size())
        .arg(m_data.note);
}

} // namespace cobench::plots
