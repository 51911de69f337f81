// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <map>

namespace cobench::cli {

namespace {

struct Arguments {
    std::string project;
    std::vector<std::string> metrics;
    ResultArguments result;
};

struct Listed {
    store::RunRow row;
    std::map<std::string, store::SeriesSummary> series;
};

struct Answer {
    std::string project;
    std::vector<std::string> metrics; // columns
    std::vector<Listed> runs;
};

Result<Answer> list(Context& /*context*/, const Arguments& arguments)
{
    Answer answer{.project = runProject(arguments.project).string(), .metrics = arguments.metrics};
    const auto store = readRunStore(answer.project);
    if (!store && store.error().code == ErrorCode::NotFound && std::filesystem::exists(answer.project))
        return answer; // a project without runs
    if (!store)
        return store.error();
    auto rows = (*store)->runs();
    if (!rows)
        return std::move(rows).error();
    auto summaries = (*store)->summaries();
    if (!summaries)
        return std::move(summaries).error();
    for (store::RunRow& row : *rows)
        answer.runs.push_back({.row = std::move(row)});
    auto run = answer.runs.begin(); // both are in the order of runs
    for (store::SeriesSummary& summary : *summaries) {
        while (run != answer.runs.end() && run->row.id < summary.run)
            ++run;
        if (run == answer.runs.end())
            break;
        if (run->row.id == summary.run)
            run->series.emplace(summary.tag, std::move(summary));
    }
    return answer;
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("project", answer.project).key("runs").beginArray();
    for (const Listed& run : answer.runs) {
        json.beginObject().member("id", run.row.id.value).member("name", run.row.name);
        json.member("batch", run.row.batch).member("state", run.row.state).member("message", run.row.message);
        json.member("created", run.row.createdAt).key("metrics").beginObject();
        for (const auto& [tag, series] : run.series)
            json.member(tag, series.last);
        json.endObject().endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const Answer& answer)
{
    Table table{.columns = {{"run"}, {"name"}, {"state"}, {"started"}, {"batch"}, {"series"}, {"points"}}};
    for (const std::string& metric : answer.metrics)
        table.columns.push_back({metric});
    for (const Listed& run : answer.runs) {
        std::uint64_t points = 0;
        for (const auto& [tag, series] : run.series)
            points += series.points;
        auto& cells = table.rows.emplace_back();
        cells = {static_cast<std::uint64_t>(run.row.id.value),
            run.row.name,
            run.row.state,
            dateText(run.row.createdAt),
            run.row.batch,
            std::uint64_t{run.series.size()},
            points};
        for (const std::string& metric : answer.metrics) {
            const auto series = run.series.find(metric);
            cells.emplace_back(
                series == run.series.end() ? std::numeric_limits<double>::quiet_NaN() : series->second.last);
        }
    }
    return table;
}

std::string writeText(const Answer& answer)
{
    return answer.runs.empty() ? "No runs\n" : toText(makeTable(answer));
}

} // namespace

void addRunsList(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("list", "Runs of a project, with the last values of their metrics");
    addRunProject(*command, arguments->project);
    command->add_option("--metrics", arguments->metrics, "Columns with the last value of these tags")
        ->delimiter(',')
        ->type_name("TAG");
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, Answer>(
            arguments, list, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
