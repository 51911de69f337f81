// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/ensemble_presenter.h"
#include "ui/pages/ensembles/tree_query.h"

#include <QObject>

#include <memory>

namespace cobench::ui {

struct TreeAnswer {
    std::shared_ptr<const PoolSnapshot> pool;
    std::shared_ptr<const PrunedPool> pruned;
    plots::TreeNodes nodes; // of the chart
    QString undefined; // undefinedScores() of `pruned`
    TreeColour colour = TreeColour::Score;
    bool onReportedSplit = false; // selected on the split that the page shows

    /// Of the team whose chart node this is; models have none.
    const ensemble::TreeNode* teamAt(std::size_t node) const;
    std::optional<std::size_t> nodeOf(const ensemble::Members& team) const;
};

/// Prunes the pool whenever query, metric, convention, pool or split change, on a worker; while a slider moves only
/// new candidates are scored, and of few teams the rest afterwards. Asleep until somebody looks. GUI thread only.
class TreePresenter : public QObject
{
    Q_OBJECT
public:
    explicit TreePresenter(EnsemblePresenter& page, QObject* parent = nullptr);
    ~TreePresenter() override;

    const TreeQuery& query() const { return m_query; }
    void setQuery(const TreeQuery& query);
    /// Somebody looks, or nobody does any more.
    void setActive(bool active);
    /// nullptr until there is one, and while the pool has fewer than two models.
    const std::shared_ptr<const TreeAnswer>& answer() const { return m_answer; }

    /// The split that is selected on; empty without a pool.
    QString selectionSplit() const;
    /// Largest team size whose tree can be drawn; 0 without a pool.
    std::size_t largestSize() const;
    EnsemblePresenter& page() const { return m_page; }

Q_SIGNALS:
    void queryChanged();
    void answerChanged();
    /// Why there is no tree; empty when there is one.
    void unavailable(const QString& reason);

private:
    struct Session;

    void subjectChanged();
    void ask();
    void askAhead(const TreeQuery& query);
    void adopt(std::shared_ptr<const TreeAnswer> answer);
    void forget();

    EnsemblePresenter& m_page;
    TreeQuery m_query;
    bool m_active = false;
    std::shared_ptr<Session> m_session; // of pool, split, metric and convention of the moment
    std::shared_ptr<const TreeAnswer> m_answer;
};

} // namespace cobench::ui
