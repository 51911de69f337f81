// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/figure_factory.h"

#include "ui/pages/reports/commands.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using plots::PlotWidget;

std::unique_ptr<PlotWidget> plotOf(const plots::HeatmapData& data)
{
    auto plot = std::make_unique<plots::Heatmap>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const TeamScatter& data)
{
    auto plot = std::make_unique<plots::Scatter>();
    plot->setPointName([teams = data.teams](std::uint32_t team) {
        return QStringLiteral("team %1").arg(QString::fromStdString(ensemble::toString(teams[team])));
    });
    plot->setData(data.plot);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::TreeData& data)
{
    auto plot = std::make_unique<plots::Tree>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::ConfusionData& data)
{
    auto plot = std::make_unique<plots::Confusion>();
    plot->setConfusion(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::ReliabilityData& data)
{
    auto plot = std::make_unique<plots::Reliability>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::BarsData& data)
{
    auto plot = std::make_unique<plots::Bars>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::CurvesData& data)
{
    auto plot = std::make_unique<plots::Curves>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::LanesData& data)
{
    auto plot = std::make_unique<plots::Lanes>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::ScheduleData& data)
{
    auto plot = std::make_unique<plots::Schedule>();
    plot->setSchedule(data);
    return plot;
}

/// Cells of about 44 units as long as that stays a picture one can look at as a whole.
QSize matrixSize(std::size_t cells)
{
    const int side = std::clamp(static_cast<int>(cells) * 44, 280, 880);
    return {side + 280, side + 180};
}

} // namespace

std::unique_ptr<PlotWidget> makePlot(const FigureData& figure, const QString& projectPath)
{
    auto plot = std::visit([](const auto& data) { return plotOf(data); }, figure.content);
    plot->setTitle(figure.title, figure.note);
    plot->setCommand(exportCommand(figure.view, projectPath));
    return plot;
}

QSize preferredSize(const FigureData& figure)
{
    switch (figure.view.kind) {
    case ViewSpec::Kind::Matrix:
        return matrixSize(std::get<plots::HeatmapData>(figure.content).rows.size());
    case ViewSpec::Kind::Confusion:
        return matrixSize(std::get<plots::ConfusionData>(figure.content).classes.size());
    case ViewSpec::Kind::Recall: {
        const auto bars = static_cast<int>(std::get<plots::BarsData>(figure.content).names.size());
        return {720, std::clamp(160 + 28 * bars, 240, 1200)};
    }
    case ViewSpec::Kind::Tree: {
        const auto rows = static_cast<int>(std::get<plots::TreeData>(figure.content).rows.size());
        return {1200, std::clamp(160 + 72 * rows, 360, 1000)};
    }
    case ViewSpec::Kind::Curves:
    case ViewSpec::Kind::Policy:
        return {960, 540};
    case ViewSpec::Kind::Trace: {
        const auto lanes = static_cast<int>(std::get<plots::LanesData>(figure.content).lanes.size());
        return {1100, std::clamp(120 + 54 * lanes, 320, 1600)};
    }
    case ViewSpec::Kind::Scatter:
    case ViewSpec::Kind::Reliability:
        break;
    }
    return {720, 540};
}

} // namespace cobench::ui
