// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QSlider;

namespace cobench::ui {

class Replay;

/// Plays, pauses, steps and seeks through a run that is over; hidden while there is none.
class ReplayBar : public QWidget
{
    Q_OBJECT
public:
    explicit ReplayBar(Replay& replay, QWidget* parent = nullptr);

    QAction& play() { return *m_play; }
    QAction& back() { return *m_back; }
    QAction& forward() { return *m_forward; }
    QSlider& slider() { return *m_slider; }
    QString place() const;

private:
    QAction* addButton(QHBoxLayout& row, const QString& iconName, const QString& text, const QString& help);
    void refresh();

    Replay& m_replay;
    QAction* m_play = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QSlider* m_slider;
    QLabel* m_place;
};

} // namespace cobench::ui
