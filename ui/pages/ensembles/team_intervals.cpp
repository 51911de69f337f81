// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_intervals.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

Result<IntervalAnswer> workOut(
    std::shared_ptr<const TeamsAnswer> teams, const std::vector<std::uint32_t>& numbers, const CancelToken& cancel)
{
    const ensemble::TeamScores& scores = teams->teams.scores;
    const jobs::IntervalOptions options{
        .samples = teams->samples, .metrics = scores.metrics, .consensus = scores.consensus, .bootstrap = {}};
    std::vector<ensemble::Members> members;
    members.reserve(numbers.size());
    for (const std::uint32_t number : numbers)
        members.push_back(scores.members(number));
    auto intervals = jobs::bootstrapTeams(teams->subject.prepared(), members, options, cancel);
    if (!intervals)
        return intervals.error();
    IntervalAnswer answer{.teams = std::move(teams), .bootstrap = options.bootstrap, .ofTeam = {}};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        answer.ofTeam.emplace(numbers[i], std::move((*intervals)[i]));
    return answer;
}

} // namespace

TeamIntervalsWatch::TeamIntervalsWatch(EnsemblePresenter& presenter, QObject* parent)
    : QObject(parent)
    , m_presenter(presenter)
{
    connect(&presenter, &EnsemblePresenter::teamsChanged, this, &TeamIntervalsWatch::ask);
    connect(&presenter.workspace().selection(), &Selection::teamsChanged, this, &TeamIntervalsWatch::ask);
}

void TeamIntervalsWatch::ask()
{
    std::vector<std::uint32_t> numbers;
    const auto& selected = m_presenter.workspace().selection().teams();
    if (const auto& teams = m_presenter.teams(); teams && selected.size() <= kMostTeams)
        for (const ensemble::Members& members : selected)
            if (const auto number = teams->teams.find(members))
                numbers.push_back(*number);
    const bool known = m_answer && m_answer->teams == m_presenter.teams()
        && std::ranges::all_of(numbers, [&](std::uint32_t number) { return m_answer->ofTeam.contains(number); });
    if (known)
        return;
    if (m_answer) {
        m_answer.reset();
        Q_EMIT answerChanged();
    }
    Async& async = m_presenter.workspace().async();
    if (numbers.empty())
        return async.supersede(this, u"intervals"_s);
    async.runLatest<IntervalAnswer>(
        this,
        u"intervals"_s,
        {.title = tr("Bootstrap intervals")},
        [teams = m_presenter.teams(), numbers](
            Progress&, const CancelToken& cancel) { return workOut(teams, numbers, cancel); },
        [this](Result<IntervalAnswer> answer) {
            m_answer = answer ? std::make_shared<const IntervalAnswer>(std::move(*answer)) : nullptr;
            Q_EMIT answerChanged();
        });
}

} // namespace cobench::ui
