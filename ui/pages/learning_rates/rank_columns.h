// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QObject>
#include <QSet>

class QMenu;
class QTableView;
class QWidget;

namespace cobench::ui {

/// Which columns of a ranking are shown: a menu to choose them, which the headings have, too.
class RankColumns : public QObject
{
    Q_OBJECT
public:
    /// Of a view that shows a RankTable.
    RankColumns(QTableView& view, QWidget* parent);

    QMenu& menu() { return *m_menu; }
    void show(int column) { m_hidden.remove(column); }
    /// Hides and shows, and makes what is shown as wide as it needs to be.
    void apply();

    QJsonArray hidden() const;
    void setHidden(const QJsonArray& columns);

private:
    void fillMenu();

    QTableView& m_view;
    QMenu* m_menu;
    QSet<int> m_hidden;
};

} // namespace cobench::ui
