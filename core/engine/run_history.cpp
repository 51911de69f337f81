// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_history.h"

#include "core/store/runs.h"

namespace cobench::engine {

namespace {

constexpr std::size_t kAtOnce = 5000;

bool isTold(const Event& event, RunId run)
{
    return event.run == run && (event.kind == Event::Kind::Log || event.kind == Event::Kind::RunState);
}

} // namespace

Result<std::vector<Event>> readHistory(const std::filesystem::path& project, RunId run, const CancelToken& cancel)
{
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!store)
        return store.error();
    std::vector<Event> history;
    for (std::uint64_t after = 0;;) {
        if (cancel.isCancelled())
            return cancelled();
        const auto rows = (*store)->eventsAfter(after, kAtOnce);
        if (!rows)
            return rows.error();
        if (rows->empty())
            return history;
        for (const store::EventRow& row : *rows)
            if (auto event = decodeEvent(row.number, row.payload); event && isTold(*event, run))
                history.push_back(std::move(*event));
        after = rows->back().number;
    }
}

} // namespace cobench::engine
