// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_scatter.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/selected_teams.h"
#include "ui/pages/ensembles/selection_threshold.h"
#include "ui/pages/reports/commands.h"

#include <algorithm>

namespace cobench::ui {

namespace {

const QString kFigure = QStringLiteral("figure");
const QString kBrush = QStringLiteral("brush");

/// Where the selection's threshold stands on the axis of the query; `chosen` may be nullptr.
std::vector<plots::ScatterLine> thresholdLines(
    const SelectionAnswer* chosen, const TeamsAnswer& teams, const EnsembleQuery& query)
{
    const auto at = chosen ? thresholdOn(*chosen, teams, query) : std::nullopt;
    if (!at)
        return {};
    return {{.at = *at, .group = std::nullopt, .name = TeamScatterView::tr("threshold of the selection")}};
}

} // namespace

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
    , m_seen(new WhenSeen(&scatter, [this] { answerChanged(); }))
{
    Selection& selection = presenter.workspace().selection();
    m_scatter.setPointName([this](std::uint32_t team) {
        return m_shown ? teamName(m_shown->subject.models(), members(team)) : QString();
    });
    connect(&presenter, &EnsemblePresenter::teamsChanged, m_seen, &WhenSeen::request);
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
    m_seen->request();
}

ensemble::Members TeamScatterView::members(std::uint32_t team) const
{
    return m_shown->teams.scores.members(team);
}

/// Numbers of teams mean the same to the points and to the presenters.
bool TeamScatterView::isCurrent() const
{
    return m_shown && m_shown == m_presenter.teams();
}

void TeamScatterView::setPlane(Plane plane, std::optional<std::uint32_t> focal)
{
    const bool same = m_plane == plane && (plane == Plane::Query || m_focal == focal);
    m_plane = plane;
    m_focal = focal;
    if (!same)
        m_seen->request();
}

bool TeamScatterView::showsSelection() const
{
    const auto& chosen = m_selection.answer();
    const auto& shown = m_presenter.teams();
    return m_plane == Plane::Selection && chosen && shown && !shown->teams.isPart()
        && chosen->pool == shown->subject.pool;
}

void TeamScatterView::selectionChanged()
{
    if (m_seen->putsOff())
        return;
    if (m_plane == Plane::Selection)
        return answerChanged();
    if (isCurrent())
        m_scatter.setLines(thresholdLines(m_selection.answer().get(), *m_shown, m_presenter.query()));
    refreshMarks();
}

void TeamScatterView::answerChanged()
{
    const auto& answer = m_presenter.teams();
    Async& async = m_presenter.workspace().async();
    async.supersede(this, kFigure);
    if (!answer || (m_shown && !m_shown->subject.hasModelsOf(answer->subject)))
        adopt(nullptr, {}); // not to be clicked while a worker makes the figure
    if (!answer)
        return;
    const auto selection = m_selection.answer();
    const auto make
        = [answer, selection, query = m_presenter.query(), ofSelection = showsSelection(), focal = m_focal] {
              if (ofSelection)
                  return selectionFigure(toldOf(*selection), answer->teams.scores.size(), focal);
              plots::ScatterData figure = teamFigure(*answer, query);
              figure.lines = thresholdLines(selection.get(), *answer, query);
              return figure;
          };
    if (answer->teams.scores.size() <= kQuickTeams)
        return adopt(answer, make());
    async.runLatest<plots::ScatterData>(
        this,
        kFigure,
        {.title = {}, .lane = Lane::Display},
        [make](Progress&, const CancelToken&) -> Result<plots::ScatterData> { return make(); },
        [this, answer](Result<plots::ScatterData> figure) {
            if (figure)
                adopt(answer, *std::move(figure));
        });
}

void TeamScatterView::adopt(std::shared_ptr<const TeamsAnswer> answer, plots::ScatterData figure)
{
    m_shown = std::move(answer);
    m_scatter.setSelected({});
    m_scatter.setHovered(std::nullopt);
    m_scatter.setData(std::move(figure));
    refreshMarks();
    pullFront();
    pullSelection();
}

void TeamScatterView::refreshCommand()
{
    const QString project = m_presenter.workspace().path();
    m_scatter.setCommand(!m_shown ? QString()
            : showsSelection()
            ? exportCommand(viewOf(*m_selection.answer(), m_focal), project)
            : scatterCommand(*m_shown, m_presenter.query(), m_front.isWanted(TeamFront::Use::Mark), project));
}

void TeamScatterView::refreshMarks()
{
    m_scatter.setMarked(isCurrent() ? m_selection.chosenTeams() : std::vector<std::uint32_t>());
}

void TeamScatterView::choose(std::uint32_t team, Qt::KeyboardModifiers modifiers)
{
    Selection& selection = m_presenter.workspace().selection();
    if (modifiers.testFlag(Qt::ControlModifier))
        return selection.toggleTeam(members(team));
    selection.setModels(members(team));
    selection.setTeams({members(team)});
}

/// Of hundreds of thousands of points a worker makes the teams; who selects otherwise meanwhile is not overruled.
void TeamScatterView::brush(const std::vector<std::uint32_t>& teams, bool add)
{
    Workspace& workspace = m_presenter.workspace();
    const auto before = add ? workspace.selection().sharedTeams() : std::make_shared<const Selection::Teams>();
    const auto make = [shown = m_shown, before, teams] {
        auto chosen = std::make_shared<Selection::Teams>(*before);
        const std::vector<std::uint32_t> known = numbersAmong(*shown, *before);
        for (const std::uint32_t team : teams)
            if (!std::ranges::binary_search(known, team))
                chosen->push_back(shown->teams.scores.members(team));
        return Selection::SharedTeams(std::move(chosen));
    };
    makeOfTeams<Selection::SharedTeams>(workspace.async(),
        this,
        kBrush,
        teams.size() + before->size(),
        make,
        [&workspace](Selection::SharedTeams chosen) { workspace.selection().adoptTeams(std::move(chosen)); });
}

void TeamScatterView::pullSelection()
{
    m_presenter.workspace().async().supersede(this, kBrush);
    if (m_seen->putsOff())
        return;
    findSelected(m_presenter, this, m_shown, [this, shown = m_shown](const std::vector<std::uint32_t>& teams) {
        if (shown == m_shown)
            m_scatter.setSelected(teams);
    });
}

void TeamScatterView::pullFront()
{
    if (m_seen->putsOff())
        return;
    const bool isShown = isCurrent() && m_front.isWanted(TeamFront::Use::Mark);
    m_scatter.setOutlined(isShown ? m_front.teams() : std::vector<std::uint32_t>(), tr("Pareto front"));
    refreshCommand();
}

void TeamScatterView::pullHover()
{
    if (m_seen->putsOff())
        return;
    const auto& team = m_presenter.workspace().selection().hoveredTeam();
    m_scatter.setHovered(m_shown && team ? m_shown->teams.find(*team) : std::nullopt);
}

} // namespace cobench::ui
