// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/store/file_system.h"
#include "core/store/run_writer.h"

#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cobench::store {

/// Scalars that were stored and cannot be read: their block is lost or does not match its checksum.
struct ScalarGap {
    std::string tag;
    std::uint64_t firstStep = 0; // as far as it can be told; 0 and 0 when it cannot
    std::uint64_t lastStep = 0;
    bool operator==(const ScalarGap&) const = default;
};

/// A series in a few numbers, over all attempts. NaN where it has no finite value.
struct SeriesSummary {
    RunId run;
    std::string tag;
    std::uint64_t points = 0;
    std::uint64_t lastStep = 0;
    double last = 0.0;
    double low = 0.0;
    double high = 0.0;
};

struct CurvePoint {
    std::uint64_t step = 0;
    double time = 0.0;
    double value = 0.0;
    bool operator==(const CurvePoint&) const = default;
};

/// One series as a plot of limited width needs it: the points of the last attempt at each step, at most four for
/// each of the parts that its steps were cut into: first, lowest, highest, last (M4, Jugel et al., VLDB 2014).
struct Curve {
    RunId run;
    std::string tag;
    std::vector<CurvePoint> points; // ascending steps
};

/// Which curves, and how fine.
struct CurveQuery {
    std::vector<RunId> runs; // empty = all
    std::string tag; // empty = all
    std::size_t parts = 512; // 0 = every point
};

/// P.cobench.d/runs.sqlite: written by the engine alone (open with Writer), read by anybody. One connection; one
/// thread at a time. A batch is one transaction: ok means on disk.
class RunStore : public RunWriter
{
public:
    enum class Role { Writer, Reader };
    /// `project` is the path of P.cobench; Writer makes the folder and database, and takes its lock.
    static Result<std::unique_ptr<RunStore>> open(
        const std::filesystem::path& project, Role role, const Environment& environment = {});

    virtual Result<void> setWorker(RunId run, std::int64_t pid, double heartbeatAt) = 0;
    /// Everything still queued/running/paused from a dead engine becomes interrupted; returns those runs.
    virtual Result<std::vector<RunId>> markInterrupted() = 0;
    /// All but the last event of all, so that numbers do not come back.
    virtual Result<void> removeEvents(std::span<const std::uint64_t> numbers) = 0;
    /// Final predictions: a one-model pool with its splits, arrays by content hash.
    virtual Result<void> setPredictions(RunId run, const data::Pool& single) = 0;

    /// A run that nobody writes any more is interrupted, also before markInterrupted().
    virtual Result<std::vector<RunRow>> runs() const = 0;
    /// What can be read, in the order of append; scalarGaps tells what could not.
    virtual Result<std::vector<ScalarRow>> scalars(RunId run, const std::string& tag) const = 0;
    virtual Result<std::vector<ScalarGap>> scalarGaps(RunId run) const = 0;
    virtual Result<std::vector<std::string>> tags(RunId run) const = 0;
    /// Of all runs, by run and tag. What cannot be read is left out.
    virtual Result<std::vector<SeriesSummary>> summaries() const = 0;
    /// By run and tag. What cannot be read is left out: scalarGaps tells.
    virtual Result<std::vector<Curve>> curves(const CurveQuery& query) const = 0;
    /// Samples later than `after`, in order. Those of blocks that are lost or damaged are left out. No lanes when
    /// it has none.
    virtual Result<data::Trace> trace(RunId run, double after) const = 0;
    Result<data::Trace> trace(RunId run) const { return trace(run, -std::numeric_limits<double>::infinity()); }
    /// Those that have a trace, by id.
    virtual Result<std::vector<RunId>> tracedRuns() const = 0;
    virtual Result<std::map<std::string, std::string>> texts(RunId run) const = 0;
    /// The text under one key of all runs that have it.
    virtual Result<std::map<RunId, std::string>> textsOf(const std::string& key) const = 0;
    /// Events that do not match their checksum are left out: their number is missing.
    virtual Result<std::vector<EventRow>> eventsAfter(std::uint64_t number, std::size_t limit) const = 0;
    virtual Result<std::uint64_t> lastEvent() const = 0;
    virtual Result<std::shared_ptr<const data::Pool>> predictions(RunId run) const = 0;
};

} // namespace cobench::store
