// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lazy_dock.h"

#include "ui/widgets/keeps_view_state.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/when_seen.h"

#include <QAction>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

/// The first below it that Tab reaches.
void focusFirst(const QWidget& root)
{
    for (QWidget* next = root.nextInFocusChain(); next != &root; next = next->nextInFocusChain())
        if (root.isAncestorOf(next) && next->isVisible() && next->isEnabled()
            && (next->focusPolicy() & Qt::TabFocus) != 0)
            return next->setFocus(Qt::TabFocusReason);
}

} // namespace

LazyDock::LazyDock(const QString& name, const QString& title, Make make, QWidget* parent)
    : QDockWidget(title, parent)
    , m_make(std::move(make))
{
    setObjectName(name);
    auto* frame = new QWidget(this); // QDockWidget shows at once what it is given
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    setWidget(frame);
    connect(this, &QDockWidget::visibilityChanged, this, &LazyDock::follow);
    connect(toggleViewAction(), &QAction::triggered, this, [this](bool isWanted) {
        if (!isWanted)
            return;
        reveal();
        focusFirst(*widget());
    });
}

QWidget& LazyDock::content()
{
    make();
    WhenSeen::catchUpBelow(*m_content);
    return *m_content;
}

void LazyDock::make()
{
    if (isMade())
        return;
    m_content = m_make(widget());
    m_content->hide(); // until it is seen
    widget()->layout()->addWidget(m_content);
    orderTabs(*widget(), *m_content); // docks follow each other as they were added, not as they were first seen
    if (auto* keeper = dynamic_cast<KeepsViewState*>(m_content))
        keeper->restoreViewState(m_viewState);
    Q_EMIT made(m_content);
}

void LazyDock::reveal()
{
    show();
    raise();
}

void LazyDock::setPlaced(bool placed)
{
    m_placed = placed;
    if (placed) // Qt moves a dock behind another tab out of its window instead of hiding it
        follow(isVisible() && (isFloating() || (geometry().right() >= 0 && geometry().bottom() >= 0)));
}

void LazyDock::follow(bool seen)
{
    if (!m_placed || (!seen && window()->isMinimized())) // a minimised window goes on
        return;
    if (seen)
        make();
    if (isMade())
        m_content->setVisible(seen);
    toggleViewAction()->setChecked(seen); // Qt checks it of a dock behind another tab, too
}

QJsonObject LazyDock::viewState() const
{
    const auto* keeper = dynamic_cast<const KeepsViewState*>(m_content);
    return keeper ? keeper->viewState() : m_viewState;
}

void LazyDock::restoreViewState(const QJsonObject& state)
{
    m_viewState = state;
    if (auto* keeper = dynamic_cast<KeepsViewState*>(m_content))
        keeper->restoreViewState(state);
}

} // namespace cobench::ui
