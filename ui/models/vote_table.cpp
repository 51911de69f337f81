// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/vote_table.h"

#include "ui/pages/reports/pool_phrases.h"

#include <QLocale>

#include <cmath>

namespace cobench::ui {

VoteTable::VoteTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int VoteTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_split ? 0 : static_cast<int>(m_split->active->models());
}

int VoteTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double VoteTable::confidence(std::size_t model) const
{
    const auto& member = m_split->active->split().members[model];
    if (member.isLabelOnly())
        return std::nan("");
    return member.probabilities[m_sample * m_pool->active->classes + m_split->active->predicted(model)[m_sample]];
}

QVariant VoteTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto model = static_cast<std::size_t>(index.row());
    const bool right = m_split->active->isRight(model, m_sample);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == ModelColumn)
            return QString::fromStdString(m_pool->active->models[model].name);
        if (index.column() == VoteColumn)
            return (right ? QStringLiteral("✓ ") : QStringLiteral("✗ "))
                + classText(*m_pool->active, m_split->active->predicted(model)[m_sample]);
        return std::isnan(confidence(model)) ? QStringLiteral("–")
                                             : QLocale().toString(confidence(model) * 100.0, 'f', 1);
    case Qt::AccessibleDescriptionRole:
        return right ? tr("right") : tr("wrong");
    case RightRole:
        return right;
    case ColourRole:
        return m_pool->colours[m_pool->memberOf[model]];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() == ConfidenceColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                                      : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant VoteTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString titles[] = {tr("Model"), tr("Vote"), tr("Confidence [%]")};
    const QString helps[] = {tr("Model of the pool"),
        tr("Class with the highest probability; ✓ when it is the truth"),
        tr("Probability the model gives to its vote")};
    if (section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return titles[section];
    return role == Qt::ToolTipRole || role == Qt::WhatsThisRole ? QVariant(helps[section]) : QVariant();
}

void VoteTable::setSample(
    std::shared_ptr<const PoolSnapshot> pool, std::shared_ptr<const SplitSnapshot> split, std::size_t sample)
{
    const int before = rowCount();
    const bool sameRows = split && m_split && before == static_cast<int>(split->active->models());
    if (!sameRows)
        beginResetModel();
    m_pool = std::move(pool);
    m_split = std::move(split);
    m_sample = sample;
    if (!sameRows)
        endResetModel();
    else if (before > 0)
        Q_EMIT dataChanged(index(0, 0), index(before - 1, ColumnCount - 1));
}

} // namespace cobench::ui
