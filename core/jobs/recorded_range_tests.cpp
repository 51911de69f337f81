// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/recorded_range_tests.h"

#include "core/jobs/rate_runs.h"
#include "core/jobs/read_runs.h"
#include "core/lr/policy_text.h"
#include "core/store/runs.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

using Method = RangeTestOptions::Method;

bool isOver(const study::Run& run)
{
    return run.state == "finished" || run.state == "cancelled" || run.state == "failed"
        || run.state == "interrupted";
}

/// EXP up to its last step, as runRangeTest writes it.
bool isSweep(const lr::Schedule& schedule)
{
    return schedule.policies.size() == 2 && schedule.policies.front().family == lr::Family::Exp;
}

Result<RecordedRangeTest> readSweep(
    const std::filesystem::path& project, const RateRun& source, const CancelToken& cancel)
{
    const auto curves = readCurves(project, {source.run.id}, "train/loss", cancel);
    if (!curves)
        return curves.error();
    const lr::Policy& policy = source.schedule.policies.front();
    const std::vector<study::ScalarPoint> seen
        = curves->empty() ? std::vector<study::ScalarPoint>() : curves->front().points;
    const auto steps = static_cast<std::size_t>(source.schedule.boundaries.front());
    study::SweepWatch watch(steps);
    for (const study::ScalarPoint& point : seen)
        if (!watch.hasDiverged() && watch.points().size() < steps)
            watch.add(policy.k0 * std::pow(policy.gamma, point.step - 1.0), point.value);
    RecordedRangeTest recorded{.name = source.run.name,
        .options = {.config = source.config,
            .lowest = policy.k0,
            .highest = source.schedule.policies.back().k0,
            .points = static_cast<std::uint32_t>(steps)},
        .test = {.points = watch.points(), .runs = {source.run.id}}};
    recorded.test.hasDiverged = watch.hasDiverged() || source.run.state == "failed";
    recorded.test.suggestion = study::suggestFromSweep(recorded.test.points);
    return recorded;
}

bool isSameGrid(const RecordedRangeTest& test, const RateRun& run)
{
    return test.options.method == Method::Grid && test.options.config.seed == run.config.seed
        && withoutRate(test.options.config) == withoutRate(run.config);
}

/// The same rate once more: the newer run counts.
void addToGrid(std::vector<RecordedRangeTest>& tests, const RateRun& run)
{
    const double rate = run.schedule.policies.front().k0;
    auto place = std::ranges::find_if(tests, [&](const RecordedRangeTest& test) { return isSameGrid(test, run); });
    if (place == tests.end()) {
        std::string name = run.run.name;
        if (const std::string suffix = " " + lr::numberText(rate); name.ends_with(suffix))
            name.resize(name.size() - suffix.size());
        place = tests.insert(place,
            {.name = std::move(name),
                .options = {.method = Method::Grid, .config = run.config, .lowest = rate, .highest = rate}});
    }
    const auto at = std::ranges::lower_bound(place->test.points, rate, {}, &study::RatePoint::rate);
    const auto index = at - place->test.points.begin();
    const bool isNew = at == place->test.points.end() || at->rate != rate;
    if (isNew) {
        place->test.points.insert(at, {.rate = rate});
        place->test.runs.insert(place->test.runs.begin() + index, RunId{});
    }
    place->test.runs[static_cast<std::size_t>(index)] = run.run.id;
    place->options.lowest = std::min(place->options.lowest, rate);
    place->options.highest = std::max(place->options.highest, rate);
    place->options.points = static_cast<std::uint32_t>(place->test.points.size());
}

/// What the runs that came to their ends measured; the others were stopped because they diverged.
Result<void> measureGrid(const std::filesystem::path& project, RecordedRangeTest& recorded)
{
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!store)
        return store.error();
    const auto rows = (*store)->runs();
    if (!rows)
        return rows.error();
    RangeTest& test = recorded.test;
    for (std::size_t i = 0; i < test.runs.size(); ++i) {
        const auto run = std::ranges::find(*rows, test.runs[i], &store::RunRow::id);
        if (run == rows->end() || run->state != "finished") {
            test.hasDiverged = true;
            continue;
        }
        const auto loss = (*store)->scalars(run->id, "val/loss");
        const auto accuracy = (*store)->scalars(run->id, "val/accuracy");
        if (loss && !loss->empty())
            test.points[i].loss = loss->back().value;
        if (accuracy && !accuracy->empty())
            test.points[i].accuracy = accuracy->back().value;
    }
    test.suggestion = study::suggestFromGrid(test.points);
    return {};
}

} // namespace

Result<std::vector<RecordedRangeTest>> readRangeTests(
    const std::filesystem::path& project, Progress& progress, const CancelToken& cancel)
{
    const auto runs = readRateRuns(project);
    if (!runs)
        return runs.error();
    std::vector<RecordedRangeTest> tests;
    progress.beginStage("reading range tests", runs->size());
    for (const RateRun& run : *runs) {
        progress.advance();
        if (cancel.isCancelled())
            return cancelled();
        if (run.run.batch != kRangeTestBatch || run.run.isArchived || !isOver(run.run))
            continue;
        if (run.schedule.policies.front().family == lr::Family::Fix) {
            addToGrid(tests, run);
        } else if (isSweep(run.schedule)) {
            auto sweep = readSweep(project, run, cancel);
            if (!sweep)
                return sweep.error();
            tests.push_back(*std::move(sweep));
        }
    }
    for (RecordedRangeTest& test : tests)
        if (test.options.method == Method::Grid)
            if (auto measured = measureGrid(project, test); !measured)
                return measured.error();
    return tests;
}

} // namespace cobench::jobs
