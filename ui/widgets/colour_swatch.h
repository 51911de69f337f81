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
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    int m_colourRole;
    int m_excludedRole;
};

} // namespace cobench::ui
