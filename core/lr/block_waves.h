// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/block_loops.h"
#include "core/lr/policy.h"

namespace cobench::lr {

/// How a cyclic family is put together from passes over a block.
enum class Wave { Triangle, Sine, Cosine, UpCosine, Restart, SineRestart, CosineRestart };
enum class Decay { None, Halving, Power };

struct Recipe {
    Wave wave;
    Decay decay;
    bool isShifted; // begins with its second half
};

/// Precondition: family is one of TRI … COSRSWEXP.
Recipe recipeOf(Family family);

/// Its cycle is l long, that of the others 2l.
constexpr bool isPeriodOfOneStep(Wave wave)
{
    return wave >= Wave::Restart;
}

/// out[i] = the wave in [0, 1] at t = start + i, its shift and decay left out.
void waves(Wave wave, double start, double l, Convention convention, Out out);

} // namespace cobench::lr
