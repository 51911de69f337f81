// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QJsonObject>

#include <functional>

namespace cobench::ui {

/// A dock whose content is made when it is first seen, and hidden while another tab covers the dock: between its
/// showEvent() and its hideEvent() somebody looks at it, and only then it needs to work anything out.
class LazyDock : public QDockWidget
{
    Q_OBJECT
public:
    using Make = std::function<QWidget*(QWidget* parent)>;

    /// `name` is its object name, for layouts.
    LazyDock(const QString& name, const QString& title, Make make, QWidget* parent);

    bool isMade() const { return m_content != nullptr; }
    bool isSeen() const { return isMade() && m_content->isVisible(); }
    /// Makes it where it was not seen yet; shows all that changed meanwhile (WhenSeen).
    QWidget& content();
    /// Shows it in front of the tabs it shares a place with.
    void reveal();
    /// A dock that has no place yet looks uncovered: until it has one, it does not count as seen.
    void setPlaced(bool placed);

    /// Of a content that keeps one (KeepsViewState), kept for it as long as it is not made.
    QJsonObject viewState() const;
    void restoreViewState(const QJsonObject& state);

Q_SIGNALS:
    void made(QWidget* content);

private:
    void make();
    void follow(bool seen);

    Make m_make;
    QWidget* m_content = nullptr;
    bool m_placed = true;
    QJsonObject m_viewState; // until there is a content
};

} // namespace cobench::ui
