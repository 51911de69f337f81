// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

#include "ui/widgets/tab_order.h"

#include <QLayout>

#include <utility>

namespace cobench::ui {

namespace {

constexpr QLatin1String kDocks("docks");

} // namespace

Page::Page(QWidget* parent)
    : QMainWindow(parent)
{
    setWindowFlags(Qt::Widget); // the constructor makes every QMainWindow a window
}

LazyDock* Page::addDock(const QString& name, const QString& title, LazyDock::Make make)
{
    auto* dock = new LazyDock(name, title, std::move(make), this);
    dock->setPlaced(m_arranged);
    connect(dock, &LazyDock::made, this, &Page::contentMade);
    m_docks += dock;
    return dock;
}

void Page::restoreLayout(const QByteArray& state, int version)
{
    m_layout = state;
    m_version = version;
    m_arranged = false;
    for (LazyDock* dock : std::as_const(m_docks))
        dock->setPlaced(false);
    if (isVisible())
        arrange();
}

void Page::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    arrange();
}

void Page::arrange()
{
    if (std::exchange(m_arranged, true))
        return;
    if (centralWidget())
        orderTabs(*this, *centralWidget());
    if (!restoreState(m_layout, m_version))
        resetLayout();
    layout()->activate(); // which docks are seen is known from here on
    for (LazyDock* dock : std::as_const(m_docks))
        dock->setPlaced(true);
    layout()->activate(); // before the first paint
}

QJsonObject Page::viewState() const
{
    QJsonObject docks;
    for (const LazyDock* dock : m_docks)
        if (const QJsonObject state = dock->viewState(); !state.isEmpty())
            docks.insert(dock->objectName(), state);
    return {{kDocks, docks}};
}

void Page::restoreViewState(const QJsonObject& state)
{
    const QJsonObject docks = state[kDocks].toObject();
    for (LazyDock* dock : std::as_const(m_docks))
        dock->restoreViewState(docks[dock->objectName()].toObject());
}

} // namespace cobench::ui
