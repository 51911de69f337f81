// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/jobs/source_check.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace cobench::cli {

namespace {

struct Arguments {
    std::string project;
    bool checksSources = false;
    ResultArguments result;
};

struct PoolFacts {
    store::PoolEntry entry;
    std::uint64_t arrays = 0; // bytes
    std::vector<jobs::SourceStatus> sources;
};

struct ProjectFacts {
    std::vector<PoolFacts> pools;
    store::DiskUse disk;
};

constexpr std::string_view kStates[] = {"unchanged", "changed", "missing", "unreadable"}; // as jobs::SourceState

std::string_view stateText(jobs::SourceState state)
{
    return kStates[static_cast<std::size_t>(state)];
}

Result<ProjectFacts> inform(Context& context, const Arguments& arguments)
{
    const auto project = store::Project::open(arguments.project, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    const auto pools = (*project)->pools();
    if (!pools)
        return pools.error();
    auto disk = (*project)->diskUse();
    if (!disk)
        return disk.error();
    ProjectFacts facts{.pools = {}, .disk = std::move(*disk)};
    const auto reading = arguments.checksSources ? jobs::SourceReading::Always : jobs::SourceReading::WhenNeeded;
    jobs::KnownHashes known;
    for (const store::PoolEntry& entry : *pools) {
        const auto origin = (*project)->origin(entry.id);
        if (!origin)
            return origin.error();
        auto sources = jobs::checkSources(
            origin->sources, entry.importedAt, reading, known, context.progress, context.cancel);
        if (!sources)
            return sources.error();
        const auto use = std::ranges::find(facts.disk.pools, entry.id, &store::DiskUse::OfPool::id);
        facts.pools.push_back({.entry = entry,
            .arrays = use == facts.disk.pools.end() ? 0 : use->arrays,
            .sources = std::move(*sources)});
    }
    return facts;
}

void writeSources(JsonWriter& json, const std::vector<jobs::SourceStatus>& sources)
{
    json.key("sources").beginArray();
    for (const jobs::SourceStatus& status : sources) {
        json.beginObject().member("path", status.source.path).member("bytes", status.source.bytes);
        json.member("sha256", status.source.sha256).member("state", stateText(status.state)).endObject();
    }
    json.endArray();
}

void writeJson(JsonWriter& json, const ProjectFacts& facts, const std::string& path)
{
    json.beginObject().member("project", path).key("pools").beginArray();
    for (const PoolFacts& pool : facts.pools) {
        json.beginObject().member("name", pool.entry.name).member("models", pool.entry.models);
        json.member("samples", pool.entry.samples).member("classes", pool.entry.classes);
        json.member("imported", pool.entry.importedAt).member("bytes", pool.arrays);
        writeSources(json, pool.sources);
        json.endObject();
    }
    const store::DiskUse& disk = facts.disk;
    json.endArray().key("disk").beginObject().member("database", disk.database);
    json.member("arrays", disk.arrays());
    json.member("deleted", disk.deleted).member("backups", disk.backups);
    json.member("runs", disk.runsDatabase).member("run_arrays", disk.runArrays);
    json.member("total", disk.total()).endObject().endObject();
}

std::string sourcesText(const std::vector<jobs::SourceStatus>& sources)
{
    std::string text;
    for (std::size_t state = 1; state < std::size(kStates); ++state) {
        const auto count = static_cast<std::size_t>(
            std::ranges::count(sources, static_cast<jobs::SourceState>(state), &jobs::SourceStatus::state));
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(kStates[state]);
    }
    return std::to_string(sources.size()) + (text.empty() ? "" : ": " + text);
}

Table makeTable(const ProjectFacts& facts)
{
    Table table{.columns = {{"pool"}, {"models"}, {"samples"}, {"classes"}, {"imported"}, {"bytes"}, {"sources"}}};
    for (const PoolFacts& pool : facts.pools)
        table.rows.push_back({pool.entry.name,
            std::uint64_t{pool.entry.models},
            std::uint64_t{pool.entry.samples},
            std::uint64_t{pool.entry.classes},
            pool.entry.importedAt,
            pool.arrays,
            sourcesText(pool.sources)});
    return table;
}

std::string writeText(const ProjectFacts& facts)
{
    const store::DiskUse& disk = facts.disk;
    std::string text = facts.pools.empty() ? "No pools\n\n" : toText(makeTable(facts)) + "\n";
    text += "On disk " + sizeText(disk.total()) + ": database " + sizeText(disk.database);
    if (disk.runsDatabase + disk.runArrays > 0)
        text += ", runs " + sizeText(disk.runsDatabase + disk.runArrays);
    text += "; deleted " + sizeText(disk.deleted) + ", backups " + sizeText(disk.backups) + "\n";
    return text;
}

} // namespace

void addProjectInfo(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("info", "Pools of a project, their sources, disk use");
    command->add_option("PROJECT", arguments->project, "Project file P.cobench")->required()->type_name("");
    command->add_flag("--check", arguments->checksSources, "Read every source file again and compare its content");
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) -> Result<void> {
            const auto facts = inform(context, *arguments);
            if (!facts)
                return facts.error();
            return print(context,
                arguments->result,
                {.json = [&](JsonWriter& json) { writeJson(json, *facts, arguments->project); },
                    .text = [&] { return writeText(*facts); },
                    .table = [&] { return makeTable(*facts); }});
        };
    });
}

} // namespace cobench::cli
