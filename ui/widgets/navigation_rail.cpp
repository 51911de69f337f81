// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/navigation_rail.h"

#include "ui/style/icons.h"

#include <QActionGroup>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr int kWidth = 104;

} // namespace

NavigationRail::NavigationRail(QWidget* parent)
    : QFrame(parent)
    , m_pages(new QActionGroup(this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(kWidth);
    m_column->setContentsMargins(4, 8, 4, 8);
    m_column->setSpacing(4);
    m_column->addStretch();
    connect(m_pages, &QActionGroup::triggered, this, [this](QAction* page) {
        Q_EMIT pageChosen(page->data().toString());
    });
}

QAction* NavigationRail::addPage(const QString& id, const QString& title, const QString& iconName)
{
    auto* action = new QAction(icon(iconName), title, m_pages);
    action->setCheckable(true);
    action->setData(id);
    action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + m_pages->actions().size())));
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize({24, 24});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_column->insertWidget(m_column->count() - 1, button);
    return action;
}

void NavigationRail::setCurrent(const QString& id)
{
    const auto pages = m_pages->actions();
    for (QAction* page : pages)
        if (page->data().toString() == id)
            page->setChecked(true);
}

} // namespace cobench::ui
