// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/pruning_figure.h"

#include "core/ensemble/team_evaluator.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::Members;
using ensemble::NodeState;

QString numbersOf(const Members& members)
{
    return QString::fromStdString(ensemble::toString(members));
}

/// "lenet + mlp (0,3)"
QString teamText(const PrunedPool& pruned, const Members& members)
{
    QStringList names;
    for (const std::uint32_t member : members)
        names += pruned.names[member];
    return u"%1 (%2)"_s.arg(names.join(u" + "_s), numbersOf(members));
}

plots::TreeState stateOf(NodeState state)
{
    switch (state) {
    case NodeState::Kept:
        return plots::TreeState::Kept;
    case NodeState::Pruned:
        return plots::TreeState::Pruned;
    case NodeState::Killed:
        return plots::TreeState::Killed;
    case NodeState::NotGenerated:
        break;
    }
    return plots::TreeState::NotGenerated;
}

bool isParent(const Members& parent, const Members& child)
{
    return parent.size() + 1 == child.size() && std::equal(parent.begin(), parent.end(), child.begin());
}

QString sharesOf(const PrunedPool& pruned)
{
    QStringList shares;
    for (const ensemble::TreeLevel& level : pruned.tree.levels)
        shares += QString::number(100.0 * pruned.options.betaOf(level.size), 'g', 4);
    if (std::ranges::all_of(shares, [&](const QString& share) { return share == shares.front(); }))
        shares = shares.mid(0, 1);
    return u"β = %1 %"_s.arg(shares.join(u", "_s));
}

QString figuresOf(const ensemble::TreeNode& node)
{
    return u"FQ %1 · accuracy %2"_s.arg(
        std::isnan(node.score) ? u"undefined"_s : fixed(node.score, 4), percent(node.accuracy));
}

QString stateText(const PrunedPool& pruned, const ensemble::TreeNode& node)
{
    const auto& level = pruned.tree.levels[node.members.size() - 2];
    switch (node.state) {
    case NodeState::Kept:
        return u"Kept · "_s + figuresOf(node);
    case NodeState::Pruned:
        return u"Pruned here: one of the %1 least diverse of %2 teams of %3\n"_s.arg(
                   count(level.pruned), count(level.candidates), count(level.size))
            + figuresOf(node);
    case NodeState::Killed:
        return u"Killed by %1, which was pruned\nNever scored"_s.arg(teamText(pruned, node.killedBy));
    case NodeState::NotGenerated:
        break;
    }
    return u"Never generated: it contains %1, which was pruned"_s.arg(
        teamText(pruned, pruned.tree.prunedPart(node.members)));
}

QString valueTitle(const PrunedPool& pruned, TreeColour colour)
{
    if (colour == TreeColour::Accuracy)
        return u"%1 accuracy (%)"_s.arg(nameOf(pruned.rule));
    return pruned.tree.scaledOverCandidates
        ? u"FQ, focal %1, high = diverse"_s.arg(idOf(pruned.metric))
        : u"FQ as published, focal %1, low = diverse"_s.arg(idOf(pruned.metric));
}

} // namespace

std::size_t PrunedPool::teams() const
{
    std::size_t sum = 0;
    for (const ensemble::TreeLevel& level : tree.levels)
        sum += level.candidates + level.killed;
    return sum;
}

std::uint64_t PrunedPool::scored() const
{
    std::uint64_t sum = 0;
    for (const ensemble::TreeLevel& level : tree.levels)
        sum += level.scored;
    return sum;
}

PrunedPool prunedPool(const data::Pool& pool,
    const ensemble::PreparedSplit& split,
    ensemble::Metric metric,
    const ensemble::PruningOptions& options,
    ensemble::PruningTree tree)
{
    PrunedPool pruned{.split = QString::fromStdString(split.split().title()),
        .samples = split.samples(),
        .rule = ensemble::judgingRule(split),
        .metric = metric,
        .options = options,
        .tree = std::move(tree)};
    for (std::size_t model = 0; model < pool.size(); ++model) {
        pruned.names.push_back(QString::fromStdString(pool.models[model].name));
        pruned.faultless += split.rightCount(model) == split.samples() ? 1 : 0;
    }
    return pruned;
}

std::vector<plots::TreeNode> pruningNodes(const PrunedPool& pruned, TreeColour colour)
{
    const std::size_t models = pruned.names.size();
    std::vector<plots::TreeNode> nodes;
    nodes.reserve(models + pruned.tree.nodes.size());
    for (std::uint32_t model = 0; model < models; ++model)
        nodes.push_back({.parent = -1, .name = model, .state = plots::TreeState::Root});
    std::size_t above = 0; // parents come in the order of their children
    for (const ensemble::TreeNode& node : pruned.tree.nodes) {
        std::size_t parent = node.members.front();
        if (node.members.size() > 2) {
            while (!isParent(pruned.tree.nodes[above].members, node.members))
                ++above;
            parent = models + above;
        }
        nodes.push_back({.parent = static_cast<std::int32_t>(parent),
            .name = node.members.back(),
            .state = stateOf(node.state),
            .value = colour == TreeColour::Score ? node.score : 100.0 * node.accuracy});
    }
    return nodes;
}

plots::TreeData pruningFigure(std::shared_ptr<const PrunedPool> pruned, TreeColour colour)
{
    const plots::TreeNodes nodes(pruningNodes(*pruned, colour));
    return pruningFigure(std::move(pruned), colour, nodes);
}

plots::TreeData pruningFigure(
    std::shared_ptr<const PrunedPool> pruned, TreeColour colour, const plots::TreeNodes& nodes)
{
    plots::TreeData figure{.title = u"Teams pruned by focal %1 (%2)"_s.arg(
                               nameOf(ensemble::info(pruned->metric)).toLower(), idOf(pruned->metric)),
        .note = pruningNote(*pruned),
        .rowTitle = u"Team size"_s,
        .columnTitle = u"Teams, each below the team it adds a model to"_s,
        .valueTitle = valueTitle(*pruned, colour),
        .names = pruned->names,
        .rows = {},
        .nodes = nodes,
        .range = std::nullopt,
        .describe = {}};
    for (std::size_t size = 1; size <= pruned->tree.levels.size() + 1; ++size)
        figure.rows.push_back(QString::number(size));
    figure.describe = [pruned = std::move(pruned)](std::size_t node) { return describeNode(*pruned, node); };
    return figure;
}

QString pruningNote(const PrunedPool& pruned)
{
    QStringList parts{pruned.pool,
        pruned.split,
        sharesOf(pruned),
        u"%1 of %2 teams scored"_s.arg(count(pruned.scored()), count(pruned.teams())),
        pruned.tree.scaledOverCandidates ? u"scaled over each size's candidates"_s
                                         : u"scaled over all teams of a size (reference)"_s,
        u"n = %1"_s.arg(count(pruned.samples))};
    if (pruned.tree.nodesTruncated)
        parts += u"too many teams to list those never generated"_s;
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString describeNode(const PrunedPool& pruned, std::size_t node)
{
    if (node < pruned.names.size())
        return u"%1 (%2)\nAll teams whose first member it is grow from here"_s.arg(
            pruned.names[node], QString::number(node));
    const ensemble::TreeNode& team = pruned.tree.nodes[node - pruned.names.size()];
    return teamText(pruned, team.members) + u'\n' + stateText(pruned, team);
}

QString undefinedScores(const PrunedPool& pruned)
{
    const auto undefined = std::ranges::count_if(pruned.tree.nodes,
        [](const ensemble::TreeNode& node) { return node.state == NodeState::Kept && std::isnan(node.score); });
    if (undefined == 0)
        return {};
    const bool ratio = pruned.metric == ensemble::Metric::QS || pruned.metric == ensemble::Metric::RHO;
    const QString reason = pruned.faultless == pruned.names.size()
        ? u"no model makes a mistake on this split, so there is nothing to count on."_s
        : pruned.samples < 2 ? u"one sample is too few to count on."_s
        : ratio              ? u"%1 of a pair is 0/0 on the mistakes of one of the two."_s.arg(idOf(pruned.metric))
                             : u"their members make no mistakes, or the formula divides by zero on all of them."_s;
    return u"%1 teams have no defined focal score and are never pruned: %2"_s.arg(
        count(static_cast<std::size_t>(undefined)), reason);
}

} // namespace cobench::ui
