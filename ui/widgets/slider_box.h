// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QSlider;

namespace cobench::ui {

/// A number by dragging or by typing. The slider moves in the spin box's steps.
class SliderBox : public QWidget
{
    Q_OBJECT
public:
    SliderBox(double low, double high, double step, QWidget* parent = nullptr);

    double value() const;
    /// Emits nothing.
    void setValue(double value);
    void setSuffix(const QString& suffix);
    /// For both parts.
    void setName(const QString& name, const QString& help);

Q_SIGNALS:
    /// By a person.
    void edited(double value);

private:
    int stepOf(double value) const;

    double m_low;
    double m_step;
    QSlider* m_slider;
    QDoubleSpinBox* m_box;
};

} // namespace cobench::ui
