// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/ensemble/prepared_split.h"
#include "core/store/project.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cobench::ui {

/// One stored pool as the views see it, with the edits (order, names, exclusions) of the moment. Immutable.
struct PoolSnapshot {
    store::PoolEntry entry;
    std::vector<store::MemberEntry> members; // in a person's order, excluded ones too
    std::shared_ptr<const data::Pool> all; // [members]
    std::shared_ptr<const data::Pool> active; // without the excluded ones: what is analysed
    std::vector<std::size_t> memberOf; // [active models]: index into members
    std::vector<int> colours; // [members]: place of the member's id among all ids, so reordering keeps colours
};

/// The chosen split of a snapshot, ready for counting. Immutable.
struct SplitSnapshot {
    std::string title;
    std::shared_ptr<const ensemble::PreparedSplit> all; // [PoolSnapshot::members]
    std::shared_ptr<const ensemble::PreparedSplit> active; // [PoolSnapshot::active]
};

/// Reads pool and members; for the store's thread. Hashes are checked on the way.
Result<std::shared_ptr<const PoolSnapshot>> readSnapshot(
    store::Project& project, const store::PoolEntry& entry, Progress& progress, const CancelToken& cancel);
/// An unknown title gives the default split. nullptr when the pool has none.
std::shared_ptr<const SplitSnapshot> prepareSplit(const PoolSnapshot& pool, const std::string& title);

} // namespace cobench::ui
