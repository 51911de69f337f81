// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/reports/figure_factory.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/sweep_figure.h"

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
    plot->setPointName([scores = data.scores, first = data.first](std::uint32_t team) {
        return QStringLiteral("team %1").arg(
            QString::fromStdString(ensemble::toString(scores->members(team - first))));
    });
    plot->setData(data.plot);
    plot->setMarked(data.marked);
    plot->setOutlined(data.outlined, data.outline);
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

std::unique_ptr<PlotWidget> plotOf(const plots::UpsetData& data)
{
    auto plot = std::make_unique<plots::Upset>();
    plot->setData(data);
    return plot;
}

std::unique_ptr<PlotWidget> plotOf(const plots::HistogramData& data)
{
    auto plot = std::make_unique<plots::Histogram>();
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

QSize barsSize(std::size_t bars)
{
    return {720, std::clamp(160 + 28 * static_cast<int>(bars), 240, 1200)};
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
    if (const auto metric = sweepMetricOf(figure.view)) {
        plot->setLogarithmic(Qt::Horizontal, true);
        plot->setLogarithmic(Qt::Vertical, spansDecades(*metric));
    }
    plot->setTitle(figure.title, figure.note);
    plot->setCommand(exportCommand(figure.view, projectPath));
    return plot;
}

QSize preferredSize(const FigureData& figure)
{
    const auto& content = figure.content;
    switch (figure.view.kind) {
    case ViewSpec::Kind::Matrix:
        return matrixSize(std::get<plots::HeatmapData>(content).rows.size());
    case ViewSpec::Kind::Confusion:
        return matrixSize(std::get<plots::ConfusionData>(content).classes.size());
    case ViewSpec::Kind::TeamConfusion:
        return matrixSize(std::holds_alternative<plots::ConfusionData>(content)
                ? std::get<plots::ConfusionData>(content).classes.size()
                : std::get<plots::HeatmapData>(content).rows.size());
    case ViewSpec::Kind::TeamRecall:
        return {matrixSize(std::get<plots::HeatmapData>(content).columns.size()).width() + 80, 460};
    case ViewSpec::Kind::Overlap: {
        const auto members = static_cast<int>(std::get<plots::UpsetData>(content).sets.size());
        return {960, std::clamp(420 + 24 * members, 460, 1100)};
    }
    case ViewSpec::Kind::Recall:
    case ViewSpec::Kind::Correlations:
        return barsSize(std::get<plots::BarsData>(content).names.size());
    case ViewSpec::Kind::Tree: {
        const auto rows = static_cast<int>(std::get<plots::TreeData>(content).rows.size());
        return {1200, std::clamp(160 + 72 * rows, 360, 1000)};
    }
    case ViewSpec::Kind::Curves:
    case ViewSpec::Kind::Policy:
    case ViewSpec::Kind::Sweep:
    case ViewSpec::Kind::Replay:
    case ViewSpec::Kind::Plan:
        return {960, 540};
    case ViewSpec::Kind::Detect:
        if (!std::holds_alternative<plots::LanesData>(figure.content))
            return {960, 540};
        [[fallthrough]];
    case ViewSpec::Kind::Trace: {
        const auto lanes = static_cast<int>(std::get<plots::LanesData>(content).lanes.size());
        return {1100, std::clamp(120 + 54 * lanes, 320, 1600)};
    }
    case ViewSpec::Kind::Scatter:
    case ViewSpec::Kind::Pareto:
    case ViewSpec::Kind::Selection:
    case ViewSpec::Kind::Chance:
    case ViewSpec::Kind::Reliability:
        break;
    }
    return {720, 540};
}

} // namespace cobench::ui
