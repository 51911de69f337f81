// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/pool_snapshot.h"

#include <algorithm>

namespace cobench::ui {

namespace {

std::vector<int> coloursOf(const std::vector<store::MemberEntry>& members)
{
    std::vector<std::int64_t> ids;
    ids.reserve(members.size());
    for (const auto& member : members)
        ids.push_back(member.id);
    std::ranges::sort(ids);
    std::vector<int> colours;
    colours.reserve(members.size());
    for (const auto& member : members)
        colours.push_back(static_cast<int>(std::ranges::lower_bound(ids, member.id) - ids.begin()));
    return colours;
}

} // namespace

Result<std::shared_ptr<const PoolSnapshot>> readSnapshot(
    store::Project& project, const store::PoolEntry& entry, Progress& progress, const CancelToken& cancel)
{
    auto members = project.members(entry.id);
    if (!members)
        return members.error();
    auto all = project.loadPool(entry.id, true, progress, cancel);
    if (!all)
        return all.error();
    auto snapshot = std::make_shared<PoolSnapshot>();
    snapshot->entry = entry;
    snapshot->members = std::move(*members);
    snapshot->all = std::move(*all);
    for (std::size_t i = 0; i < snapshot->members.size(); ++i)
        if (!snapshot->members[i].excluded)
            snapshot->memberOf.push_back(i);
    snapshot->active = snapshot->memberOf.size() == snapshot->members.size()
        ? snapshot->all
        : std::make_shared<const data::Pool>(snapshot->all->withModels(snapshot->memberOf));
    snapshot->colours = coloursOf(snapshot->members);
    return std::shared_ptr<const PoolSnapshot>(std::move(snapshot));
}

std::shared_ptr<const SplitSnapshot> prepareSplit(const PoolSnapshot& pool, const std::string& title)
{
    auto all = pool.all->split(title);
    if (!all)
        all = pool.all->defaultSplit();
    if (!all)
        return nullptr;
    auto result = std::make_shared<SplitSnapshot>();
    result->title = all->title();
    result->all = ensemble::PreparedSplit::prepare(all, pool.all->classes);
    result->active = pool.active == pool.all
        ? result->all
        : ensemble::PreparedSplit::prepare(pool.active->split(result->title), pool.all->classes);
    return result;
}

} // namespace cobench::ui
