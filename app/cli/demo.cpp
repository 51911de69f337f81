// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/child_process.h"
#include "app/cli/commands.h"
#include "app/cli/demo_training.h"
#include "core/engine/runtime_directory.h"
#include "core/ensemble/prepared_split.h"
#include "core/jobs/demo_plan.h"
#include "core/jobs/export_pool.h"

#include <CLI/CLI.hpp>
#include <chrono>

namespace fs = std::filesystem;

namespace cobench::cli {

namespace {

struct Arguments {
    std::string folder;
    ResultArguments result;
};

struct Demo {
    fs::path project;
    fs::path pool;
    fs::path report; // empty when the desktop program is not installed
    std::shared_ptr<const data::Pool> members;
    std::size_t trained = 0; // in this call
    double seconds = 0.0;
};

Result<void> makeFolder(const fs::path& folder)
{
    std::error_code code;
    fs::create_directories(folder, code);
    if (code)
        return systemError(code.value(), folder.string(), "making the folder");
    return {};
}

/// Trains and exports while holding the project's lock; the report needs it free.
Result<void> trainAndExport(Context& context, Demo& demo)
{
    auto project = store::Project::open(demo.project, store::OpenMode::Create);
    if (!project)
        return project.error();
    DemoTraining training(context, **project);
    if (auto done = training.run(); !done)
        return done;
    demo.trained = training.trained();
    const auto id = (*project)->findPool(jobs::kDemoBatch);
    if (!id)
        return id.error();
    auto pool = (*project)->loadPool(*id, false, context.progress, context.cancel);
    if (!pool)
        return pool.error();
    demo.members = std::move(*pool);
    return jobs::exportPool(*demo.members, demo.pool, context.progress, context.cancel);
}

Result<void> makeReport(Context& context, Demo& demo)
{
    const fs::path program = engine::findProgram("cobench");
    if (program.empty()) {
        context.note("no report: the desktop program `cobench` is not installed beside this one");
        return {};
    }
    context.progress.beginStage("writing the report");
    demo.report = demo.project.parent_path() / "report.html";
    return runProgram(program, {"report", demo.project.string(), "--out", demo.report.string()}, context.cancel);
}

Result<Demo> makeDemo(Context& context, const std::string& folder)
{
    const auto begun = std::chrono::steady_clock::now();
    const fs::path place = fs::absolute(folder).lexically_normal();
    Demo demo{.project = place / "demo.cobench", .pool = place / "pool"};
    if (auto made = makeFolder(place); !made)
        return made.error();
    if (auto checked = jobs::checkExportPlace(demo.pool, jobs::kDemoBatch); !checked)
        return checked.error();
    if (auto done = trainAndExport(context, demo); !done)
        return done.error();
    if (auto reported = makeReport(context, demo); !reported)
        return reported.error();
    demo.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return demo;
}

Table makeTable(const Demo& demo)
{
    Table table{.columns = {{"name"}}};
    for (const data::Model& model : demo.members->models)
        table.rows.push_back({model.name});
    for (const auto& split : demo.members->splits) {
        table.columns.push_back({split->title()});
        const auto prepared = ensemble::PreparedSplit::prepare(split, demo.members->classes);
        for (std::size_t model = 0; model < prepared->models(); ++model)
            table.rows[model].emplace_back(prepared->accuracy(model));
    }
    return table;
}

void writeJson(JsonWriter& json, const Demo& demo)
{
    const Table table = makeTable(demo);
    json.beginObject().member("project", demo.project.string()).member("pool", demo.pool.string()).key("report");
    if (demo.report.empty())
        json.value(nullptr);
    else
        json.value(demo.report.string());
    json.key("models").beginArray();
    for (const auto& row : table.rows) {
        json.beginObject().member("name", std::get<std::string>(row.front())).key("accuracy").beginObject();
        for (std::size_t column = 1; column < row.size(); ++column)
            json.member(table.columns[column].title, std::get<double>(row[column]));
        json.endObject().endObject();
    }
    json.endArray().member("trained", demo.trained).member("seconds", demo.seconds).endObject();
}

std::string writeText(const Demo& demo)
{
    std::string text = toText(makeTable(demo)) + "\nProject  " + demo.project.string() + "\nPool     "
        + demo.pool.string() + "\n";
    return demo.report.empty() ? text : text + "Report   " + demo.report.string() + "\n";
}

} // namespace

void addDemo(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(
        "demo", "Train ten networks on Fashion-MNIST, in minutes: a project, its pool and a report");
    command->add_option("--out", arguments->folder, "Where to leave demo.cobench, pool/ and report.html")
        ->required()
        ->type_name("DIR");
    addResultArguments(*command, arguments->result, false);
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) -> Result<void> {
            const auto demo = makeDemo(context, arguments->folder);
            if (!demo)
                return demo.error();
            return print(context,
                arguments->result,
                {.json = [&](JsonWriter& json) { writeJson(json, *demo); },
                    .text = [&] { return writeText(*demo); },
                    .table = {}});
        };
    });
}

} // namespace cobench::cli
