// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/list_views.h"

#include "core/ensemble/metric.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_query.h"

namespace cobench::ui {

namespace {

std::vector<std::string> metricIds()
{
    std::vector<std::string> ids;
    ids.reserve(std::size(ensemble::kAllMetrics));
    for (const ensemble::Metric metric : ensemble::kAllMetrics)
        ids.emplace_back(ensemble::info(metric).id);
    return ids;
}

} // namespace

QStringList listForms()
{
    QStringList lines;
    for (const ViewForm& form : viewForms())
        lines << QStringLiteral("%1  %2").arg(toQString(form.form), -40).arg(toQString(form.title));
    return lines;
}

Result<std::vector<ViewSpec>> listViews(const ReportSource& source)
{
    std::vector<ViewSpec> views;
    for (const store::PoolEntry& entry : source.pools()) {
        const auto models = source.modelNames(entry.name);
        if (!models)
            return models.error();
        for (const ViewForm& form : viewForms()) {
            if (isOfRuns(form.kind) || form.kind == ViewSpec::Kind::Policy)
                continue;
            for (const std::string& subject : form.takesMetric ? metricIds() : *models)
                views.push_back({.kind = form.kind, .pool = entry.name, .subject = subject});
        }
    }
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
    const auto policies = source.policies();
    if (!policies)
        return policies.error();
    for (const store::PolicyEntry& entry : *policies)
        views.push_back(
            {.kind = ViewSpec::Kind::Policy, .subject = toString(PolicyQuery{.policies = {{entry.name}}})});
    return views;
}

} // namespace cobench::ui
