// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_entries.h"

#include "core/store/project.h"

#include <fstream>

namespace cobench::fuzz {

namespace {

namespace fs = std::filesystem;

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

} // namespace

void openProject(Input input, const fs::path& folder)
{
    const fs::path file = folder / "input.cobench";
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
    if (const auto project = store::Project::open(file, store::OpenMode::ReadOnly))
        readAll(**project);
    if (const auto project = store::Project::open(file, store::OpenMode::ReadWrite))
        change(**project);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        fs::remove_all(entry.path(), ignored);
}

} // namespace cobench::fuzz
