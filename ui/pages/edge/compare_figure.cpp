// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/compare_figure.h"

#include "ui/bridge/counted.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

namespace cobench::ui {

namespace {

constexpr std::size_t kIdealCategory = 7; // beyond those of the schedulers

QString tr(const char* text)
{
    return QCoreApplication::translate("CompareFigure", text);
}

double xOf(const EdgeSession& session, CompareBy by)
{
    return by == CompareBy::Devices ? static_cast<double>(session.devices()) : session.end.figures.lambda;
}

double yOf(const EdgeSession& session, CompareFigure figure)
{
    const detect::RunFigures& figures = session.end.figures;
    switch (figure) {
    case CompareFigure::Sigma:
        return figures.sigma;
    case CompareFigure::SpeedUp:
        return session.sums().speedUp;
    case CompareFigure::Dropped:
        return 100.0 * session.sums().droppedShare;
    case CompareFigure::Latency99:
        return 1e3 * figures.latency99;
    case CompareFigure::Age:
        return figures.meanAge;
    case CompareFigure::TruthAp:
        return session.end.againstTruth.ap50;
    case CompareFigure::ReferenceAp:
        return session.end.againstReference.ap50;
    }
    return std::nan("");
}

double idealOf(const EdgeSession& session, CompareFigure figure)
{
    const RunSums sums = session.sums();
    return figure == CompareFigure::Sigma ? sums.ideal : sums.ideal * sums.speedUp / session.end.figures.sigma;
}

void add(plots::CurveSeries& series, double x, double y)
{
    if (!std::isnan(x) && !std::isnan(y))
        series.points.push_back({x, y});
}

/// What tells runs apart besides the x axis.
struct Differences {
    bool hasSchedules = false;
    bool hasModels = false;
    bool hasOthers = false; // rates, or numbers of devices

    bool any() const { return hasModels || hasOthers; }
};

/// What the x axis does not show of λ and n.
QString otherOf(const EdgeSession& session, CompareBy by)
{
    if (by == CompareBy::Rate)
        return counted(session.devices(), tr("device"), tr("devices"));
    return session.setup.isPaced() ? tr("λ = %1").arg(session.end.rate) : tr("as taken");
}

Differences differencesOf(const std::vector<const EdgeSession*>& runs, CompareBy by)
{
    Differences differ;
    for (const EdgeSession* run : runs) {
        differ.hasSchedules = differ.hasSchedules || run->setup.schedule != runs.front()->setup.schedule;
        differ.hasModels = differ.hasModels || run->model != runs.front()->model;
        differ.hasOthers = differ.hasOthers || otherOf(*run, by) != otherOf(*runs.front(), by);
    }
    return differ;
}

/// Of a run: what tells its line apart from those of other models, and rates or numbers of devices.
QStringList setOf(const EdgeSession& run, CompareBy by, const Differences& differ)
{
    QStringList words;
    if (differ.hasModels)
        words += run.model.isEmpty() ? tr("several models") : run.model;
    if (differ.hasOthers)
        words += otherOf(run, by);
    return words;
}

QString nameOf(const EdgeSession& run, CompareBy by, const Differences& differ)
{
    QStringList words = setOf(run, by, differ);
    if (differ.hasSchedules || words.isEmpty())
        words.prepend(titleOf(run.setup.schedule));
    return words.join(QStringLiteral(", "));
}

QString headingOf(CompareBy by, const Differences& differ)
{
    QStringList words;
    if (differ.hasSchedules || !differ.any())
        words += tr("Scheduler");
    if (differ.hasModels)
        words += words.isEmpty() ? tr("Model") : tr("model");
    if (differ.hasOthers && by == CompareBy::Devices)
        words += QStringLiteral("λ");
    if (differ.hasOthers && by == CompareBy::Rate)
        words += words.isEmpty() ? tr("Devices") : tr("devices");
    return words.join(QStringLiteral(", "));
}

} // namespace

QString titleOf(CompareBy by)
{
    return by == CompareBy::Devices ? tr("Devices") : tr("λ, frames in [1/s]");
}

QString titleOf(CompareFigure figure)
{
    switch (figure) {
    case CompareFigure::Sigma:
        return tr("σ, processed [1/s]");
    case CompareFigure::SpeedUp:
        return tr("Speed-up, σ / mean μ_d");
    case CompareFigure::Dropped:
        return tr("Dropped [%]");
    case CompareFigure::Latency99:
        return tr("Latency p99 [ms]");
    case CompareFigure::Age:
        return tr("Mean age of boxes [frames]");
    case CompareFigure::TruthAp:
        return tr("AP50 of what was shown");
    case CompareFigure::ReferenceAp:
        return tr("AP50 against the offline reference");
    }
    return {};
}

plots::CurvesData comparisonOf(const std::vector<const EdgeSession*>& sessions, CompareBy by, CompareFigure figure)
{
    std::vector<const EdgeSession*> runs;
    std::ranges::copy_if(sessions, std::back_inserter(runs), [](const EdgeSession* session) {
        return session->isOver() && !session->isReference;
    });
    const Differences differ = differencesOf(runs, by);
    std::map<std::pair<detect::Schedule, QStringList>, plots::CurveSeries> lines;
    std::map<QStringList, plots::CurveSeries> ideals; // the same for every scheduler
    for (const EdgeSession* run : runs) {
        const QStringList set = setOf(*run, by, differ);
        plots::CurveSeries& line = lines[{run->setup.schedule, set}];
        line.name = nameOf(*run, by, differ);
        line.category = static_cast<std::size_t>(run->setup.schedule);
        add(line, xOf(*run, by), yOf(*run, figure));
        if (figure != CompareFigure::Sigma && figure != CompareFigure::SpeedUp)
            continue;
        plots::CurveSeries& ideal = ideals[set];
        ideal.name = (QStringList(tr("Ideal: min(λ, Σ μ_d)")) + set).join(QStringLiteral(", "));
        ideal.category = kIdealCategory;
        add(ideal, xOf(*run, by), idealOf(*run, figure));
    }
    std::vector<plots::CurveSeries> series;
    series.reserve(ideals.size() + lines.size());
    for (auto& [key, ideal] : ideals) // below the others
        series.push_back(std::move(ideal));
    for (auto& [key, line] : lines)
        series.push_back(std::move(line));
    std::erase_if(series, [](const plots::CurveSeries& one) { return one.points.empty(); });
    if (differ.any()) // then a scheduler has several lines, each with a colour of its own
        for (std::size_t place = 0; place < series.size(); ++place)
            series[place].category = place;
    for (plots::CurveSeries& one : series)
        std::ranges::stable_sort(one.points, {}, &plots::CurvePoint::x);
    return {.title = tr("Detection runs"),
        .note = counted(runs.size(), tr("run"), tr("runs")),
        .xTitle = titleOf(by),
        .yTitle = titleOf(figure),
        .series = std::move(series),
        .legendTitle = headingOf(by, differ),
        .countsX = by == CompareBy::Devices};
}

Result<Comparison> parseComparison(std::string_view text)
{
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view axis = colon < text.size() ? text.substr(colon + 1) : kCompareAxes[0];
    const auto* figure = std::ranges::find(kCompareIds, text.substr(0, colon));
    const auto* by = std::ranges::find(kCompareAxes, axis);
    if (figure == std::end(kCompareIds) || by == std::end(kCompareAxes)) {
        std::string cure = "one of";
        for (const std::string_view id : kCompareIds)
            cure.append(" ").append(id);
        return Error{.code = ErrorCode::Usage,
            .subject = "view \"detect:all:" + std::string(text) + "\"",
            .detail = "runs are not compared by that",
            .cure = cure + ", over devices or rate"};
    }
    return Comparison{.figure = static_cast<CompareFigure>(figure - std::begin(kCompareIds)),
        .by = static_cast<CompareBy>(by - std::begin(kCompareAxes))};
}

std::string toString(const Comparison& comparison)
{
    return std::string(kCompareIds[static_cast<std::size_t>(comparison.figure)]) + ":"
        + std::string(kCompareAxes[static_cast<std::size_t>(comparison.by)]);
}

} // namespace cobench::ui
