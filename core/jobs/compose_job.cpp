// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/compose_job.h"

#include "core/jobs/rate_runs.h"
#include "core/jobs/read_runs.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

/// A run with what composition needs of it.
struct Source {
    RunId run;
    train::TrainConfig config;
    study::ComposedFrom curve;
};

Error unable(ErrorCode code, std::string detail, std::string cure)
{
    return {.code = code, .subject = "compose", .detail = std::move(detail), .cure = std::move(cure)};
}

bool isChosen(const ComposeOptions& options, const study::Run& run)
{
    if (run.state != "finished")
        return false;
    return options.runs.empty() ? run.batch == options.batch
                                : std::ranges::find(options.runs, run.id) != options.runs.end();
}

Result<std::vector<Source>> readSources(const ComposeOptions& options, const CancelToken& cancel)
{
    auto all = readRateRuns(options.project);
    if (!all)
        return all.error();
    std::vector<Source> sources;
    std::vector<RunId> ids;
    for (RateRun& each : *all) {
        if (!isChosen(options, each.run))
            continue;
        ids.push_back(each.run.id);
        sources.push_back({each.run.id, std::move(each.config), {each.run.id, std::move(each.schedule), {}}});
    }
    auto points = readCurves(options.project, ids, options.tag, cancel);
    if (!points)
        return std::move(points).error();
    for (RunPoints& each : *points) {
        const auto source = std::ranges::find(sources, each.run, &Source::run);
        source->curve.points = std::move(each.points);
    }
    std::erase_if(sources, [](const Source& source) { return source.curve.points.empty(); });
    if (sources.size() < 2)
        return unable(ErrorCode::NotFound,
            "there are fewer than two finished runs that recorded " + options.tag,
            "choose runs of two policies or more that trained to their ends");
    for (const Source& source : sources)
        if (!(withoutRate(source.config) == withoutRate(sources.front().config)))
            return unable(ErrorCode::Conflict,
                "runs " + std::to_string(sources.front().run.value) + " and " + std::to_string(source.run.value)
                    + " differ in more than rate and seed",
                "name runs of one configuration");
    return sources;
}

/// The sources of each policy as ranked policies, with the last value of the tag in place of val/accuracy.
RankedPolicy bestOf(const std::vector<Source>& sources, bool higherIsBetter)
{
    std::vector<RankedPolicy> policies;
    for (const Source& source : sources) {
        auto place = std::ranges::find(policies, source.curve.schedule, &RankedPolicy::schedule);
        if (place == policies.end())
            place = policies.insert(place, RankedPolicy{.schedule = source.curve.schedule});
        place->runs.push_back({.run = source.run,
            .seed = source.config.seed,
            .state = "finished",
            .iterations = source.curve.points.back().step,
            .valAccuracy = source.curve.points.back().value});
    }
    const RankMetric& last = *findRankMetric("val_accuracy");
    const auto meanOf = [&](const RankedPolicy& policy) {
        const double mean = study::meanInterval(policy.values(last)).mean;
        return higherIsBetter ? mean : -mean;
    };
    return *std::ranges::max_element(policies, {}, meanOf);
}

Result<void> verify(ComposedPolicy& composed,
    const train::TrainConfig& config,
    const std::string& batch,
    bool higherIsBetter,
    RunTrainer& trainer,
    Progress& progress,
    const CancelToken& cancel)
{
    RankOptions options{.config = config, .batch = batch};
    const auto seedOf = [](const RankedRun& run) { return run.seed; };
    options.config.seed = std::ranges::min(composed.best.runs, {}, seedOf).seed;
    options.seeds = static_cast<std::uint32_t>(composed.best.runs.size());
    auto trained = trainPolicy(options, composed.composition.schedule, trainer, progress, cancel);
    if (!trained)
        return std::move(trained).error();
    composed.verified = *std::move(trained);
    std::vector<double> ours;
    std::vector<double> theirs;
    for (const RankedRun& run : composed.verified->runs) {
        const auto same = std::ranges::find(composed.best.runs, run.seed, &RankedRun::seed);
        if (same == composed.best.runs.end())
            continue;
        ours.push_back(higherIsBetter ? run.valAccuracy : run.valLoss);
        theirs.push_back(same->valAccuracy);
    }
    composed.gain = study::pairedTest(ours, theirs);
    return {};
}

} // namespace

Result<ComposedPolicy> composePolicy(
    const ComposeOptions& options, RunTrainer* trainer, Progress& progress, const CancelToken& cancel)
{
    if (options.tag != "val/accuracy" && options.tag != "val/loss")
        return unable(ErrorCode::Usage, "cannot compare by " + options.tag, "val/accuracy or val/loss");
    const auto sources = readSources(options, cancel);
    if (!sources)
        return sources.error();
    const bool higherIsBetter = options.tag == "val/accuracy";
    std::vector<study::ComposedFrom> curves;
    ComposedPolicy composed{.tag = options.tag};
    for (const Source& source : *sources) {
        curves.push_back(source.curve);
        composed.runs.push_back(source.run);
    }
    auto composition = study::compose(curves, options.intervals, higherIsBetter);
    if (!composition)
        return std::move(composition).error();
    composed.composition = *std::move(composition);
    composed.best = bestOf(*sources, higherIsBetter);
    const bool isNew = composed.composition.intervals.size() > 1; // else it is one of the policies again
    if (options.verifies && trainer && isNew)
        if (auto verified = verify(
                composed, sources->front().config, options.verifyBatch, higherIsBetter, *trainer, progress, cancel);
            !verified)
            return verified.error();
    return composed;
}

} // namespace cobench::jobs
