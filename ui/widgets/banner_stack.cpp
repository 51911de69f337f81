// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner_stack.h"

#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace cobench::ui {

namespace {

QString nameOf(Banner::Level level)
{
    switch (level) {
    case Banner::Level::Info:
        return QStringLiteral("info");
    case Banner::Level::Warning:
        return QStringLiteral("warning");
    case Banner::Level::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

BannerStack::BannerStack(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setVisible(false);
}

void BannerStack::post(const QString& key, const Banner& banner)
{
    remove(key);
    QFrame* frame = makeFrame(key, banner);
    m_frames.insert(key, frame);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, frame);
    setVisible(true);
}

void BannerStack::remove(const QString& key)
{
    QFrame* frame = m_frames.take(key);
    if (!frame)
        return;
    frame->hide();
    frame->deleteLater(); // it may be what was just clicked
    setVisible(!m_frames.isEmpty());
}

QString BannerStack::text(const QString& key) const
{
    const QFrame* frame = m_frames.value(key);
    return frame ? frame->accessibleDescription() : QString();
}

QFrame* BannerStack::makeFrame(const QString& key, const Banner& banner)
{
    auto* frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("banner"));
    frame->setProperty("level", nameOf(banner.level));
    frame->setAccessibleName(tr("Message"));
    frame->setAccessibleDescription(banner.text);
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(8);
    auto* picture = new QLabel(frame);
    picture->setPixmap(icon(nameOf(banner.level)).pixmap(20, 20));
    row->addWidget(picture);
    auto* text = new QLabel(banner.text, frame);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text, 1);
    for (const auto& action : banner.actions) {
        auto* button = new QPushButton(action.text, frame);
        connect(button, &QPushButton::clicked, this, [this, key, run = action.run] {
            remove(key);
            run();
        });
        row->addWidget(button);
    }
    auto* close = new QToolButton(frame);
    close->setIcon(icon(QStringLiteral("close")));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, key] { remove(key); });
    row->addWidget(close);
    return frame;
}

} // namespace cobench::ui
