// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/estimate_run.h"

#include "core/data/dataset.h"
#include "core/train/models.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace cobench::jobs {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kBytes = 4.0; // of a number

std::optional<train::NetworkFigures> figuresOf(const train::TrainConfig& config)
{
    const data::DatasetInfo* dataset = data::findDatasetInfo(config.dataset);
    if (!dataset)
        return std::nullopt;
    const auto network = train::buildNetwork({.model = config.model,
        .widths = config.widths,
        .input = {dataset->shape.channels, dataset->shape.height, dataset->shape.width},
        .classes = dataset->classNames.size(),
        .shortcut = config.shortcut == "B" ? train::Shortcut::B : train::Shortcut::A});
    if (!network)
        return std::nullopt;
    const auto figures = train::analyse(*network);
    return figures ? std::optional(*figures) : std::nullopt;
}

/// Numbers that the optimiser keeps for each parameter.
double stateOf(const train::TrainConfig& config)
{
    if (config.optimizer == "sgd")
        return config.momentum > 0.0 ? 1.0 : 0.0;
    return config.optimizer == "adagrad" || config.optimizer == "rmsprop" ? 1.0 : 2.0;
}

double figureOf(const study::Run& run, const char* tag)
{
    const auto found = run.figures.find(tag);
    return found == run.figures.end() ? kNone : found->second.last;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return kNone;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Training samples of a dataset, from a run that saw all of them.
double samplesOf(const train::TrainConfig& config, std::span<const study::Run> known)
{
    if (config.limitTrain > 0)
        return static_cast<double>(config.limitTrain);
    for (const study::Run& run : known) {
        const auto other = train::configFromJson(run.configJson);
        if (!other || run.state != "finished" || other->dataset != config.dataset || other->limitTrain != 0)
            continue;
        const double iterations = study::iterationsPerEpoch(run);
        if (std::isfinite(iterations)) // the last batch may be smaller
            return iterations * other->batch;
    }
    return kNone;
}

void addTime(const train::TrainConfig& config, std::span<const study::Run> known, RunEstimate& estimate)
{
    std::vector<double> same; // samples a second
    std::vector<double> any; // multiply-adds a second
    for (const study::Run& run : known) {
        const double rate = figureOf(run, "run/samples_per_second");
        const auto other = train::configFromJson(run.configJson);
        if (!(rate > 0.0) || !other || other->device != config.device || other->threads != config.threads)
            continue;
        if (other->model == config.model && other->widths == config.widths && other->batch == config.batch)
            same.push_back(rate);
        if (const auto figures = figuresOf(*other))
            any.push_back(rate * static_cast<double>(figures->multiplyAdds));
    }
    estimate.basis = same.empty() ? any.size() : same.size();
    const double rate = same.empty() ? median(any) / estimate.multiplyAdds : median(same);
    estimate.seconds = estimate.samples * config.epochs / rate;
}

} // namespace

RunEstimate estimateRun(const train::TrainConfig& config, std::span<const study::Run> known)
{
    RunEstimate estimate;
    estimate.samples = samplesOf(config, known);
    const auto figures = figuresOf(config);
    if (!figures)
        return estimate;
    estimate.parameters = static_cast<double>(figures->parameters);
    estimate.multiplyAdds = static_cast<double>(figures->multiplyAdds);
    estimate.memoryBytes = kBytes
        * (estimate.parameters * (2.0 + stateOf(config))
            + 2.0 * static_cast<double>(figures->activations) * config.batch);
    estimate.diskBytes = kBytes * estimate.parameters * (1.0 + stateOf(config))
        * (config.keepCheckpoints + (config.keepBest ? 1.0 : 0.0));
    addTime(config, known, estimate);
    return estimate;
}

} // namespace cobench::jobs
