// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pool_report.h"
#include "core/store/report_entry.h"
#include "ui/pages/reports/report_document.h"
#include "ui/pages/reports/report_source.h"
#include "ui/pages/reports/table_spec.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace cobench::ui {

/// A block of a report worked out.
struct ComposedBlock {
    ReportPart content;
    std::string dataHash; // of what the numbers were made from; empty = of nothing that can change
};

/// What a table of this kind is made from. Teams are chosen on one split and shown on another: both count.
std::string dataHashOf(TableSpec::Kind table, const jobs::PoolReport& report);

/// Works blocks out. What blocks share (pools, prepared splits, scores of teams) is kept, so that a report costs
/// little more than its dearest parts. One thread at a time.
class BlockComposer
{
public:
    using PoolReportPtr = std::shared_ptr<const jobs::PoolReport>;

    /// `source` must outlive the composer.
    explicit BlockComposer(const ReportSource& source, unsigned threads = 1)
        : m_source(source)
        , m_threads(threads)
    {
    }

    const ReportSource& source() const { return m_source; }
    /// Usage: pool, split, model or form does not exist; Unsupported: the pool cannot be shown so.
    Result<ComposedBlock> compose(const store::BlockEntry& block, Progress& progress, const CancelToken& cancel);
    /// An empty split is the default one.
    Result<PoolReportPtr> poolReport(
        const std::string& pool, const std::string& split, Progress& progress, const CancelToken& cancel);
    /// The pools of the source have changed.
    void forget();

private:
    using SplitKey = std::pair<std::string, std::string>; // pool, split as it was asked for
    using PoolPtr = std::shared_ptr<const data::Pool>;

    Result<ComposedBlock> composeView(const std::string& text, Progress& progress, const CancelToken& cancel);
    Result<ComposedBlock> composeTable(const std::string& text, Progress& progress, const CancelToken& cancel);
    Result<ComposedBlock> composeOfPool(const TableSpec& table, Progress& progress, const CancelToken& cancel);
    Result<ComposedBlock> composeConsensus(const TableSpec& table, Progress& progress, const CancelToken& cancel);
    Result<ComposedBlock> composeConditions(const TableSpec& table, Progress& progress, const CancelToken& cancel);
    Result<ComposedBlock> composeRuns();
    Result<PoolPtr> pool(const std::string& name);
    Result<jobs::SplitView> split(const std::string& pool, const std::string& title);

    const ReportSource& m_source;
    const unsigned m_threads;
    std::map<std::string, PoolPtr> m_pools;
    std::map<SplitKey, jobs::SplitView> m_splits;
    std::map<SplitKey, PoolReportPtr> m_reports;
};

} // namespace cobench::ui
