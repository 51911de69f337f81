// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/report_entry.h"

#include <QAbstractListModel>
#include <QHash>
#include <QMimeData>

#include <optional>
#include <vector>

namespace cobench::ui {

/// Blocks on their way by drag and drop: a new one, or one that is moved.
struct DraggedBlock {
    std::int64_t id = 0; // of a block of the list; 0 = new
    store::BlockEntry block;
};
QMimeData* toMime(const DraggedBlock& dragged);
std::optional<DraggedBlock> fromMime(const QMimeData& mime);
inline constexpr auto kBlockMime = "application/x-cobench-block";

/// The blocks of a report in their order. What is dropped is asked for, not done: the list shows what is stored.
class BlockListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { FactsRole = Qt::UserRole, NoteRole, IdRole };

    explicit BlockListModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* mime,
        Qt::DropAction action,
        int row,
        int column,
        const QModelIndex& parent) const override;
    bool dropMimeData(
        const QMimeData* mime, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

    /// Resets only when there are other blocks or another order.
    void setBlocks(std::vector<store::BlockEntry> blocks, bool editable);
    /// What is wrong with blocks, by their numbers.
    void setNotes(const QHash<std::int64_t, QString>& notes);
    const store::BlockEntry& block(int row) const { return m_blocks[static_cast<std::size_t>(row)]; }
    int rowOf(std::int64_t id) const; // -1 = none

Q_SIGNALS:
    /// `place` is counted in the list without the block.
    void moveWanted(qint64 id, int place);
    void insertWanted(const cobench::store::BlockEntry& block, int place);

private:
    std::vector<store::BlockEntry> m_blocks;
    QHash<std::int64_t, QString> m_notes;
    bool m_editable = false;
};

} // namespace cobench::ui
