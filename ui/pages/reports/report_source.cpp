// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_source.h"

#include "core/jobs/read_runs.h"

#include <algorithm>
#include <set>

namespace cobench::ui {

namespace {

/// Names what there is instead.
template <typename Entry>
Error unknown(const std::filesystem::path& project,
    const std::string& what,
    const std::vector<Entry>& others,
    const std::string& withoutAny)
{
    std::string names;
    for (const Entry& other : others)
        names.append(names.empty() ? "" : ", ").append(other.name);
    return {.code = ErrorCode::Usage,
        .subject = project.string(),
        .detail = "there is no " + what,
        .cure = names.empty() ? withoutAny : "choose one of " + names};
}

} // namespace

Result<ReportSource> ReportSource::open(const std::filesystem::path& path)
{
    auto project = store::Project::open(path, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    ReportSource source;
    source.m_path = path;
    source.m_project = std::move(*project);
    if (const auto read = source.refresh(); !read)
        return read.error();
    return source;
}

Result<void> ReportSource::refresh()
{
    auto pools = m_project->pools();
    if (!pools)
        return pools.error();
    m_pools = std::move(*pools);
    return {};
}

Result<store::PoolEntry> ReportSource::entry(const std::string& pool) const
{
    const auto found = std::ranges::find(m_pools, pool, &store::PoolEntry::name);
    if (found != m_pools.end())
        return *found;
    return unknown(m_path, "pool " + pool, m_pools, "import one first");
}

Result<std::shared_ptr<const data::Pool>> ReportSource::pool(const std::string& name) const
{
    const auto found = entry(name);
    if (!found)
        return found.error();
    return m_project->loadPool(found->id);
}

Result<std::vector<std::string>> ReportSource::modelNames(const std::string& pool) const
{
    const auto found = entry(pool);
    if (!found)
        return found.error();
    const auto members = m_project->members(found->id);
    if (!members)
        return members.error();
    std::vector<std::string> names;
    for (const store::MemberEntry& member : *members)
        if (!member.excluded)
            names.push_back(member.name);
    return names;
}

Result<std::vector<NamedTeam>> ReportSource::teams(const std::string& pool) const
{
    const auto found = entry(pool);
    if (!found)
        return found.error();
    const auto members = m_project->members(found->id);
    if (!members)
        return members.error();
    const auto saved = m_project->teams(found->id);
    if (!saved)
        return saved.error();
    std::vector<NamedTeam> teams;
    for (const store::TeamEntry& team : *saved) {
        NamedTeam named{.name = team.name, .members = {}};
        for (const store::MemberEntry& member : *members)
            if (!member.excluded && std::ranges::find(team.members, member.id) != team.members.end())
                named.members.push_back(member.name);
        if (named.members.size() == team.members.size())
            teams.push_back(std::move(named));
    }
    return teams;
}

Result<std::vector<store::BlockEntry>> ReportSource::blocks(const std::string& report) const
{
    const auto all = m_project->reports();
    if (!all)
        return all.error();
    const auto found = std::ranges::find(*all, report, &store::ReportEntry::name);
    if (found == all->end())
        return unknown(m_path, "report " + report, *all, "make one on the page Reports, or leave --report out");
    return m_project->blocks(found->id);
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

Result<std::vector<RunId>> ReportSource::tracedRuns() const
{
    const auto store = store::RunStore::open(m_path, store::RunStore::Role::Reader);
    if (!store && store.error().code == ErrorCode::NotFound)
        return std::vector<RunId>{};
    if (!store)
        return store.error();
    return (*store)->tracedRuns();
}

Result<std::vector<std::string>> ReportSource::tags() const
{
    auto runs = jobs::listRuns(m_path);
    if (!runs)
        return runs.error();
    if (const auto read = jobs::readFigures(m_path, *runs, CancelToken{}); !read)
        return read.error();
    std::set<std::string> tags;
    for (const study::Run& run : *runs)
        for (const auto& [tag, figures] : run.figures)
            if (figures.points > 1)
                tags.insert(tag);
    return std::vector<std::string>(tags.begin(), tags.end());
}

} // namespace cobench::ui
