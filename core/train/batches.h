// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace cobench::train {

/// Turns stored bytes into network inputs: each channel shifted and scaled to mean 0 and deviation 1 over the
/// training samples.
class Normalizer
{
public:
    /// `samples` = how many of the split's first samples count.
    static Normalizer fit(const data::ImageSplit& split, const data::ImageShape& shape, std::size_t samples);

    /// Precondition: pixels.size() == out.size() == shape.size().
    void apply(std::span<const std::uint8_t> pixels, std::span<float> out) const;

private:
    std::size_t m_area = 0;
    std::vector<std::array<float, 256>> m_values; // [channels]
};

/// Samples gathered for one call of a Backend. Memory is kept from batch to batch.
struct Batch {
    std::vector<float> inputs;
    std::vector<std::uint16_t> labels;

    void gather(const data::ImageSplit& split,
        const data::ImageShape& shape,
        const Normalizer& normalizer,
        std::span<const std::uint32_t> samples);
};

} // namespace cobench::train
