// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures.h"

#include <algorithm>
#include <cmath>

namespace cobench::data {

namespace {

/// What share of which old pixels makes a new one, along one axis.
struct Window {
    std::uint32_t first = 0;
    std::vector<double> weights; // sum 1
};

std::vector<Window> windows(std::uint32_t from, std::uint32_t to)
{
    std::vector<Window> result(to);
    const double scale = static_cast<double>(from) / to;
    const double reach = std::max(scale, 1.0);
    for (std::uint32_t i = 0; i < to; ++i) {
        const double centre = (i + 0.5) * scale;
        const double begin = std::max(centre - reach / 2, 0.0);
        const double end = std::min(centre + reach / 2, static_cast<double>(from));
        Window& window = result[i];
        window.first = std::min(static_cast<std::uint32_t>(begin), from - 1);
        double sum = 0.0;
        for (std::uint32_t p = window.first; p < from && p < end; ++p) {
            window.weights.push_back(std::min(end, p + 1.0) - std::max(begin, static_cast<double>(p)));
            sum += window.weights.back();
        }
        for (double& weight : window.weights)
            weight /= sum;
    }
    return result;
}

} // namespace

Image squared(const Image& image, std::uint32_t side)
{
    const std::uint32_t square = std::min(image.width, image.height);
    const std::size_t left = (image.width - square) / 2;
    const std::size_t top = (image.height - square) / 2;
    const std::size_t channels = image.channels;
    const auto axis = windows(square, side);
    std::vector<double> rows(std::size_t{square} * side * channels); // resized along x only
    for (std::size_t y = 0; y < square; ++y)
        for (std::size_t x = 0; x < side; ++x)
            for (std::size_t k = 0; k < axis[x].weights.size(); ++k) {
                const std::size_t from = (y + top) * image.width + left + axis[x].first + k;
                for (std::size_t c = 0; c < channels; ++c)
                    rows[(y * side + x) * channels + c] += axis[x].weights[k] * image.pixels[from * channels + c];
            }
    Image result{side, side, image.channels, std::vector<std::uint8_t>(std::size_t{side} * side * channels)};
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t i = 0; i < side * channels; ++i) {
            double value = 0.0;
            for (std::size_t k = 0; k < axis[y].weights.size(); ++k)
                value += axis[y].weights[k] * rows[(axis[y].first + k) * side * channels + i];
            result.pixels[y * side * channels + i]
                = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
        }
    return result;
}

std::vector<std::uint8_t> planes(const Image& image, std::uint32_t channels)
{
    const std::size_t area = std::size_t{image.width} * image.height;
    const bool isColoured = image.channels >= 3;
    std::vector<std::uint8_t> result(area * channels);
    for (std::size_t p = 0; p < area; ++p) {
        const std::uint8_t* pixel = image.pixels.data() + p * image.channels;
        if (channels == 1)
            result[p] = isColoured
                ? static_cast<std::uint8_t>(std::lround(0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]))
                : pixel[0];
        else
            for (std::size_t c = 0; c < channels; ++c)
                result[c * area + p] = pixel[isColoured ? c : 0];
    }
    return result;
}

} // namespace cobench::data
