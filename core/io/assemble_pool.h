// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/pool_draft.h"

namespace cobench::io {

/// Makes the pool of everything that was read: the checks between files, order, names and costs. Adds to
/// `warnings`. The error is the first refusal when strict, or the reason why nothing is left.
Result<std::shared_ptr<const data::Pool>> assemblePool(
    std::vector<CheckedFile> files, const FoundFiles& found, Refusals& refusals, std::vector<Warning>& warnings);

} // namespace cobench::io
