// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/decision_table.h"
#include "ui/pages/learning_rates/plateau_replays.h"
#include "ui/widgets/keeps_view_state.h"
#include "ui/widgets/when_seen.h"

#include <QWidget>

class QLabel;
class QTableView;
class QTabWidget;

namespace cobench::plots {
class Curves;
}

namespace cobench::ui {

class EmptyState;
class PlateauForm;
class RunTableView;

/// What a policy that follows a measured value would have done with recorded runs: their curves with the decisions
/// on them, the rate it would have given below, and the decisions as a table.
class PlateauPanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    PlateauPanel(Composer& composer, RunCatalog& catalog, QWidget* parent = nullptr);

    PlateauForm& form() { return *m_form; }
    RunTableView& runs() { return *m_runs; }
    plots::Curves& monitored() { return *m_monitored; }
    plots::Curves& rates() { return *m_rates; }
    DecisionTable& table() { return m_table; }
    QTableView& view() { return *m_view; }
    QLabel& status() { return *m_status; }
    PlateauReplays& replays() { return m_replays; }
    plots::PlotTable shownTable() const;

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

private:
    void setupUi();
    QTabWidget* makeChoices();
    QWidget* makeCharts();
    void connectAll();
    void listChanged();
    /// The selected runs; else the newest one that recorded what is followed.
    std::vector<RunId> chosen() const;
    void ask();
    void showReplays();
    void tell();
    void addComposed();
    void takeFromRun();

    Composer& m_composer;
    RunCatalog& m_catalog;
    PlateauReplays m_replays;
    DecisionTable m_table;
    PlateauForm* m_form;
    RunTableView* m_runs;
    QLabel* m_status;
    plots::Curves* m_monitored;
    plots::Curves* m_rates;
    QTableView* m_view;
    EmptyState* m_empty;
    WhenSeen m_asking;
    bool m_isLogChosen = false; // the axis of rates was made logarithmic once
};

} // namespace cobench::ui
