// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/block_loops.h"

#include <array>

namespace cobench::lr {

constexpr int kBlock = 1024;

/// out[i] = (a + b·i)^exponent: a binomial series around the middle of the block where that converges fast.
/// False, with nothing written, where it does not.
bool powersOfLine(double a, double b, double exponent, Out out);

/// base^0 … base^kBlock, each computed when it is first asked for.
class PowerTable
{
public:
    explicit PowerTable(double base)
        : m_base(base)
    {
    }
    const double* first(std::size_t count);

private:
    double m_base;
    std::size_t m_known = 0;
    std::array<double, kBlock + 1> m_powers;
};

} // namespace cobench::lr
