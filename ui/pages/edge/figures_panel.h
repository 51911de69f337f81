// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/edge/device_table.h"
#include "ui/pages/edge/figure_table.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QTableView;

namespace cobench::ui {

class SteerBar;
class WhenSeen;

/// The figures of the run that is shown, all in all and per device.
class FiguresPanel : public QWidget
{
    Q_OBJECT
public:
    explicit FiguresPanel(EdgeSessions& sessions, QWidget* parent = nullptr);

    FigureTable& figures() { return m_figures; }
    DeviceTable& devices() { return m_devices; }
    SteerBar& steer() { return *m_steer; }
    QTableView& deviceView() { return *m_deviceView; }
    plots::PlotTable shownFigures() const;
    plots::PlotTable shownDevices() const;

private:
    void connectAll();
    void refresh();
    QStringList notesOf(const EdgeSession& session) const;
    static QStringList devicesOf(const EdgeSession& session);

    EdgeSessions& m_sessions;
    FigureTable m_figures;
    DeviceTable m_devices;
    QLabel* m_title;
    QSplitter* m_parts;
    QTableView* m_figureView;
    QTableView* m_deviceView;
    SteerBar* m_steer;
    QLabel* m_losses;
    WhenSeen* m_seen;
};

} // namespace cobench::ui
