// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace cobench::train {

/// Turns stored values into network inputs: each channel shifted and scaled to mean 0 and deviation 1 over the
/// training samples, or bytes / 255 and other values as they are.
class Normalizer
{
public:
    /// `samples` = how many of the split's first samples count.
    static Normalizer fit(const data::ImageSplit& split, const data::ImageShape& shape, std::size_t samples);
    static Normalizer unit(const data::ImageShape& shape);

    std::size_t channels() const { return m_scales.size(); }
    std::size_t area() const { return m_area; } // pixels of a plane

    /// What a byte of one channel becomes.
    const std::array<float, 256>& table(std::size_t channel) const { return m_tables[channel]; }
    /// Precondition: values.size() == out.size() == shape.size().
    void apply(std::span<const std::uint8_t> pixels, std::span<float> out) const;
    void apply(std::span<const float> values, std::span<float> out) const;

private:
    void add(double mean, double deviation, bool hasTable);

    std::size_t m_area = 0;
    std::vector<std::array<float, 256>> m_tables; // [channels]; none for a table's values
    std::vector<std::pair<float, float>> m_scales; // [channels] mean, 1 / deviation
};

/// Random changes of training images. What happens to a sample follows from (seed, epoch, sample) alone.
struct Augmentation {
    std::uint32_t crop = 0; // shifted by up to so many pixels each way, black outside
    bool flip = false; // left to right, every other time
    std::uint32_t cutout = 0; // side of a square set to 0 after normalisation (DeVries, Taylor 2017)

    bool any() const { return crop != 0 || flip || cutout != 0; }
};

/// Makes network inputs of single samples. Thread-safe; what it is given must outlive it.
class SampleReader
{
public:
    SampleReader(const data::ImageSplit& split,
        const data::ImageShape& shape,
        const Normalizer& normalizer,
        const Augmentation& augmentation = {},
        std::uint64_t seed = 0);

    std::size_t size() const { return m_shape.size(); }
    data::Label label(std::uint32_t sample) const { return m_split.labels[sample]; }
    /// Precondition: out.size() == size().
    void read(std::uint32_t sample, std::uint32_t epoch, std::span<float> out) const;

private:
    void readShifted(std::span<const std::uint8_t> pixels,
        std::uint32_t sample,
        std::uint32_t epoch,
        std::span<float> out) const;
    void cutOut(std::uint32_t sample, std::uint32_t epoch, std::span<float> out) const;

    const data::ImageSplit& m_split;
    data::ImageShape m_shape;
    const Normalizer& m_normalizer;
    Augmentation m_augmentation;
    std::uint64_t m_seed;
};

/// Samples gathered for one call of a Backend. Memory is kept from batch to batch.
struct Batch {
    std::vector<float> inputs;
    std::vector<std::uint16_t> labels;

    void gather(const SampleReader& reader, std::span<const std::uint32_t> samples, std::uint32_t epoch = 0);
};

} // namespace cobench::train
