// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/rank_table.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QTableView;

namespace cobench::plots {
class Scatter;
}

namespace cobench::ui {

class EmptyState;
class RangeTests;
class RankChoiceBar;
class RankColumns;
class RankStatus;
class RankViewBar;
class Rankings;

/// Which policy trains a network best: the policies of a ranking with means and intervals over the seeds, by any
/// metric; the front of what it is by and what it costs; whether the first differs from the others.
class RankPanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    RankPanel(Composer& composer, Rankings& rankings, RangeTests& tests, QWidget* parent = nullptr);

    plots::Scatter& front() { return *m_front; }
    RankTable& table() { return m_table; }
    QTableView& view() { return *m_view; }
    RankChoiceBar& choice() { return *m_choice; }
    RankViewBar& bar() { return *m_bar; }
    RankStatus& status() { return *m_status; }
    plots::PlotTable shownTable() const;
    QString command() const;
    /// What is composed becomes the selected policy.
    void useSelected();

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setupUi();
    void createActions();
    void connectAll();
    void refresh();
    void showRanking();
    void showProgress();
    void selectionChanged();

    Composer& m_composer;
    Rankings& m_rankings;
    RankTable m_table;
    RankChoiceBar* m_choice;
    RankViewBar* m_bar;
    QTableView* m_view;
    plots::Scatter* m_front;
    RankStatus* m_status;
    RankColumns* m_columns;
    EmptyState* m_empty;
};

} // namespace cobench::ui
