// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/race_player.h"

#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>

namespace cobench::ui {

RacePlayer::RacePlayer(QWidget* parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_label(new QLabel(this))
    , m_speed(new QSpinBox(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    m_first = addButton(*row, {}, tr("To the start"));
    m_play = addButton(*row, QStringLiteral("▶"), tr("Play"));
    m_last = addButton(*row, {}, tr("To the end"));
    m_first->setIcon(icon(QStringLiteral("previous")));
    m_last->setIcon(icon(QStringLiteral("next")));
    m_play->setCheckable(true);
    m_slider->setAccessibleName(tr("Step"));
    m_slider->setPageStep(5);
    m_label->setMinimumWidth(m_label->fontMetrics().horizontalAdvance(QStringLiteral("00 / 000")));
    m_speed->setRange(1, 200);
    m_speed->setValue(10);
    m_speed->setSuffix(tr(" /s"));
    m_speed->setToolTip(tr("Steps a second, 1 … 200"));
    m_speed->setAccessibleName(tr("Speed"));
    row->addWidget(m_slider, 1);
    row->addWidget(m_label);
    row->addWidget(m_speed);
    connect(m_first, &QToolButton::clicked, this, [this] { setStep(0); });
    connect(m_last, &QToolButton::clicked, this, [this] { setStep(m_slider->maximum()); });
    connect(m_play, &QToolButton::toggled, this, &RacePlayer::setPlaying);
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        m_label->setText(tr("%1 / %2").arg(step).arg(m_slider->maximum()));
        Q_EMIT stepChanged(step);
    });
    connect(m_speed, &QSpinBox::valueChanged, this, [this](int speed) { m_timer.setInterval(1000 / speed); });
    m_timer.setInterval(1000 / m_speed->value());
    connect(&m_timer, &QTimer::timeout, this, &RacePlayer::advance);
}

QToolButton* RacePlayer::addButton(QLayout& row, const QString& text, const QString& name)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    row.addWidget(button);
    return button;
}

void RacePlayer::setLast(int last)
{
    m_slider->setMaximum(last);
    m_label->setText(tr("%1 / %2").arg(step()).arg(last));
}

int RacePlayer::step() const
{
    return m_slider->value();
}

void RacePlayer::setStep(int step)
{
    m_slider->setValue(step);
}

int RacePlayer::speed() const
{
    return m_speed->value();
}

void RacePlayer::setSpeed(int stepsPerSecond)
{
    m_speed->setValue(stepsPerSecond);
}

void RacePlayer::setPlaying(bool playing)
{
    const QSignalBlocker blocker(m_play);
    m_play->setChecked(playing);
    m_play->setText(playing ? QStringLiteral("❚❚") : QStringLiteral("▶"));
    m_play->setToolTip(playing ? tr("Pause") : tr("Play"));
    m_play->setAccessibleName(m_play->toolTip());
    if (!playing)
        return m_timer.stop();
    if (step() == m_slider->maximum())
        setStep(0);
    m_timer.start();
}

void RacePlayer::advance()
{
    if (step() == m_slider->maximum())
        return setPlaying(false);
    setStep(step() + 1);
}

} // namespace cobench::ui
