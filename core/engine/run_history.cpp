// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_history.h"

#include "core/store/runs.h"

#include <set>

namespace cobench::engine {

namespace {

constexpr std::size_t kAtOnce = 5000;
constexpr std::size_t kMostSeen = 200000; // events of one pruning

bool isTold(const Event& event, RunId run)
{
    return event.run == run && (event.kind == Event::Kind::Log || event.kind == Event::Kind::RunState);
}

bool isRecordedElsewhere(const Event& event)
{
    return event.kind == Event::Kind::Scalar || event.kind == Event::Kind::Progress;
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

// Events are in the order of their times: it looks no further than at the first that is new.
Result<void> pruneHistory(store::RunStore& store, double now)
{
    const auto runs = store.runs();
    if (!runs)
        return runs.error();
    std::set<RunId> over;
    for (const store::RunRow& run : *runs)
        if (const auto state = runStateFromId(run.state); state && isOver(*state))
            over.insert(run.id);
    std::uint64_t after = 0;
    for (std::size_t seen = 0; seen < kMostSeen; seen += kAtOnce) {
        const auto rows = store.eventsAfter(after, kAtOnce);
        if (!rows)
            return rows.error();
        std::vector<std::uint64_t> stale;
        bool isNew = rows->empty();
        for (auto row = rows->begin(); row != rows->end() && !isNew; ++row) {
            const auto event = decodeEvent(row->number, row->payload);
            isNew = event && event->time > now - kWholeHistory;
            if (event && !isNew && isRecordedElsewhere(*event) && over.contains(event->run))
                stale.push_back(row->number);
            after = row->number;
        }
        if (auto removed = stale.empty() ? Result<void>() : store.removeEvents(stale); !removed)
            return removed;
        if (isNew)
            break;
    }
    return {};
}

} // namespace cobench::engine
