// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/interval_job.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QObject>

#include <map>
#include <memory>

namespace cobench::ui {

/// Bootstrap intervals of some teams of an answer.
struct IntervalAnswer {
    std::shared_ptr<const TeamsAnswer> teams;
    ensemble::BootstrapOptions bootstrap;
    std::map<std::uint32_t, jobs::TeamIntervals> ofTeam; // by team number; metrics as in teams->teams.scores
};

/// Works out the intervals of the selected teams, on a worker. Selections of many teams are left alone: nobody
/// reads them one by one. GUI thread only.
class TeamIntervalsWatch : public QObject
{
    Q_OBJECT
public:
    explicit TeamIntervalsWatch(EnsemblePresenter& presenter, QObject* parent = nullptr);

    static constexpr std::size_t kMostTeams = 32;
    /// nullptr while there is none.
    const std::shared_ptr<const IntervalAnswer>& answer() const { return m_answer; }

Q_SIGNALS:
    void answerChanged();

private:
    void ask();

    EnsemblePresenter& m_presenter;
    std::shared_ptr<const IntervalAnswer> m_answer;
};

} // namespace cobench::ui
