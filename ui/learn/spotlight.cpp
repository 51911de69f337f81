// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/spotlight.h"

#include <QEvent>
#include <QPainter>

namespace cobench::ui {

namespace {

constexpr int kWidth = 3; // of the line, pixels
constexpr int kMargin = kWidth + 1;

} // namespace

Spotlight::Spotlight(QWidget* window)
    : QWidget(window)
{
    setObjectName(QStringLiteral("spotlight"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &Spotlight::follow);
    hide();
}

/// The widget moves whenever one of those around it does.
void Spotlight::watch(bool on)
{
    for (QWidget* widget = m_target; widget; widget = widget->parentWidget())
        on ? widget->installEventFilter(this) : widget->removeEventFilter(this);
}

void Spotlight::setTarget(QWidget* target)
{
    watch(false);
    m_target = target;
    watch(true);
    follow();
}

void Spotlight::follow()
{
    const QWidget* window = parentWidget();
    if (!m_target || !m_target->isVisible() || !window->isAncestorOf(m_target))
        return hide(); // also in a dock that floats
    const QRect inside(m_target->mapTo(window, QPoint()), m_target->size());
    setGeometry(inside.adjusted(-kMargin, -kMargin, kMargin, kMargin).intersected(window->rect()));
    raise();
    show();
    update();
}

bool Spotlight::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ParentChange:
    case QEvent::ZOrderChange:
        m_soon.start();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void Spotlight::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    const auto outline = [&](const QColor& colour, double width) {
        painter.setPen(QPen(colour, width));
        painter.drawRoundedRect(frame, 5, 5);
    };
    outline(palette().color(QPalette::Window), kWidth + 2.0); // parts the line from what it lies on
    outline(palette().color(QPalette::Highlight), kWidth);
}

} // namespace cobench::ui
