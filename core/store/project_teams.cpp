// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace cobench::store {

namespace {

std::string joined(const std::vector<std::int64_t>& ids)
{
    std::string text;
    for (const std::int64_t id : ids)
        text += (text.empty() ? "" : ",") + std::to_string(id);
    return text;
}

/// Nothing when the text is not what joined() makes of ascending ids.
std::optional<std::vector<std::int64_t>> parseIds(const std::string& text)
{
    std::vector<std::int64_t> ids;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at != end) {
        std::int64_t id = 0;
        const auto [stop, error] = std::from_chars(at, end, id);
        if (error != std::errc() || (!ids.empty() && id <= ids.back()))
            return std::nullopt;
        ids.push_back(id);
        at = stop != end && *stop == ',' ? stop + 1 : stop;
        if (at == stop && stop != end)
            return std::nullopt;
    }
    return ids.empty() || joined(ids) != text ? std::nullopt : std::optional(std::move(ids));
}

std::string orderKey(PoolId pool)
{
    return "team order/" + std::to_string(pool.value);
}

/// Ids that are no numbers are passed over: an order is no more than a wish.
std::vector<TeamId> parseOrder(const std::string& text)
{
    std::vector<TeamId> teams;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::int64_t id = 0;
        if (std::from_chars(text.data() + begin, text.data() + end, id).ec == std::errc())
            teams.push_back(TeamId{id});
        begin = end + 1;
    }
    return teams;
}

} // namespace

PoolId ProjectFile::requireTeam(TeamId team, bool isHidden) const
{
    const std::string what = "team " + std::to_string(team.value);
    Statement row(m_file.database,
        "SELECT " + intactExpression(sealed::kTeam) + ", pool FROM team WHERE id = ?1 AND hidden = ?2",
        team.value,
        isHidden ? 1 : 0);
    if (!row.step())
        throw failure(ErrorCode::NotFound, "has no " + what, {});
    requireIntactRow(row, "the row of " + what);
    return PoolId{row.integer(1)};
}

void ProjectFile::requireFreeTeamName(PoolId pool, const std::string& name, TeamId except) const
{
    if (name.empty())
        throw failure(ErrorCode::Value, "a team needs a name", {});
    Statement row(m_file.database,
        "SELECT 1 FROM team WHERE pool = ?1 AND name = ?2 AND hidden = 0 AND id <> ?3",
        pool.value,
        name,
        except.value);
    if (row.step())
        throw failure(ErrorCode::Conflict, "the pool already has a team named " + name, "choose another name");
}

Result<std::vector<TeamEntry>> ProjectFile::teams(PoolId pool) const
{
    return guarded([&] {
        requirePool(pool, false);
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kTeam)
                + ", id, name, members FROM team WHERE pool = ?1 AND hidden = 0 ORDER BY id",
            pool.value);
        std::vector<TeamEntry> entries;
        while (row.step()) {
            requireIntactRow(row, "a team of the pool");
            auto members = parseIds(row.text(3));
            if (!members)
                throw failure(ErrorCode::Corrupt, "the members of team " + row.text(2) + " are no numbers", {});
            entries.push_back({.id = TeamId{row.integer(1)}, .name = row.text(2), .members = std::move(*members)});
        }
        row.reset();
        const auto order = text(orderKey(pool));
        if (!order)
            throw Failure(order.error());
        if (*order) {
            const std::vector<TeamId> wanted = parseOrder(**order);
            std::ranges::stable_sort(entries, {}, [&](const TeamEntry& entry) {
                return std::ranges::find(wanted, entry.id) - wanted.begin(); // the others come last
            });
        }
        return entries;
    });
}

Result<void> ProjectFile::orderTeams(PoolId pool, const std::vector<TeamId>& teams)
{
    return write([&] {
        requirePool(pool, false);
        std::vector<std::int64_t> ids;
        ids.reserve(teams.size());
        for (const TeamId team : teams)
            ids.push_back(team.value);
        writeText(orderKey(pool), joined(ids));
    });
}

Result<TeamId> ProjectFile::addTeam(PoolId pool, const std::string& name, const std::vector<std::int64_t>& members)
{
    return write([&] {
        requirePool(pool, false);
        requireFreeTeamName(pool, name, TeamId{});
        if (members.empty() || std::ranges::adjacent_find(members, std::greater_equal<>{}) != members.end())
            throw failure(ErrorCode::Value, "a team's members must be listed once each, ascending", {});
        for (const std::int64_t member : members) {
            Statement row(m_file.database, "SELECT 1 FROM member WHERE id = ?1 AND pool = ?2", member, pool.value);
            if (!row.step())
                throw failure(ErrorCode::NotFound, "has no model " + std::to_string(member) + " in this pool", {});
        }
        runSql(m_file.database,
            "INSERT INTO team (pool, name, members, hidden) VALUES (?1, ?2, ?3, 0)",
            pool.value,
            name,
            joined(members));
        return TeamId{m_file.database.lastInsertId()};
    });
}

Result<void> ProjectFile::renameTeam(TeamId team, const std::string& name)
{
    return write([&] {
        requireFreeTeamName(requireTeam(team, false), name, team);
        runSql(m_file.database, "UPDATE team SET name = ?2, crc = -1 WHERE id = ?1", team.value, name);
    });
}

Result<void> ProjectFile::deleteTeam(TeamId team)
{
    return write([&] {
        requireTeam(team, false);
        runSql(m_file.database, "UPDATE team SET hidden = 1, crc = -1 WHERE id = ?1", team.value);
    });
}

Result<void> ProjectFile::restoreTeam(TeamId team)
{
    return write([&] {
        const PoolId pool = requireTeam(team, true);
        Statement row(m_file.database, "SELECT name FROM team WHERE id = ?1", team.value);
        row.step();
        const std::string name = row.text(0);
        row.reset();
        requireFreeTeamName(pool, name, team);
        runSql(m_file.database, "UPDATE team SET hidden = 0, crc = -1 WHERE id = ?1", team.value);
    });
}

} // namespace cobench::store
