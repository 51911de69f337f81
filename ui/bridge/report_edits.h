// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/report_entry.h"

#include <functional>
#include <string>
#include <vector>

namespace cobench::ui {

using BlockList = std::vector<store::BlockEntry>;

/// One change to the blocks of a report and its inverse. Both find blocks by number and leave others alone.
struct BlockEdit {
    std::function<void(BlockList&)> redo;
    std::function<void(BlockList&)> undo;
};

/// The first number that no block of the list has.
std::int64_t nextNumber(const BlockList& blocks);

/// Before the block at `place`, or at the end.
BlockEdit insertEdit(const BlockList& added, std::size_t place);
BlockEdit removeEdit(const BlockList& now, const std::vector<std::int64_t>& ids);
/// To where `place` is in the list without the block.
BlockEdit moveEdit(const BlockList& now, std::int64_t id, std::size_t place);
/// Exchanges a block for one with the same number.
BlockEdit replaceEdit(const store::BlockEntry& before, const store::BlockEntry& after);

} // namespace cobench::ui
