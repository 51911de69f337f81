// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "core/runs/import_runs.h"
#include "core/runs/store_runs.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

namespace cobench::cli {

namespace {

struct Arguments {
    std::vector<std::string> paths;
    std::string project;
    std::string name;
    runs::ReadOptions read;
    ResultArguments result;
};

struct Answer {
    struct Run {
        RunId id;
        std::string name;
        std::string source;
        std::size_t scalars = 0;
    };
    std::string project;
    std::vector<Run> runs;
    std::vector<Warning> warnings;
};

Result<runs::ForeignRuns> readAll(Context& context, const Arguments& arguments)
{
    runs::ForeignRuns all;
    for (const std::filesystem::path& path :
        runs::withoutPartners({arguments.paths.begin(), arguments.paths.end()})) {
        auto read = runs::readRuns(path, arguments.read, context.progress, context.cancel);
        if (!read)
            return read;
        std::ranges::move(read->runs, std::back_inserter(all.runs));
        std::ranges::move(read->warnings, std::back_inserter(all.warnings));
    }
    if (!arguments.name.empty())
        for (std::size_t index = 0; index < all.runs.size(); ++index)
            all.runs[index].name = arguments.name + (all.runs.size() > 1 ? "/" + all.runs[index].name : "");
    return all;
}

Result<Answer> import(Context& context, const Arguments& arguments)
{
    auto read = readAll(context, arguments);
    if (!read)
        return std::move(read).error();
    for (const Warning& warning : read->warnings)
        context.warn(warning);
    Answer answer{
        .project = runProject(arguments.project).string(), .runs = {}, .warnings = std::move(read->warnings)};
    const auto owner = ownRuns(answer.project, context.cancel);
    if (!owner)
        return owner.error();
    const auto ids = runs::storeRuns(*owner->writer, read->runs, context.progress, context.cancel);
    if (!ids)
        return ids.error();
    for (std::size_t index = 0; index < ids->size(); ++index)
        answer.runs.push_back({.id = (*ids)[index],
            .name = read->runs[index].name,
            .source = read->runs[index].source,
            .scalars = read->runs[index].scalars.size()});
    return answer;
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("project", answer.project).key("runs").beginArray();
    for (const Answer::Run& run : answer.runs) {
        json.beginObject().member("id", run.id.value).member("name", run.name);
        json.member("source", run.source).member("scalars", run.scalars).endObject();
    }
    json.endArray().key("warnings").beginArray();
    for (const Warning& warning : answer.warnings)
        json.value(describe(warning));
    json.endArray().endObject();
}

Table makeTable(const Answer& answer)
{
    Table table{.columns = {{"run"}, {"name"}, {"scalars"}, {"source"}}};
    for (const Answer::Run& run : answer.runs)
        table.rows.push_back(
            {static_cast<std::uint64_t>(run.id.value), run.name, std::uint64_t{run.scalars}, run.source});
    return table;
}

std::string writeText(const Answer& answer)
{
    return toText(makeTable(answer));
}

} // namespace

void addRunsImport(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("import", "Take in runs that other programs recorded");
    command
        ->add_option("PATH",
            arguments->paths,
            "TensorBoard event file, CSV or JSON-lines log, trainer_state.json, MLflow database,\n"
            "runs.csv beside epochs.csv[.gz], or a folder of them")
        ->required()
        ->type_name("");
    addRunProject(*command, arguments->project);
    command->add_option("--name", arguments->name, "Name of the run (default: its file's or folder's)")
        ->type_name("NAME");
    addChoice(
        *command,
        "--format",
        {std::begin(runs::kFormats), std::end(runs::kFormats)},
        [arguments](std::size_t format) { arguments->read.format = static_cast<runs::Format>(format); },
        "What it is (default: found out)");
    command->add_flag("--keep-going", arguments->read.keepGoing, "Leave out files of a folder that cannot be read");
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, Answer>(
            arguments, import, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
