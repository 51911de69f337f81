// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cobench::ui {

/// Paints a model's colour before its name, so that a table reads with the charts, and greys out excluded models.
/// `colourRole` gives the number of the colour; `excludedRole` may be -1.
class SwatchDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SwatchDelegate(int colourRole, int excludedRole, QObject* parent);
    /// A warning sign beside the names where the role gives a text.
    void setNoteRole(int role) { m_noteRole = role; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    int m_colourRole;
    int m_excludedRole;
    int m_noteRole = -1;
};

} // namespace cobench::ui
