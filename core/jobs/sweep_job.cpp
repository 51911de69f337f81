// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/sweep_job.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace cobench::jobs {

namespace {

/// What programs call the training loss of an epoch. That of a batch is too restless to say how a run ended.
constexpr std::array<std::string_view, 4> kLosses{"train/epoch_loss", "train_loss", "train/loss_epoch", "loss"};

std::vector<RunId> idsOf(std::span<const study::Run> runs, const study::SweepGroup& group)
{
    std::vector<RunId> ids;
    for (const study::SweepSeries& series : group.series)
        for (const std::size_t place : series.runs)
            ids.push_back(runs[place].id);
    return ids;
}

bool isRecorded(std::span<const study::Run> runs, const study::SweepGroup& group, std::string_view tag)
{
    const std::string key(tag);
    return std::ranges::any_of(group.series, [&](const study::SweepSeries& series) {
        return std::ranges::any_of(
            series.runs, [&](std::size_t place) { return runs[place].figures.contains(key); });
    });
}

using Curves = std::map<RunId, std::vector<study::ScalarPoint>>;

Result<Curves> curvesOf(const std::filesystem::path& project,
    const std::vector<RunId>& ids,
    const std::string& tag,
    const CancelToken& cancel)
{
    auto read = readCurves(project, ids, tag, cancel);
    if (!read)
        return std::move(read).error();
    Curves curves;
    for (RunPoints& points : *read)
        curves.emplace(points.run, std::move(points.points));
    return curves;
}

/// Over epochs; over steps where the run does not say how long one is.
study::Curve overEpochs(const study::Run& run, const Curves& curves)
{
    const auto found = curves.find(run.id);
    if (found == curves.end())
        return {};
    study::Curve curve = study::onAxis(run, found->second, study::XAxis::Epoch, 0.0);
    return curve.x.empty() ? study::onAxis(run, found->second, study::XAxis::Step, 0.0) : curve;
}

} // namespace

std::vector<std::string> sweepQuantities(std::span<const study::Run> runs, const study::SweepGroup& group)
{
    std::set<std::string> tags;
    for (const study::SweepSeries& series : group.series)
        for (const std::size_t place : series.runs)
            for (const auto& [tag, figures] : runs[place].figures)
                if (figures.points > 1 && study::betterOf(tag) != study::Better::Neither)
                    tags.insert(tag);
    return {tags.begin(), tags.end()};
}

std::string usualQuantity(const std::vector<std::string>& quantities)
{
    for (const char* wanted : {"test/accuracy", "val/accuracy", "test/loss", "val/loss"})
        if (std::ranges::find(quantities, wanted) != quantities.end())
            return wanted;
    return quantities.empty() ? std::string() : quantities.front();
}

Result<SweptGroup> readSweep(const std::filesystem::path& project,
    std::span<const study::Run> runs,
    const study::SweepGroup& group,
    const study::SweepMetric& metric,
    const CancelToken& cancel)
{
    const auto loss
        = std::ranges::find_if(kLosses, [&](std::string_view tag) { return isRecorded(runs, group, tag); });
    SweptGroup swept{.name = group.name,
        .metric = metric,
        .lossTag = loss == kLosses.end() ? std::string() : std::string(*loss),
        .series = {}};
    const std::vector<RunId> ids = idsOf(runs, group);
    const auto values = curvesOf(project, ids, metric.tag, cancel);
    if (!values)
        return values.error();
    const auto losses
        = swept.lossTag.empty() ? Result<Curves>(Curves()) : curvesOf(project, ids, swept.lossTag, cancel);
    if (!losses)
        return losses.error();
    for (const study::SweepSeries& series : group.series) {
        if (cancel.isCancelled())
            return cancelled();
        SweptSeries done{.name = series.name, .sweep = {}, .runs = {}};
        for (const std::size_t place : series.runs)
            if (const study::Run& run = runs[place]; values->contains(run.id))
                done.runs.push_back({.run = run.id,
                    .rate = study::constantRate(run).value_or(0.0),
                    .metric = overEpochs(run, *values),
                    .loss = overEpochs(run, *losses)});
        done.sweep = study::sweepRates(done.runs, metric);
        if (!done.runs.empty())
            swept.series.push_back(std::move(done));
    }
    return swept;
}

} // namespace cobench::jobs
