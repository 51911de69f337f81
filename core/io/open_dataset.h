// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace cobench::io {

/// data::loadDataset, and tables.
Result<std::shared_ptr<const data::Dataset>> openDataset(const data::DatasetRequest& request);
/// data::describeDataset, and tables, which are read for it.
Result<data::DatasetFacts> describeDataset(const data::DatasetRequest& request);

} // namespace cobench::io
