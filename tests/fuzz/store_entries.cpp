// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bundle.h"
#include "core/store/runs.h"
#include "tests/fuzz/fuzz_targets.h"

#include <string>

namespace cobench::fuzz {

namespace {

namespace fs = std::filesystem;
using store::RunStore;

void empty(const Folder& folder)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        fs::remove_all(entry.path(), ignored);
}

void readAll(const store::Project& project)
{
    const auto pools = project.pools();
    if (pools) {
        for (const store::PoolEntry& pool : *pools) {
            static_cast<void>(project.members(pool.id));
            static_cast<void>(project.origin(pool.id));
            static_cast<void>(project.loadPool(pool.id, true));
        }
    }
    if (const auto keys = project.textKeys(""))
        for (const std::string& key : *keys)
            static_cast<void>(project.text(key));
    static_cast<void>(project.diskUse());
}

/// Writes of every kind, so that triggers and views somebody planted would get their chance.
void change(store::Project& project)
{
    static_cast<void>(project.setText("layout/a", "b"));
    static_cast<void>(project.removeText("layout/a"));
    const auto pools = project.pools();
    if (!pools || pools->empty())
        return;
    const PoolId first = pools->front().id;
    static_cast<void>(project.renamePool(first, "renamed"));
    if (const auto members = project.members(first))
        static_cast<void>(project.setMembers(first, *members));
    static_cast<void>(project.deletePool(first));
    static_cast<void>(project.cleanUp());
}

void readAll(const RunStore& runs)
{
    static_cast<void>(runs.eventsAfter(0, 100));
    static_cast<void>(runs.lastEvent());
    const auto rows = runs.runs();
    if (!rows)
        return;
    for (const store::RunRow& row : *rows) {
        static_cast<void>(runs.predictions(row.id));
        static_cast<void>(runs.scalarGaps(row.id));
        if (const auto tags = runs.tags(row.id))
            for (const std::string& tag : *tags)
                static_cast<void>(runs.scalars(row.id, tag));
    }
}

void change(RunStore& runs)
{
    static_cast<void>(runs.markInterrupted());
    const auto run = runs.createRun({.name = "run", .state = "running"});
    if (!run)
        return;
    std::vector<store::EventRow> events = {{.payload = "{}"}};
    for (std::uint64_t step = 1; step < 3; ++step)
        static_cast<void>(runs.append(*run, {{.tag = "train/loss", .step = step, .value = 0.5}}, events));
    static_cast<void>(runs.setState(*run, "failed", "because"));
}

void readProject(const fs::path& file)
{
    if (const auto project = store::Project::open(file, store::OpenMode::ReadOnly))
        readAll(**project);
}

void readRuns(const fs::path& project)
{
    if (const auto runs = RunStore::open(project, RunStore::Role::Reader))
        readAll(**runs);
}

} // namespace

void openProject(Input input, const Folder& folder)
{
    const fs::path file = folder / "input.cobench";
    writeInput(input, file);
    readProject(file);
    if (const auto project = store::Project::open(file, store::OpenMode::ReadWrite))
        change(**project);
    empty(folder);
}

void openRuns(Input input, const Folder& folder)
{
    const fs::path project = folder / "input.cobench";
    fs::create_directory(folder / "input.cobench.d");
    writeInput(input, folder / "input.cobench.d" / "runs.sqlite");
    readRuns(project);
    if (const auto runs = RunStore::open(project, RunStore::Role::Writer))
        change(**runs);
    empty(folder);
}

void unpackBundle(Input input, const Folder& folder)
{
    const fs::path project = folder / "unpacked.cobench";
    writeInput(input, folder / "input.cobenchz");
    Progress progress;
    if (store::importBundle(folder / "input.cobenchz", project, progress, {})) {
        readProject(project);
        readRuns(project);
    }
    empty(folder);
}

} // namespace cobench::fuzz
