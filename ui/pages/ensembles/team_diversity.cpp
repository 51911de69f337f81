// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_diversity.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

#include <QFont>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kDecimals = 4;

} // namespace

TeamDiversity::TeamDiversity(const TeamPresenter& presenter, QObject* parent)
    : QAbstractTableModel(parent)
    , m_presenter(presenter)
{
    const auto refresh
        = [this] { Q_EMIT dataChanged(index(0, RawColumn), index(rowCount() - 1, ColumnCount - 1)); };
    connect(&presenter, &TeamPresenter::queryChanged, this, refresh);
    connect(&presenter, &TeamPresenter::sketchChanged, this, refresh);
    connect(&presenter, &TeamPresenter::detailChanged, this, refresh);
}

void TeamDiversity::setMetric(ensemble::Metric metric)
{
    if (metric == m_metric)
        return;
    m_metric = metric;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole});
}

int TeamDiversity::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ensemble::kAllMetrics.size());
}

int TeamDiversity::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString TeamDiversity::text(std::size_t row, int column) const
{
    const ensemble::Metric metric = ensemble::kAllMetrics[row];
    if (column == MetricColumn)
        return idOf(metric) + u"  "_s + nameOf(ensemble::info(metric));
    const TeamSketchAnswer* sketch = m_presenter.currentSketch();
    if (!sketch)
        return {};
    if (column == RawColumn)
        return fixed(sketch->sketch.raw[row], kDecimals);
    if (column == ScoreColumn)
        return fixed(ensemble::diversityScore(metric, sketch->sketch.raw[row]), kDecimals);
    if (column == FqColumn)
        return fixed(sketch->sketch.focal.fq[row], kDecimals);
    const TeamDetailAnswer* detail = m_presenter.currentDetail();
    if (!detail || !detail->detail.diversity[row].interval)
        return {};
    const ensemble::Interval& interval = *detail->detail.diversity[row].interval;
    if (std::isnan(interval.low))
        return fixed(interval.low, kDecimals);
    return u"%1 … %2"_s.arg(fixed(interval.low, kDecimals), fixed(interval.high, kDecimals));
}

QVariant TeamDiversity::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return metricHelp(ensemble::kAllMetrics[row]).text();
    case Qt::FontRole: {
        QFont font;
        font.setBold(ensemble::kAllMetrics[row] == m_metric);
        return font;
    }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == MetricColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant TeamDiversity::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const bool isReference = m_presenter.query().convention == ensemble::Convention::Reference;
    const QString titles[] = {tr("Metric"), tr("Raw"), tr("95 % interval"), tr("Score"), u"FQ"_s};
    const QString helps[] = {tr("Diversity of the whole team on the samples chosen above the matrix"),
        tr("The formula's value"),
        tr("Percentile bootstrap of the raw value over samples, 1,000 draws"),
        tr("Higher = more diverse: 1 − raw where low is diverse"),
        isReference ? tr("Focal diversity as published, on the selection split, lower = more diverse")
                    : tr("Focal diversity on the selection split, 0 … 1, higher = more diverse: weighted mean over "
                         "the members of the score on each member's negatives, scaled over all teams of this size "
                         "with that member")};
    switch (role) {
    case Qt::DisplayRole:
        return titles[section];
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return helps[section];
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (section == MetricColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
