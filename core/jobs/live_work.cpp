// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/live_work.h"

#include "core/jobs/take_in_sessions.h"
#include "core/store/runs.h"

#include <algorithm>
#include <array>
#include <string>

namespace cobench::jobs {

namespace {

constexpr std::array kLive{"queued", "running", "paused"};

Error busy(const std::filesystem::path& project, const std::string& what)
{
    return {.code = ErrorCode::Conflict,
        .subject = project.string(),
        .detail = what + " is not over",
        .cure = "end it, or wait for it"};
}

} // namespace

Result<void> requireNoLiveWork(const std::filesystem::path& project)
{
    if (const auto live = liveSessions(project); !live.empty())
        return busy(project, "detection run " + std::to_string(live.front().header.number.value));
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!store && store.error().code == ErrorCode::NotFound)
        return {};
    if (!store)
        return store.error();
    const auto runs = (*store)->runs();
    if (!runs)
        return runs.error();
    const auto run = std::ranges::find_if(
        *runs, [](const store::RunRow& row) { return std::ranges::find(kLive, row.state) != kLive.end(); });
    return run == runs->end() ? Result<void>() : busy(project, "training run " + run->name);
}

} // namespace cobench::jobs
