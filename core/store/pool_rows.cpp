// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"

#include "core/store/failure.h"
#include "core/store/schema.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace cobench::store {

namespace {

constexpr int kProbabilities = 0;
constexpr int kLabels = 1;
// data::Split::title() in SQL, compared with parameter 2.
constexpr const char* kTitleIs = "split.name || iif(split.condition = '', '', '@' || split.condition) = ?2";

std::uint64_t bytesOf(const data::Pool& pool)
{
    std::uint64_t bytes = 0;
    for (const auto& split : pool.splits) {
        bytes += split->truth.size() * sizeof(data::Label);
        for (const auto& member : split->members)
            bytes += member.probabilities.size() * sizeof(float) + member.labels.size() * sizeof(data::Label);
    }
    return bytes;
}

std::int64_t insertMemberRow(Database& database, PoolId pool, std::int64_t position, const data::Model& model)
{
    runSql(database,
        "INSERT INTO member (pool, position, name, excluded, hidden, source, parameters, flops, latency_ms)"
        " VALUES (?1, ?2, ?3, 0, 0, ?4, ?5, ?6, ?7)",
        pool.value,
        position,
        model.name,
        model.source,
        model.cost.parameters,
        model.cost.flops,
        model.cost.latencyMs);
    return database.lastInsertId();
}

void insertPrediction(
    Database& database, std::int64_t member, std::int64_t split, const PoolArrays::Prediction& array)
{
    runSql(database,
        "INSERT INTO prediction (member, split, kind, array) VALUES (?1, ?2, ?3, ?4)",
        member,
        split,
        array.isLabelOnly ? kLabels : kProbabilities,
        array.name);
}

std::int64_t insertSplit(
    Database& database, PoolId pool, int position, const data::Split& split, const std::string& truth)
{
    runSql(database,
        "INSERT INTO split (pool, position, name, condition, samples, truth) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        pool.value,
        position,
        split.name,
        split.condition,
        split.samples(),
        truth);
    return database.lastInsertId();
}

} // namespace

std::string nowUtc()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts = {};
    ::gmtime_r(&now, &parts);
    char text[32] = {};
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text, length};
}

PoolArrays writeArrays(const data::Pool& pool, ArrayStore& arrays, Progress& progress, const CancelToken& cancel)
{
    progress.beginStage("storing", 2 * bytesOf(pool));
    PoolArrays names;
    for (const auto& split : pool.splits) {
        PoolArrays::Split& stored = names.splits.emplace_back();
        stored.truth = arrays.put(split->truth.view(), progress, cancel);
        for (const auto& member : split->members)
            stored.members.push_back({.isLabelOnly = member.isLabelOnly(),
                .name = member.isLabelOnly() ? arrays.put(member.labels.view(), progress, cancel)
                                             : arrays.put(member.probabilities.view(), progress, cancel)});
    }
    arrays.sync();
    return names;
}

void replaceClassNames(Database& database, PoolId pool, const std::vector<std::string>& names)
{
    runSql(database, "DELETE FROM class_name WHERE pool = ?1", pool.value);
    std::int64_t position = 0;
    for (const std::string& name : names)
        runSql(database,
            "INSERT INTO class_name (pool, position, name) VALUES (?1, ?2, ?3)",
            pool.value,
            position++,
            name);
}

void requireLabelsFit(
    Database& database, PoolId pool, const std::string& title, std::span<const data::Label> labels)
{
    Statement row(database,
        "SELECT split.samples, pool.classes FROM split JOIN pool ON pool.id = split.pool WHERE pool.id = ?1 AND "
            + std::string(kTitleIs),
        pool.value,
        title);
    const auto refused = [&](ErrorCode code, std::string detail) {
        return Failure({.code = code, .subject = "split " + title, .detail = std::move(detail)});
    };
    if (!row.step())
        throw refused(ErrorCode::NotFound, "is not in this pool");
    if (row.integer(0) != static_cast<std::int64_t>(labels.size()))
        throw refused(ErrorCode::Shape,
            std::to_string(labels.size()) + " labels for " + std::to_string(row.integer(0)) + " samples");
    for (const data::Label label : labels)
        if (label >= row.integer(1))
            throw refused(
                ErrorCode::Value, "class " + std::to_string(label) + " of " + std::to_string(row.integer(1)));
}

void replaceTruth(Database& database, PoolId pool, const std::string& title, const std::string& array)
{
    runSql(database,
        "UPDATE split SET truth = ?3, crc = -1 WHERE pool = ?1 AND " + std::string(kTitleIs),
        pool.value,
        title,
        array);
}

PoolId insertPool(Database& database, const data::Pool& pool, const std::string& name, const PoolArrays& arrays)
{
    runSql(database,
        "INSERT INTO pool (name, classes, licence, source, imported_at, hidden) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
        name,
        pool.classes,
        pool.licence,
        pool.source,
        nowUtc());
    const PoolId id{database.lastInsertId()};
    replaceClassNames(database, id, pool.classNames);
    std::vector<std::int64_t> members;
    for (const data::Model& model : pool.models)
        members.push_back(insertMemberRow(database, id, static_cast<std::int64_t>(members.size()), model));
    for (std::size_t index = 0; index < pool.splits.size(); ++index) {
        const PoolArrays::Split& stored = arrays.splits[index];
        const auto split = insertSplit(database, id, static_cast<int>(index), *pool.splits[index], stored.truth);
        for (std::size_t member = 0; member < members.size(); ++member)
            insertPrediction(database, members[member], split, stored.members[member]);
    }
    return id;
}

void insertMember(Database& database, PoolId pool, const data::Pool& single, const PoolArrays& arrays)
{
    const auto conflict = [&](std::string detail) {
        return Failure({.code = ErrorCode::Conflict,
            .subject = single.models.front().name,
            .detail = std::move(detail),
            .cure = "import it as a pool of its own"});
    };
    Statement next(database, "SELECT coalesce(max(position) + 1, 0) FROM member WHERE pool = ?1", pool.value);
    next.step();
    const auto member = insertMemberRow(database, pool, next.integer(0), single.models.front());
    Statement classes(database, "SELECT classes FROM pool WHERE id = ?1", pool.value);
    if (!classes.step() || classes.integer(0) != single.classes)
        throw conflict("has another number of classes than the pool");
    Statement splits(database, "SELECT id, name, condition, truth FROM split WHERE pool = ?1", pool.value);
    while (splits.step()) {
        std::size_t index = 0;
        while (index < single.splits.size()
            && (single.splits[index]->name != splits.text(1) || single.splits[index]->condition != splits.text(2)))
            ++index;
        if (index == single.splits.size())
            throw conflict("has no split " + splits.text(1));
        if (arrays.splits[index].truth != splits.text(3))
            throw conflict("has other labels in split " + splits.text(1) + " than the pool");
        insertPrediction(database, member, splits.integer(0), arrays.splits[index].members.front());
    }
}

namespace {

Failure differs(std::string subject, std::string detail)
{
    return Failure({.code = ErrorCode::Conflict,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .cure = "store them as a pool of its own"});
}

/// Row ids of the pool's members in the order of `more`.
std::vector<std::int64_t> membersNamedIn(Database& database, PoolId pool, const data::Pool& more)
{
    std::vector<std::int64_t> ids(more.models.size(), 0);
    Statement rows(database, "SELECT id, name FROM member WHERE pool = ?1 AND hidden = 0", pool.value);
    while (rows.step()) {
        const auto found = std::ranges::find(more.models, rows.text(1), &data::Model::name);
        if (found == more.models.end())
            throw differs(rows.text(1), "is in the pool, and nothing new is known of it");
        ids[static_cast<std::size_t>(found - more.models.begin())] = rows.integer(0);
    }
    if (const auto strange = std::ranges::find(ids, 0); strange != ids.end())
        throw differs(more.models[static_cast<std::size_t>(strange - ids.begin())].name, "is not in the pool");
    return ids;
}

/// Where the split of this title stands, which goes, or else the end.
int placeFor(Database& database, PoolId pool, const data::Split& split)
{
    Statement same(database,
        "SELECT id, position FROM split WHERE pool = ?1 AND " + std::string(kTitleIs),
        pool.value,
        split.title());
    if (same.step()) {
        const auto place = static_cast<int>(same.integer(1));
        runSql(database, "DELETE FROM prediction WHERE split = ?1", same.integer(0));
        runSql(database, "DELETE FROM split WHERE id = ?1", same.integer(0));
        return place;
    }
    Statement next(database, "SELECT coalesce(max(position) + 1, 0) FROM split WHERE pool = ?1", pool.value);
    next.step();
    return static_cast<int>(next.integer(0));
}

} // namespace

void insertSplits(Database& database, PoolId pool, const data::Pool& more, const PoolArrays& arrays)
{
    const auto members = membersNamedIn(database, pool, more);
    Statement classes(database, "SELECT classes FROM pool WHERE id = ?1", pool.value);
    if (!classes.step() || classes.integer(0) != more.classes)
        throw differs(more.models.front().name, "has another number of classes than the pool");
    for (std::size_t index = 0; index < more.splits.size(); ++index) {
        const data::Split& split = *more.splits[index];
        const PoolArrays::Split& stored = arrays.splits[index];
        Statement other(database,
            "SELECT 1 FROM split WHERE pool = ?1 AND name = ?2 AND truth <> ?3",
            pool.value,
            split.name,
            stored.truth);
        if (other.step())
            throw differs("split " + split.title(), "has other samples than the pool");
        const auto id = insertSplit(database, pool, placeFor(database, pool, split), split, stored.truth);
        for (std::size_t member = 0; member < members.size(); ++member)
            insertPrediction(database, members[member], id, stored.members[member]);
    }
}

std::set<std::string> namedArrays(Database& database)
{
    Statement rows(database, "SELECT truth FROM split UNION SELECT array FROM prediction");
    std::set<std::string> names;
    while (rows.step())
        names.insert(rows.text(0));
    return names;
}

} // namespace cobench::store
