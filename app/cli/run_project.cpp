// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_project.h"

#include "core/engine/remote_runs.h"
#include "core/engine/runtime_directory.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <thread>

namespace cobench::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{12}; // an engine lets go after 10
constexpr std::chrono::milliseconds kLook{40};

} // namespace

void addRunProject(CLI::App& command, std::string& project)
{
    command.add_option("--project", project, "Project of the runs (default: your own, default.cobench)")
        ->type_name("P.cobench");
}

fs::path runProject(const std::string& named)
{
    if (!named.empty())
        return named;
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    const fs::path folder = data && *data ? fs::path(data) : fs::path(home ? home : ".") / ".local/share";
    return folder / "cobench/default.cobench";
}

Result<std::unique_ptr<store::RunStore>> readRunStore(const fs::path& project)
{
    return store::RunStore::open(project, store::RunStore::Role::Reader);
}

namespace {

Result<store::RunRow> named(
    const std::vector<store::RunRow>& rows, const fs::path& project, const std::string& name)
{
    const store::RunRow* found = nullptr;
    std::string numbers;
    for (const store::RunRow& row : rows) {
        if (row.name != name)
            continue;
        numbers += (found ? ", " : "") + std::to_string(row.id.value);
        found = &row;
    }
    if (found && numbers == std::to_string(found->id.value))
        return *found;
    return Error{.code = found ? ErrorCode::Conflict : ErrorCode::NotFound,
        .subject = project.string(),
        .detail = found ? "has several runs named " + name : "has no run " + name,
        .cure = found ? "give a number: " + numbers : "runs list tells which there are"};
}

} // namespace

Result<store::RunRow> findRun(const store::RunStore& store, const fs::path& project, const std::string& run)
{
    const auto rows = store.runs();
    if (!rows)
        return rows.error();
    for (const store::RunRow& row : *rows)
        if (std::to_string(row.id.value) == run)
            return row;
    return named(*rows, project, run);
}

Result<store::RunRow> findRun(const fs::path& project, const std::string& run)
{
    const auto store = readRunStore(project);
    return store ? findRun(**store, project, run) : store.error();
}

namespace {

RunOwner through(std::unique_ptr<engine::Client> client, const fs::path& project)
{
    auto writer = std::make_unique<engine::RemoteRuns>(*client, project);
    return {.client = std::move(client), .writer = std::move(writer)};
}

} // namespace

Result<RunOwner> askEngine(const fs::path& project)
{
    auto client = engine::Client::connect({.executable = engine::engineProgram()});
    if (!client)
        return std::move(client).error();
    return through(std::move(*client), project);
}

Result<void> makeProject(const fs::path& project)
{
    std::error_code error; // what matters of it shows when the project is made
    if (fs::exists(project, error))
        return {};
    fs::create_directories(fs::absolute(project).parent_path(), error);
    if (const auto made = store::Project::open(project, store::OpenMode::Create); !made)
        return made.error();
    return {};
}

Result<RunOwner> ownRuns(const fs::path& project, const CancelToken& cancel)
{
    if (auto made = makeProject(project); !made)
        return std::move(made).error();
    // An engine that lives also tells the windows what comes.
    if (const auto directory = engine::openRuntimeDirectory(); directory && engine::isListening(directory->socket))
        if (auto client = engine::Client::connect({}); client && (*client)->runs(project))
            return through(std::move(*client), project);
    const auto end = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        auto opened = store::RunStore::open(project, store::RunStore::Role::Writer);
        if (opened)
            return RunOwner{.client = nullptr, .writer = std::move(*opened)};
        if (opened.error().code != ErrorCode::Locked || std::chrono::steady_clock::now() > end)
            return std::move(opened).error();
        if (cancel.isCancelled())
            return cancelled();
        std::this_thread::sleep_for(kLook);
    }
}

std::string dateText(double seconds)
{
    if (!(seconds > 0.0))
        return {};
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    char text[32] = {};
    if (!gmtime_r(&time, &parts) || std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts) == 0)
        return {};
    return text;
}

} // namespace cobench::cli
