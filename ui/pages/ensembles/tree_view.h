// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/tree.h"
#include "ui/pages/ensembles/tree_presenter.h"

#include <QObject>

namespace cobench::ui {

/// Keeps a tree in step with the presenter's answer and the shared selection.
class TreeView : public QObject
{
    Q_OBJECT
public:
    TreeView(TreePresenter& presenter, plots::Tree& tree, QObject* parent = nullptr);

    /// Lines from the one selected team to all its parts of two members and more.
    void setLinksShown(bool shown);

Q_SIGNALS:
    /// The chart has the answer's nodes now.
    void nodesChanged();

private:
    void answerChanged();
    void choose(std::size_t node, Qt::KeyboardModifiers modifiers);
    void hover(std::size_t node);
    void pullSelection();
    void pullLinks();
    bool showsSameNodes(const TreeAnswer& answer) const;
    QString command(const TreeAnswer& answer) const;

    TreePresenter& m_presenter;
    plots::Tree& m_tree;
    std::shared_ptr<const TreeAnswer> m_shown;
    bool m_links = false;
};

} // namespace cobench::ui
