// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_scatter.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/selection_figure.h"

#include <set>

namespace cobench::ui {

TeamScatterView::TeamScatterView(EnsemblePresenter& presenter,
    SelectionPresenter& chosen,
    TeamFront& front,
    plots::Scatter& scatter,
    QObject* parent)
    : QObject(parent)
    , m_presenter(presenter)
    , m_selection(chosen)
    , m_front(front)
    , m_scatter(scatter)
{
    Selection& selection = presenter.workspace().selection();
    m_scatter.setPointName([this](std::uint32_t team) {
        const auto& answer = m_presenter.teams();
        return answer ? teamName(answer->subject.models(), members(team)) : QString();
    });
    connect(&presenter, &EnsemblePresenter::teamsChanged, this, &TeamScatterView::answerChanged);
    connect(&chosen, &SelectionPresenter::answerChanged, this, &TeamScatterView::selectionChanged);
    connect(&front, &TeamFront::changed, this, &TeamScatterView::pullFront);
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

void TeamScatterView::setPlane(Plane plane, std::optional<std::uint32_t> focal)
{
    const bool same = m_plane == plane && (plane == Plane::Query || m_focal == focal);
    m_plane = plane;
    m_focal = focal;
    if (!same)
        answerChanged();
}

bool TeamScatterView::showsSelection() const
{
    const auto& chosen = m_selection.answer();
    const auto& shown = m_presenter.teams();
    return m_plane == Plane::Selection && chosen && shown && chosen->pool == shown->subject.pool;
}

std::vector<plots::ScatterLine> TeamScatterView::queryLines() const
{
    const auto& chosen = m_selection.answer();
    const auto at = chosen ? thresholdOn(*chosen, *m_presenter.teams(), m_presenter.query()) : std::nullopt;
    if (!at)
        return {};
    return {{.at = *at, .group = std::nullopt, .name = tr("threshold of the selection")}};
}

void TeamScatterView::selectionChanged()
{
    if (m_plane == Plane::Selection)
        return answerChanged();
    if (m_presenter.teams())
        m_scatter.setLines(queryLines());
    m_scatter.setMarked(m_selection.chosenTeams());
}

void TeamScatterView::answerChanged()
{
    const auto& answer = m_presenter.teams();
    m_scatter.setSelected({});
    m_scatter.setHovered(std::nullopt);
    if (!answer)
        return m_scatter.setData({});
    if (showsSelection()) {
        m_scatter.setData(selectionFigure(*m_selection.answer(), *answer, m_focal));
        m_scatter.setCommand({});
    } else {
        plots::ScatterData figure = teamFigure(*answer, m_presenter.query());
        figure.lines = queryLines();
        m_scatter.setData(std::move(figure));
        m_scatter.setCommand(scatterCommand(*answer, m_presenter.query(), m_presenter.workspace().path()));
    }
    m_scatter.setMarked(m_selection.chosenTeams());
    pullFront();
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

void TeamScatterView::pullFront()
{
    const bool isShown = m_front.isWanted(TeamFront::Use::Mark);
    m_scatter.setOutlined(isShown ? m_front.teams() : std::vector<std::uint32_t>(), tr("Pareto front"));
}

void TeamScatterView::pullHover()
{
    const auto& answer = m_presenter.teams();
    const auto& team = m_presenter.workspace().selection().hoveredTeam();
    m_scatter.setHovered(answer && team ? answer->teams.find(*team) : std::nullopt);
}

} // namespace cobench::ui
