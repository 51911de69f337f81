// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/recorded_rankings.h"

#include "core/jobs/range_test_job.h"
#include "core/jobs/rank_runs.h"
#include "core/jobs/rate_runs.h"
#include "core/store/runs.h"
#include "core/study/policy_candidates.h"
#include "core/trace/totals.h"

#include <algorithm>
#include <array>
#include <set>

namespace cobench::jobs {

namespace {

constexpr std::string_view kScalesSuffix = ", other scales";
constexpr std::array kScales{0.1, 0.5, 5.0, 10.0};

bool isScaled(const RateRun& run)
{
    return run.run.batch.ends_with(kScalesSuffix);
}

std::string baseBatch(const RateRun& run)
{
    return isScaled(run) ? run.run.batch.substr(0, run.run.batch.size() - kScalesSuffix.size()) : run.run.batch;
}

/// While it is gathered.
struct Gathered {
    RecordedRanking ranking;
    train::TrainConfig common;
    std::vector<lr::Schedule> schedules;
    std::set<std::uint64_t> seeds;

    void add(const RateRun& run)
    {
        ranking.runs.push_back(run.run.id);
        ranking.createdAt = std::max(ranking.createdAt, run.run.createdAt);
        if (isScaled(run))
            return;
        seeds.insert(run.config.seed);
        if (std::ranges::find(schedules, run.schedule) == schedules.end())
            schedules.push_back(run.schedule);
    }
};

double lastOf(const store::RunStore& store, RunId run, const std::string& tag)
{
    const auto rows = store.scalars(run, tag);
    return rows && !rows->empty() ? rows->back().value : std::numeric_limits<double>::quiet_NaN();
}

Result<RankedRun> readRun(const store::RunStore& store, const RateRun& source)
{
    const RunId id = source.run.id;
    RankedRun run{.run = id, .seed = source.config.seed, .state = source.run.state, .message = source.run.message};
    const auto curves = store.curves({.runs = {id}, .tag = "val/accuracy", .parts = 0});
    if (!curves)
        return curves.error();
    for (const store::Curve& curve : *curves)
        for (const store::CurvePoint& point : curve.points)
            run.addValidation({.step = static_cast<double>(point.step), .time = point.time, .value = point.value});
    run.iterations = run.validation.empty() ? 0.0 : run.validation.back().step;
    run.samples = run.iterations * source.config.batch;
    run.seconds = lastOf(store, id, "run/seconds");
    if (const auto trace = store.trace(id))
        run.joules = trace::totalsOf(*trace).energy;
    run.valLoss = lastOf(store, id, "val/loss");
    run.trainLoss = lastOf(store, id, "train/final_loss");
    if (run.state != "finished")
        return run;
    const auto pool = store.predictions(id);
    if (pool)
        takePredictions(run, **pool);
    else if (pool.error().code != ErrorCode::NotFound) // it kept none
        return pool.error();
    return run;
}

void addRun(Ranking& ranking, const lr::Schedule& schedule, RankedRun run)
{
    auto place = std::ranges::find(ranking.policies, schedule, &RankedPolicy::schedule);
    if (place == ranking.policies.end())
        place = ranking.policies.insert(place, RankedPolicy{.schedule = schedule});
    // The same once more, as when a study was begun again: the newer one counts.
    std::erase_if(place->runs, [&](const RankedRun& old) { return old.seed == run.seed; });
    place->runs.push_back(std::move(run));
    std::ranges::sort(place->runs, {}, &RankedRun::seed);
}

void addScaled(Ranking& ranking, const lr::Schedule& schedule, const RankedRun& run)
{
    for (RankedPolicy& policy : ranking.policies)
        for (const double scale : kScales)
            if (study::scaled(policy.schedule, scale) == schedule)
                policy.scaled.push_back({scale, run});
}

/// How far policies came tells what they took part in: a rung for each number of epochs.
void findRungs(Ranking& ranking)
{
    const auto epochsOf = [](const RankedPolicy& policy) {
        std::size_t epochs = 0;
        for (const RankedRun& run : policy.runs)
            epochs = std::max(epochs, run.validation.size());
        return static_cast<std::uint32_t>(epochs);
    };
    std::set<std::uint32_t> lengths;
    for (const RankedPolicy& policy : ranking.policies)
        lengths.insert(epochsOf(policy));
    for (RankedPolicy& policy : ranking.policies)
        policy.rung = static_cast<std::uint32_t>(std::distance(lengths.begin(), lengths.find(epochsOf(policy))));
    for (const std::uint32_t epochs : lengths)
        ranking.rungs.push_back({epochs,
            static_cast<std::size_t>(std::ranges::count_if(
                ranking.policies, [&](const RankedPolicy& policy) { return epochsOf(policy) >= epochs; }))});
    ranking.rungsDone = ranking.rungs.size();
}

Error unable(ErrorCode code, std::string detail, std::string cure)
{
    return {.code = code, .subject = "ranking", .detail = std::move(detail), .cure = std::move(cure)};
}

Result<std::vector<RateRun>> chosenRuns(const std::filesystem::path& project, const std::vector<RunId>& wanted)
{
    auto runs = readRateRuns(project);
    if (!runs)
        return runs;
    std::erase_if(*runs, [&](const RateRun& run) { return std::ranges::find(wanted, run.run.id) == wanted.end(); });
    for (const RateRun& run : *runs)
        if (!(withoutRate(run.config) == withoutRate(runs->front().config)))
            return unable(ErrorCode::Conflict,
                "runs " + std::to_string(runs->front().run.id.value) + " and " + std::to_string(run.run.id.value)
                    + " differ in more than rate and seed",
                "name runs of one configuration");
    return runs;
}

} // namespace

std::string scalesBatch(const std::string& batch)
{
    return batch + std::string(kScalesSuffix);
}

Result<std::vector<RecordedRanking>> listRankings(const std::filesystem::path& project)
{
    const auto runs = readRateRuns(project);
    if (!runs)
        return runs.error();
    std::vector<Gathered> all;
    for (const RateRun& run : *runs) {
        if (run.run.isArchived || run.run.batch == kRangeTestBatch)
            continue;
        const train::TrainConfig common = withoutRate(run.config);
        const std::string batch = baseBatch(run);
        auto place = std::ranges::find_if(
            all, [&](const Gathered& each) { return each.ranking.batch == batch && each.common == common; });
        if (place == all.end())
            place = all.insert(place, {.ranking = {.batch = batch, .config = run.config}, .common = common});
        place->add(run);
    }
    std::vector<RecordedRanking> rankings;
    for (Gathered& each : all) {
        each.ranking.policies = each.schedules.size();
        each.ranking.seeds = each.seeds.size();
        if (each.ranking.policies > 1)
            rankings.push_back(std::move(each.ranking));
    }
    std::ranges::stable_sort(rankings, std::greater<>(), &RecordedRanking::createdAt);
    return rankings;
}

Result<Ranking> readRanking(const std::filesystem::path& project,
    const std::vector<RunId>& wanted,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto sources = chosenRuns(project, wanted);
    if (!sources)
        return sources.error();
    Ranking ranking;
    std::vector<std::pair<const RateRun*, RankedRun>> scaledRuns;
    if (!sources->empty()) {
        const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
        if (!store)
            return store.error();
        progress.beginStage("reading runs", sources->size());
        for (const RateRun& source : *sources) {
            if (cancel.isCancelled())
                return cancelled();
            auto run = readRun(**store, source);
            if (!run)
                return run.error();
            if (isScaled(source))
                scaledRuns.emplace_back(&source, *std::move(run));
            else
                addRun(ranking, source.schedule, *std::move(run));
            progress.advance();
        }
    }
    if (ranking.policies.size() < 2)
        return unable(ErrorCode::NotFound,
            "these runs have fewer than two policies",
            "name runs that differ in their learning rates");
    for (const auto& [source, run] : scaledRuns)
        addScaled(ranking, source->schedule, run);
    findRungs(ranking);
    ranking.iterations = iterationsOf(ranking);
    return ranking;
}

} // namespace cobench::jobs
