// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/block_list.h"

#include "ui/pages/reports/block_phrases.h"
#include "ui/style/icons.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace cobench::ui {

QMimeData* toMime(const DraggedBlock& dragged)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << qint64(dragged.id) << int(dragged.block.kind) << QString::fromStdString(dragged.block.content);
    auto* mime = new QMimeData;
    mime->setData(QLatin1String(kBlockMime), bytes);
    return mime;
}

std::optional<DraggedBlock> fromMime(const QMimeData& mime)
{
    if (!mime.hasFormat(QLatin1String(kBlockMime)))
        return std::nullopt;
    QDataStream stream(mime.data(QLatin1String(kBlockMime)));
    qint64 id = 0;
    int kind = 0;
    QString content;
    stream >> id >> kind >> content;
    if (stream.status() != QDataStream::Ok || kind < 0 || kind > int(store::BlockKind::Table))
        return std::nullopt;
    return DraggedBlock{
        .id = id, .block = {.kind = static_cast<store::BlockKind>(kind), .content = content.toStdString()}};
}

BlockListModel::BlockListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int BlockListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_blocks.size());
}

QVariant BlockListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::BlockEntry& entry = block(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return blockTitle(entry);
    case Qt::ToolTipRole:
        return m_notes.value(entry.id, blockTitle(entry));
    case Qt::DecorationRole:
        return icon(blockIcon(entry.kind));
    case FactsRole:
        return blockFacts(entry);
    case NoteRole:
        return m_notes.value(entry.id);
    case IdRole:
        return static_cast<qint64>(entry.id);
    default:
        return {};
    }
}

Qt::ItemFlags BlockListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    if (!m_editable)
        return flags;
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled;
}

QStringList BlockListModel::mimeTypes() const
{
    return {QLatin1String(kBlockMime)};
}

QMimeData* BlockListModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    const store::BlockEntry& dragged = block(indexes.front().row());
    return toMime({.id = dragged.id, .block = dragged});
}

bool BlockListModel::canDropMimeData(
    const QMimeData* mime, Qt::DropAction, int, int, const QModelIndex& parent) const
{
    return m_editable && !parent.isValid() && mime->hasFormat(QLatin1String(kBlockMime));
}

bool BlockListModel::dropMimeData(
    const QMimeData* mime, Qt::DropAction action, int row, int column, const QModelIndex& parent)
{
    const auto dragged = fromMime(*mime);
    if (!dragged || !canDropMimeData(mime, action, row, column, parent))
        return false;
    const int place = row < 0 ? rowCount() : row;
    if (dragged->id == 0) {
        Q_EMIT insertWanted(dragged->block, place);
    } else if (const int from = rowOf(dragged->id); from >= 0) {
        Q_EMIT moveWanted(dragged->id, place > from ? place - 1 : place);
    }
    return false; // else the view would remove the rows that it believes moved
}

void BlockListModel::setBlocks(std::vector<store::BlockEntry> blocks, bool editable)
{
    const bool sameRows = editable == m_editable
        && std::ranges::equal(blocks, m_blocks, {}, &store::BlockEntry::id, &store::BlockEntry::id);
    if (!sameRows)
        beginResetModel();
    m_blocks = std::move(blocks);
    m_editable = editable;
    if (!sameRows)
        endResetModel();
    else if (!m_blocks.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void BlockListModel::setNotes(const QHash<std::int64_t, QString>& notes)
{
    if (m_notes == notes)
        return;
    m_notes = notes;
    if (!m_blocks.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::ToolTipRole, NoteRole});
}

int BlockListModel::rowOf(std::int64_t id) const
{
    const auto found = std::ranges::find(m_blocks, id, &store::BlockEntry::id);
    return found == m_blocks.end() ? -1 : static_cast<int>(found - m_blocks.begin());
}

} // namespace cobench::ui
