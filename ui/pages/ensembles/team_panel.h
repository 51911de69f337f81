// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/ensembles/rule_table.h"
#include "ui/pages/ensembles/team_diversity.h"
#include "ui/pages/ensembles/team_members.h"
#include "ui/pages/reports/view_spec.h"

#include <QWidget>

class QLabel;
class QTableView;
class QTabWidget;

namespace cobench::plots {
class Heatmap;
class Upset;
} // namespace cobench::plots

namespace cobench::ui {

class PoolEditor;
class SavedTeamView;
class TeamConfusion;
class TeamHead;
class TeamSampleView;

/// One team in depth: its members as focal models (and ticks to build it by hand), every consensus rule, who fails
/// together, confusion against the best member, the samples it rescues and loses; and the teams that were saved.
class TeamPanel : public QWidget
{
    Q_OBJECT
public:
    TeamPanel(EnsemblePresenter& page, PoolEditor& editor, QWidget* parent = nullptr);

    TeamPresenter& presenter() { return m_presenter; }
    TeamHead& head() { return *m_head; }
    QTabWidget& tabs() { return *m_tabs; }
    TeamMembers& members() { return m_members; }
    TeamDiversity& diversity() { return m_diversity; }
    RuleTable& rules() { return m_rules; }
    plots::Heatmap& recall() { return *m_recall; }
    plots::Upset& overlap() { return *m_overlap; }
    TeamConfusion& confusion() { return *m_confusion; }
    TeamSampleView& samples() { return *m_samples; }
    SavedTeamView& saved() { return *m_saved; }
    plots::PlotTable ruleTable() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setupUi();
    QWidget* makeMemberTab();
    QWidget* makeRuleTab();
    void connectAll();
    void refreshState();
    void showAMember();
    void refreshRules();
    QString commandOf(ViewSpec::Kind kind) const;
    void refreshRecall();
    void refreshOverlap();
    void followDetail();
    void followMetric();

    EnsemblePresenter& m_page;
    TeamPresenter m_presenter;
    TeamMembers m_members;
    TeamDiversity m_diversity;
    RuleTable m_rules;
    TeamHead* m_head;
    QTabWidget* m_tabs;
    QTableView* m_memberView;
    QTableView* m_diversityView;
    QLabel* m_note; // what the figures cannot tell
    QTableView* m_ruleView;
    QLabel* m_missing; // rules that cannot be used
    plots::Heatmap* m_recall;
    plots::Upset* m_overlap;
    TeamConfusion* m_confusion;
    TeamSampleView* m_samples;
    SavedTeamView* m_saved;
};

} // namespace cobench::ui
