// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/trace.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cobench::store {

/// The samples of a trace as resources/sql/runs_002_traces.sql describes. Lanes go by position.
std::vector<std::byte> packTrace(const data::Trace& samples);
/// Adds the samples of a block to `trace`, whose lanes must be at least as many; NaN for those the block has not.
/// False, with nothing added, when `data` is anything else than packTrace makes.
bool unpackTrace(std::span<const std::byte> data, data::Trace& trace);

} // namespace cobench::store
