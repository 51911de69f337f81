// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_figure.h"

#include "core/ensemble/team_plan.h"
#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

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

bool isReference(const SelectionAnswer& answer)
{
    return answer.selection.options.convention == ensemble::Convention::Reference;
}

/// Both enumerate by size, then lexicographically, from different smallest sizes on.
std::uint32_t offsetAmong(const TeamsAnswer& teams, const jobs::TeamChoice& choice)
{
    return choice.minSize <= 2
        ? 0
        : static_cast<std::uint32_t>(ensemble::countTeams(teams.teams.scores.models, 2, choice.minSize - 1));
}

QString scoreTitle(const SelectionAnswer& answer, std::optional<std::uint32_t> focal)
{
    const std::string_view id = ensemble::info(answer.selection.options.metrics.front()).id;
    const QString metric = toQString(id);
    const QString direction = isReference(answer) ? tr("low = diverse") : tr("high = diverse");
    if (focal)
        return tr("%1 on the errors of %2, %3").arg(metric, modelName(answer.models(), *focal), direction);
    if (answer.method().score == SelectionScore::FocalDiversity)
        return tr("Focal diversity FQ by %1, %2").arg(metric, direction);
    return tr("Diversity by %1, %2").arg(metric, direction);
}

class FigureBuilder
{
public:
    FigureBuilder(const SelectionAnswer& answer, const TeamsAnswer& teams)
        : m_choice(answer.selection.choice)
        , m_percent(isReference(answer) ? 1.0 : 100.0) // the reference counts in percent already
        , m_offset(offsetAmong(teams, m_choice))
        , m_limit(teams.teams.scores.size())
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

std::vector<std::uint32_t> focalViews(const SelectionAnswer& answer)
{
    std::vector<std::uint32_t> views;
    for (const ComparedGroup& group : answer.selection.choice.groups)
        if (group.focal >= 0 && (views.empty() || views.back() != group.focal))
            views.push_back(static_cast<std::uint32_t>(group.focal));
    return views;
}

plots::ScatterData selectionFigure(
    const SelectionAnswer& answer, const TeamsAnswer& teams, std::optional<std::uint32_t> focal)
{
    const jobs::TeamChoice& choice = answer.selection.choice;
    const std::string_view name = answer.method().name;
    plots::ScatterData figure{.title = tr("Teams as compared by: %1").arg(toQString(name)),
        .note = tr("%1, the selection split").arg(answer.selectSplit)};
    if (answer.selection.selectedOnReportedData)
        figure.note += u" · "_s + tr("selected on the reported data");
    if (choice.groups.empty()) {
        figure.note += u" · "_s
            + (answer.method().isSearch() ? tr("this method looks at accuracy alone")
                                          : tr("this method has no plane of its own to show"));
        return figure;
    }
    figure.xTitle = scoreTitle(answer, focal);
    figure.yTitle = tr("%1 accuracy (%)").arg(nameOf(*answer.selection.options.rule));
    figure.groupTitle = tr("Team size");
    figure.ordered = true;
    FigureBuilder builder(answer, teams);
    for (const ComparedGroup& group : choice.groups)
        if (!focal || group.focal == static_cast<std::int64_t>(*focal))
            builder.add(group);
    builder.finish(figure, focal);
    return figure;
}

std::optional<double> thresholdOn(
    const SelectionAnswer& answer, const TeamsAnswer& teams, const EnsembleQuery& query)
{
    const jobs::TeamSelection& selection = answer.selection;
    const auto& thresholds = selection.choice.thresholds;
    const bool one = thresholds.size() == 1 && thresholds.front().focal < 0 && thresholds.front().size == 0;
    const bool sameNumbers = query.metric == answer.request.metric
        && query.samples.kind == ensemble::SampleSet::Kind::Disagreement && teams.subject.pool == answer.pool
        && QString::fromStdString(teams.subject.split->title) == answer.selectSplit;
    if (!one || !sameNumbers)
        return std::nullopt;
    // 1 - x undoes itself: the rule's form of the value to the raw one.
    const double value = thresholds.front().value;
    const bool low = ensemble::info(query.metric).lowIsDiverse;
    const double raw = low != isReference(answer) ? 1.0 - value : value;
    return shownValue(query, raw);
}

} // namespace cobench::ui
