// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/slider_box.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace cobench::ui {

SliderBox::SliderBox(double low, double high, double step, QWidget* parent)
    : QWidget(parent)
    , m_low(low)
    , m_step(step)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_box(new QDoubleSpinBox(this))
{
    m_box->setDecimals(step < 0.1 ? 2 : step < 1.0 ? 1 : 0);
    m_box->setRange(low, high);
    m_box->setSingleStep(step);
    m_slider->setRange(0, stepOf(high));
    setFocusProxy(m_box);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_slider, 1);
    row->addWidget(m_box);
    connect(m_slider, &QSlider::valueChanged, this, [this](int steps) {
        const QSignalBlocker quiet(m_box);
        m_box->setValue(m_low + steps * m_step);
        Q_EMIT edited(m_box->value());
    });
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(stepOf(value));
        Q_EMIT edited(value);
    });
}

int SliderBox::stepOf(double value) const
{
    return static_cast<int>(std::lround((value - m_low) / m_step));
}

double SliderBox::value() const
{
    return m_box->value();
}

void SliderBox::setValue(double value)
{
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietBox(m_box);
    m_box->setValue(value);
    m_slider->setValue(stepOf(value));
}

void SliderBox::setSuffix(const QString& suffix)
{
    m_box->setSuffix(suffix);
}

void SliderBox::setName(const QString& name, const QString& help)
{
    for (QWidget* part : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_box)}) {
        part->setAccessibleName(name);
        part->setToolTip(help);
        part->setWhatsThis(help);
    }
}

} // namespace cobench::ui
