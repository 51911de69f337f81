// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/store_runs.h"

#include <algorithm>

namespace cobench::runs {

namespace {

constexpr std::size_t kRowsPerTransaction = 100000;

double startOf(const ForeignRun& run)
{
    const auto first = std::ranges::min_element(run.scalars, {}, &store::ScalarRow::time);
    return run.startedAt > 0.0 || first == run.scalars.end() ? run.startedAt : first->time;
}

} // namespace

Result<RunId> beginRun(store::RunWriter& store, const ForeignRun& run)
{
    return store.createRun({.batch = run.batch,
        .name = run.name,
        .configJson = run.config,
        .state = "running",
        .createdAt = startOf(run)});
}

Result<void> finishRun(
    store::RunWriter& store, RunId id, const ForeignRun& run, Progress& progress, const CancelToken& cancel)
{
    std::vector<store::EventRow> none;
    if (auto stored = store.append(id, {}, none, run.trace); !stored)
        return stored;
    for (std::size_t first = 0; first < run.scalars.size(); first += kRowsPerTransaction) {
        if (cancel.isCancelled())
            return cancelled();
        const auto begin = run.scalars.begin() + static_cast<std::ptrdiff_t>(first);
        const std::size_t count = std::min(kRowsPerTransaction, run.scalars.size() - first);
        if (auto stored = store.append(id, {begin, begin + static_cast<std::ptrdiff_t>(count)}, none); !stored)
            return stored;
        progress.advance(count);
    }
    if (auto kept = store.setText(id, "source", run.source); !kept)
        return kept;
    for (const auto& [key, text] : run.texts)
        if (auto kept = store.setText(id, key, text); !kept)
            return kept;
    return store.setState(id, run.state, run.message);
}

Result<std::vector<RunId>> storeRuns(
    store::RunWriter& store, const std::vector<ForeignRun>& runs, Progress& progress, const CancelToken& cancel)
{
    std::vector<RunId> ids;
    for (const ForeignRun& run : runs) {
        progress.beginStage("storing " + run.name, run.scalars.size());
        const auto id = beginRun(store, run);
        if (!id)
            return id.error();
        if (auto filled = finishRun(store, *id, run, progress, cancel); !filled) {
            (void)store.deleteRun(*id);
            return std::move(filled).error();
        }
        ids.push_back(*id);
    }
    return ids;
}

} // namespace cobench::runs
