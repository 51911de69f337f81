// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/block_composer.h"

#include <QDateTime>

#include <vector>

namespace cobench::ui {

/// What there is of the blocks of one report, in their order.
using ComposedBlocks = std::vector<Result<ComposedBlock>>;

/// Whether the block's data is not what it was when its author saw the block.
bool isStale(const store::BlockEntry& block, const Result<ComposedBlock>& composed);
/// What a reader sees of one block: its content with the author's words, after a notice where the data changed, or
/// the notice alone where there is none. Nothing for a title, which begins a section.
std::vector<ReportPart> partsOf(const store::BlockEntry& block, const Result<ComposedBlock>& composed);

/// The title line of a document that is made now, of a project or of one of its stored reports.
ReportDocument emptyDocument(
    const std::filesystem::path& project, const std::string& report, const QDateTime& madeAt);
/// Sets the blocks one after the other; the one way from a stored report to a document.
void addBlocks(
    ReportDocument& document, const std::vector<store::BlockEntry>& blocks, const ComposedBlocks& composed);

/// Works all blocks out; only cancelling ends it early. Any thread.
Result<ComposedBlocks> composeAll(BlockComposer& composer,
    const std::vector<store::BlockEntry>& blocks,
    Progress& progress,
    const CancelToken& cancel);

/// What each pool of the project has to say. Takes seconds on large pools; any thread.
Result<ReportDocument> composeProject(const ReportSource& source,
    const QDateTime& madeAt,
    Progress& progress,
    const CancelToken& cancel,
    unsigned threads = 1);

} // namespace cobench::ui
