// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/race_table.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QSpinBox;
class QSplitter;
class QTableView;

namespace cobench::plots {
class Curves;
class Landscape;
} // namespace cobench::plots

namespace cobench::ui {

class RacePlayer;

/// Policies race on a landscape: the map with their trails, the loss of each against the step, where each is now;
/// all three go through the steps together.
class RacePanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    explicit RacePanel(Composer& composer, QWidget* parent = nullptr);

    plots::Landscape& map() { return *m_map; }
    plots::Curves& losses() { return *m_losses; }
    RaceTable& table() { return m_table; }
    RacePlayer& player() { return *m_player; }
    const Race& race() const { return m_race; }
    QComboBox& surface() { return *m_surface; }
    QComboBox& racers() { return *m_who; }
    QLineEdit& formula() { return *m_formula; }
    QLabel& problem() { return *m_problem; }
    plots::PlotTable shownTable() const;
    /// A GIF of all steps, or PNG frames numbered beside each other, by the suffix; nothing = done.
    std::optional<QString> exportSteps(const QString& path);

    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fillBar();
    void fillSide();
    void connectAll();
    void fillFormulaRow();
    void surfaceChosen();
    void readFormula();
    void raceAgain();
    void raceIfComposed();
    void fitColumns();
    void showStep(int step);
    void askExport();
    std::vector<Racer> chosenRacers() const;

    Composer& m_composer;
    Race m_race;
    RaceTable m_table;
    lr::Surface m_shown; // what is descended
    QWidget* m_bar;
    QComboBox* m_surface;
    QWidget* m_formulaRow; // of a typed function
    QLineEdit* m_formula;
    QDoubleSpinBox* m_limit;
    QLabel* m_problem;
    QComboBox* m_who;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_momentum;
    QComboBox* m_shade;
    QScrollArea* m_scroll; // a low window need not have the height of all three
    QSplitter* m_parts;
    plots::Landscape* m_map;
    QSplitter* m_side;
    plots::Curves* m_losses;
    QTableView* m_tableView;
    RacePlayer* m_player;
    bool m_stale = true; // what is composed has changed while nobody looked
};

} // namespace cobench::ui
