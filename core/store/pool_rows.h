// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/data/pool.h"
#include "core/store/array_store.h"
#include "core/store/database.h"

#include <set>
#include <string>
#include <vector>

namespace cobench::store {

/// ISO 8601 to the second.
std::string nowUtc();

/// Names of the arrays of one pool, once they are on disk.
struct PoolArrays {
    struct Prediction {
        bool isLabelOnly = false;
        std::string name;
    };
    struct Split {
        std::string truth;
        std::vector<Prediction> members; // in the order of Pool::models
    };
    std::vector<Split> splits;
};

// Rows of the pool tables, which both databases have. The caller owns the transaction and seals the rows in it.
// All throw Failure.

/// Shape, Empty, Value or Conflict unless `pool` is what a Pool promises to be.
void requireConsistent(const data::Pool& pool);
/// Writes every array, durably: to be done before the transaction that names them.
PoolArrays writeArrays(const data::Pool& pool, ArrayStore& arrays, Progress& progress, const CancelToken& cancel);
PoolId insertPool(Database& database, const data::Pool& pool, const std::string& name, const PoolArrays& arrays);
/// One more model at the end. Conflict when its splits, classes or truth are not those of `pool`.
void insertMember(Database& database, PoolId pool, const data::Pool& single, const PoolArrays& arrays);
/// More splits of all its models, in the place of those of the same title. Conflict when its models, classes or
/// truth are not those of `pool`.
void insertSplits(Database& database, PoolId pool, const data::Pool& more, const PoolArrays& arrays);

struct LoadOptions {
    bool withExcluded = false;
};
std::shared_ptr<const data::Pool> selectPool(Database& database,
    ArrayStore& arrays,
    PoolId pool,
    const LoadOptions& options,
    Progress& progress,
    const CancelToken& cancel);
/// Shape or Value unless these can be the labels of that split; NotFound when there is no such split.
void requireLabelsFit(
    Database& database, PoolId pool, const std::string& title, std::span<const data::Label> labels);
/// Gives the split, which must exist, other labels.
void replaceTruth(Database& database, PoolId pool, const std::string& title, const std::string& array);
/// Class names are part of the pool's rows but may be edited: none, or one per class.
void replaceClassNames(Database& database, PoolId pool, const std::vector<std::string>& names);
/// Every array that a row of this database names, hidden ones too.
std::set<std::string> namedArrays(Database& database);

} // namespace cobench::store
