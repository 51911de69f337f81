// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_view.h"

#include "ui/pages/ensembles/selected_teams.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>

namespace cobench::ui {

namespace {

const QString kSelected = QStringLiteral("selected");
constexpr std::size_t kMostLinkedMembers = 12; // 4,083 parts; beyond, only those of one member less

/// Parts of two members and more, the team itself left out.
std::vector<ensemble::Members> partsOf(const ensemble::Members& team)
{
    std::vector<ensemble::Members> parts;
    if (team.size() > kMostLinkedMembers) {
        for (std::size_t left = 0; left < team.size(); ++left) {
            parts.push_back(team);
            parts.back().erase(parts.back().begin() + static_cast<std::ptrdiff_t>(left));
        }
        return parts;
    }
    for (ensemble::TeamMask places = 1; places + 1 < ensemble::TeamMask{1} << team.size(); ++places) {
        ensemble::Members part = ensemble::membersOf(places);
        if (part.size() < 2)
            continue;
        for (std::uint32_t& member : part)
            member = team[member];
        parts.push_back(std::move(part));
    }
    return parts;
}

} // namespace

TreeView::TreeView(TreePresenter& presenter, plots::Tree& tree, QObject* parent)
    : QObject(parent)
    , m_presenter(presenter)
    , m_tree(tree)
{
    Selection& selection = presenter.page().workspace().selection();
    connect(&presenter, &TreePresenter::answerChanged, this, &TreeView::answerChanged);
    connect(&tree, &plots::Tree::nodeClicked, this, &TreeView::choose);
    connect(&tree, &plots::Tree::nodeHovered, this, &TreeView::hover);
    connect(&tree, &plots::Tree::hoverLeft, this, [&selection] { selection.hoverTeam(std::nullopt); });
    connect(&selection, &Selection::teamsChanged, this, &TreeView::pullSelection);
}

bool TreeView::showsSameNodes(const TreeAnswer& answer) const
{
    return m_shown && m_shown->pool == answer.pool && m_shown->colour == answer.colour
        && m_shown->pruned->metric == answer.pruned->metric && m_shown->pruned->split == answer.pruned->split
        && m_shown->pruned->options.convention == answer.pruned->options.convention
        && m_shown->nodes.sharesShapeWith(answer.nodes);
}

void TreeView::answerChanged()
{
    const auto& answer = m_presenter.answer();
    if (!answer) {
        m_shown.reset();
        m_tree.setData({});
    } else if (showsSameNodes(*answer)) {
        m_shown = answer;
        m_tree.updateNodes(answer->nodes, pruningNote(*answer->pruned));
    } else {
        m_shown = answer;
        plots::TreeData figure = pruningFigure(answer->pruned, answer->colour, answer->nodes);
        figure.columnTitle.clear(); // a dock is low
        figure.valueTitle = answer->colour == TreeColour::Score ? tr("FQ") : tr("Accuracy (%)");
        figure.describe = [this](std::size_t node) { return describeNode(*m_shown->pruned, node); };
        m_tree.setData(std::move(figure));
    }
    m_tree.setCommand(answer ? command(*answer) : QString());
    pullSelection();
    Q_EMIT nodesChanged();
}

QString TreeView::command(const TreeAnswer& answer) const
{
    const ViewSpec view{.kind = ViewSpec::Kind::Tree,
        .pool = answer.pool->entry.name,
        .subject = idOf(answer.pruned->metric).toStdString(),
        .split = answer.pruned->split.toStdString(),
        .pruning = answer.pruned->options};
    return answer.colour == TreeColour::Score ? exportCommand(view, m_presenter.page().workspace().path())
                                              : QString();
}

void TreeView::choose(std::size_t node, Qt::KeyboardModifiers modifiers)
{
    Selection& selection = m_presenter.page().workspace().selection();
    const ensemble::TreeNode* team = m_shown->teamAt(node);
    const bool add = modifiers.testFlag(Qt::ControlModifier);
    if (!team) {
        const auto model = static_cast<std::uint32_t>(node);
        return add ? selection.toggleModel(model) : selection.setModels({model});
    }
    if (add)
        return selection.toggleTeam(team->members);
    selection.setModels(team->members);
    selection.setTeams({team->members});
}

void TreeView::hover(std::size_t node)
{
    const ensemble::TreeNode* team = m_shown->teamAt(node);
    m_presenter.page().workspace().selection().hoverTeam(team ? std::optional(team->members) : std::nullopt);
}

void TreeView::pullSelection()
{
    using Nodes = std::vector<std::size_t>;
    Workspace& workspace = m_presenter.page().workspace();
    const auto find = [shown = m_shown, teams = workspace.selection().sharedTeams()] {
        Nodes nodes;
        if (shown)
            for (const ensemble::Members& team : *teams)
                if (const auto node = shown->nodeOf(team))
                    nodes.push_back(*node);
        return nodes;
    };
    pullLinks();
    makeOfTeams<Nodes>(workspace.async(),
        this,
        kSelected,
        workspace.selection().teams().size(),
        find,
        [this, shown = m_shown](Nodes nodes) {
            if (shown == m_shown)
                m_tree.setSelected(std::move(nodes));
        });
}

void TreeView::setLinksShown(bool shown)
{
    m_links = shown;
    pullLinks();
}

void TreeView::pullLinks()
{
    std::vector<plots::TreeLink> links;
    const auto& teams = m_presenter.page().workspace().selection().teams();
    const auto node = m_links && m_shown && teams.size() == 1 ? m_shown->nodeOf(teams.front()) : std::nullopt;
    if (node) {
        const ensemble::Members killer = m_shown->pruned->tree.prunedPart(teams.front());
        for (const ensemble::Members& part : partsOf(teams.front()))
            if (const auto to = m_shown->nodeOf(part))
                links.push_back({.from = *node, .to = *to, .strong = part == killer});
    }
    m_tree.setLinks(std::move(links));
}

} // namespace cobench::ui
