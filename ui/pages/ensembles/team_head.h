// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_presenter.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace cobench::ui {

/// Who the team is and how good, the rule it is told by, and what can be done with it: its actions().
class TeamHead : public QWidget
{
    Q_OBJECT
public:
    TeamHead(TeamPresenter& presenter, QWidget* parent = nullptr);

    QLabel& title() { return *m_title; }
    QComboBox& rule() { return *m_rule; }
    QDoubleSpinBox& temperature() { return *m_temperature; }
    QToolButton& fit() { return *m_fit; }

Q_SIGNALS:
    /// Somebody wants the team of the moment saved.
    void saveRequested();

private:
    void setupUi();
    void setupRule(QHBoxLayout& row);
    void setupActions(QHBoxLayout& row);
    void connectAll();
    void pushRule();
    void pullRule();
    void refresh();
    QString accuracyText(const TeamSketchAnswer& answer) const;
    QString splitText(const TeamSketchAnswer& answer) const;
    void copyCommand();
    void exportPredictions();

    TeamPresenter& m_presenter;
    QLabel* m_title;
    QComboBox* m_rule;
    QDoubleSpinBox* m_temperature;
    QToolButton* m_fit;
};

} // namespace cobench::ui
