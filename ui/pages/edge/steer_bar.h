// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_sessions.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLayout;
class QMenu;
class QToolButton;

namespace cobench::ui {

/// Changes the run that goes on, on the real clock: its scheduler, the rate of a paced source, and its devices, of
/// which one is unplugged as if its cable were pulled, plugged in again, removed, or added. Hidden while none does.
class SteerBar : public QWidget
{
    Q_OBJECT
public:
    explicit SteerBar(EdgeSessions& sessions, QWidget* parent = nullptr);

    /// The device that the buttons are about, by its place; −1 = none.
    void setDevice(int device);

    QComboBox& schedule() { return *m_schedule; }
    QDoubleSpinBox& rate() { return *m_rate; }
    QToolButton& unplug() { return *m_unplug; }
    QToolButton& remove() { return *m_remove; }
    QToolButton& add() { return *m_add; }

private:
    QToolButton* addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help);
    QWidget* makePipeline();
    QWidget* makeDevices();
    void fillMenu();
    void connectAll();
    void refresh();
    void showInForce();
    void toggle();
    const EdgeSession* steered() const;
    std::size_t devicesOfUse(const EdgeSession& session) const;

    EdgeSessions& m_sessions;
    QComboBox* m_schedule;
    QDoubleSpinBox* m_rate;
    QToolButton* m_unplug = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_add = nullptr;
    QLabel* m_refusal; // why a device cannot be added
    int m_device = -1;
    int m_shown = 0; // the run that the refusal is of
};

} // namespace cobench::ui
