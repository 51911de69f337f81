// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/race_table.h"

#include "ui/models/heading.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

QString titleOf(int column)
{
    switch (column) {
    case RaceTable::NameColumn:
        return RaceTable::tr("Policy");
    case RaceTable::LossColumn:
        return RaceTable::tr("Loss");
    case RaceTable::BestColumn:
        return RaceTable::tr("Best");
    case RaceTable::RateColumn:
        return RaceTable::tr("Rate");
    default:
        return RaceTable::tr("Left the map");
    }
}

QString helpOf(int column)
{
    switch (column) {
    case RaceTable::NameColumn:
        return RaceTable::tr("The policy whose rates this descent takes");
    case RaceTable::LossColumn:
        return RaceTable::tr("z(x, y) at the step that is shown; lower is better");
    case RaceTable::BestColumn:
        return RaceTable::tr("The lowest loss up to that step");
    case RaceTable::RateColumn:
        return RaceTable::tr("The learning rate that the next step is taken with");
    default:
        return RaceTable::tr("The first step outside the map; the descent goes on there");
    }
}

} // namespace

void RaceTable::setRace(const Race& race)
{
    beginResetModel();
    m_race = race;
    endResetModel();
}

void RaceTable::setStep(std::size_t step)
{
    m_step = step;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, LossColumn), index(rowCount() - 1, LeftColumn));
}

int RaceTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_race.racers.size());
}

int RaceTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

/// NaN where there is none.
double RaceTable::value(const QModelIndex& index) const
{
    const auto& trail = m_race.trails[static_cast<std::size_t>(index.row())];
    const std::size_t at = std::min(m_step, trail.size() - 1);
    const auto seen = std::span(trail).first(at + 1);
    switch (index.column()) {
    case LossColumn:
        return trail[at].loss;
    case BestColumn:
        return std::ranges::min(seen, {}, &lr::TrailStep::loss).loss;
    case RateColumn:
        return at + 1 < trail.size() ? trail[at].rate : std::nan(""); // nothing follows the last one
    default:
        break;
    }
    const auto left = std::ranges::find(seen, false, &lr::TrailStep::onMap);
    return left == seen.end() ? std::nan("") : static_cast<double>(left - seen.begin());
}

QVariant RaceTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isName = index.column() == NameColumn;
    const QString& name = m_race.racers[static_cast<std::size_t>(index.row())].name;
    switch (role) {
    case Qt::DisplayRole:
        if (isName)
            return name;
        if (const double number = value(index); !std::isnan(number))
            return index.column() == LeftColumn ? tr("at step %1").arg(number) : plots::formatNumber(number, 4);
        return index.column() == LeftColumn ? tr("no") : QStringLiteral("–");
    case ValueRole:
        return isName ? QVariant(name) : QVariant(value(index));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant RaceTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return heading(role, titleOf(section), helpOf(section), section == NameColumn);
}

} // namespace cobench::ui
