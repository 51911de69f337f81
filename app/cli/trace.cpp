// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/traced_command.h"
#include "app/cli/traced_run.h"
#include "core/io/atomic_file.h"
#include "core/jobs/read_trace.h"
#include "core/runs/import_runs.h"
#include "core/runs/store_runs.h"
#include "core/trace/recorder.h"
#include "core/trace/totals.h"

#include <CLI/CLI.hpp>
#include <cmath>

namespace cobench::cli {

namespace {

constexpr int kCannotTrace = 125;
constexpr int kCannotStart = 126;
constexpr int kNoCommand = 127;

struct Arguments {
    std::vector<std::string> command;
    double hz = 10.0;
    std::string metrics;
    std::string events;
    std::string project;
    std::string name;
    ResultArguments result;
};

struct Answer {
    TracedCommand traced;
    trace::TraceTotals totals;
    std::optional<RunId> run;
};

double orNaN(const std::optional<double>& value, double other)
{
    return value.value_or(other);
}

double meanCores(const TracedCommand& traced)
{
    return traced.seconds > 0.0 ? traced.processorSeconds / traced.seconds : 0.0;
}

void writeCard(JsonWriter& json, const trace::TraceTotals::Card& card, const std::string& name)
{
    json.beginObject().member("name", name);
    json.key("kernel_time").beginObject().member("mean", card.kernelTimeMean);
    json.member("max", card.kernelTimeMax).endObject();
    json.member("memory_peak_bytes", card.memoryPeak).member("energy_joules", card.energy).endObject();
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    const auto& [traced, totals, run] = answer;
    json.beginObject().member("exit", traced.exit).member("seconds", traced.seconds);
    json.member("samples", totals.samples).key("cpu").beginObject();
    json.member("mean", meanCores(traced)).member("max", std::fmax(totals.cpuMax, meanCores(traced))).endObject();
    json.member("rss_peak_bytes", std::fmax(totals.rssPeak, traced.largestProcess));
    json.member("read_bytes", orNaN(traced.readBytes, totals.read));
    json.member("written_bytes", orNaN(traced.writtenBytes, totals.written));
    json.member("energy_joules", totals.energy).key("gpu").beginArray();
    for (std::size_t card = 0; card < totals.cards.size(); ++card)
        writeCard(
            json, totals.cards[card], card < traced.cards.size() ? traced.cards[card] : totals.cards[card].lane);
    json.endArray().member("metrics", traced.scalars.size());
    if (run)
        json.member("run", run->value);
    json.key("missing").beginObject();
    for (const data::TraceLane& lane : traced.trace.lanes)
        if (!lane.missing.empty())
            json.member(lane.name, lane.missing);
    json.endObject().endObject();
}

std::string decimal(double value, const char* unit)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.2f%s%s", value, *unit ? " " : "", unit);
    return text;
}

std::string sizeOf(double bytes)
{
    return std::isnan(bytes) ? "–" : sizeText(static_cast<std::uint64_t>(bytes));
}

/// One line for people.
std::string summaryText(const Answer& answer)
{
    const auto& [traced, totals, run] = answer;
    std::string text = "ended with " + std::to_string(traced.exit) + " after " + decimal(traced.seconds, "s") + ": "
        + decimal(meanCores(traced), "cores") + " (at most "
        + decimal(std::fmax(totals.cpuMax, meanCores(traced)), "") + "), "
        + sizeOf(std::fmax(totals.rssPeak, traced.largestProcess)) + " of memory, read "
        + sizeOf(orNaN(traced.readBytes, totals.read)) + ", wrote "
        + sizeOf(orNaN(traced.writtenBytes, totals.written))
        + (std::isnan(totals.energy) ? ", energy –" : ", " + decimal(totals.energy, "J"));
    for (const auto& card : totals.cards)
        text += ", " + card.lane + " " + decimal(100.0 * card.kernelTimeMean, "% of the time with a kernel");
    if (!traced.scalars.empty())
        text += "; " + grouped(traced.scalars.size()) + " metrics";
    return run ? text + "; stored as run " + std::to_string(run->value) : text;
}

/// A row a sample; lanes that the machine has not are left out.
std::string samplesCsv(const data::Trace& trace)
{
    Table table{.columns = {{"time"}}};
    std::vector<std::size_t> shown;
    for (std::size_t lane = 0; lane < trace.lanes.size(); ++lane) {
        if (!trace.lanes[lane].missing.empty())
            continue;
        shown.push_back(lane);
        table.columns.push_back({trace.lanes[lane].name + " [" + trace.lanes[lane].unit + "]"});
    }
    for (std::size_t sample = 0; sample < trace.times.size(); ++sample) {
        auto& row = table.rows.emplace_back();
        row.emplace_back(trace.times[sample]);
        for (const std::size_t lane : shown)
            row.emplace_back(static_cast<double>(trace.value(sample, lane)));
    }
    return toCsv(table);
}

std::string configOf(const Arguments& arguments)
{
    std::string words;
    for (const std::string& word : arguments.command)
        words += (words.empty() ? "" : ",") + quoteJson(word);
    std::error_code error;
    return "{\"command\":[" + words + "],\"directory\":" + quoteJson(std::filesystem::current_path(error).string())
        + ",\"hz\":" + shortest(arguments.hz)
        + (arguments.metrics.empty() ? "" : ",\"metrics\":" + quoteJson(arguments.metrics)) + "}";
}

/// What lies in event files that the command has left.
Result<void> addEvents(Context& context, const Arguments& arguments, TracedCommand& traced)
{
    if (arguments.events.empty())
        return {};
    auto read = runs::readRuns(arguments.events, {.format = runs::Format::TensorBoard}, context.progress, {});
    if (!read)
        return std::move(read).error();
    for (const Warning& warning : read->warnings)
        context.warn(warning);
    for (runs::ForeignRun& run : read->runs)
        for (store::ScalarRow& row : run.scalars)
            if (row.time >= traced.startedAt) // earlier ones are of earlier commands
                traced.scalars.push_back(std::move(row));
    return {};
}

runs::ForeignRun runOf(const Arguments& arguments, double startedAt)
{
    return {.name = arguments.name.empty() ? std::filesystem::path(arguments.command.front()).filename().string()
                                           : arguments.name,
        .batch = "trace",
        .config = configOf(arguments),
        .source = "cobench-cli trace",
        .startedAt = startedAt};
}

/// The run with what was seen of it.
runs::ForeignRun runOf(const Arguments& arguments, const TracedCommand& traced)
{
    runs::ForeignRun run = runOf(arguments, traced.startedAt);
    run.state = traced.exit == 0 ? "finished" : "failed";
    run.message = traced.exit == 0 ? "" : "ended with " + std::to_string(traced.exit);
    run.scalars = traced.scalars;
    run.trace = traced.trace;
    for (const auto& [pid, name] : traced.processes)
        run.texts[std::string(jobs::kProcessText) + std::to_string(pid)] = name;
    return run;
}

Result<void> tell(Context& context, const Arguments& arguments, const Answer& answer)
{
    if (!arguments.result.csv.empty())
        if (auto written = io::writeFile(arguments.result.csv, samplesCsv(answer.traced.trace)); !written)
            return written;
    if (!arguments.result.json) {
        context.note(summaryText(answer));
        return {};
    }
    JsonWriter writer(context.out);
    writeJson(writer, answer);
    context.out.write("\n");
    return context.out.finish();
}

Result<void> run(Context& context, const Arguments& arguments)
{
    context.failedStatus = kCannotTrace;
    std::unique_ptr<runs::LineParser> parser;
    if (!arguments.metrics.empty()) {
        auto made = runs::makeLineParser(arguments.metrics);
        if (!made)
            return std::move(made).error();
        parser = std::move(*made);
    }
    std::optional<TracedRun> kept;
    if (!arguments.project.empty())
        kept.emplace(std::filesystem::absolute(arguments.project).lexically_normal(),
            runOf(arguments, trace::RunClock().now()));
    auto traced = runTraced({.command = arguments.command,
        .hz = arguments.hz,
        .joinsOutputToErrors = arguments.result.json,
        .parser = parser.get()});
    if (!traced) {
        if (kept)
            kept->drop();
        context.failedStatus = traced.error().code == ErrorCode::NotFound ? kNoCommand : kCannotStart;
        return traced.error();
    }
    auto added = addEvents(context, arguments, *traced);
    std::optional<RunId> run;
    if (kept) {
        const auto finished = kept->finish(runOf(arguments, *traced), context.progress, context.cancel);
        if (!finished)
            return finished.error();
        run = *finished;
    }
    if (!added)
        return added;
    context.doneStatus = traced->exit;
    const trace::TraceTotals totals = trace::totalsOf(traced->trace);
    return tell(context, arguments, {.traced = std::move(*traced), .totals = totals, .run = run});
}

} // namespace

void addTrace(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("trace", "Run any command and record what it needs of the machine");
    command->footer(
        "COMMAND keeps the terminal, the input, the folder and its signals. Exits as COMMAND does; 125: it\n"
        "could not be recorded or kept, 126: it could not be started, 127: there is no such command.");
    command->add_option("COMMAND", arguments->command, "Command with its arguments, after --")
        ->required()
        ->type_name("");
    command->add_option("--hz", arguments->hz, "Samples a second")
        ->check(CLI::Range(trace::kSlowestHz, trace::kFastestHz).description("from 1 to 20"))
        ->type_name("N");
    command
        ->add_option("--metrics",
            arguments->metrics,
            "How to find metrics in its output: json (objects, one a line), csv\n"
            "(names, then numbers), or regex:EXPRESSION with groups (?<loss>…)")
        ->type_name("FORM");
    command
        ->add_option(
            "--events", arguments->events, "Folder of event files that it writes; their scalars are metrics")
        ->type_name("DIR");
    command->add_option("--project", arguments->project, "Project that keeps the run; made when missing")
        ->type_name("P.cobench");
    command->add_option("--name", arguments->name, "Name of the run (default: the command's)")->type_name("NAME");
    command->add_flag(
        "--json", arguments->result.json, "Print one JSON document; COMMAND's output goes to standard error");
    command->add_option("--csv", arguments->result.csv, "Write every sample to FILE")->type_name("FILE");
    command->callback(
        [arguments, &chosen] { chosen = [arguments](Context& context) { return run(context, *arguments); }; });
}

} // namespace cobench::cli
