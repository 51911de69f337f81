// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cobench::ui {

/// A name and, below it, a quieter line from `role`; a warning sign beside them when `noteRole` gives a text.
class TwoLineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    TwoLineDelegate(int role, int noteRole, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_role;
    int m_noteRole;
};

} // namespace cobench::ui
