// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/join_runs.h"

#include "core/data/dataset.h"
#include "core/train/config.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace cobench::jobs {

namespace {

/// Which runs have joined, kept as a text of the project: {"pool":1,"runs":[[run, member], …]}.
struct Ledger {
    std::optional<PoolId> pool;
    std::map<std::int64_t, std::int64_t> memberOfRun; // 0 = it joined, but not as a member of its own
};

std::string ledgerKey(const std::string& batch)
{
    return "join/" + batch;
}

Result<Ledger> readLedger(const store::Project& project, const std::string& batch)
{
    const auto text = project.text(ledgerKey(batch));
    if (!text)
        return text.error();
    Ledger ledger;
    if (!*text)
        return ledger;
    try {
        const auto json = nlohmann::json::parse(**text);
        ledger.pool = PoolId{json.at("pool").get<std::int64_t>()};
        for (const auto& row : json.at("runs"))
            ledger.memberOfRun[row.at(0).get<std::int64_t>()] = row.at(1).get<std::int64_t>();
    } catch (const nlohmann::json::exception&) {
        return Error{ErrorCode::Corrupt, project.path().string(), ledgerKey(batch), "cannot be read", {}};
    }
    return ledger;
}

Result<void> writeLedger(store::Project& project, const std::string& batch, const Ledger& ledger)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& [run, member] : ledger.memberOfRun)
        rows.push_back({run, member});
    return project.setText(
        ledgerKey(batch), nlohmann::json{{"pool", ledger.pool->value}, {"runs", std::move(rows)}}.dump());
}

/// The run's predictions with what its dataset knows: names of the classes.
data::Pool described(const data::Pool& predictions, const store::RunRow& row)
{
    data::Pool pool = predictions;
    if (const auto config = train::configFromJson(row.configJson))
        if (const auto* dataset = data::findDatasetInfo(config->dataset);
            dataset && dataset->classNames.size() == pool.classes) {
            pool.classNames = dataset->classNames;
            pool.source = dataset->title;
        }
    return pool;
}

/// Puts the newest member where its run belongs, if the others stand in the order of their runs.
Result<std::int64_t> placeNewest(store::Project& project, const Ledger& ledger, std::int64_t run)
{
    auto members = project.members(*ledger.pool);
    if (!members)
        return members.error();
    const auto newest = std::ranges::max_element(*members, {}, &store::MemberEntry::id);
    if (newest == members->end())
        return std::int64_t{0};
    const store::MemberEntry entry = *newest;
    members->erase(newest);
    std::map<std::int64_t, std::int64_t> runOfMember;
    for (const auto& [joined, member] : ledger.memberOfRun)
        runOfMember[member] = joined;
    const auto runOf = [&](const store::MemberEntry& member) {
        const auto found = runOfMember.find(member.id);
        return found == runOfMember.end() ? std::numeric_limits<std::int64_t>::max() : found->second;
    };
    if (!std::ranges::is_sorted(*members, {}, runOf))
        return entry.id;
    const auto place = std::ranges::upper_bound(*members, run, {}, runOf);
    if (place != members->end()) {
        members->insert(place, entry);
        if (auto moved = project.setMembers(*ledger.pool, *members); !moved)
            return std::move(moved).error();
    }
    return entry.id;
}

Result<bool> poolExists(const store::Project& project, PoolId pool)
{
    const auto pools = project.pools();
    if (!pools)
        return pools.error();
    return std::ranges::find(*pools, pool, &store::PoolEntry::id) != pools->end();
}

/// Makes the pool with its first member, or adds one. False when a member of that name is there already.
Result<bool> addRun(store::Project& project, const std::string& batch, const data::Pool& single, Ledger& ledger)
{
    if (!ledger.pool) // left by a process that died before it could note it
        if (const auto pool = project.findPool(batch))
            ledger.pool = *pool;
    if (!ledger.pool) {
        Progress progress;
        const auto pool = project.addPool(single, batch, {}, progress, {});
        if (!pool)
            return pool.error();
        ledger.pool = *pool;
        return true;
    }
    const auto added = project.addMember(*ledger.pool, single);
    if (!added && added.error().code != ErrorCode::Conflict)
        return added.error();
    return added.ok();
}

Result<void> joinRun(store::Project& project,
    const store::RunStore& runs,
    const store::RunRow& row,
    const std::string& pool,
    Ledger& ledger,
    JoinedRuns& joined)
{
    const auto predictions = runs.predictions(row.id);
    if (!predictions)
        return predictions.error();
    const auto added = addRun(project, pool, described(**predictions, row), ledger);
    if (!added)
        return added.error();
    std::int64_t member = 0;
    if (*added) {
        const auto placed = placeNewest(project, ledger, row.id.value);
        if (!placed)
            return placed.error();
        member = *placed;
        joined.added.push_back(row.name);
    }
    ledger.memberOfRun[row.id.value] = member;
    return writeLedger(project, pool, ledger);
}

} // namespace

Result<JoinedRuns> joinFinishedRuns(
    store::Project& project, const store::RunStore& runs, const std::string& batch, const std::set<RunId>& only)
{
    const std::string pool = batch.empty() ? kLooseRuns : batch;
    auto ledger = readLedger(project, pool);
    if (!ledger)
        return std::move(ledger).error();
    const auto rows = runs.runs();
    if (!rows)
        return rows.error();
    JoinedRuns joined;
    if (ledger->pool) {
        const auto exists = poolExists(project, *ledger->pool);
        if (!exists)
            return exists.error();
        if (!*exists)
            return joined; // somebody deleted it: it is not forced upon them again
        joined.pool = ledger->pool;
    }
    for (const store::RunRow& row : *rows) {
        if (row.batch != batch || row.state != "finished" || ledger->memberOfRun.contains(row.id.value)
            || (!only.empty() && !only.contains(row.id)))
            continue;
        if (auto added = joinRun(project, runs, row, pool, *ledger, joined); !added)
            return std::move(added).error();
        joined.pool = ledger->pool;
    }
    return joined;
}

} // namespace cobench::jobs
