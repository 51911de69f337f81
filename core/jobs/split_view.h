// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/ensemble/prepared_split.h"

#include <memory>
#include <string>
#include <string_view>

namespace cobench::jobs {

/// One split of a pool, ready to be counted, with what identifies its numbers. Immutable; copies share it.
struct SplitView {
    std::shared_ptr<const data::Pool> pool;
    std::shared_ptr<const ensemble::PreparedSplit> prepared;
    std::string title; // of the split
    std::string dataHash; // hashSplit()
};

/// The split called `title`, the default split when that is empty. Usage names the splits there are; Empty for a
/// pool without models.
Result<std::shared_ptr<const data::Split>> chooseSplit(const data::Pool& pool, std::string_view title = {});

/// What teams are chosen on, and what is told of them.
struct SplitPair {
    std::shared_ptr<const data::Split> selection;
    std::shared_ptr<const data::Split> report;

    bool areOne() const { return selection == report; }
};

/// A pool with what teams are chosen on and what is told of them; the same split twice when there is only one.
struct TeamSplits {
    std::shared_ptr<const data::Pool> pool;
    std::shared_ptr<const ensemble::PreparedSplit> selection;
    std::shared_ptr<const ensemble::PreparedSplit> report;

    bool areOne() const { return selection == report; }
    bool operator==(const TeamSplits&) const = default;
};

/// `report` empty: as chooseSplit; `selection` empty: "val" where there is one, else the report split.
Result<SplitPair> chooseSplits(const data::Pool& pool, std::string_view selection, std::string_view report);

/// The chosen split, prepared and hashed.
Result<SplitView> viewSplit(std::shared_ptr<const data::Pool> pool, std::string_view title = {});

/// SHA-256, hexadecimal, over classes, truth, model names and predictions: equal when every figure made from the
/// split would be equal. Independent of files, formats and the pool's name.
std::string hashSplit(const data::Pool& pool, const data::Split& split);

} // namespace cobench::jobs
