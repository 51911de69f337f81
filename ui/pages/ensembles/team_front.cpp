// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_front.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString costName(jobs::Cost cost)
{
    switch (cost) {
    case jobs::Cost::Parameters:
        return TeamFront::tr("parameters");
    case jobs::Cost::Flops:
        return TeamFront::tr("FLOPs");
    case jobs::Cost::Latency:
        return TeamFront::tr("latency");
    case jobs::Cost::None:
        break;
    }
    return {};
}

} // namespace

TeamFront::TeamFront(EnsemblePresenter& presenter, QObject* parent)
    : QObject(parent)
    , m_presenter(presenter)
{
    connect(&presenter, &EnsemblePresenter::teamsChanged, this, &TeamFront::ask);
}

void TeamFront::setWanted(Use use, bool on)
{
    (use == Use::Mark ? m_marks : m_filters) = on;
    if (!m_front || !(m_marks || m_filters))
        ask();
    else
        Q_EMIT changed();
}

void TeamFront::ask()
{
    m_front.reset();
    Q_EMIT changed();
    const auto& answer = m_presenter.teams();
    Async& async = m_presenter.workspace().async();
    if (!answer || !(m_marks || m_filters))
        return async.supersede(this, u"front"_s);
    async.runLatest<jobs::ParetoTeams>(
        this,
        u"front"_s,
        {.title = tr("Pareto front")},
        [answer, metric = m_presenter.query().metric](Progress& progress, const CancelToken& cancel) {
            return jobs::paretoTeams(
                answer->teams.scores, metric, answer->subject.models().models, progress, cancel);
        },
        [this](Result<jobs::ParetoTeams> front) {
            m_front = front ? std::make_shared<const jobs::ParetoTeams>(*std::move(front)) : nullptr;
            Q_EMIT changed();
        });
}

std::vector<std::uint32_t> TeamFront::teams() const
{
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t team = 0; m_front && team < m_front->isOn.size(); ++team)
        if (m_front->isOn[team] != 0)
            numbers.push_back(team);
    return numbers;
}

QString TeamFront::text() const
{
    if (!m_front)
        return {};
    const QString metric = idOf(m_presenter.query().metric);
    const QString cost = costName(m_front->cost);
    return cost.isEmpty()
        ? tr("%1 teams that no other one equals or beats in accuracy and %2; the models' cost is not known")
              .arg(count(m_front->count), metric)
        : tr("%1 teams that no other one equals or beats in accuracy, %2 and %3")
              .arg(count(m_front->count), metric, cost);
}

} // namespace cobench::ui
