// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "core/io/atomic_file.h"
#include "core/runs/export_runs.h"
#include "core/runs/run_tables.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    std::vector<std::int64_t> runs;
    std::string project;
    std::size_t format = 0; // of kFormats
    std::vector<std::string> metrics;
    std::string out;
    ResultArguments result;
};

const std::vector<std::string> kFormats{"csv", "tensorboard", "latex"};

struct Answer {
    std::size_t runs = 0;
    std::vector<std::string> files;
    std::string text; // when there is no file to write
};

Result<Answer> writeEvents(
    const store::RunStore& store, const std::vector<store::RunRow>& runs, const Arguments& arguments)
{
    if (arguments.out.empty())
        return Error{.code = ErrorCode::Usage, .detail = "--format tensorboard needs --out DIR"};
    auto files = runs::writeEventFiles(store, runs, arguments.out);
    if (!files)
        return std::move(files).error();
    return Answer{.runs = runs.size(), .files = std::move(*files)};
}

Result<Answer> exportRuns(Context& context, const Arguments& arguments)
{
    const auto store = readRunStore(runProject(arguments.project));
    if (!store)
        return store.error();
    std::vector<RunId> ids;
    for (const std::int64_t id : arguments.runs)
        ids.push_back(RunId{id});
    const auto runs = runs::rowsOf(**store, ids);
    if (!runs)
        return runs.error();
    if (kFormats[arguments.format] == "tensorboard")
        return writeEvents(**store, *runs, arguments);
    auto text = kFormats[arguments.format] == "csv" ? runs::scalarsCsv(**store, *runs)
                                                    : runs::latexTable(**store, *runs, arguments.metrics);
    if (!text)
        return std::move(text).error();
    Answer answer{.runs = runs->size()};
    if (arguments.out.empty()) {
        answer.text = std::move(*text);
        return answer;
    }
    if (auto written = io::writeFile(arguments.out, *text); !written)
        return std::move(written).error();
    answer.files.push_back(arguments.out);
    context.note("wrote " + arguments.out);
    return answer;
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("runs", answer.runs).key("files").array(answer.files);
    if (answer.files.empty())
        json.member("text", answer.text);
    json.endObject();
}

std::string writeText(const Answer& answer)
{
    return answer.text;
}

} // namespace

void addRunsExport(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("export", "Metrics of runs for other programs");
    command->add_option("RUN", arguments->runs, "Numbers of the runs (default: all)")->type_name("");
    addRunProject(*command, arguments->project);
    addChoice(
        *command,
        "--format",
        kFormats,
        [arguments](std::size_t chosenFormat) { arguments->format = chosenFormat; },
        "Every point as CSV (default), event files, or a LaTeX table of last values");
    command->add_option("--metrics", arguments->metrics, "Columns of the LaTeX table (default: all)")
        ->delimiter(',')
        ->type_name("TAG");
    command->add_option("--out", arguments->out, "File, or folder for event files (default: standard output)")
        ->type_name("PATH");
    addResultArguments(*command, arguments->result, false);
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, Answer>(
            arguments, exportRuns, {.json = writeJson, .text = writeText, .table = nullptr});
    });
}

} // namespace cobench::cli
