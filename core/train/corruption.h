// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <span>

namespace cobench::train {

/// Three of the corruptions of Hendrycks, Dietterich: Benchmarking neural network robustness to common corruptions
/// and perturbations, ICLR 2019. Strengths by severity are those of CIFAR-10-C for pictures up to 64 pixels, of
/// ImageNet-C for larger ones. Computed on values in [0, 1] and rounded to bytes.
enum class CorruptionKind {
    Noise, // added, normal; strength = its deviation
    Blur, // Gaussian, cut off at 4 deviations, edges repeated; strength = its deviation in pixels
    Contrast, // about the mean of each channel; strength = what is left of the differences
};

inline constexpr unsigned kMaxSeverity = 5;

struct Corruption {
    CorruptionKind kind = CorruptionKind::Noise;
    unsigned severity = 1; // 1 to kMaxSeverity
    std::uint64_t seed = 1; // Noise
};

double corruptionStrength(const Corruption& corruption, const data::ImageShape& shape);

/// One picture; what happens to it follows from (seed, sample) alone.
/// Precondition: pixels.size() == out.size() == shape.size().
void corrupt(const Corruption& corruption,
    const data::ImageShape& shape,
    std::uint32_t sample,
    std::span<const std::uint8_t> pixels,
    std::span<std::uint8_t> out);

/// The first `samples` of a split of pictures, corrupted.
data::ImageSplit corruptSplit(const Corruption& corruption,
    const data::ImageShape& shape,
    const data::ImageSplit& split,
    std::size_t samples);

} // namespace cobench::train
