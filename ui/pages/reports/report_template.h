// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/block_composer.h"

#include <vector>

namespace cobench::ui {

/// Blocks to start a report with, numbered from 1. Each tells which data it was chosen on.

/// All there is to say of one pool: in words, its models, its most accurate teams, the views it can be drawn in.
Result<std::vector<store::BlockEntry>> poolTemplate(
    BlockComposer& composer, const std::string& pool, Progress& progress, const CancelToken& cancel);
/// The same of each pool that has a model, then the training runs. Empty when there is no such pool.
Result<std::vector<store::BlockEntry>> projectTemplate(
    BlockComposer& composer, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
