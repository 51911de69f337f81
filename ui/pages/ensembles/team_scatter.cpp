// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_scatter.h"

#include "ui/pages/ensembles/ensemble_figures.h"

#include <set>

namespace cobench::ui {

TeamScatterView::TeamScatterView(EnsemblePresenter& presenter, plots::Scatter& scatter, QObject* parent)
    : QObject(parent)
    , m_presenter(presenter)
    , m_scatter(scatter)
{
    Selection& selection = presenter.workspace().selection();
    m_scatter.setPointName([this](std::uint32_t team) {
        const auto& answer = m_presenter.teams();
        return answer ? teamName(answer->subject.models(), members(team)) : QString();
    });
    connect(&presenter, &EnsemblePresenter::teamsChanged, this, &TeamScatterView::answerChanged);
    connect(&scatter, &plots::Scatter::pointClicked, this, &TeamScatterView::choose);
    connect(&scatter, &plots::Scatter::pointsBrushed, this, &TeamScatterView::brush);
    connect(&scatter, &plots::Scatter::emptyClicked, this, [&selection] { selection.setTeams({}); });
    connect(&scatter, &plots::Scatter::pointHovered, this, [this, &selection](std::uint32_t team) {
        selection.hoverTeam(members(team));
    });
    connect(&scatter, &plots::Scatter::hoverLeft, this, [&selection] { selection.hoverTeam(std::nullopt); });
    connect(&selection, &Selection::teamsChanged, this, &TeamScatterView::pullSelection);
    connect(&selection, &Selection::hoveredTeamChanged, this, &TeamScatterView::pullHover);
    answerChanged();
}

ensemble::Members TeamScatterView::members(std::uint32_t team) const
{
    return m_presenter.teams()->teams.scores.members(team);
}

void TeamScatterView::answerChanged()
{
    const auto& answer = m_presenter.teams();
    m_scatter.setSelected({});
    m_scatter.setHovered(std::nullopt);
    if (!answer)
        return m_scatter.setData({});
    m_scatter.setData(teamFigure(*answer, m_presenter.query()));
    m_scatter.setCommand(scatterCommand(*answer, m_presenter.query(), m_presenter.workspace().path()));
    pullSelection();
}

void TeamScatterView::choose(std::uint32_t team, Qt::KeyboardModifiers modifiers)
{
    Selection& selection = m_presenter.workspace().selection();
    if (modifiers.testFlag(Qt::ControlModifier))
        return selection.toggleTeam(members(team));
    selection.setModels(members(team));
    selection.setTeams({members(team)});
}

void TeamScatterView::brush(const std::vector<std::uint32_t>& teams, bool add)
{
    Selection& selection = m_presenter.workspace().selection();
    std::vector<ensemble::Members> chosen;
    if (add)
        chosen = selection.teams();
    const std::set<ensemble::Members> known(chosen.begin(), chosen.end());
    for (const std::uint32_t team : teams)
        if (ensemble::Members brushed = members(team); !known.contains(brushed))
            chosen.push_back(std::move(brushed));
    selection.setTeams(std::move(chosen));
}

void TeamScatterView::pullSelection()
{
    std::vector<std::uint32_t> ids;
    if (const auto& answer = m_presenter.teams())
        for (const ensemble::Members& team : m_presenter.workspace().selection().teams())
            if (const auto id = answer->teams.find(team))
                ids.push_back(*id);
    m_scatter.setSelected(ids);
}

void TeamScatterView::pullHover()
{
    const auto& answer = m_presenter.teams();
    const auto& team = m_presenter.workspace().selection().hoveredTeam();
    m_scatter.setHovered(answer && team ? answer->teams.find(*team) : std::nullopt);
}

} // namespace cobench::ui
