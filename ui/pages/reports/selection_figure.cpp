// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/selection_figure.h"

#include "core/ensemble/team_plan.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::ComparedGroup;
using jobs::SelectionScore;

QString tr(const char* text)
{
    return QCoreApplication::translate("SelectionFigure", text);
}

bool isReference(const ToldSelection& told)
{
    return told.options.convention == ensemble::Convention::Reference;
}

/// Teams are numbered by size, then lexicographically; the choice's own numbers begin at its smallest size.
std::size_t offsetOf(const ToldSelection& told)
{
    const std::size_t least = told.choice.minSize;
    return least <= 2 ? 0 : ensemble::countTeams(told.pool.size(), 2, least - 1);
}

QString scoreTitle(const ToldSelection& told, std::optional<std::uint32_t> focal)
{
    const QString metric = idOf(told.options.metrics.front());
    const QString direction = isReference(told) ? tr("low = diverse") : tr("high = diverse");
    if (focal)
        return tr("%1 on the errors of %2, %3").arg(metric, modelName(told.pool, *focal), direction);
    if (jobs::info(told.options.method).score == SelectionScore::FocalDiversity)
        return tr("Focal diversity FQ by %1, %2").arg(metric, direction);
    return tr("Diversity by %1, %2").arg(metric, direction);
}

class FigureBuilder
{
public:
    FigureBuilder(const ToldSelection& told, std::size_t most)
        : m_choice(told.choice)
        , m_percent(isReference(told) ? 1.0 : 100.0) // the reference counts in percent already
        , m_offset(offsetOf(told))
        , m_limit(most)
    {
    }

    void add(const ComparedGroup& group)
    {
        for (std::size_t i = 0; i < group.teams.size(); ++i) {
            const std::size_t id = group.teams[i] + m_offset;
            if (id >= m_limit) {
                ++m_left;
                continue;
            }
            const std::size_t size = group.size != 0 ? group.size : m_choice.scores->members(group.teams[i]).size();
            plots::ScatterGroup& to = m_groups[size];
            to.x.push_back(group.points[i].diversity);
            to.y.push_back(m_percent * group.points[i].accuracy);
            to.ids.push_back(static_cast<std::uint32_t>(id));
            to.hollow.push_back(!group.isLow.empty() && group.isLow[i] != 0 ? 1 : 0);
            m_clustered |= to.hollow.back() != 0;
        }
    }

    void finish(plots::ScatterData& figure, std::optional<std::uint32_t> focal)
    {
        std::map<std::size_t, std::size_t> place;
        for (auto& [size, group] : m_groups) {
            place[size] = figure.groups.size();
            group.name = QString::number(size);
            figure.groups.push_back(std::move(group));
        }
        for (const ensemble::Threshold& threshold : m_choice.thresholds) {
            if (focal && threshold.focal != static_cast<std::int64_t>(*focal))
                continue;
            const auto found = place.find(threshold.size);
            figure.lines.push_back({.at = threshold.value,
                .group = found == place.end() ? std::nullopt : std::optional(found->second),
                .name = threshold.size == 0 ? tr("threshold") : tr("threshold of size %1").arg(threshold.size)});
        }
        if (m_clustered)
            figure.note += u" · "_s + tr("hollow: low-accuracy cluster");
        if (!figure.lines.empty())
            figure.note += u" · "_s + tr("dashed: thresholds");
        if (m_left > 0)
            figure.note += u" · "_s + tr("%1 larger teams not shown").arg(count(m_left));
    }

private:
    const jobs::TeamChoice& m_choice;
    double m_percent;
    std::size_t m_offset;
    std::size_t m_limit;
    std::size_t m_left = 0;
    bool m_clustered = false;
    std::map<std::size_t, plots::ScatterGroup> m_groups; // by team size
};

} // namespace

std::vector<std::uint32_t> focalViews(const jobs::TeamChoice& choice)
{
    std::vector<std::uint32_t> views;
    for (const ComparedGroup& group : choice.groups)
        if (group.focal >= 0 && (views.empty() || views.back() != group.focal))
            views.push_back(static_cast<std::uint32_t>(group.focal));
    return views;
}

plots::ScatterData selectionFigure(const ToldSelection& told, std::size_t most, std::optional<std::uint32_t> focal)
{
    const jobs::SelectionMethodInfo& method = jobs::info(told.options.method);
    plots::ScatterData figure{.title = tr("Teams as compared by: %1").arg(toQString(method.name)),
        .note = tr("%1, the selection split").arg(told.split)};
    if (told.selectedOnReportedData)
        figure.note += u" · "_s + tr("selected on the reported data");
    if (told.choice.groups.empty()) {
        figure.note += u" · "_s
            + (method.isSearch() ? tr("this method looks at accuracy alone")
                                 : tr("this method has no plane of its own to show"));
        return figure;
    }
    figure.xTitle = scoreTitle(told, focal);
    figure.yTitle = tr("%1 accuracy (%)").arg(nameOf(*told.options.rule));
    figure.groupTitle = tr("Team size");
    figure.ordered = true;
    FigureBuilder builder(told, most);
    for (const ComparedGroup& group : told.choice.groups)
        if (!focal || group.focal == static_cast<std::int64_t>(*focal))
            builder.add(group);
    builder.finish(figure, focal);
    return figure;
}

} // namespace cobench::ui
