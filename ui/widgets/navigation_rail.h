// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QActionGroup;
class QVBoxLayout;

namespace cobench::ui {

/// The pages on the left edge: icon over name; Alt+1 … select them.
class NavigationRail : public QFrame
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget* parent = nullptr);

    QAction* addPage(const QString& id, const QString& title, const QString& iconName);
    /// Does not emit pageChosen.
    void setCurrent(const QString& id);

Q_SIGNALS:
    void pageChosen(const QString& id);

private:
    QActionGroup* m_pages;
    QVBoxLayout* m_column;
};

} // namespace cobench::ui
