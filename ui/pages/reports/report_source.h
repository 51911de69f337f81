// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/jobs/split_view.h"
#include "core/store/project.h"
#include "core/store/runs.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cobench::ui {

/// A team that somebody saved.
struct NamedTeam {
    std::string name;
    std::vector<std::string> members; // names, in the pool's order
};

/// A project opened to be read only: never waits for, nor disturbs, a window that has it open. One thread.
class ReportSource
{
public:
    static Result<ReportSource> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    const std::vector<store::PoolEntry>& pools() const { return m_pools; }
    /// Without the excluded members. Usage names the pools there are.
    Result<std::shared_ptr<const data::Pool>> pool(const std::string& name) const;
    /// Of the members that are not excluded. Reads no predictions.
    Result<std::vector<std::string>> modelNames(const std::string& pool) const;
    /// Saved teams none of whose members is excluded. Reads no predictions.
    Result<std::vector<NamedTeam>> teams(const std::string& pool) const;
    Result<std::vector<store::ReportEntry>> reports() const { return m_project->reports(); }
    Result<std::vector<store::SessionEntry>> sessions() const { return m_project->sessions(); }
    Result<std::vector<store::PolicyEntry>> policies() const { return m_project->policies(); }
    /// Usage names the reports there are.
    Result<std::vector<store::BlockEntry>> blocks(const std::string& report) const;
    /// Training runs of the project that came to their end; none when it never trained.
    Result<std::vector<store::RunRow>> finishedRuns() const;
    /// What training runs recorded more than once, by name.
    Result<std::vector<std::string>> tags() const;
    /// Those that have a trace.
    Result<std::vector<RunId>> tracedRuns() const;

    /// Reads the list of pools again.
    Result<void> refresh();

private:
    Result<store::PoolEntry> entry(const std::string& pool) const;

    std::filesystem::path m_path;
    std::shared_ptr<const store::Project> m_project; // read-only
    std::vector<store::PoolEntry> m_pools;
};

} // namespace cobench::ui
