// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/old_project.h"

#include "core/common/sha256.h"
#include "core/store/migrations.h"
#include "core/store/project.h"
#include "core/store/schema.h"
#include "tests/support/raw_sqlite.h"

#include <cstdlib>
#include <fstream>
#include <span>

namespace cobench::test {

// The rows come from a project of today; the arrays have not changed since.
void makeVersionOneProject(const std::filesystem::path& path, const data::Pool& pool)
{
    {
        const auto today = store::Project::open(path, store::OpenMode::Create);
        Progress progress;
        if (!today
            || !(*today)->addPool(
                pool, "old", {.sources = {{"/a/file", 5, "ff"}}, .recipe = {}}, progress, CancelToken())
            || !(*today)->setText("layout/a", "kept"))
            std::abort();
    }
    const std::string newer = path.string() + ".today";
    std::filesystem::rename(path, newer);
    std::string sql = "ATTACH '" + newer
        + "' AS today; PRAGMA application_id = 1131364944; PRAGMA user_version = 1;" + "PRAGMA journal_mode = WAL;"
        + std::string(store::projectMigrations()[0].sql);
    for (const store::SealedTable& table : store::projectSchema().tables) {
        if (store::projectMigrations()[0].sql.find("CREATE TABLE " + std::string(table.name))
            == std::string_view::npos)
            continue; // came later
        sql += std::string("INSERT INTO main.") + table.name + "(" + table.columns + ") SELECT " + table.columns
            + " FROM today." + table.name + ";";
    }
    runRawSql(path, sql);
    std::filesystem::remove(newer);
}

std::string hashOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return sha256Hex(std::as_bytes(std::span(text)));
}

} // namespace cobench::test
