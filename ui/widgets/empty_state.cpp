// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/style/icons.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

QList<QWidget*> siblingsOf(const QWidget& widget)
{
    QList<QWidget*> siblings = widget.parentWidget()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    siblings.removeAll(&widget);
    return siblings;
}

} // namespace

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_picture(new QLabel(this))
    , m_title(new QLabel(title, this))
    , m_text(new QLabel(text, this))
    , m_buttons(new QVBoxLayout)
{
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(2);
    for (QLabel* label : {m_picture, m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
        column->addWidget(label, 0, label == m_text ? Qt::Alignment() : Qt::AlignHCenter);
    }
    m_title->setProperty("role", QStringLiteral("title"));
    m_text->setProperty("role", QStringLiteral("dim"));
    m_text->setWordWrap(true);
    column->addSpacing(8);
    column->addLayout(m_buttons);
    column->addStretch(3);
    refreshIcon();
}

void EmptyState::setText(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
}

void EmptyState::coverParent()
{
    installEventFilter(this);
    parentWidget()->installEventFilter(this);
    for (QWidget* sibling : siblingsOf(*this)) {
        sibling->installEventFilter(this);
        sibling->setEnabled(isHidden()); // what nobody sees has no focus and takes no keys
    }
    setGeometry(parentWidget()->rect());
    raise();
}

bool EmptyState::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (watched == this) {
        if (type == QEvent::ShowToParent || type == QEvent::HideToParent)
            for (QWidget* sibling : siblingsOf(*this))
                sibling->setEnabled(type == QEvent::HideToParent);
    } else if (watched == parentWidget()) {
        if (type == QEvent::Resize)
            setGeometry(parentWidget()->rect());
    } else if (type == QEvent::ZOrderChange && !isHidden()) {
        QMetaObject::invokeMethod(
            this, &QWidget::raise, Qt::QueuedConnection); // a dock first becomes its tab's front
    }
    return QWidget::eventFilter(watched, event);
}

QAction* EmptyState::addAction(const QString& text)
{
    auto* action = new QAction(text, this);
    auto* button = new QPushButton(text, this);
    button->setProperty("primary", !m_hasPrimary);
    m_hasPrimary = true;
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_buttons->addWidget(button, 0, Qt::AlignHCenter);
    return action;
}

/// In a low dock the words have what room there is.
void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int picture = m_picture->sizeHint().height() + layout()->spacing();
    const int needed = layout()->totalMinimumHeightForWidth(width()) + (m_picture->isHidden() ? picture : 0);
    m_picture->setVisible(height() >= needed);
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshIcon();
}

void EmptyState::refreshIcon()
{
    m_picture->setPixmap(icon(m_iconName).pixmap(QSize(48, 48), devicePixelRatioF(), QIcon::Disabled));
}

} // namespace cobench::ui
