// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pool_list.h"

#include "ui/bridge/counted.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace cobench::ui {

namespace {

QString importTime(const store::PoolEntry& pool)
{
    const QString utc = QString::fromStdString(pool.importedAt);
    const QDateTime time = QDateTime::fromString(utc, Qt::ISODate);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : utc;
}

} // namespace

PoolList::PoolList(QObject* parent)
    : QAbstractListModel(parent)
{
}

int PoolList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pools.size());
}

QVariant PoolList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::PoolEntry& pool = m_pools[static_cast<std::size_t>(index.row())];
    const auto noted = m_notes.find(pool.id);
    const QString note = noted == m_notes.end() ? QString() : noted->second;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromStdString(pool.name);
    case FactsRole:
        return counted(pool.models, tr("model"), tr("models"))
            + tr(" · %1 × %2").arg(QLocale().toString(static_cast<qulonglong>(pool.samples))).arg(pool.classes);
    case Qt::ToolTipRole:
        return tr("Imported %1").arg(importTime(pool)) + (note.isEmpty() ? note : QLatin1Char('\n') + note);
    case NoteRole:
    case Qt::AccessibleDescriptionRole:
        return note;
    case IdRole:
        return static_cast<qlonglong>(pool.id.value);
    default:
        return {};
    }
}

bool PoolList::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !m_editable || !index.isValid())
        return false;
    Q_EMIT renameWanted(idOf(index.row()), value.toString());
    return true;
}

Qt::ItemFlags PoolList::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return m_editable && index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

void PoolList::setPools(std::vector<store::PoolEntry> pools, bool editable)
{
    beginResetModel();
    m_pools = std::move(pools);
    m_editable = editable;
    endResetModel();
}

void PoolList::setNotes(std::map<PoolId, QString> notes)
{
    if (notes == m_notes)
        return;
    m_notes = std::move(notes);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int PoolList::rowOf(PoolId pool) const
{
    const auto found = std::ranges::find(m_pools, pool, &store::PoolEntry::id);
    return found == m_pools.end() ? -1 : static_cast<int>(found - m_pools.begin());
}

} // namespace cobench::ui
