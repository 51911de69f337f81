// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/learning_rates/rate_sweeps.h"
#include "ui/pages/learning_rates/sweep_table.h"
#include "ui/widgets/keeps_view_state.h"
#include "ui/widgets/when_seen.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QTableView;

namespace cobench::plots {
class Curves;
}

namespace cobench::ui {

class EmptyState;
class NanLastProxy;

/// What came of each learning rate of recorded runs: the bowl of every optimiser with the noise of its seeds and
/// the rates at which runs diverge, the epochs of the rate that is looked at, and all of it as a table.
class SweepsPanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    explicit SweepsPanel(RunCatalog& catalog, QWidget* parent = nullptr);

    QComboBox& group() { return *m_group; }
    QComboBox& quantity() { return *m_quantity; }
    QComboBox& statistic() { return *m_statistic; }
    plots::Curves& bowl() { return *m_bowl; }
    plots::Curves& epochs() { return *m_epochs; }
    SweepTable& table() { return m_table; }
    QTableView& view() { return *m_view; }
    RateSweeps& sweeps() { return m_sweeps; }
    plots::PlotTable shownTable() const;

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

Q_SIGNALS:
    void importWanted();

private:
    void setupUi();
    QWidget* makeBar();
    void addChoice(
        QHBoxLayout& bar, QComboBox* box, const QString& label, const QString& name, const QString& help);
    void connectAll();
    void refill();
    void groupChosen();
    void fillQuantities();
    void ask();
    void showSweep();
    void tell();
    void lookAt(const SweepTable::Place& place);
    void rowChanged();

    RateSweeps m_sweeps;
    SweepTable m_table;
    NanLastProxy* m_sorted;
    QComboBox* m_group = nullptr;
    QComboBox* m_quantity = nullptr;
    QComboBox* m_statistic = nullptr;
    QLabel* m_status;
    plots::Curves* m_bowl;
    plots::Curves* m_epochs;
    QTableView* m_view;
    EmptyState* m_empty;
    WhenSeen m_filling; // with the runs of the catalogue
    WhenSeen m_asking;
    QString m_wantedGroup; // as chosen, also while it is not there
    QString m_wantedQuantity;
    std::optional<study::SweepMetric> m_drawn; // whose axes the charts have
};

} // namespace cobench::ui
