// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/export_runs.h"

#include "core/io/atomic_file.h"
#include "core/runs/run_tables.h"

#include <algorithm>
#include <cctype>

namespace cobench::runs {

namespace {

namespace fs = std::filesystem;

/// A name that every file system takes.
std::string safeName(const store::RunRow& run)
{
    std::string name = std::to_string(run.id.value) + "-" + run.name;
    for (char& letter : name)
        if (!std::isalnum(static_cast<unsigned char>(letter)) && letter != '-' && letter != '_' && letter != '.')
            letter = '_';
    return name.substr(0, 100);
}

} // namespace

Result<std::vector<std::string>> writeEventFiles(
    const store::RunStore& store, const std::vector<store::RunRow>& runs, const fs::path& folder)
{
    std::vector<std::string> files;
    for (const store::RunRow& run : runs) {
        const auto content = eventFile(store, run);
        if (!content)
            return content.error();
        const fs::path own = folder / safeName(run);
        std::error_code error;
        fs::create_directories(own, error);
        if (error)
            return systemError(error.value(), own.string(), "making it");
        const fs::path file = own
            / ("events.out.tfevents." + std::to_string(static_cast<std::int64_t>(run.createdAt)) + ".cobench");
        if (auto written = io::writeFile(file, *content); !written)
            return std::move(written).error();
        files.push_back(file.string());
    }
    return files;
}

Result<std::vector<store::RunRow>> rowsOf(const store::RunStore& store, const std::vector<RunId>& runs)
{
    auto rows = store.runs();
    if (!rows || runs.empty())
        return rows;
    std::vector<store::RunRow> chosen;
    for (const RunId id : runs) {
        const auto row = std::ranges::find(*rows, id, &store::RunRow::id);
        if (row == rows->end())
            return Error{.code = ErrorCode::NotFound,
                .detail = "there is no run " + std::to_string(id.value),
                .cure = "runs list tells which there are"};
        chosen.push_back(*row);
    }
    return chosen;
}

} // namespace cobench::runs
