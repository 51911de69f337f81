// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/list_views.h"

#include "core/ensemble/metric.h"

namespace cobench::ui {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::vector<std::string> subjectsOf(const ViewForm& form, const data::Pool& pool)
{
    std::vector<std::string> subjects;
    if (form.takesMetric) {
        for (const ensemble::Metric metric : ensemble::kAllMetrics)
            subjects.emplace_back(ensemble::info(metric).id);
        return subjects;
    }
    for (const data::Model& model : pool.models)
        subjects.push_back(model.name);
    return subjects;
}

} // namespace

QStringList listForms()
{
    QStringList lines;
    for (const ViewForm& form : viewForms())
        lines << QStringLiteral("%1  %2").arg(text(form.form), -40).arg(text(form.title));
    return lines;
}

Result<std::vector<ViewSpec>> listViews(const ReportSource& source)
{
    std::vector<ViewSpec> views;
    for (const store::PoolEntry& entry : source.pools()) {
        const auto pool = source.pool(entry.name);
        if (!pool)
            return pool.error();
        for (const ViewForm& form : viewForms()) {
            for (std::string& subject : subjectsOf(form, **pool))
                views.push_back({.kind = form.kind, .pool = entry.name, .subject = std::move(subject)});
        }
    }
    return views;
}

} // namespace cobench::ui
