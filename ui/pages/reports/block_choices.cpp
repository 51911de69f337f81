// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/block_choices.h"

#include "ui/pages/reports/list_views.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/pages/reports/table_spec.h"

#include <map>

namespace cobench::ui {

namespace {

using store::BlockKind;

using TeamNames = std::map<std::vector<std::string>, std::string>; // of one pool, by members

QString titleOf(const ViewSpec& view, const TeamNames& teams)
{
    const ViewForm& form = formOf(view.kind);
    if (form.takes == ViewTakes::Metric)
        if (const auto metric = ensemble::metricFromId(view.subject))
            return QStringLiteral("%1  %2").arg(toQString(view.subject), nameOf(ensemble::info(*metric)));
    if (form.takes == ViewTakes::Team) {
        const auto named = teams.find(view.members);
        return named == teams.end() ? QStringLiteral("All models") : toQString(named->second);
    }
    if (view.kind == ViewSpec::Kind::Curves)
        return quantityTitle(view.subject);
    if (view.kind == ViewSpec::Kind::Detect && !view.samples.empty())
        return toQString(view.samples);
    const bool isOfOneRun = view.kind == ViewSpec::Kind::Trace || view.kind == ViewSpec::Kind::Detect
        || view.kind == ViewSpec::Kind::Plan;
    return isOfOneRun ? QStringLiteral("Run %1").arg(toQString(view.subject)) : toQString(view.subject);
}

BlockChoice choiceOf(const ViewSpec& view, const TeamNames& teams)
{
    return {.block = {.kind = BlockKind::View, .content = toString(view)},
        .pool = toQString(view.pool),
        .group = toQString(formOf(view.kind).title),
        .title = titleOf(view, teams)};
}

BlockChoice choiceOf(const TableSpec& table)
{
    return {.block = {.kind = BlockKind::Table, .content = toString(table)},
        .pool = toQString(table.pool),
        .group = QStringLiteral("Tables"),
        .title = toQString(formOf(table.kind).title)};
}

/// Of the teams that have the figure of the same numbers.
void addConsensus(const std::vector<ViewSpec>& views,
    const std::string& pool,
    const TeamNames& teams,
    std::vector<BlockChoice>& choices)
{
    for (const ViewSpec& view : views)
        if (view.kind == ViewSpec::Kind::TeamRecall && view.pool == pool) {
            choices.push_back(
                choiceOf({.kind = TableSpec::Kind::Consensus, .pool = pool, .members = view.members}));
            choices.back().title += QStringLiteral(": %1").arg(titleOf(view, teams));
        }
}

} // namespace

Result<std::vector<BlockChoice>> listChoices(const ReportSource& source)
{
    const auto views = listViews(source);
    if (!views)
        return views.error();
    std::vector<BlockChoice> choices;
    for (const store::PoolEntry& pool : source.pools()) {
        const auto saved = source.teams(pool.name);
        if (!saved)
            return saved.error();
        TeamNames teams;
        for (const NamedTeam& team : *saved)
            teams.emplace(team.members, team.name);
        for (const TableForm& form : tableForms())
            if (form.of == TableForm::Of::Pool)
                choices.push_back(choiceOf({.kind = form.kind, .pool = pool.name}));
        addConsensus(*views, pool.name, teams, choices);
        for (const ViewSpec& view : *views)
            if (view.pool == pool.name)
                choices.push_back(choiceOf(view, teams));
    }
    for (const ViewSpec& view : *views)
        if (view.pool.empty())
            choices.push_back(choiceOf(view, {}));
    for (const TableForm& form : tableForms())
        if (form.of == TableForm::Of::Project)
            choices.push_back(choiceOf(TableSpec{.kind = form.kind}));
    return choices;
}

} // namespace cobench::ui
