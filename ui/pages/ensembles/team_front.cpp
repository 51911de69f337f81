// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_front.h"

#include "ui/pages/reports/team_scatter_figure.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

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
    return m_front ? teamsOn(*m_front) : std::vector<std::uint32_t>();
}

QString TeamFront::text() const
{
    return m_front ? frontText(*m_front, m_presenter.query().metric) : QString();
}

} // namespace cobench::ui
