// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lazy_pane.h"

#include <QVBoxLayout>

namespace cobench::ui {

LazyPane::LazyPane(Make make, QWidget* parent)
    : QWidget(parent)
    , m_make(std::move(make))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

QWidget& LazyPane::content()
{
    if (!m_content) {
        m_content = m_make(this);
        layout()->addWidget(m_content);
        m_content->show(); // with this pane, not a turn of the event loop later
    }
    return *m_content;
}

void LazyPane::showEvent(QShowEvent* event)
{
    content();
    QWidget::showEvent(event);
}

} // namespace cobench::ui
