// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/condition_job.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QObject>

#include <memory>

namespace cobench::ui {

struct ConditionAnswer {
    std::shared_ptr<const PoolSnapshot> pool;
    std::shared_ptr<const jobs::Conditions> conditions;
    ensemble::Metric metric = ensemble::Metric::GD;
    jobs::ConditionTable table;
};

/// Compares best single model, whole pool and the selected teams under the conditions of the split that is shown.
/// Follows the page's metric, pool and split. Asleep until somebody looks. GUI thread only.
class ConditionPresenter : public QObject
{
    Q_OBJECT
public:
    explicit ConditionPresenter(EnsemblePresenter& page, QObject* parent = nullptr);

    static constexpr std::size_t kMostTeams = 100;
    void setActive(bool active);
    /// nullptr until there is one, and while the pool has fewer than two models.
    const std::shared_ptr<const ConditionAnswer>& answer() const { return m_answer; }
    /// Selected teams that are not shown, because they are too many.
    std::size_t leftOut() const;
    EnsemblePresenter& page() const { return m_page; }

Q_SIGNALS:
    void answerChanged();
    void unavailable(const QString& reason);

private:
    void ask();

    EnsemblePresenter& m_page;
    bool m_active = false;
    std::shared_ptr<const ConditionAnswer> m_answer;
};

} // namespace cobench::ui
