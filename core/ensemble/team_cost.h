// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/ensemble/team.h"

#include <span>

namespace cobench::ensemble {

/// Sums over the members, as if they ran one after the other; absent when a member's is unknown. `models` [M], or
/// empty: nothing is known.
data::ModelCost teamCost(const Members& team, std::span<const data::Model> models);

} // namespace cobench::ensemble
