// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_source.h"

#include <algorithm>

namespace cobench::ui {

Result<ReportSource> ReportSource::open(const std::filesystem::path& path)
{
    auto project = store::Project::open(path, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    auto pools = (*project)->pools();
    if (!pools)
        return pools.error();
    ReportSource source;
    source.m_path = path;
    source.m_project = std::move(*project);
    source.m_pools = std::move(*pools);
    return source;
}

Result<std::shared_ptr<const data::Pool>> ReportSource::pool(const std::string& name) const
{
    const auto entry = std::ranges::find(m_pools, name, &store::PoolEntry::name);
    if (entry != m_pools.end())
        return m_project->loadPool(entry->id);

    std::string names;
    for (const store::PoolEntry& other : m_pools)
        names.append(names.empty() ? "" : ", ").append(other.name);
    return Error{.code = ErrorCode::Usage,
        .subject = m_path.string(),
        .detail = "there is no pool " + name,
        .cure = names.empty() ? "import one first" : "its pools are " + names};
}

Result<std::vector<store::RunRow>> ReportSource::finishedRuns() const
{
    const auto store = store::RunStore::open(m_path, store::RunStore::Role::Reader);
    if (!store && store.error().code == ErrorCode::NotFound)
        return std::vector<store::RunRow>{};
    if (!store)
        return store.error();
    auto runs = (*store)->runs();
    if (runs)
        std::erase_if(*runs, [](const store::RunRow& run) { return run.state != "finished"; });
    return runs;
}

} // namespace cobench::ui
