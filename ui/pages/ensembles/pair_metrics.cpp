// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/pair_metrics.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString idAndName(const ensemble::MetricInfo& metric)
{
    return toQString(metric.id) + u"  "_s + nameOf(metric);
}

} // namespace

PairMetrics::PairMetrics(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int PairMetrics::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(ensemble::kAllMetrics.size());
}

int PairMetrics::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void PairMetrics::setAnswer(std::shared_ptr<const PairAnswer> answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    endResetModel();
}

QVariant PairMetrics::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const ensemble::Metric metric = ensemble::kAllMetrics[row];
    const double raw = m_answer->detail.raw[row];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == MetricColumn)
            return idAndName(ensemble::info(metric));
        return fixed(index.column() == RawColumn ? raw : ensemble::diversityScore(metric, raw), 4);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return metricHelp(metric).text();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == MetricColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant PairMetrics::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == MetricColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == ScoreColumn)
        return tr("Higher = more diverse: 1 − raw where low is diverse");
    if (role != Qt::DisplayRole)
        return {};
    return section == MetricColumn ? tr("Metric") : section == RawColumn ? tr("Raw") : tr("Score");
}

} // namespace cobench::ui
