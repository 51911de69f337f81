// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/edge/edge_sessions.h"
#include "ui/pages/edge/plan_table.h"
#include "ui/pages/edge/setup_draft.h"

#include <QWidget>

class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;
class QTableView;

namespace cobench::ui {

class EmptyState;
class WhenSeen;

/// How many devices does a stream need? For devices like those of the run that is told of, else like the first
/// emulated one of the set-up, whose scheduler, buffer and drop policy count; worked out anew when any of it
/// changes.
class PlanPanel : public QWidget
{
    Q_OBJECT
public:
    PlanPanel(Async& async, SetupDraft& draft, EdgeSessions& sessions, QWidget* parent = nullptr);

    PlanTable& table() { return m_table; }
    QDoubleSpinBox& rate() { return *m_rate; }
    QDoubleSpinBox& latency() { return *m_latency; }
    QDoubleSpinBox& dropped() { return *m_dropped; }
    QSpinBox& most() { return *m_most; }
    QString answer() const;
    plots::PlotTable shownTable() const;

private:
    struct Asked {
        detect::CapacityQuestion question;
        QString device; // in words
        const EdgeSession* measured = nullptr; // the run its times come from
    };
    void addField(QFormLayout& form, const QString& label, QWidget& field, const QString& help);
    QWidget* makeForm();
    std::optional<Asked> asked() const;
    void work();
    void tell(const detect::CapacityQuestion& question,
        const QString& device,
        const std::optional<PlanTable::Row>& measured,
        const detect::CapacityPlan& plan);

    Async& m_async;
    SetupDraft& m_draft;
    EdgeSessions& m_sessions;
    PlanTable m_table;
    QDoubleSpinBox* m_rate;
    QDoubleSpinBox* m_latency;
    QDoubleSpinBox* m_dropped;
    QSpinBox* m_most;
    QLabel* m_answer;
    QTableView* m_view;
    EmptyState* m_empty;
    WhenSeen* m_seen;
};

} // namespace cobench::ui
