// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_presenter.h"

#include <QWidget>

class QComboBox;
class QStackedWidget;

namespace cobench::plots {
class Confusion;
class Heatmap;
} // namespace cobench::plots

namespace cobench::ui {

/// The confusion matrix of a team against that of its best member: their difference, or either of them.
class TeamConfusion : public QWidget
{
    Q_OBJECT
public:
    explicit TeamConfusion(QWidget* parent = nullptr);

    /// nullptr empties the charts. `project`: where the charts' commands read.
    void setAnswer(std::shared_ptr<const TeamDetailAnswer> answer, const QString& project);
    QComboBox& choice() { return *m_choice; }
    plots::Heatmap& difference() { return *m_difference; }
    plots::Confusion& single() { return *m_single; }

private:
    void refresh();

    enum Choice { Difference, Team, BestMember };
    std::shared_ptr<const TeamDetailAnswer> m_answer;
    QString m_project;
    QComboBox* m_choice;
    QStackedWidget* m_charts;
    plots::Heatmap* m_difference;
    plots::Confusion* m_single;
};

} // namespace cobench::ui
