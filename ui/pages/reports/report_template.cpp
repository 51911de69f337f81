// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_template.h"

#include "ui/pages/reports/report_tables.h"

namespace cobench::ui {

namespace {

using jobs::PoolReport;
using store::BlockEntry;
using store::BlockKind;

/// Beyond this a class is no longer seen in a picture that fits a page.
constexpr std::uint32_t kMostClassesDrawn = 100;

/// The views that every pool gets, as far as it can be drawn.
std::vector<ViewSpec> viewsOf(const PoolReport& report)
{
    using Kind = ViewSpec::Kind;
    const std::string pool = report.shown.pool->name;
    const std::string best = report.shown.pool->models[report.bestMember].name;
    const std::string metric(ensemble::info(report.metric).id);
    const std::string split = report.shown.title;
    std::vector<ViewSpec> views;
    if (report.shown.pool->size() > 1)
        views.push_back({.kind = Kind::Matrix, .pool = pool, .subject = "QS", .split = split});
    if (report.teams)
        views.push_back({.kind = Kind::Scatter, .pool = pool, .subject = metric, .split = split});
    if (report.teams && report.shown.pool->size() > 2) // of two there is one team
        views.push_back({.kind = Kind::Tree, .pool = pool, .subject = metric, .split = split});
    const bool drawsClasses = report.shown.pool->classes <= kMostClassesDrawn;
    if (drawsClasses)
        views.push_back({.kind = Kind::Confusion, .pool = pool, .subject = best, .split = split});
    if (!report.shown.prepared->split().members[report.bestMember].isLabelOnly())
        views.push_back({.kind = Kind::Reliability, .pool = pool, .subject = best, .split = split});
    if (drawsClasses)
        views.push_back({.kind = Kind::Recall, .pool = pool, .subject = best, .split = split});
    return views;
}

class Blocks
{
public:
    void add(BlockKind kind, const std::string& content, const std::string& dataHash = {})
    {
        const auto id = static_cast<std::int64_t>(m_blocks.size() + 1);
        m_blocks.push_back({.id = id, .kind = kind, .content = content, .caption = {}, .dataHash = dataHash});
    }
    void add(TableSpec::Kind kind, const PoolReport& report)
    {
        const jobs::SplitView& shown = report.shown;
        add(BlockKind::Table, toString(TableSpec{kind, shown.pool->name, shown.title}), dataHashOf(kind, report));
    }
    std::vector<BlockEntry> take() { return std::move(m_blocks); }

private:
    std::vector<BlockEntry> m_blocks;
};

void addPool(Blocks& blocks, const PoolReport& report)
{
    blocks.add(BlockKind::Title, report.shown.pool->name);
    blocks.add(TableSpec::Kind::Overview, report);
    blocks.add(TableSpec::Kind::Models, report);
    for (const ViewSpec& view : viewsOf(report)) {
        blocks.add(BlockKind::View, toString(view), report.shown.dataHash);
        if (view.kind == ViewSpec::Kind::Scatter)
            blocks.add(TableSpec::Kind::Teams, report);
    }
}

} // namespace

Result<std::vector<BlockEntry>> poolTemplate(
    BlockComposer& composer, const std::string& pool, Progress& progress, const CancelToken& cancel)
{
    const auto report = composer.poolReport(pool, {}, progress, cancel);
    if (!report)
        return report.error();
    Blocks blocks;
    addPool(blocks, **report);
    return blocks.take();
}

Result<std::vector<BlockEntry>> projectTemplate(
    BlockComposer& composer, Progress& progress, const CancelToken& cancel)
{
    Blocks blocks;
    bool any = false;
    for (const store::PoolEntry& entry : composer.source().pools()) {
        const auto report = composer.poolReport(entry.name, {}, progress, cancel);
        if (!report && report.error().code == ErrorCode::Empty)
            continue; // every member is excluded
        if (!report)
            return report.error();
        addPool(blocks, **report);
        any = true;
    }
    if (!any)
        return Error{.code = ErrorCode::Empty,
            .subject = composer.source().path().string(),
            .detail = "the project has no pool to report",
            .cure = "import predictions first"};
    const auto runs = composer.source().finishedRuns();
    if (!runs)
        return runs.error();
    if (runTable(*runs)) {
        blocks.add(BlockKind::Title, "Training runs");
        blocks.add(BlockKind::Table, toString(TableSpec{.kind = TableSpec::Kind::Runs}));
    }
    return blocks.take();
}

} // namespace cobench::ui
