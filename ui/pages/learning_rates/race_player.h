// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QSlider;
class QSpinBox;
class QToolButton;
class QLabel;

namespace cobench::ui {

/// Buttons, a slider and a speed for going through steps.
class RacePlayer : public QWidget
{
    Q_OBJECT
public:
    explicit RacePlayer(QWidget* parent = nullptr);

    /// Stays at its step where that still is one.
    void setLast(int last);
    int step() const;
    void setStep(int step);
    bool isPlaying() const { return m_timer.isActive(); }
    /// From the start where it is at the end.
    void setPlaying(bool playing);
    int speed() const; // steps a second
    void setSpeed(int stepsPerSecond);
    QSlider& slider() { return *m_slider; }

Q_SIGNALS:
    void stepChanged(int step);

private:
    QToolButton* addButton(QLayout& row, const QString& text, const QString& name);
    void advance();

    QToolButton* m_first;
    QToolButton* m_play;
    QToolButton* m_last;
    QSlider* m_slider;
    QLabel* m_label;
    QSpinBox* m_speed;
    QTimer m_timer;
};

} // namespace cobench::ui
