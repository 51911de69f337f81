// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "core/io/atomic_file.h"
#include "core/runs/run_tables.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace cobench::cli {

namespace {

namespace fs = std::filesystem;

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

Result<std::vector<store::RunRow>> chosenRuns(const store::RunStore& store, const std::vector<std::int64_t>& ids)
{
    auto rows = store.runs();
    if (!rows || ids.empty())
        return rows;
    std::vector<store::RunRow> chosen;
    for (const std::int64_t id : ids) {
        const auto row = std::ranges::find(*rows, RunId{id}, &store::RunRow::id);
        if (row == rows->end())
            return Error{.code = ErrorCode::NotFound,
                .detail = "there is no run " + std::to_string(id),
                .cure = "runs list tells which there are"};
        chosen.push_back(*row);
    }
    return chosen;
}

/// A name that every file system takes.
std::string safeName(const store::RunRow& run)
{
    std::string name = std::to_string(run.id.value) + "-" + run.name;
    for (char& letter : name)
        if (!std::isalnum(static_cast<unsigned char>(letter)) && letter != '-' && letter != '_' && letter != '.')
            letter = '_';
    return name.substr(0, 100);
}

Result<Answer> writeEvents(
    const store::RunStore& store, const std::vector<store::RunRow>& runs, const Arguments& arguments)
{
    if (arguments.out.empty())
        return Error{.code = ErrorCode::Usage, .detail = "--format tensorboard needs --out DIR"};
    Answer answer{.runs = runs.size()};
    for (const store::RunRow& run : runs) {
        const auto content = runs::eventFile(store, run);
        if (!content)
            return content.error();
        const fs::path folder = fs::path(arguments.out) / safeName(run);
        std::error_code error;
        fs::create_directories(folder, error);
        if (error)
            return systemError(error.value(), folder.string(), "making it");
        const fs::path file = folder
            / ("events.out.tfevents." + std::to_string(static_cast<std::int64_t>(run.createdAt)) + ".cobench");
        if (auto written = io::writeFile(file, *content); !written)
            return std::move(written).error();
        answer.files.push_back(file.string());
    }
    return answer;
}

Result<Answer> exportRuns(Context& context, const Arguments& arguments)
{
    const auto store = readRunStore(runProject(arguments.project));
    if (!store)
        return store.error();
    const auto runs = chosenRuns(**store, arguments.runs);
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
