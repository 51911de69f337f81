// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/array_store.h"
#include "core/store/failure.h"
#include "core/store/layout.h"
#include "core/store/runs.h"
#include "core/store/store_file.h"

namespace cobench::store {

/// The RunStore on a database file.
class RunFile final : public RunStore
{
public:
    RunFile(const Layout& layout, StoreFile file, const Environment& environment);

    Result<RunId> createRun(const RunRow& run) override;
    Result<std::vector<RunId>> addRuns(const std::vector<WholeRun>& runs) override;
    Result<void> setState(RunId run, const std::string& state, const std::string& message) override;
    Result<void> setWorker(RunId run, std::int64_t pid, double heartbeatAt) override;
    Result<std::vector<RunId>> markInterrupted() override;
    using RunStore::append;
    Result<void> append(RunId run,
        const std::vector<ScalarRow>& scalars,
        std::vector<EventRow>& events,
        const data::Trace& trace) override;
    Result<void> setText(RunId run, const std::string& key, const std::string& value) override;
    Result<void> deleteRun(RunId run) override;
    Result<void> removeEvents(std::span<const std::uint64_t> numbers) override;
    Result<void> setPredictions(RunId run, const data::Pool& single) override;

    Result<std::vector<RunRow>> runs() const override;
    Result<std::vector<ScalarRow>> scalars(RunId run, const std::string& tag) const override;
    Result<std::vector<ScalarGap>> scalarGaps(RunId run) const override;
    Result<std::vector<std::string>> tags(RunId run) const override;
    Result<std::vector<SeriesSummary>> summaries() const override;
    Result<std::vector<Curve>> curves(const CurveQuery& query) const override;
    using RunStore::trace;
    Result<data::Trace> trace(RunId run, double after) const override;
    Result<std::vector<RunId>> tracedRuns() const override;
    Result<std::map<std::string, std::string>> texts(RunId run) const override;
    Result<std::map<RunId, std::string>> textsOf(const std::string& key) const override;
    Result<std::vector<EventRow>> eventsAfter(std::uint64_t number, std::size_t limit) const override;
    Result<std::uint64_t> lastEvent() const override;
    Result<std::shared_ptr<const data::Pool>> predictions(RunId run) const override;

private:
    struct Series {
        std::int64_t id = 0;
        std::string tag;
        std::int64_t blocks = 0;
        bool isIntact = true;
    };
    template <typename Work>
    auto write(Work work) -> decltype(guarded(work));
    Failure failure(ErrorCode code, std::string detail) const;
    void requireRun(RunId run) const;
    RunId insertRun(const RunRow& run);
    void putText(RunId run, const std::string& key, const std::string& value);
    void appendScalars(RunId run, const std::vector<ScalarRow>& scalars);
    void seal(const SealedTable& table, std::int64_t id);
    std::vector<Series> allSeries(RunId run) const;
    void appendEvents(RunId run, std::vector<EventRow>& events);
    void appendTrace(RunId run, const data::Trace& trace);
    /// Position of each lane of `trace` among those of the run, which get the missing ones.
    std::vector<std::size_t> placeLanes(RunId run, const data::Trace& trace);
    std::vector<data::TraceLane> lanesOf(RunId run) const;
    void appendTraceBlock(RunId run, data::Trace samples);
    SeriesSummary summedUp(const Series& series, RunId run) const;
    /// What is intact goes to `rows`, the rest to `gaps`.
    void readSeries(const Series& series, std::vector<ScalarRow>& rows, std::vector<ScalarGap>& gaps) const;

    std::filesystem::path m_lock;
    mutable StoreFile m_file; // SQLite's handle changes even when we only read
    mutable ArrayStore m_arrays;
};

template <typename Work>
auto RunFile::write(Work work) -> decltype(guarded(work))
{
    if (!m_file.lock)
        return failure(ErrorCode::ReadOnly, "is open for reading").error();
    return guarded([&] {
        Transaction transaction(m_file.database);
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            transaction.commit();
        } else {
            auto value = work();
            transaction.commit();
            return value;
        }
    });
}

} // namespace cobench::store
