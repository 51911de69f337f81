// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batches.h"

#include <cmath>

namespace cobench::train {

Normalizer Normalizer::fit(const data::ImageSplit& split, const data::ImageShape& shape, std::size_t samples)
{
    Normalizer result;
    result.m_area = std::size_t{shape.height} * shape.width;
    std::vector<std::array<std::uint64_t, 256>> histogram(shape.channels);
    const auto pixels = split.pixels.view().first(samples * shape.size());
    for (std::size_t plane = 0; plane * result.m_area < pixels.size(); ++plane)
        for (const std::uint8_t value : pixels.subspan(plane * result.m_area, result.m_area))
            ++histogram[plane % shape.channels][value];
    for (const auto& counts : histogram) {
        double n = 0.0;
        double sum = 0.0;
        double squares = 0.0;
        for (int value = 0; value < 256; ++value) {
            const auto count = static_cast<double>(counts[value]);
            n += count;
            sum += count * value;
            squares += count * value * value;
        }
        const double mean = n > 0.0 ? sum / n : 0.0;
        const double variance = n > 0.0 ? squares / n - mean * mean : 0.0;
        const double deviation = variance > 0.0 ? std::sqrt(variance) : 1.0;
        auto& table = result.m_values.emplace_back();
        for (int value = 0; value < 256; ++value)
            table[value] = static_cast<float>((value - mean) / deviation);
    }
    return result;
}

void Normalizer::apply(std::span<const std::uint8_t> pixels, std::span<float> out) const
{
    for (std::size_t c = 0; c < m_values.size(); ++c)
        for (std::size_t p = c * m_area; p < (c + 1) * m_area; ++p)
            out[p] = m_values[c][pixels[p]];
}

void Batch::gather(const data::ImageSplit& split,
    const data::ImageShape& shape,
    const Normalizer& normalizer,
    std::span<const std::uint32_t> samples)
{
    const std::size_t size = shape.size();
    inputs.resize(samples.size() * size);
    labels.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        normalizer.apply(
            split.pixels.view().subspan(samples[i] * size, size), std::span(inputs).subspan(i * size, size));
        labels[i] = split.labels[samples[i]];
    }
}

} // namespace cobench::train
