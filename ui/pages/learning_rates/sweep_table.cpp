// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/sweep_table.h"

#include "ui/models/figure_cell.h"
#include "ui/models/heading.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/sweep_figure.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

QString titleOf(int column)
{
    switch (column) {
    case SweepTable::SeriesColumn:
        return SweepTable::tr("Optimiser");
    case SweepTable::RateColumn:
        return SweepTable::tr("Rate");
    case SweepTable::CountColumn:
        return SweepTable::tr("n");
    case SweepTable::MeanColumn:
        return SweepTable::tr("Mean");
    case SweepTable::DeviationColumn:
        return SweepTable::tr("± SD");
    case SweepTable::LowColumn:
        return SweepTable::tr("Min");
    case SweepTable::HighColumn:
        return SweepTable::tr("Max");
    case SweepTable::EpochColumn:
        return SweepTable::tr("Epoch");
    case SweepTable::DivergedColumn:
        return SweepTable::tr("Diverged");
    case SweepTable::DivergedAtColumn:
        return SweepTable::tr("From epoch");
    default:
        return SweepTable::tr("Within noise");
    }
}

} // namespace

void SweepTable::setSweep(std::shared_ptr<const jobs::SweptGroup> swept)
{
    beginResetModel();
    m_swept = std::move(swept);
    m_rows.clear();
    if (m_swept)
        for (std::size_t series = 0; series < m_swept->series.size(); ++series)
            for (std::size_t rate = 0; rate < m_swept->series[series].sweep.rates.size(); ++rate)
                m_rows.push_back({series, rate});
    endResetModel();
}

int SweepTable::rowOf(const Place& place) const
{
    const auto found = std::ranges::find(m_rows, place);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SweepTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SweepTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant SweepTable::value(const Place& place, int column) const
{
    const jobs::SweptSeries& series = m_swept->series[place.series];
    const study::SweptRate& rate = series.sweep.rates[place.rate];
    switch (column) {
    case SeriesColumn:
        return toQString(series.name);
    case RateColumn:
        return rate.rate;
    case CountColumn:
        return static_cast<double>(rate.n);
    case MeanColumn:
        return rate.mean;
    case DeviationColumn:
        return rate.deviation;
    case LowColumn:
        return rate.low;
    case HighColumn:
        return rate.high;
    case EpochColumn:
        return rate.epoch;
    case DivergedColumn:
        return static_cast<double>(rate.diverged);
    case DivergedAtColumn:
        return rate.divergedAt;
    default:
        return series.sweep.best == place.rate ? tr("best") : rate.isWithinNoise ? tr("yes") : tr("no");
    }
}

QVariant SweepTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    QVariant shown = value(m_rows[static_cast<std::size_t>(index.row())], index.column());
    if (role == Qt::DisplayRole && index.column() == RateColumn && !std::isnan(shown.toDouble()))
        return rateText(shown.toDouble());
    return figureCell(role, std::move(shown));
}

QString SweepTable::help(int column) const
{
    const study::SweepMetric metric = m_swept ? m_swept->metric : study::SweepMetric();
    switch (column) {
    case SeriesColumn:
        return tr("Runs that differ in rate and seed alone");
    case RateColumn:
        return rateHelp();
    case CountColumn:
        return tr("Runs that did not diverge");
    case MeanColumn:
    case LowColumn:
    case HighColumn:
        return metricHelp(metric) + QLatin1Char('\n') + tr("Over the runs that did not diverge.");
    case DeviationColumn:
        return tr("Sample standard deviation (n − 1) of the runs that did not diverge; at least two");
    case EpochColumn:
        return metric.statistic == study::Statistic::Best ? tr("In which a run is at its best; their mean")
                                                          : tr("The last one of a run; their mean");
    case DivergedColumn:
        return divergenceHelp(m_swept ? m_swept->lossTag : std::string());
    case DivergedAtColumn:
        return tr("The earliest from which a run did not come back");
    default:
        return noiseHelp();
    }
}

QVariant SweepTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return heading(role, titleOf(section), help(section), section == SeriesColumn || section == NoiseColumn);
}

} // namespace cobench::ui
