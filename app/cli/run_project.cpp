// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_project.h"

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

Result<std::unique_ptr<store::RunStore>> writeRunStore(const fs::path& project, const CancelToken& cancel)
{
    std::error_code error;
    if (!fs::exists(project, error)) {
        fs::create_directories(fs::absolute(project).parent_path(), error);
        if (const auto made = store::Project::open(project, store::OpenMode::Create); !made)
            return made.error();
    }
    const auto end = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        auto opened = store::RunStore::open(project, store::RunStore::Role::Writer);
        if (opened || opened.error().code != ErrorCode::Locked || std::chrono::steady_clock::now() > end)
            return opened;
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
