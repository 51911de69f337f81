// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/models/nan_last_proxy.h"
#include "ui/pages/edge/session_table.h"
#include "ui/pages/edge/setup_draft.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QTableView;
class QToolButton;

namespace cobench::plots {
class Curves;
}

namespace cobench::ui {

class WhenSeen;

/// The runs of this window and of the project side by side, as a table and as a plot; sweeps make several at once.
class ComparePanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    ComparePanel(SetupDraft& draft, EdgeSessions& sessions, QWidget* parent = nullptr);

    SessionTable& table() { return m_table; }
    QTableView& view() { return *m_view; }
    plots::Curves& curves() { return *m_curves; }
    QComboBox& figure() { return *m_figure; }
    QComboBox& by() { return *m_by; }
    QAction& sweepDevices() { return *m_sweepDevices; }
    QAction& sweepSchedules() { return *m_sweepSchedules; }
    QAction& sweepRates() { return *m_sweepRates; }
    QAction& remove() { return *m_remove; }
    plots::PlotTable shownTable() const;

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

private:
    void setupUi();
    /// Of a new tool row.
    QHBoxLayout* makeRow();
    QWidget* makeBar();
    QWidget* makePlotBar();
    void makeActions();
    void connectAll();
    QAction* sweep(const QString& text, const QString& help, std::vector<EdgeSetup> (*make)(const EdgeSetup&));
    const EdgeSession* selected() const;
    void removeSelected();
    void renameSelected();
    void refreshActions();
    void refreshCurves();

    SetupDraft& m_draft;
    EdgeSessions& m_sessions;
    SessionTable m_table;
    NanLastProxy m_sorted;
    QTableView* m_view;
    plots::Curves* m_curves;
    QComboBox* m_figure;
    QComboBox* m_by;
    QAction* m_sweepDevices = nullptr;
    QAction* m_sweepSchedules = nullptr;
    QAction* m_sweepRates = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_use = nullptr;
    QAction* m_command = nullptr;
    QAction* m_rename = nullptr;
    WhenSeen* m_seen;
};

} // namespace cobench::ui
