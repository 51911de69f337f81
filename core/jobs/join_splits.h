// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/pool.h"

namespace cobench::jobs {

/// `pool` and the splits of `more`, which take the place of those of the same title. Conflict when their models, by
/// name, or their classes differ, or when a condition has other samples than another of its split.
Result<data::Pool> joinSplits(const data::Pool& pool, const data::Pool& more);

} // namespace cobench::jobs
