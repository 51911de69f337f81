// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"

#include "core/store/project_file.h"

namespace cobench::store {

Result<std::unique_ptr<Project>> Project::open(
    const std::filesystem::path& path, OpenMode mode, const Environment& environment)
{
    const Layout layout = layoutOf(path);
    return guarded([&]() -> std::unique_ptr<Project> {
        const StorePlace place = {.database = layout.database,
            .lock = layout.lock,
            .folder = layout.folder,
            .subject = layout.database.string()};
        auto file = mode == OpenMode::ReadOnly
            ? openForReading(layout.database, projectSchema(), environment)
            : openForWriting(place, mode == OpenMode::Create, projectSchema(), environment);
        return std::make_unique<ProjectFile>(layout, std::move(file), environment);
    });
}

} // namespace cobench::store
