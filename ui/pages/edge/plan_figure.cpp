// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/plan_figure.h"

#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

namespace cobench::ui {

namespace {

/// The same colours in every figure.
enum Category : std::size_t { LimitCategory = 7, FormulaCategory = 0, EmulatorCategory = 1, MeasuredCategory = 2 };

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("PlanFigure", text);
}

double valueOf(const detect::Prediction& told, PlanFigure figure)
{
    switch (figure) {
    case PlanFigure::Sigma:
        return told.sigma;
    case PlanFigure::Dropped:
        return 100.0 * told.droppedShare;
    case PlanFigure::Latency99:
        return 1e3 * told.latency99;
    }
    return 0.0;
}

double limitOf(const detect::CapacityQuestion& question, PlanFigure figure)
{
    switch (figure) {
    case PlanFigure::Sigma:
        return question.rate;
    case PlanFigure::Dropped:
        return 100.0 * question.droppedShare;
    case PlanFigure::Latency99:
        return 1e3 * question.latency99;
    }
    return 0.0;
}

plots::CurveSeries limitLine(const ToldPlan& told, PlanFigure figure)
{
    const double limit = limitOf(told.question, figure);
    plots::CurveSeries line{
        .name = figure == PlanFigure::Sigma ? tr("λ, frames in") : tr("At most"), .category = LimitCategory};
    for (const detect::CapacityPlan::Row& row : told.plan.rows)
        line.points.push_back({static_cast<double>(row.devices), limit});
    return line;
}

} // namespace

QString titleOf(PlanFigure figure)
{
    switch (figure) {
    case PlanFigure::Sigma:
        return tr("σ, processed [1/s]");
    case PlanFigure::Dropped:
        return tr("Dropped [%]");
    case PlanFigure::Latency99:
        return tr("Latency p99 [ms]");
    }
    return {};
}

QString planCommand(const ToldPlan& told, const QString& projectPath)
{
    if (told.devices.empty())
        return {};
    const QString devices = quoted(toQString(told.devices));
    const QString source = told.measured ? u"--session %1 --project %2"_s.arg(devices, quoted(projectPath))
                                         : u"--devices "_s + devices;
    const detect::CapacityQuestion& question = told.question;
    const detect::CapacityQuestion usual;
    QString command = u"cobench-cli detect plan %1 --rate %2 --p99 %3 --dropped %4 --most %5"_s.arg(source)
                          .arg(question.rate)
                          .arg(1e3 * question.latency99)
                          .arg(100.0 * question.droppedShare)
                          .arg(question.most);
    if (question.dispatch.schedule != usual.dispatch.schedule)
        command += u" --schedule "_s
            + toQString(detect::kSchedules[static_cast<std::size_t>(question.dispatch.schedule)]);
    if (question.dispatch.schedule == detect::Schedule::Deadline)
        command += u" --deadline %1"_s.arg(1e3 * detect::seconds(question.dispatch.deadline));
    if (question.dispatch.drop != usual.dispatch.drop)
        command
            += u" --drop "_s + toQString(detect::kDropPolicies[static_cast<std::size_t>(question.dispatch.drop)]);
    if (question.dispatch.buffer != usual.dispatch.buffer)
        command += u" --buffer %1"_s.arg(question.dispatch.buffer);
    if (question.seed != usual.seed)
        command += u" --seed %1"_s.arg(question.seed);
    return command;
}

plots::CurvesData planOf(const ToldPlan& told, PlanFigure figure)
{
    plots::CurveSeries formula{.name = tr("Queueing formula"), .category = FormulaCategory};
    plots::CurveSeries emulator{.name = tr("Emulator"), .category = EmulatorCategory};
    for (const detect::CapacityPlan::Row& row : told.plan.rows) {
        const auto devices = static_cast<double>(row.devices);
        formula.points.push_back({devices, valueOf(row.queueing, figure)});
        emulator.points.push_back({devices, valueOf(row.emulated, figure)});
    }
    std::vector<plots::CurveSeries> series{limitLine(told, figure), std::move(formula), std::move(emulator)};
    if (told.measured)
        series.push_back({.name = tr("Measured, #%1").arg(told.measured->number),
            .points = {{static_cast<double>(told.measured->devices), valueOf(told.measured->told, figure)}},
            .category = MeasuredCategory});
    return {.title = tr("Plan of devices"),
        .note = tr("λ = %1, μ = %2 1/s").arg(told.question.rate).arg(told.question.devices.front().rate, 0, 'f', 2),
        .xTitle = tr("Devices"),
        .yTitle = titleOf(figure),
        .series = std::move(series),
        .legendTitle = tr("Told by"),
        .countsX = true};
}

} // namespace cobench::ui
