// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/backend.h"
#include "core/train/batches.h"

#include <cstdint>
#include <span>

namespace cobench::train {

/// Changes of pictures that raise a network's loss, no pixel by more than epsilon (a share of the range from black
/// to white) and none beyond that range.
struct Attack {
    enum class Kind {
        Fgsm, // x + epsilon sign(gradient): Goodfellow, Shlens, Szegedy, ICLR 2015
        Pgd, // steps of stepSize from a random start, each brought back into reach: Madry et al., ICLR 2018
    };
    Kind kind = Kind::Fgsm;
    double epsilon = 0.03;
    unsigned steps = 10; // Pgd
    double stepSize = 0.0; // Pgd; 0 = 2.5 epsilon / steps, as Madry et al.
    std::uint64_t seed = 1; // Pgd: of the start, drawn by (seed, sample, pixel)
};

/// Attacks a batch of pictures (`samples` are their places in the split) that `normalizer` has made. White box:
/// asks `backend` for the gradient of its loss. Precondition: the normalizer's tables exist (pictures, no tables).
Result<void> attack(Backend& backend,
    const Attack& attack,
    const Normalizer& normalizer,
    std::span<const std::uint32_t> samples,
    Batch& batch);

/// Inputs made by one normalizer as another would have made them. Precondition: as above, both of one shape.
void renormalize(const Normalizer& from, const Normalizer& to, Batch& batch);

} // namespace cobench::train
