// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"

namespace cobench::store {

namespace {

std::string recipeKey(PoolId pool)
{
    return "recipe/" + std::to_string(pool.value);
}

} // namespace

void ProjectFile::writeOrigin(PoolId pool, const PoolOrigin& origin)
{
    runSql(m_file.database, "DELETE FROM pool_source WHERE pool = ?1", pool.value);
    std::int64_t position = 0;
    for (const PoolSource& source : origin.sources)
        runSql(m_file.database,
            "INSERT INTO pool_source (pool, position, path, bytes, sha256) VALUES (?1, ?2, ?3, ?4, ?5)",
            pool.value,
            position++,
            source.path,
            source.bytes,
            source.sha256);
    if (origin.recipe.empty())
        runSql(m_file.database, "DELETE FROM note WHERE key = ?1", recipeKey(pool));
    else
        writeText(recipeKey(pool), origin.recipe);
}

Result<void> ProjectFile::setOrigin(PoolId pool, const PoolOrigin& origin)
{
    return write([&] {
        requirePool(pool, false);
        writeOrigin(pool, origin);
    });
}

Result<PoolOrigin> ProjectFile::origin(PoolId pool) const
{
    return guarded([&] {
        requirePool(pool, false);
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kPoolSource)
                + ", path, bytes, sha256 FROM pool_source WHERE pool = ?1 ORDER BY position",
            pool.value);
        PoolOrigin origin;
        while (row.step()) {
            requireIntactRow(row, "a source");
            origin.sources.push_back(
                {.path = row.text(1), .bytes = static_cast<std::uint64_t>(row.integer(2)), .sha256 = row.text(3)});
        }
        origin.recipe = orThrow(text(recipeKey(pool))).value_or("");
        return origin;
    });
}

Result<void> ProjectFile::setTruth(PoolId pool, const std::vector<SplitTruth>& truth, const PoolOrigin& origin)
{
    if (isReadOnly())
        return write([] {});
    return guarded([&] {
        requirePool(pool, false);
        m_file.database.requireInPlace();
        Progress progress;
        std::vector<std::string> arrays;
        for (const SplitTruth& split : truth) {
            requireLabelsFit(m_file.database, pool, split.title, split.labels.view());
            arrays.push_back(m_arrays.put(split.labels.view(), progress, CancelToken()));
        }
        m_arrays.sync();
        orThrow(write([&] {
            for (std::size_t index = 0; index < truth.size(); ++index)
                replaceTruth(m_file.database, pool, truth[index].title, arrays[index]);
            writeOrigin(pool, origin);
        }));
    });
}

} // namespace cobench::store
