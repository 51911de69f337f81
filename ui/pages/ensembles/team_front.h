// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pareto_job.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QObject>

#include <memory>

namespace cobench::ui {

/// The Pareto front of the presenter's teams by its metric, kept in step while somebody wants it. GUI thread only.
class TeamFront : public QObject
{
    Q_OBJECT
public:
    explicit TeamFront(EnsemblePresenter& presenter, QObject* parent = nullptr);

    enum class Use { Mark, Filter };
    void setWanted(Use use, bool on);
    bool isWanted(Use use) const { return use == Use::Mark ? m_marks : m_filters; }
    /// nullptr until it is known, and while nobody wants it.
    const std::shared_ptr<const jobs::ParetoTeams>& front() const { return m_front; }
    /// Numbers of the teams on it.
    std::vector<std::uint32_t> teams() const;
    /// "12 teams that no other one equals or beats in accuracy, GD and parameters"
    QString text() const;

Q_SIGNALS:
    void changed();

private:
    void ask();

    EnsemblePresenter& m_presenter;
    bool m_marks = false;
    bool m_filters = false;
    std::shared_ptr<const jobs::ParetoTeams> m_front;
};

} // namespace cobench::ui
