// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/tree.h"
#include "ui/pages/ensembles/tree_bar.h"
#include "ui/pages/ensembles/tree_levels.h"
#include "ui/pages/ensembles/tree_search.h"
#include "ui/pages/ensembles/tree_view.h"
#include "ui/widgets/keeps_view_state.h"

#include <QWidget>

class QTableView;

namespace cobench::ui {

/// Hierarchical pruning: what is pruned, its levels, and the tree with what became of every team.
class TreePanel : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    TreePanel(EnsemblePresenter& page, QWidget* parent = nullptr);

    TreePresenter& presenter() { return m_presenter; }
    TreeBar& bar() { return *m_bar; }
    TreeLevels& levels() { return m_levels; }
    QTableView& levelView() { return *m_levelView; }
    plots::Tree& tree() { return *m_tree; }
    TreeSearch& search() { return *m_search; }
    QLabel& note() { return *m_note; }
    QToolButton& linkButton() { return *m_links; }
    QToolButton& supersetButton() { return *m_supersets; }
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setupUi();
    QWidget* makeTreeSide();
    QToolButton* makeDepthButton();
    void connectAll();
    void refreshNote(const QString& problem);

    TreePresenter m_presenter;
    TreeLevels m_levels;
    TreeBar* m_bar;
    QTableView* m_levelView;
    plots::Tree* m_tree;
    TreeSearch* m_search;
    QToolButton* m_supersets;
    QToolButton* m_links;
    QLabel* m_note;
    TreeView* m_view;
};

} // namespace cobench::ui
