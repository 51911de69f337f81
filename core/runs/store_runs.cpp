// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/store_runs.h"

#include <algorithm>

namespace cobench::runs {

namespace {

constexpr std::size_t kRowsPerTransaction = 100000;
constexpr std::size_t kRowsTogether = 20000; // of runs that go together; a message of a megabyte
constexpr std::size_t kRunsTogether = 500;

double startOf(const ForeignRun& run)
{
    const auto first = std::ranges::min_element(run.scalars, {}, &store::ScalarRow::time);
    return run.startedAt > 0.0 || first == run.scalars.end() ? run.startedAt : first->time;
}

} // namespace

Result<RunId> beginRun(store::RunWriter& store, const ForeignRun& run)
{
    auto id = store.createRun({.batch = run.batch,
        .name = run.name,
        .configJson = run.config,
        .state = "running",
        .createdAt = startOf(run)});
    if (id) // also of one that has no end, which cannot be resumed
        if (auto told = store.setText(*id, "source", run.source); !told)
            return std::move(told).error();
    return id;
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
    for (const auto& [key, text] : run.texts)
        if (auto kept = store.setText(id, key, text); !kept)
            return kept;
    return store.setState(id, run.state, run.message);
}

namespace {

/// How many runs from `first` on go to the store together; 0 = this one is too much for that.
std::size_t together(const std::vector<ForeignRun>& runs, std::size_t first)
{
    std::size_t rows = 0;
    std::size_t last = first;
    for (; last < runs.size() && last - first < kRunsTogether && runs[last].trace.times.empty(); ++last) {
        rows += runs[last].scalars.size();
        if (rows > kRowsTogether)
            break;
    }
    return last - first;
}

store::WholeRun wholeOf(const ForeignRun& run)
{
    store::WholeRun whole{.row = {.batch = run.batch,
                              .name = run.name,
                              .configJson = run.config,
                              .state = run.state,
                              .message = run.message,
                              .createdAt = startOf(run)},
        .scalars = run.scalars,
        .texts = run.texts};
    if (!run.source.empty())
        whole.texts["source"] = run.source;
    return whole;
}

Result<RunId> storeAlone(
    store::RunWriter& store, const ForeignRun& run, Progress& progress, const CancelToken& cancel)
{
    auto id = beginRun(store, run);
    if (!id)
        return id;
    if (auto filled = finishRun(store, *id, run, progress, cancel); !filled) {
        (void)store.deleteRun(*id);
        return std::move(filled).error();
    }
    return id;
}

} // namespace

Result<std::vector<RunId>> storeRuns(
    store::RunWriter& store, const std::vector<ForeignRun>& runs, Progress& progress, const CancelToken& cancel)
{
    std::size_t rows = 0;
    for (const ForeignRun& run : runs)
        rows += run.scalars.size();
    progress.beginStage(runs.size() == 1 ? "storing " + runs.front().name : "storing runs", rows);
    std::vector<RunId> ids;
    for (std::size_t first = 0; first < runs.size();) {
        if (cancel.isCancelled())
            return cancelled();
        const std::size_t count = together(runs, first);
        if (count == 0) {
            const auto id = storeAlone(store, runs[first++], progress, cancel);
            if (!id)
                return id.error();
            ids.push_back(*id);
            continue;
        }
        std::vector<store::WholeRun> piece;
        std::size_t stored = 0;
        for (std::size_t i = first; i < first + count; ++i) {
            piece.push_back(wholeOf(runs[i]));
            stored += runs[i].scalars.size();
        }
        const auto added = store.addRuns(piece);
        if (!added)
            return added.error();
        ids.insert(ids.end(), added->begin(), added->end());
        progress.advance(stored);
        first += count;
    }
    return ids;
}

} // namespace cobench::runs
