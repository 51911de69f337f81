// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace cobench::ui {

/// What a view shows instead of nothing: what is missing, and the buttons that do something about it.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent = nullptr);

    void setText(const QString& title, const QString& text);
    /// The first one is the primary button.
    QAction* addAction(const QString& text);
    /// Lies over all of its parent from now on while it is shown, whatever is raised there.
    void coverParent();

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refreshIcon();

    QString m_iconName;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_text;
    QVBoxLayout* m_buttons;
    bool m_hasPrimary = false;
};

} // namespace cobench::ui
