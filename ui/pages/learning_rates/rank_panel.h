// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/range_tests.h"
#include "ui/pages/learning_rates/rank_table.h"
#include "ui/pages/learning_rates/rankings.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QTableView;

namespace cobench::plots {
class Scatter;
}

namespace cobench::ui {

class EmptyState;
class RankColumns;
class RankStatus;
class RankViewBar;
struct KnownPolicy;

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
    QComboBox& choice() { return *m_choice; } // which ranking
    RankViewBar& bar() { return *m_bar; }
    RankStatus& status() { return *m_status; }
    QPushButton& stopButton() { return *m_stop; }
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
    QLayout* makeChoiceRow();
    void createActions();
    void connectAll();
    QPushButton* addButton(QLayout& row, const QString& text, const QString& help, void (RankPanel::*slot)());
    Rankings::Entry* chosen() const;
    void listChanged();
    void refresh();
    void showRanking();
    void refreshProgress();
    void selectionChanged();
    void ask();
    void stop();
    void compose();
    void attack();
    std::vector<KnownPolicy> knownPolicies() const;

    Composer& m_composer;
    Rankings& m_rankings;
    RangeTests& m_tests;
    RankTable m_table;
    QComboBox* m_choice;
    RankViewBar* m_bar;
    QTableView* m_view;
    plots::Scatter* m_front;
    RankStatus* m_status;
    RankColumns* m_columns;
    QPushButton* m_stop = nullptr;
    QPushButton* m_compose = nullptr;
    QPushButton* m_attack = nullptr;
    QPushButton* m_use = nullptr;
    EmptyState* m_empty;
};

} // namespace cobench::ui
