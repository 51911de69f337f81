// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/runs.h"

#include "core/store/run_file.h"

namespace cobench::store {

Result<std::unique_ptr<RunStore>> RunStore::open(
    const std::filesystem::path& project, Role role, const Environment& environment)
{
    const Layout layout = layoutOf(project);
    return guarded([&]() -> std::unique_ptr<RunStore> {
        const StorePlace place = {.database = layout.runsDatabase,
            .lock = layout.runsLock,
            .folder = layout.folder,
            .subject = "the runs of " + layout.database.string()};
        auto file = role == Role::Writer ? openForWriting(place, true, runsSchema(), environment)
                                         : openForReading(layout.runsDatabase, runsSchema(), environment);
        return std::make_unique<RunFile>(layout, std::move(file), environment);
    });
}

} // namespace cobench::store
