// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/told_team.h"

#include <limits>
#include <span>

namespace cobench::cli {

namespace {

using jobs::RuleFigures;

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

void writeInterval(JsonWriter& json, const std::optional<ensemble::Interval>& interval)
{
    json.key("interval");
    if (!interval) {
        json.value(nullptr);
        return;
    }
    json.beginArray().value(interval->low).value(interval->high).endArray();
}

void writeFigures(JsonWriter& json, const RuleFigures& row)
{
    const ensemble::ConsensusReport& report = row.report;
    json.member("accuracy", report.accuracy);
    writeInterval(json, row.accuracy);
    json.member("selection_accuracy", row.selectionAccuracy).member("top5", report.top5);
    json.member("nll", report.nll).member("ece", report.ece).member("coverage", report.coverage);
    json.key("recall").array(report.recall);
    json.key("mcnemar").beginObject().member("rescued", report.againstBest.rescued);
    json.member("lost", report.againstBest.lost).member("p", report.againstBest.p).endObject();
}

void writeRules(JsonWriter& json, const jobs::TeamDetail& detail)
{
    json.key("consensus").beginArray();
    for (const RuleFigures& row : detail.rules) {
        json.beginObject().member("rule", ensemble::id(row.rule.rule));
        if (row.rule.rule == ensemble::Consensus::Soft)
            json.member("temperature", row.rule.temperature);
        json.key("unavailable");
        if (row.unavailable)
            json.value(describe(*row.unavailable));
        else
            json.value(nullptr);
        if (!row.unavailable)
            writeFigures(json, row);
        json.endObject();
    }
    json.endArray();
}

void writeDiversity(JsonWriter& json, const ToldTeam& told)
{
    const jobs::TeamDetail& detail = told.detail;
    json.key("diversity").beginObject().member("samples", ensemble::toString(told.samples));
    json.member("sample_count", detail.samples).key("metrics").beginArray();
    for (std::size_t m = 0; m < detail.diversity.size(); ++m) {
        const jobs::TeamDiversity& value = detail.diversity[m];
        json.beginObject().member("metric", ensemble::info(value.metric).id).member("raw", value.raw);
        json.member("diversity_score", ensemble::diversityScore(value.metric, value.raw));
        writeInterval(json, value.interval);
        json.member("fq", detail.focal.fq[m]).endObject();
    }
    json.endArray().endObject();
}

void writeByMetric(JsonWriter& json, const char* key, const ToldTeam& told, const std::vector<double>& values)
{
    json.key(key).beginObject();
    for (std::size_t m = 0; m < values.size(); ++m)
        json.member(ensemble::info(told.detail.diversity[m].metric).id, values[m]);
    json.endObject();
}

void writeMembers(JsonWriter& json, const ToldTeam& told)
{
    json.key("focal").beginArray();
    for (const jobs::FocalMember& member : told.detail.focal.members) {
        json.beginObject().member("index", member.model).member("name", told.nameOf(member.model));
        json.member("accuracy", told.splits.report->accuracy(member.model));
        json.member("selection_accuracy", told.splits.selection->accuracy(member.model));
        json.member("negatives", member.negatives).member("weight", member.weight);
        writeByMetric(json, "raw", told, member.raw);
        writeByMetric(json, "scaled", told, member.scaled);
        json.endObject();
    }
    json.endArray();
}

void writeOverlap(JsonWriter& json, const ensemble::FailureOverlap& overlap)
{
    json.key("overlap").beginObject().member("all_right", overlap.allRight).key("groups").beginArray();
    for (const ensemble::FailureGroup& group : overlap.groups) {
        json.beginObject().key("failing").array(group.failing);
        json.member("samples", group.samples).member("team_right", group.teamRight).endObject();
    }
    json.endArray().endObject();
}

void writeCost(JsonWriter& json, const data::ModelCost& cost)
{
    json.key("cost").beginObject().member("parameters", cost.parameters.value_or(kUndefined));
    json.member("flops", cost.flops.value_or(kUndefined));
    json.member("latency_ms", cost.latencyMs.value_or(kUndefined)).endObject();
}

void writeConfusion(
    JsonWriter& json, const char* key, const std::vector<std::uint32_t>& counts, std::size_t classes)
{
    json.key(key).beginArray();
    for (std::size_t truth = 0; truth < classes; ++truth)
        json.array(std::span(counts).subspan(truth * classes, classes));
    json.endArray();
}

} // namespace

void writeJson(JsonWriter& json, const ToldTeam& told)
{
    const jobs::TeamDetail& detail = told.detail;
    const RuleFigures& best = detail.toldRule();
    json.beginObject().key("members").array(detail.team);
    json.member("selection_split", told.splits.selection->split().title());
    json.member("report_split", told.splits.report->split().title());
    json.member("selected_on_reported_data", detail.selectedOnReportedData);
    json.member("samples", told.splits.report->samples());
    json.key("best_member").beginObject().member("index", detail.bestMember());
    json.member("name", told.nameOf(detail.bestMember()));
    json.member("accuracy", told.splits.report->accuracy(detail.bestMember())).endObject();
    writeRules(json, detail);
    json.member("rule", ensemble::id(best.rule.rule));
    json.key("rescued").array(best.report.rescued).key("lost").array(best.report.lost);
    writeDiversity(json, told);
    writeMembers(json, told);
    json.key("fq_unavailable");
    if (detail.unscaled)
        json.value(describe(*detail.unscaled));
    else
        json.value(nullptr);
    writeOverlap(json, detail.overlap);
    writeCost(json, detail.cost);
    if (told.withConfusion) {
        json.key("confusion").beginObject();
        writeConfusion(json, "team", detail.teamConfusion, told.splits.pool->classes);
        writeConfusion(json, "best_member", detail.bestConfusion, told.splits.pool->classes);
        json.endObject();
    }
    json.endObject();
}

} // namespace cobench::cli
