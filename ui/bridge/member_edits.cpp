// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/member_edits.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using Ids = std::vector<std::int64_t>;

std::function<void(MemberList&)> setName(std::int64_t id, std::string name)
{
    return [id, name = std::move(name)](MemberList& members) {
        for (auto& member : members)
            if (member.id == id)
                member.name = name;
    };
}

std::function<void(MemberList&)> setExcluded(Ids ids, bool excluded)
{
    return [ids = std::move(ids), excluded](MemberList& members) {
        for (auto& member : members)
            if (std::ranges::find(ids, member.id) != ids.end())
                member.excluded = excluded;
    };
}

std::function<void(MemberList&)> setOrder(Ids ids)
{
    return [ids = std::move(ids)](MemberList& members) {
        const auto place
            = [&](const store::MemberEntry& member) { return std::ranges::find(ids, member.id) - ids.begin(); };
        std::ranges::stable_sort(members, {}, place);
    };
}

Ids idsOf(const MemberList& members)
{
    Ids ids;
    for (const auto& member : members)
        ids.push_back(member.id);
    return ids;
}

} // namespace

MemberEdit renameEdit(std::int64_t id, const std::string& before, const std::string& after)
{
    return {.redo = setName(id, after), .undo = setName(id, before)};
}

MemberEdit excludeEdit(const MemberList& now, const Ids& ids, bool excluded)
{
    Ids changing;
    for (const auto& member : now)
        if (member.excluded != excluded && std::ranges::find(ids, member.id) != ids.end())
            changing.push_back(member.id);
    return {.redo = setExcluded(changing, excluded), .undo = setExcluded(changing, !excluded)};
}

MemberEdit deleteEdit(const MemberList& now, const Ids& ids)
{
    MemberList gone;
    for (const auto& member : now)
        if (std::ranges::find(ids, member.id) != ids.end())
            gone.push_back(member);
    const auto remove = [ids](MemberList& members) {
        std::erase_if(members, [&](const auto& member) { return std::ranges::find(ids, member.id) != ids.end(); });
    };
    const auto restore = [remove, gone, order = setOrder(idsOf(now))](MemberList& members) {
        remove(members);
        members.insert(members.end(), gone.begin(), gone.end());
        order(members);
    };
    return {.redo = remove, .undo = restore};
}

MemberEdit orderEdit(const MemberList& now, const Ids& ids)
{
    return {.redo = setOrder(ids), .undo = setOrder(idsOf(now))};
}

} // namespace cobench::ui
