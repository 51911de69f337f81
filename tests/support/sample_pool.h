// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

#include <string>

namespace cobench::test {

struct SampleShape {
    std::size_t models = 3;
    std::size_t samples = 40;
    std::uint32_t classes = 5;
    bool lastIsLabelOnly = true;
};

/// A small pool with splits "val" and "test", every number determined by `seed`.
data::Pool samplePool(std::uint64_t seed, const SampleShape& shape = {});

/// The first difference, or "" when both hold the same models, splits and numbers.
std::string difference(const data::Pool& left, const data::Pool& right);

} // namespace cobench::test
