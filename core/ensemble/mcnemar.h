// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cobench::ensemble {

/// McNemar's paired test (1947), exact two-sided binomial form: are two classifiers right equally often?
struct McNemar {
    std::size_t rescued = 0; // only the first is right
    std::size_t lost = 0; // only the second is right
    double p = 1.0; // 1 when they never differ
};
McNemar mcnemar(std::size_t rescued, std::size_t lost);

} // namespace cobench::ensemble
