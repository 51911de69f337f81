// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/failure.h"
#include "core/store/pool_rows.h"
#include "core/store/schema.h"

#include <algorithm>
#include <limits>

namespace cobench::store {

namespace {

constexpr std::int64_t kMostClasses = 65535;

struct StoredSplit {
    std::int64_t id = 0;
    std::shared_ptr<data::Split> split;
    std::string truth;
    std::uint64_t samples = 0;
};

/// One selection of a pool: what its steps share.
class Selection
{
public:
    Selection(Database& database, ArrayStore& arrays, PoolId pool, Progress& progress, const CancelToken& cancel)
        : m_database(database)
        , m_arrays(arrays)
        , m_id(pool)
        , m_progress(progress)
        , m_cancel(cancel)
    {
    }

    std::shared_ptr<const data::Pool> run(const LoadOptions& options)
    {
        readPool();
        readClassNames();
        readMembers(options);
        readSplits();
        announce();
        for (StoredSplit& stored : m_splits)
            fill(stored);
        return std::make_shared<const data::Pool>(std::move(m_pool));
    }

private:
    Statement select(const SealedTable& table, const std::string& columns, const std::string& condition)
    {
        return {m_database,
            "SELECT " + intactExpression(table) + ", " + columns + " FROM " + table.name + " WHERE " + condition,
            m_id.value};
    }

    Failure damaged(const std::string& place, std::string detail) const
    {
        return Failure({.code = ErrorCode::Corrupt,
            .subject = m_database.path().string(),
            .place = "pool " + (m_pool.name.empty() ? std::to_string(m_id.value) : m_pool.name) + place,
            .detail = std::move(detail),
            .cure = "import this pool again; the others are not touched"});
    }

    void requireIntactRow(const Statement& row, const SealedTable& table) const
    {
        if (row.integer(0) != 1)
            throw damaged(std::string(", table ") + table.name, "a row does not match its checksum");
    }

    void readPool()
    {
        Statement row = select(sealed::kPool, "name, classes, licence, source", "id = ?1 AND hidden = 0");
        if (!row.step())
            throw Failure({.code = ErrorCode::NotFound,
                .subject = m_database.path().string(),
                .detail = "has no pool " + std::to_string(m_id.value)});
        requireIntactRow(row, sealed::kPool);
        m_pool.name = row.text(1);
        if (row.integer(2) < 1 || row.integer(2) > kMostClasses)
            throw damaged({}, "tells of " + std::to_string(row.integer(2)) + " classes");
        m_pool.classes = static_cast<std::uint32_t>(row.integer(2));
        m_pool.licence = row.text(3);
        m_pool.source = row.text(4);
    }

    void readClassNames()
    {
        Statement row = select(sealed::kClassName, "name", "pool = ?1 ORDER BY position");
        while (row.step()) {
            requireIntactRow(row, sealed::kClassName);
            m_pool.classNames.push_back(row.text(1));
        }
        if (!m_pool.classNames.empty() && m_pool.classNames.size() != m_pool.classes)
            throw damaged({}, "has another number of class names than of classes");
    }

    void readMembers(const LoadOptions& options)
    {
        Statement row = select(sealed::kMember,
            "id, name, excluded, source, parameters, flops, latency_ms",
            "pool = ?1 AND hidden = 0 ORDER BY position, id");
        while (row.step()) {
            requireIntactRow(row, sealed::kMember);
            if (row.integer(3) != 0 && !options.withExcluded)
                continue;
            m_members.push_back(row.integer(1));
            m_pool.models.push_back({.name = row.text(2),
                .cost
                = {.parameters = row.realOrNull(5), .flops = row.realOrNull(6), .latencyMs = row.realOrNull(7)},
                .source = row.text(4)});
        }
    }

    void readSplits()
    {
        Statement row
            = select(sealed::kSplit, "id, name, condition, samples, truth", "pool = ?1 ORDER BY position, id");
        while (row.step()) {
            requireIntactRow(row, sealed::kSplit);
            auto split = std::make_shared<data::Split>();
            split->name = row.text(2);
            split->condition = row.text(3);
            m_splits.push_back({.id = row.integer(1),
                .split = std::move(split),
                .truth = row.text(5),
                .samples = static_cast<std::uint64_t>(row.integer(4))});
        }
        if (m_splits.empty())
            throw damaged({}, "has no split");
    }

    void announce()
    {
        std::uint64_t bytes = 0;
        for (const StoredSplit& stored : m_splits)
            bytes += m_arrays.bytesToVerify(stored.truth);
        Statement row(m_database,
            "SELECT p.array FROM prediction p JOIN member m ON m.id = p.member WHERE m.pool = ?1",
            m_id.value);
        while (row.step())
            bytes += m_arrays.bytesToVerify(row.text(0));
        m_progress.beginStage("loading", bytes);
    }

    void fill(StoredSplit& stored)
    {
        data::Split& split = *stored.split;
        split.truth = labels(stored.truth, stored.samples);
        for (const std::int64_t member : m_members)
            split.members.push_back(predictions(member, stored));
        m_pool.splits.push_back(std::move(stored.split));
    }

    data::MemberPredictions predictions(std::int64_t member, const StoredSplit& stored)
    {
        Statement row(m_database,
            "SELECT " + intactExpression(sealed::kPrediction)
                + ", kind, array FROM prediction WHERE member = ?1 AND split = ?2",
            member,
            stored.id);
        if (!row.step())
            throw damaged(", split " + stored.split->title(), "a member has no predictions");
        requireIntactRow(row, sealed::kPrediction);
        if (row.integer(1) == 1)
            return {.probabilities = {}, .labels = labels(row.text(2), stored.samples)};
        if (stored.samples > std::numeric_limits<std::uint64_t>::max() / sizeof(float) / kMostClasses)
            throw damaged(", split " + stored.split->title(), "tells of an impossible number of samples");
        return {
            .probabilities = m_arrays.floats(row.text(2), stored.samples * m_pool.classes, m_progress, m_cancel),
            .labels = {}};
    }

    // Whoever analyses indexes by label, so a stranger's file must not get a wrong one through.
    Array<data::Label> labels(const std::string& name, std::uint64_t samples)
    {
        auto values = m_arrays.labels(name, samples, m_progress, m_cancel);
        if (std::ranges::any_of(values, [&](data::Label label) { return label >= m_pool.classes; }))
            throw damaged(", array " + name, "has a label outside the classes");
        return values;
    }

    Database& m_database;
    ArrayStore& m_arrays;
    PoolId m_id;
    Progress& m_progress;
    const CancelToken& m_cancel;
    data::Pool m_pool;
    std::vector<std::int64_t> m_members;
    std::vector<StoredSplit> m_splits;
};

} // namespace

std::shared_ptr<const data::Pool> selectPool(Database& database,
    ArrayStore& arrays,
    PoolId pool,
    const LoadOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    return Selection(database, arrays, pool, progress, cancel).run(options);
}

} // namespace cobench::store
