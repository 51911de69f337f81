// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/edge/edge_sessions.h"
#include "ui/pages/edge/plan_figure.h"
#include "ui/pages/edge/plan_table.h"
#include "ui/pages/edge/setup_draft.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;
class QTableView;

namespace cobench::plots {
class Curves;
}

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
    QComboBox& figure() { return *m_figure; }
    plots::Curves& curves() { return *m_curves; }
    QString answer() const;
    QString command() const; // that tells the same
    plots::PlotTable shownTable() const;

private:
    struct Asked {
        detect::CapacityQuestion question;
        QString device; // in words
        const EdgeSession* measured = nullptr; // the run its times come from
        std::string devices = {}; // as ToldPlan::devices
    };
    void addField(QFormLayout& form, const QString& label, QWidget& field, const QString& help);
    QWidget* makeForm();
    QWidget* makeAnswers();
    QWidget* makePlot();
    void setupTable();
    void connectAll();
    std::optional<Asked> asked() const;
    void work();
    QString exportedView() const;
    void tell(const QString& device, const std::optional<PlanTable::Row>& measured);
    void draw();

    Async& m_async;
    SetupDraft& m_draft;
    EdgeSessions& m_sessions;
    PlanTable m_table;
    std::optional<ToldPlan> m_told;
    QDoubleSpinBox* m_rate;
    QDoubleSpinBox* m_latency;
    QDoubleSpinBox* m_dropped;
    QSpinBox* m_most;
    QComboBox* m_figure;
    QLabel* m_answer;
    QTableView* m_view;
    plots::Curves* m_curves;
    EmptyState* m_empty;
    WhenSeen* m_seen;
};

} // namespace cobench::ui
