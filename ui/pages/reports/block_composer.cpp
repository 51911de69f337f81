// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/block_composer.h"

#include "ui/pages/reports/named_team.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/report_tables.h"
#include "ui/pages/reports/team_tables.h"
#include "ui/pages/reports/trace_figure.h"

namespace cobench::ui {

namespace {

Error noTeams(const data::Pool& pool)
{
    if (pool.size() < 2)
        return {.code = ErrorCode::Unsupported, .subject = pool.name, .detail = "one model makes no team"};
    return {.code = ErrorCode::Unsupported,
        .subject = pool.name,
        .detail = "a pool of " + std::to_string(pool.size()) + " models has too many teams to rank",
        .cure = "exclude members until " + std::to_string(jobs::PoolReportOptions{}.mostModels) + " are left"};
}

} // namespace

std::string dataHashOf(TableSpec::Kind table, const jobs::PoolReport& report)
{
    const bool ofTwoSplits = table == TableSpec::Kind::Teams && !report.selectedOnReportedData;
    return ofTwoSplits ? report.shown.dataHash + "+" + report.selection.dataHash : report.shown.dataHash;
}

void BlockComposer::forget()
{
    m_pools.clear();
    m_splits.clear();
    m_reports.clear();
}

Result<BlockComposer::PoolPtr> BlockComposer::pool(const std::string& name)
{
    if (const auto known = m_pools.find(name); known != m_pools.end())
        return known->second;
    auto loaded = m_source.pool(name);
    if (loaded)
        m_pools.emplace(name, *loaded);
    return loaded;
}

Result<jobs::SplitView> BlockComposer::split(const std::string& poolName, const std::string& title)
{
    if (const auto known = m_splits.find({poolName, title}); known != m_splits.end())
        return known->second;
    auto loaded = pool(poolName);
    if (!loaded)
        return loaded.error();
    auto view = jobs::viewSplit(std::move(*loaded), title);
    if (view)
        m_splits.emplace(SplitKey(poolName, title), *view);
    return view;
}

Result<BlockComposer::PoolReportPtr> BlockComposer::poolReport(
    const std::string& poolName, const std::string& title, Progress& progress, const CancelToken& cancel)
{
    if (const auto known = m_reports.find({poolName, title}); known != m_reports.end())
        return known->second;
    const auto loaded = pool(poolName);
    if (!loaded)
        return loaded.error();
    auto worked = jobs::reportPool(*loaded, {.reportSplit = title}, progress, cancel);
    if (!worked)
        return worked.error();
    auto report = std::make_shared<const jobs::PoolReport>(std::move(*worked));
    for (const std::string& key : {title, report->shown.title}) {
        m_reports.emplace(SplitKey(poolName, key), report);
        m_splits.emplace(SplitKey(poolName, key), report->shown);
    }
    return PoolReportPtr(report);
}

Result<ComposedBlock> BlockComposer::compose(
    const store::BlockEntry& block, Progress& progress, const CancelToken& cancel)
{
    switch (block.kind) {
    case store::BlockKind::View:
        return composeView(block.content, progress, cancel);
    case store::BlockKind::Table:
        return composeTable(block.content, progress, cancel);
    case store::BlockKind::Title:
    case store::BlockKind::Text:
        break;
    }
    return ComposedBlock{.content = ReportText{QString::fromStdString(block.content)}, .dataHash = {}};
}

Result<ComposedBlock> BlockComposer::composeView(
    const std::string& text, Progress& progress, const CancelToken& cancel)
{
    const auto view = parseView(text);
    if (!view)
        return view.error();
    if (isOfRuns(view->kind) || view->kind == ViewSpec::Kind::Policy) {
        auto figure = view->kind == ViewSpec::Kind::Policy ? computePolicies(*view, m_source)
                                                           : computeOfRuns(*view, m_source.path(), cancel);
        if (!figure)
            return figure.error();
        return ComposedBlock{
            .content = ReportFigure{std::make_shared<const FigureData>(std::move(*figure)), {}}, .dataHash = {}};
    }
    const auto loaded = pool(view->pool);
    if (!loaded)
        return loaded.error();
    const auto shown = split(view->pool, splitTitleOf(*view, **loaded));
    if (!shown)
        return shown.error();
    auto figure = computeFigure(*view, *shown, progress, cancel, m_threads);
    if (!figure)
        return figure.error();
    ComposedBlock composed{.content = {}, .dataHash = figure->dataHash.toStdString()};
    composed.content = ReportFigure{std::make_shared<const FigureData>(std::move(*figure)), {}};
    return composed;
}

Result<ComposedBlock> BlockComposer::composeTable(
    const std::string& text, Progress& progress, const CancelToken& cancel)
{
    const auto table = parseTable(text);
    if (!table)
        return table.error();
    switch (table->kind) {
    case TableSpec::Kind::Consensus:
        return composeConsensus(*table, progress, cancel);
    case TableSpec::Kind::Conditions:
        return composeConditions(*table, progress, cancel);
    case TableSpec::Kind::Runs:
        return composeRuns();
    default:
        return composeOfPool(*table, progress, cancel);
    }
}

Result<ComposedBlock> BlockComposer::composeOfPool(
    const TableSpec& table, Progress& progress, const CancelToken& cancel)
{
    const auto report = poolReport(table.pool, table.split, progress, cancel);
    if (!report)
        return report.error();
    const jobs::PoolReport& pool = **report;
    ComposedBlock composed{.content = {}, .dataHash = dataHashOf(table.kind, pool)};
    if (table.kind == TableSpec::Kind::Overview)
        composed.content = overviewOf(pool);
    else if (table.kind == TableSpec::Kind::Models)
        composed.content = memberTable(pool);
    else if (pool.teams)
        composed.content = teamTable(pool);
    else
        return noTeams(*pool.shown.pool);
    return composed;
}

Result<ComposedBlock> BlockComposer::composeConsensus(
    const TableSpec& table, Progress& progress, const CancelToken& cancel)
{
    const auto shown = split(table.pool, table.split);
    if (!shown)
        return shown.error();
    auto team = findTeam(*shown->pool, table.members);
    if (!team)
        return team.error();
    const auto splits = teamSplitsOf(*shown);
    if (!splits)
        return splits.error();
    auto rules = jobs::compareRules(*splits, *team, jobs::everyRule(), {.threads = m_threads}, progress, cancel);
    if (!rules)
        return rules.error();
    const std::string hash = dataHashOf(*shown, *splits, true);
    ReportTable made = consensusTable(*shown, *team, *rules);
    made.origin = originOf(shown->prepared->samples(), shown->title, hash, ensemble::BootstrapOptions().seed);
    return ComposedBlock{.content = std::move(made), .dataHash = hash};
}

Result<ComposedBlock> BlockComposer::composeConditions(
    const TableSpec& table, Progress& progress, const CancelToken& cancel)
{
    const auto shown = pool(table.pool);
    if (!shown)
        return shown.error();
    const auto saved = m_source.teams(table.pool);
    if (!saved)
        return saved.error();
    jobs::ConditionOptions options{.teams = {}, .threads = m_threads};
    for (const NamedTeam& team : *saved) {
        auto members = findTeam(**shown, team.members);
        if (!members)
            return members.error();
        options.teams.push_back(*std::move(members));
    }
    const auto conditions = jobs::prepareConditions(**shown, table.split, cancel);
    if (!conditions)
        return conditions.error();
    const auto compared = jobs::compareConditions(*conditions, options, progress, cancel);
    if (!compared)
        return compared.error();
    ComposedBlock composed{.content = {}, .dataHash = {}};
    for (const auto& prepared : conditions->prepared)
        composed.dataHash.append(composed.dataHash.empty() ? "" : "+")
            .append(jobs::hashSplit(**shown, prepared->split()));
    ReportTable made = conditionTable(table, **shown, *compared, options.metric, *saved);
    made.origin = originOf(conditions->prepared.front()->samples(), compared->split, composed.dataHash);
    composed.content = std::move(made);
    return composed;
}

Result<ComposedBlock> BlockComposer::composeRuns()
{
    const auto runs = m_source.finishedRuns();
    if (!runs)
        return runs.error();
    auto table = runTable(*runs);
    if (!table)
        return Error{.code = ErrorCode::Empty,
            .subject = m_source.path().string(),
            .detail = "no training run of this project has finished"};
    return ComposedBlock{.content = std::move(*table), .dataHash = {}};
}

} // namespace cobench::ui
