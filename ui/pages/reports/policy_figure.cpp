// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/policy_figure.h"

#include "core/lr/outline.h"
#include "core/lr/policy_text.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/report_source.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

constexpr double kLongest = 2e9; // steps
constexpr std::uint64_t kPerColumn = 4000; // steps from which a pixel column stands for several
constexpr double kCycles = 6.0; // steps of l: three cycles of what goes up and down

QString tr(const char* text)
{
    return QCoreApplication::translate("PolicyFigure", text);
}

double lengthOf(const lr::Policy& policy)
{
    switch (policy.family) {
    case lr::Family::Linear:
        return 1.25 * policy.l.front();
    case lr::Family::OneCycle:
        return policy.l.front();
    case lr::Family::Wsd:
        return policy.l.back();
    case lr::Family::InvSqrt:
        return 10.0 * std::max(policy.l.front(), 10.0);
    default:
        break;
    }
    if (!policy.l.empty())
        return policy.l.size() > 1 ? 1.25 * policy.l.back() : kCycles * policy.l.front();
    if (policy.family == lr::Family::Exp && policy.gamma > 0.0 && policy.gamma != 1.0)
        return std::abs(std::log(0.01) / std::log(policy.gamma)); // to a hundredth
    if (policy.family == lr::Family::Inv && policy.gamma > 0.0)
        return 100.0 / policy.gamma;
    return 1000.0;
}

/// By name where it is no policy text.
Result<lr::Schedule> findPolicy(const std::string& words, const ReportSource& source)
{
    auto parsed = lr::parse(words);
    if (parsed)
        return parsed;
    const auto policies = source.policies();
    if (!policies)
        return policies.error();
    for (const store::PolicyEntry& entry : *policies)
        if (entry.name == words)
            return lr::parse(entry.current().policy.text);
    return parsed;
}

} // namespace

Result<FigureData> computePolicies(const ViewSpec& view, const ReportSource& source)
{
    const auto query = parsePolicyQuery(view.subject);
    if (!query)
        return query.error();
    plots::ScheduleData figure{
        .xTitle = unitTitle(query->unit), .yTitle = rateTitle(), .legendTitle = tr("Policy")};
    std::uint64_t steps = query->steps;
    for (std::size_t i = 0; i < query->policies.size(); ++i) {
        const auto& [words, stepLength] = query->policies[i];
        auto schedule = findPolicy(words, source);
        if (!schedule)
            return schedule.error();
        steps = steps > 0 ? steps : naturalLength(*schedule);
        const PolicyScale own{.steps = stepsOver(static_cast<double>(steps), stepLength),
            .stepLength = stepLength,
            .convention = query->convention};
        const QString name = lr::parse(words) ? policyName(*schedule) : QString::fromStdString(words);
        figure.series.push_back(
            policySeries(std::make_shared<const lr::Schedule>(*std::move(schedule)), name, own));
        figure.series.back().category = i;
    }
    figure.title = figure.series.size() == 1 ? figure.series.front().name : tr("Learning rates");
    figure.note = stepsNote(steps);
    FigureData data{
        .view = view, .title = figure.title, .note = figure.note, .explanation = rateHelp(), .samples = steps};
    data.content = std::move(figure);
    return data;
}

std::uint64_t stepsOver(double length, double stepLength)
{
    return static_cast<std::uint64_t>(std::max(2.0, std::ceil(length / stepLength)));
}

QString policyName(const lr::Schedule& schedule)
{
    QStringList names;
    for (const lr::Policy& policy : schedule.policies) {
        const std::string_view name = lr::info(policy.family).name;
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    return names.join(tr(", then "));
}

QString stepsNote(std::uint64_t steps)
{
    const QString text = tr("%1 steps").arg(count(steps));
    return steps > kPerColumn ? tr("%1; a pixel column shows the lowest and the highest rate of its own").arg(text)
                              : text;
}

plots::ScheduleSeries policySeries(
    std::shared_ptr<const lr::Schedule> schedule, const QString& name, const PolicyScale& scale)
{
    const QString key = QString::fromStdString(lr::format(*schedule))
        + QStringLiteral("|%1|%2|%3")
              .arg(scale.steps)
              .arg(scale.stepLength)
              .arg(scale.convention == lr::Convention::Reference);
    const auto outline = [schedule = std::move(schedule), scale](double first, double last, std::size_t columns) {
        const auto end = static_cast<double>(scale.steps - 1);
        const double low = std::clamp(std::floor(first / scale.stepLength + 1e-9), 0.0, end);
        const double high = std::clamp(std::ceil(last / scale.stepLength - 1e-9), low, end);
        std::vector<plots::CurvePoint> points;
        for (const lr::OutlinePoint& point : lr::outline(*schedule,
                 static_cast<std::uint64_t>(low),
                 static_cast<std::uint64_t>(high),
                 columns,
                 scale.convention))
            points.push_back({point.t * scale.stepLength, point.rate});
        return points;
    };
    return {.name = name,
        .key = key,
        .last = static_cast<double>(scale.steps - 1) * scale.stepLength,
        .stepLength = scale.stepLength,
        .outline = outline};
}

std::uint64_t naturalLength(const lr::Schedule& schedule)
{
    const double begin = schedule.boundaries.empty() ? 0.0 : schedule.boundaries.back();
    const double last = lengthOf(schedule.policies.back());
    // A constant at the end needs no room of its own.
    const double shown = schedule.policies.back().family == lr::Family::Fix && begin > 0.0 ? 0.25 * begin : last;
    return static_cast<std::uint64_t>(std::clamp(std::ceil(begin + shown), 10.0, kLongest));
}

QString unitTitle(lr::Unit unit)
{
    return unit == lr::Unit::Epoch ? tr("Epoch") : tr("Iteration");
}

QString rateTitle()
{
    return tr("Learning rate");
}

QString rateHelp()
{
    return tr("What an optimiser multiplies its step by. Its area is the sum over all steps.");
}

} // namespace cobench::ui
