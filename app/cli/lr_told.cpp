// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lr_told.h"

#include "core/lr/policy_text.h"

#include <cmath>

namespace cobench::cli {

namespace {

constexpr double kSignificant = 0.05;

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", 100.0 * share);
    return std::isfinite(share) ? text : "–";
}

std::string meanText(const jobs::RankedPolicy& policy, std::string_view id)
{
    const study::MeanInterval interval = study::meanInterval(policy.values(*jobs::findRankMetric(id)));
    std::string text = percent(interval.mean);
    if (interval.n > 1)
        text += " ± " + percent(interval.high - interval.mean);
    return text;
}

double meanOf(const jobs::RankedPolicy& policy, std::string_view id)
{
    return study::meanInterval(policy.values(*jobs::findRankMetric(id))).mean;
}

void writeRun(JsonWriter& json, const jobs::RankedRun& run)
{
    json.beginObject().member("run", run.run.value).member("seed", run.seed).member("state", run.state);
    json.member("message", run.message);
    for (const jobs::RankMetric& metric : jobs::rankMetrics())
        json.member(metric.id, metric.valueOf(run));
    json.member("train_loss", run.trainLoss).key("classes_without_hit").array(run.test.classesWithoutHit);
    json.endObject();
}

} // namespace

void writeInterval(JsonWriter& json, const study::MeanInterval& interval)
{
    json.beginObject()
        .member("n", interval.n)
        .member("mean", interval.mean)
        .member("low", interval.low)
        .member("high", interval.high)
        .endObject();
}

void writeTest(JsonWriter& json, const study::PairedTest& test)
{
    json.beginObject()
        .member("n", test.n)
        .member("difference", test.difference)
        .member("t", test.t)
        .member("p", test.p)
        .endObject();
}

void writeRankedPolicy(JsonWriter& json, const jobs::RankedPolicy& policy, const Target& target)
{
    json.beginObject().member("policy", lr::format(policy.schedule)).member("rung", policy.rung);
    json.member("finished", policy.isFinished).member("pareto", policy.isOnFront);
    if (!std::isnan(target.accuracy))
        json.member("seeds_that_reached_target", policy.reachedWithin(target.within));
    json.key("metrics").beginObject();
    for (const jobs::RankMetric& metric : jobs::rankMetrics())
        writeInterval(json.key(metric.id), study::meanInterval(policy.values(metric)));
    json.endObject();
    writeTest(json.key("best_minus_this"), policy.againstBest);
    json.key("runs").beginArray();
    for (const jobs::RankedRun& run : policy.runs)
        writeRun(json, run);
    json.endArray().key("scaled").beginArray();
    for (const jobs::ScaledRun& scaled : policy.scaled)
        json.beginObject()
            .member("scale", scaled.scale)
            .member("run", scaled.run.run.value)
            .member("state", scaled.run.state)
            .member("test_accuracy", scaled.run.test.accuracy)
            .endObject();
    json.endArray().endObject();
}

std::string scalesText(const jobs::Ranking& ranking)
{
    std::string text;
    for (const jobs::RankedPolicy& policy : ranking.policies) {
        if (policy.scaled.empty())
            continue;
        text += std::string(lr::info(policy.schedule.policies.front().family).name) + " scaled:";
        for (const jobs::ScaledRun& scaled : policy.scaled)
            text += " x" + lr::numberText(scaled.scale) + " " + percent(scaled.run.test.accuracy) + ";";
        text.back() = '\n';
    }
    return text;
}

Table rankedTable(std::span<const jobs::RankedPolicy> policies, const Target& target)
{
    Table table{.columns = {{"policy"},
                    {"test accuracy"},
                    {"val accuracy"},
                    {"test loss"},
                    {"confidence"},
                    {"CDAC"},
                    {"loss gap"},
                    {"seconds", 1},
                    {"p"},
                    {"end"}}};
    const bool hasTarget = !std::isnan(target.accuracy);
    if (hasTarget)
        table.columns.insert(table.columns.end(), {{"target after", 0}, {"reached by"}});
    for (const jobs::RankedPolicy& policy : policies) {
        auto& row = table.rows.emplace_back();
        row = {lr::format(policy.schedule),
            meanText(policy, "test_accuracy"),
            meanText(policy, "val_accuracy"),
            meanOf(policy, "test_loss"),
            meanOf(policy, "average_confidence"),
            meanOf(policy, "cdac"),
            meanOf(policy, "loss_gap"),
            meanOf(policy, "seconds"),
            policy.againstBest.p,
            std::string(policy.isFinished ? policy.isOnFront ? "finished, on the front" : "finished" : "stopped")};
        if (hasTarget) {
            row.emplace_back(meanOf(policy, "iterations_to_target"));
            row.emplace_back(
                std::to_string(policy.reachedWithin(target.within)) + " of " + std::to_string(policy.runs.size()));
        }
    }
    return table;
}

std::string differenceText(const jobs::Ranking& ranking)
{
    std::string same;
    std::size_t different = 0;
    for (const jobs::RankedPolicy& policy : ranking.policies) {
        if (!policy.isFinished || policy.againstBest.n < 2)
            continue;
        if (policy.againstBest.p < kSignificant)
            ++different;
        else
            same
                += (same.empty() ? "" : ", ") + std::string(lr::info(policy.schedule.policies.front().family).name);
    }
    if (same.empty() && different == 0)
        return "No paired test: it takes two seeds and two finished policies\n";
    if (same.empty())
        return "The first differs from every other finished policy (paired t test, p < 0.05)\n";
    return "Not different from the first by a paired t test at 0.05: " + same + "\n";
}

} // namespace cobench::cli
