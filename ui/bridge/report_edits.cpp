// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/report_edits.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using Ids = std::vector<std::int64_t>;

Ids idsOf(const BlockList& blocks)
{
    Ids ids;
    for (const store::BlockEntry& block : blocks)
        ids.push_back(block.id);
    return ids;
}

std::function<void(BlockList&)> removal(Ids ids)
{
    return [ids = std::move(ids)](BlockList& blocks) {
        std::erase_if(blocks, [&](const auto& block) { return std::ranges::find(ids, block.id) != ids.end(); });
    };
}

std::function<void(BlockList&)> ordering(Ids ids)
{
    return [ids = std::move(ids)](BlockList& blocks) {
        std::ranges::stable_sort(
            blocks, {}, [&](const auto& block) { return std::ranges::find(ids, block.id) - ids.begin(); });
    };
}

std::function<void(BlockList&)> replacement(store::BlockEntry with)
{
    return [with = std::move(with)](BlockList& blocks) {
        if (const auto found = std::ranges::find(blocks, with.id, &store::BlockEntry::id); found != blocks.end())
            *found = with;
    };
}

} // namespace

std::int64_t nextNumber(const BlockList& blocks)
{
    std::int64_t next = 1;
    for (const store::BlockEntry& block : blocks)
        next = std::max(next, block.id + 1);
    return next;
}

BlockEdit insertEdit(const BlockList& added, std::size_t place)
{
    const auto insert = [added, place](BlockList& blocks) {
        const auto at = blocks.begin() + static_cast<std::ptrdiff_t>(std::min(place, blocks.size()));
        blocks.insert(at, added.begin(), added.end());
    };
    return {.redo = insert, .undo = removal(idsOf(added))};
}

BlockEdit removeEdit(const BlockList& now, const Ids& ids)
{
    BlockList gone;
    for (const store::BlockEntry& block : now)
        if (std::ranges::find(ids, block.id) != ids.end())
            gone.push_back(block);
    const auto restore = [gone, order = ordering(idsOf(now))](BlockList& blocks) {
        blocks.insert(blocks.end(), gone.begin(), gone.end());
        order(blocks);
    };
    return {.redo = removal(ids), .undo = restore};
}

BlockEdit moveEdit(const BlockList& now, std::int64_t id, std::size_t place)
{
    const Ids before = idsOf(now);
    Ids after = before;
    std::erase(after, id);
    after.insert(after.begin() + static_cast<std::ptrdiff_t>(std::min(place, after.size())), id);
    return {.redo = ordering(after), .undo = ordering(before)};
}

BlockEdit replaceEdit(const store::BlockEntry& before, const store::BlockEntry& after)
{
    return {.redo = replacement(after), .undo = replacement(before)};
}

} // namespace cobench::ui
