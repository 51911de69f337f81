// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/tree_presenter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace cobench::plots {
class Tree;
}

namespace cobench::ui {

/// Finds the teams with given members in a pruning tree: outlines all of them, steps from one to the next.
class TreeSearch : public QWidget
{
    Q_OBJECT
public:
    TreeSearch(TreePresenter& presenter, plots::Tree& tree, QWidget* parent = nullptr);

    QLineEdit& field() { return *m_field; }
    QLabel& note() { return *m_note; }
    /// Teams that contain all of these.
    void findTeamsWith(const ensemble::Members& members);
    void step(int by);
    /// Chart nodes, in the tree's order.
    const std::vector<std::size_t>& hits() const { return m_hits; }
    /// Searches again and marks the hits: the chart has other nodes.
    void refresh();

private:
    void search();
    void mark();
    void tell();
    bool eventFilter(QObject* watched, QEvent* event) override;

    TreePresenter& m_presenter;
    plots::Tree& m_tree;
    QLineEdit* m_field;
    QLabel* m_note;
    QToolButton* m_previous;
    QToolButton* m_next;
    std::vector<std::size_t> m_hits;
    std::optional<std::size_t> m_current; // index into m_hits
    QStringList m_unknown; // words that fit no model
};

} // namespace cobench::ui
