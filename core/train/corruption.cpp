// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/corruption.h"

#include "core/train/philox.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cobench::train {

namespace {

constexpr std::uint32_t kSmallSide = 64;
constexpr double kTruncate = 4.0; // deviations, as scipy.ndimage.gaussian_filter

using Strengths = std::array<double, kMaxSeverity>;

const Strengths& strengthsOf(CorruptionKind kind, bool isSmall)
{
    static constexpr Strengths kNoise[]{{0.04, 0.06, 0.08, 0.09, 0.10}, {0.08, 0.12, 0.18, 0.26, 0.38}};
    static constexpr Strengths kBlur[]{{0.4, 0.6, 0.7, 0.8, 1.0}, {1.0, 2.0, 3.0, 4.0, 6.0}};
    static constexpr Strengths kContrast[]{{0.75, 0.5, 0.4, 0.3, 0.15}, {0.4, 0.3, 0.2, 0.1, 0.05}};
    const std::size_t column = isSmall ? 0 : 1;
    switch (kind) {
    case CorruptionKind::Noise:
        return kNoise[column];
    case CorruptionKind::Blur:
        return kBlur[column];
    case CorruptionKind::Contrast:
        break;
    }
    return kContrast[column];
}

std::uint8_t toByte(double value)
{
    return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(value, 0.0, 1.0)));
}

/// Normal with deviation 1 (Box and Muller), one number for each pixel.
double normal(std::uint64_t seed, std::uint32_t sample, std::uint64_t pixel)
{
    const double u = randomUnit(seed, Stream::Noise, sample, 2 * pixel);
    const double v = randomUnit(seed, Stream::Noise, sample, 2 * pixel + 1);
    return std::sqrt(-2.0 * std::log(1.0 - u)) * std::cos(2.0 * std::numbers::pi * v);
}

std::vector<double> gaussianKernel(double deviation)
{
    const int radius = static_cast<int>(std::floor(kTruncate * deviation + 0.5));
    std::vector<double> kernel;
    double sum = 0.0;
    for (int i = -radius; i <= radius; ++i)
        sum += kernel.emplace_back(std::exp(-0.5 * i * i / (deviation * deviation)));
    for (double& weight : kernel)
        weight /= sum;
    return kernel;
}

/// Lines of `length` values `step` apart, `lines` of them `across` apart, each folded with the kernel.
void foldLines(std::vector<double>& plane,
    const std::vector<double>& kernel,
    std::ptrdiff_t length,
    std::ptrdiff_t step,
    std::ptrdiff_t lines,
    std::ptrdiff_t across)
{
    const auto radius = static_cast<std::ptrdiff_t>(kernel.size() / 2);
    std::vector<double> line(static_cast<std::size_t>(length));
    for (std::ptrdiff_t l = 0; l < lines; ++l) {
        double* first = plane.data() + l * across;
        for (std::ptrdiff_t i = 0; i < length; ++i)
            line[static_cast<std::size_t>(i)] = first[i * step];
        for (std::ptrdiff_t i = 0; i < length; ++i) {
            double sum = 0.0;
            for (std::ptrdiff_t k = -radius; k <= radius; ++k)
                sum += kernel[static_cast<std::size_t>(k + radius)]
                    * line[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i + k, 0, length - 1))];
            first[i * step] = sum;
        }
    }
}

void blur(double deviation,
    const data::ImageShape& shape,
    std::span<const std::uint8_t> pixels,
    std::span<std::uint8_t> out)
{
    const std::size_t area = std::size_t{shape.height} * shape.width;
    const auto kernel = gaussianKernel(deviation);
    std::vector<double> plane(area);
    for (std::size_t begin = 0; begin < pixels.size(); begin += area) {
        std::ranges::transform(
            pixels.subspan(begin, area), plane.begin(), [](std::uint8_t p) { return p / 255.0; });
        foldLines(plane, kernel, shape.width, 1, shape.height, shape.width);
        foldLines(plane, kernel, shape.height, shape.width, shape.width, 1);
        std::ranges::transform(plane, out.begin() + static_cast<std::ptrdiff_t>(begin), toByte);
    }
}

void changeContrast(double strength,
    const data::ImageShape& shape,
    std::span<const std::uint8_t> pixels,
    std::span<std::uint8_t> out)
{
    const std::size_t area = std::size_t{shape.height} * shape.width;
    for (std::size_t begin = 0; begin < pixels.size(); begin += area) {
        double sum = 0.0;
        for (const std::uint8_t pixel : pixels.subspan(begin, area))
            sum += pixel;
        const double mean = sum / (255.0 * static_cast<double>(area));
        for (std::size_t i = begin; i < begin + area; ++i)
            out[i] = toByte((pixels[i] / 255.0 - mean) * strength + mean);
    }
}

} // namespace

double corruptionStrength(const Corruption& corruption, const data::ImageShape& shape)
{
    const bool isSmall = std::max(shape.height, shape.width) <= kSmallSide;
    return strengthsOf(corruption.kind, isSmall)[corruption.severity - 1];
}

void corrupt(const Corruption& corruption,
    const data::ImageShape& shape,
    std::uint32_t sample,
    std::span<const std::uint8_t> pixels,
    std::span<std::uint8_t> out)
{
    const double strength = corruptionStrength(corruption, shape);
    if (corruption.kind == CorruptionKind::Blur)
        return blur(strength, shape, pixels, out);
    if (corruption.kind == CorruptionKind::Contrast)
        return changeContrast(strength, shape, pixels, out);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        out[i] = toByte(pixels[i] / 255.0 + strength * normal(corruption.seed, sample, i));
}

data::ImageSplit corruptSplit(
    const Corruption& corruption, const data::ImageShape& shape, const data::ImageSplit& split, std::size_t samples)
{
    const std::size_t size = shape.size();
    std::vector<std::uint8_t> pixels(samples * size);
    for (std::size_t n = 0; n < samples; ++n)
        corrupt(corruption,
            shape,
            static_cast<std::uint32_t>(n),
            split.pixels.view().subspan(n * size, size),
            std::span(pixels).subspan(n * size, size));
    const auto labels = split.labels.view().first(samples);
    return {split.name, std::move(pixels), std::vector<data::Label>(labels.begin(), labels.end())};
}

} // namespace cobench::train
