// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "core/trace/recorder.h"

#include <CLI/CLI.hpp>
#include <cmath>

namespace cobench::cli {

namespace {

struct Arguments {
    std::string run; // number or name
    std::string project;
    std::string curve;
    ResultArguments result;
};

struct Answer {
    store::RunRow row;
    std::map<std::string, std::string> texts;
    std::vector<store::SeriesSummary> series;
    std::vector<store::ScalarGap> gaps;
    data::Trace trace;
    std::string curveTag;
    std::vector<store::CurvePoint> curve;
};

template <typename T>
Result<void> take(Result<T> from, T& to)
{
    if (!from)
        return std::move(from).error();
    to = std::move(*from);
    return {};
}

Result<Answer> show(Context& /*context*/, const Arguments& arguments)
{
    const auto project = runProject(arguments.project);
    const auto store = readRunStore(project);
    if (!store)
        return store.error();
    auto row = findRun(**store, project, arguments.run);
    if (!row)
        return std::move(row).error();
    Answer answer{.row = std::move(*row), .curveTag = arguments.curve};
    const RunId run = answer.row.id;
    if (auto taken = take((*store)->texts(run), answer.texts); !taken)
        return std::move(taken).error();
    if (auto taken = take((*store)->summaries(), answer.series); !taken)
        return std::move(taken).error();
    std::erase_if(answer.series, [&](const store::SeriesSummary& series) { return series.run != run; });
    if (auto taken = take((*store)->scalarGaps(run), answer.gaps); !taken)
        return std::move(taken).error();
    if (auto taken = take((*store)->trace(run), answer.trace); !taken)
        return std::move(taken).error();
    if (arguments.curve.empty())
        return answer;
    auto curves = (*store)->curves({.runs = {run}, .tag = arguments.curve, .parts = 0});
    if (!curves)
        return std::move(curves).error();
    if (curves->empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "run " + std::to_string(run.value),
            .detail = "has no metric " + arguments.curve,
            .cure = "runs show without --curve tells which it has"};
    answer.curve = std::move(curves->front().points);
    return answer;
}

struct LaneFigures {
    double mean = 0.0;
    double max = std::nan("");
};

LaneFigures figuresOf(const data::Trace& trace, std::size_t lane)
{
    LaneFigures figures;
    std::size_t known = 0;
    for (std::size_t sample = 0; sample < trace.times.size(); ++sample) {
        const double value = trace.value(sample, lane);
        if (std::isnan(value))
            continue;
        figures.mean += value;
        figures.max = std::fmax(figures.max, value);
        ++known;
    }
    figures.mean = known == 0 ? std::nan("") : figures.mean / static_cast<double>(known);
    return figures;
}

void writeSeries(JsonWriter& json, const Answer& answer)
{
    json.key("series").beginArray();
    for (const store::SeriesSummary& series : answer.series) {
        json.beginObject().member("tag", series.tag).member("points", series.points);
        json.member("last_step", series.lastStep).member("last", series.last);
        json.member("min", series.low).member("max", series.high).endObject();
    }
    json.endArray().member("gaps", answer.gaps.size());
    if (answer.curveTag.empty())
        return;
    json.key("curve").beginArray();
    for (const store::CurvePoint& point : answer.curve)
        json.beginArray().value(point.step).value(point.time).value(point.value).endArray();
    json.endArray();
}

void writeTrace(JsonWriter& json, const data::Trace& trace)
{
    json.key("trace").beginObject().member("samples", trace.times.size()).key("lanes").beginArray();
    for (std::size_t lane = 0; lane < trace.lanes.size(); ++lane) {
        const LaneFigures figures = figuresOf(trace, lane);
        json.beginObject().member("name", trace.lanes[lane].name).member("unit", trace.lanes[lane].unit);
        json.member("meaning", trace::meaningOf(trace.lanes[lane].name))
            .member("missing", trace.lanes[lane].missing);
        json.member("mean", figures.mean).member("max", figures.max).endObject();
    }
    json.endArray().endObject();
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("id", answer.row.id.value).member("name", answer.row.name);
    json.member("batch", answer.row.batch).member("state", answer.row.state);
    json.member("message", answer.row.message).member("created", answer.row.createdAt);
    json.member("config", answer.row.configJson).key("texts").beginObject();
    for (const auto& [key, text] : answer.texts)
        json.member(key, text);
    json.endObject();
    writeSeries(json, answer);
    writeTrace(json, answer.trace);
    json.endObject();
}

Table seriesTable(const Answer& answer)
{
    Table table{.columns = {{"metric"}, {"points"}, {"last step"}, {"last"}, {"min"}, {"max"}}};
    for (const store::SeriesSummary& series : answer.series)
        table.rows.push_back({series.tag, series.points, series.lastStep, series.last, series.low, series.high});
    return table;
}

Table curveTable(const Answer& answer)
{
    Table table{.columns = {{"step"}, {"time"}, {answer.curveTag}}};
    for (const store::CurvePoint& point : answer.curve)
        table.rows.push_back({point.step, point.time, point.value});
    return table;
}

Table traceTable(const data::Trace& trace)
{
    Table table{.columns = {{"lane"}, {"unit"}, {"mean", 2}, {"max", 2}, {"note"}}};
    for (std::size_t lane = 0; lane < trace.lanes.size(); ++lane) {
        const LaneFigures figures = figuresOf(trace, lane);
        table.rows.push_back(
            {trace.lanes[lane].name, trace.lanes[lane].unit, figures.mean, figures.max, trace.lanes[lane].missing});
    }
    return table;
}

Table makeTable(const Answer& answer)
{
    return answer.curveTag.empty() ? seriesTable(answer) : curveTable(answer);
}

std::string writeText(const Answer& answer)
{
    const store::RunRow& row = answer.row;
    std::string text = "Run " + std::to_string(row.id.value) + ": " + row.name + ", " + row.state
        + (row.message.empty() ? "" : " (" + row.message + ")") + "\n";
    if (const std::string date = dateText(row.createdAt); !date.empty())
        text += "Started " + date + "\n";
    for (const auto& [key, value] : answer.texts)
        text.append(key).append(": ").append(value).append("\n");
    text += "Configuration: " + row.configJson + "\n\n";
    text += answer.series.empty() ? "No metrics\n" : toText(makeTable(answer));
    if (!answer.gaps.empty())
        text += std::to_string(answer.gaps.size()) + " blocks of metrics cannot be read\n";
    if (!answer.trace.lanes.empty())
        text += "\n" + grouped(answer.trace.times.size()) + " samples of the machine\n"
            + toText(traceTable(answer.trace));
    return text;
}

} // namespace

void addRunsShow(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("show", "One run: configuration, metrics, what it needed of the machine");
    command->add_option("RUN", arguments->run, "Number or name of the run")->required()->type_name("");
    addRunProject(*command, arguments->project);
    command->add_option("--curve", arguments->curve, "Every point of this metric instead of a summary")
        ->type_name("TAG");
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, Answer>(
            arguments, show, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
