// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/list_views.h"

#include "core/ensemble/metric.h"
#include "core/jobs/sweep_job.h"
#include "ui/pages/edge/compare_figure.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_query.h"
#include "ui/pages/reports/sweep_query.h"

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr std::size_t kMostMembersDrawn = 24;
constexpr std::size_t kFewestModelsCompared = 4; // three make four teams, which tell nothing of chance

std::vector<std::string> metricIds()
{
    std::vector<std::string> ids;
    ids.reserve(std::size(ensemble::kAllMetrics));
    for (const ensemble::Metric metric : ensemble::kAllMetrics)
        ids.emplace_back(ensemble::info(metric).id);
    return ids;
}

/// Those that somebody saved, and all models together while they can be told apart in a picture.
Result<std::vector<std::vector<std::string>>> teamsOf(
    const ReportSource& source, const std::string& pool, const std::vector<std::string>& models)
{
    const auto saved = source.teams(pool);
    if (!saved)
        return saved.error();
    std::vector<std::vector<std::string>> teams;
    for (const NamedTeam& team : *saved)
        teams.push_back(team.members);
    const bool isKnown = std::ranges::find(teams, models) != teams.end();
    if (models.size() > 1 && models.size() <= kMostMembersDrawn && !isKnown)
        teams.push_back(models);
    return teams;
}

Result<void> addViewsOf(const ReportSource& source, const std::string& pool, std::vector<ViewSpec>& views)
{
    const auto models = source.modelNames(pool);
    if (!models)
        return models.error();
    const auto teams = teamsOf(source, pool, *models);
    if (!teams)
        return teams.error();
    for (const ViewForm& form : viewForms()) {
        const bool compares = form.kind == ViewSpec::Kind::Chance || form.kind == ViewSpec::Kind::Correlations;
        if (compares && models->size() < kFewestModelsCompared)
            continue;
        if (form.takes == ViewTakes::Metric)
            for (const std::string& metric : metricIds())
                views.push_back({.kind = form.kind, .pool = pool, .subject = metric});
        else if (form.takes == ViewTakes::Model)
            for (const std::string& model : *models)
                views.push_back({.kind = form.kind, .pool = pool, .subject = model});
        else if (form.takes == ViewTakes::Team)
            for (const std::vector<std::string>& team : *teams)
                views.push_back({.kind = form.kind, .pool = pool, .subject = {}, .members = team});
    }
    return {};
}

} // namespace

QStringList listForms()
{
    QStringList lines;
    for (const ViewForm& form : viewForms())
        lines << QStringLiteral("%1  %2").arg(toQString(form.form), -54).arg(toQString(form.title));
    return lines;
}

Result<std::vector<ViewSpec>> listViews(const ReportSource& source)
{
    std::vector<ViewSpec> views;
    for (const store::PoolEntry& entry : source.pools())
        if (auto added = addViewsOf(source, entry.name, views); !added)
            return added.error();
    const auto tags = source.tags();
    if (!tags)
        return tags.error();
    for (const std::string& tag : *tags)
        views.push_back({.kind = ViewSpec::Kind::Curves, .subject = tag});
    const auto traced = source.tracedRuns();
    if (!traced)
        return traced.error();
    for (const RunId run : *traced)
        views.push_back({.kind = ViewSpec::Kind::Trace, .subject = std::to_string(run.value)});
    const auto sessions = source.sessions();
    if (!sessions)
        return sessions.error();
    for (const store::SessionEntry& session : *sessions)
        for (const auto kind : {ViewSpec::Kind::Detect, ViewSpec::Kind::Plan})
            views.push_back({.kind = kind, .subject = std::to_string(session.id.value)});
    if (!sessions->empty())
        for (const std::string_view figure : kCompareIds)
            views.push_back({.kind = ViewSpec::Kind::Detect, .samples = std::string(figure)});
    const auto runs = jobs::listRuns(source.path());
    if (!runs)
        return runs.error();
    for (const study::SweepGroup& group : study::sweepGroups(*runs))
        views.push_back({.kind = ViewSpec::Kind::Sweep, .subject = toString(SweepQuery{.group = group.name})});
    const auto policies = source.policies();
    if (!policies)
        return policies.error();
    for (const store::PolicyEntry& entry : *policies)
        views.push_back(
            {.kind = ViewSpec::Kind::Policy, .subject = toString(PolicyQuery{.policies = {{entry.name}}})});
    return views;
}

} // namespace cobench::ui
