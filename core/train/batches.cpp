// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batches.h"

#include "core/train/philox.h"

#include <algorithm>
#include <cmath>

namespace cobench::train {

namespace {

struct Moments {
    double n = 0.0;
    double sum = 0.0;
    double squares = 0.0;

    void add(double value, double count = 1.0)
    {
        n += count;
        sum += count * value;
        squares += count * value * value;
    }
    double mean() const { return n > 0.0 ? sum / n : 0.0; }
    double deviation() const
    {
        const double variance = n > 0.0 ? squares / n - mean() * mean() : 0.0;
        return variance > 0.0 ? std::sqrt(variance) : 1.0;
    }
};

std::vector<Moments> momentsOf(std::span<const std::uint8_t> pixels, std::size_t area, std::size_t channels)
{
    std::vector<std::array<std::uint64_t, 256>> histogram(channels);
    for (std::size_t plane = 0; plane * area < pixels.size(); ++plane)
        for (const std::uint8_t value : pixels.subspan(plane * area, area))
            ++histogram[plane % channels][value];
    std::vector<Moments> moments(channels);
    for (std::size_t c = 0; c < channels; ++c)
        for (int value = 0; value < 256; ++value)
            moments[c].add(value, static_cast<double>(histogram[c][value]));
    return moments;
}

std::vector<Moments> momentsOf(std::span<const float> values, std::size_t area, std::size_t channels)
{
    std::vector<Moments> moments(channels);
    for (std::size_t i = 0; i < values.size(); ++i)
        moments[i / area % channels].add(values[i]);
    return moments;
}

} // namespace

Normalizer Normalizer::fit(const data::ImageSplit& split, const data::ImageShape& shape, std::size_t samples)
{
    Normalizer result;
    result.m_area = std::size_t{shape.height} * shape.width;
    const std::size_t size = samples * shape.size();
    const bool hasPixels = !split.pixels.empty();
    const auto moments = hasPixels ? momentsOf(split.pixels.view().first(size), result.m_area, shape.channels)
                                   : momentsOf(split.values.view().first(size), result.m_area, shape.channels);
    for (const Moments& channel : moments)
        result.add(channel.mean(), channel.deviation(), hasPixels);
    return result;
}

Normalizer Normalizer::unit(const data::ImageShape& shape)
{
    Normalizer result;
    result.m_area = std::size_t{shape.height} * shape.width;
    for (std::uint32_t c = 0; c < shape.channels; ++c) {
        result.add(0.0, 255.0, true);
        result.m_scales.back() = {0.0F, 1.0F};
    }
    return result;
}

void Normalizer::add(double mean, double deviation, bool hasTable)
{
    m_scales.emplace_back(static_cast<float>(mean), static_cast<float>(1.0 / deviation));
    if (!hasTable)
        return;
    auto& table = m_tables.emplace_back();
    for (int value = 0; value < 256; ++value)
        table[value] = static_cast<float>((value - mean) / deviation);
}

void Normalizer::apply(std::span<const std::uint8_t> pixels, std::span<float> out) const
{
    for (std::size_t c = 0; c < m_tables.size(); ++c)
        for (std::size_t p = c * m_area; p < (c + 1) * m_area; ++p)
            out[p] = m_tables[c][pixels[p]];
}

void Normalizer::apply(std::span<const float> values, std::span<float> out) const
{
    for (std::size_t c = 0; c < m_scales.size(); ++c)
        for (std::size_t p = c * m_area; p < (c + 1) * m_area; ++p)
            out[p] = (values[p] - m_scales[c].first) * m_scales[c].second;
}

SampleReader::SampleReader(const data::ImageSplit& split,
    const data::ImageShape& shape,
    const Normalizer& normalizer,
    const Augmentation& augmentation,
    std::uint64_t seed)
    : m_split(split)
    , m_shape(shape)
    , m_normalizer(normalizer)
    , m_augmentation(augmentation)
    , m_seed(seed)
{
}

void SampleReader::read(std::uint32_t sample, std::uint32_t epoch, std::span<float> out) const
{
    const std::size_t begin = sample * size();
    if (m_split.pixels.empty()) {
        m_normalizer.apply(m_split.values.view().subspan(begin, size()), out);
        return;
    }
    const auto pixels = m_split.pixels.view().subspan(begin, size());
    if (m_augmentation.crop != 0 || m_augmentation.flip)
        readShifted(pixels, sample, epoch, out);
    else
        m_normalizer.apply(pixels, out);
    if (m_augmentation.cutout != 0)
        cutOut(sample, epoch, out);
}

void SampleReader::readShifted(
    std::span<const std::uint8_t> pixels, std::uint32_t sample, std::uint32_t epoch, std::span<float> out) const
{
    const std::int64_t height = m_shape.height;
    const std::int64_t width = m_shape.width;
    const std::uint64_t steps = 2 * std::uint64_t{m_augmentation.crop} + 1;
    const std::uint64_t bits = randomBits(m_seed, Stream::Crop, epoch, sample);
    const std::int64_t down = static_cast<std::int64_t>((bits >> 32) % steps) - m_augmentation.crop;
    const std::int64_t right = static_cast<std::int64_t>((bits & 0xFFFFFFFF) % steps) - m_augmentation.crop;
    const bool isFlipped = m_augmentation.flip && (randomBits(m_seed, Stream::Flip, epoch, sample) & 1) != 0;
    for (std::size_t c = 0; c < m_shape.channels; ++c) {
        const auto& table = m_normalizer.table(c);
        for (std::int64_t y = 0; y < height; ++y) {
            float* row = out.data() + (static_cast<std::int64_t>(c) * height + y) * width;
            const bool isInside = y + down >= 0 && y + down < height;
            const std::uint8_t* source = pixels.data() + (static_cast<std::int64_t>(c) * height + y + down) * width;
            for (std::int64_t x = 0; x < width; ++x) {
                const std::int64_t from = (isFlipped ? width - 1 - x : x) + right;
                row[x] = table[isInside && from >= 0 && from < width ? source[from] : 0];
            }
        }
    }
}

void SampleReader::cutOut(std::uint32_t sample, std::uint32_t epoch, std::span<float> out) const
{
    const std::uint64_t bits = randomBits(m_seed, Stream::Cutout, epoch, sample);
    const auto side = static_cast<std::int64_t>(m_augmentation.cutout);
    const auto top = static_cast<std::int64_t>((bits >> 32) % m_shape.height) - side / 2;
    const auto left = static_cast<std::int64_t>((bits & 0xFFFFFFFF) % m_shape.width) - side / 2;
    const auto bottom = std::min<std::int64_t>(top + side, m_shape.height);
    const auto end = std::min<std::int64_t>(left + side, m_shape.width);
    const auto begin = std::max<std::int64_t>(left, 0);
    for (std::size_t c = 0; c < m_shape.channels; ++c)
        for (auto y = std::max<std::int64_t>(top, 0); y < bottom; ++y) {
            const auto row = static_cast<std::int64_t>((c * m_shape.height) + y) * m_shape.width;
            std::fill(out.begin() + row + begin, out.begin() + row + end, 0.0F);
        }
}

void Batch::gather(const SampleReader& reader, std::span<const std::uint32_t> samples, std::uint32_t epoch)
{
    const std::size_t size = reader.size();
    inputs.resize(samples.size() * size);
    labels.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        reader.read(samples[i], epoch, std::span(inputs).subspan(i * size, size));
        labels[i] = reader.label(samples[i]);
    }
}

} // namespace cobench::train
