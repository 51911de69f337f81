// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split_parts.h"

#include <algorithm>

namespace cobench::data {

namespace {

constexpr std::uint64_t kValidationSamples = 5000;

template <typename T>
Array<T> slice(const Array<T>& whole, std::size_t first, std::size_t count)
{
    const auto owner = std::make_shared<const Array<T>>(whole);
    return {owner, owner->view().subspan(first, count)};
}

} // namespace

bool wants(const std::vector<std::string>& splits, const char* name)
{
    return splits.empty() || std::ranges::find(splits, name) != splits.end();
}

std::uint64_t validationSamples(std::uint64_t trainingSamples)
{
    return trainingSamples > kValidationSamples ? kValidationSamples : trainingSamples / 10;
}

ImageSplit part(
    const ImageSplit& whole, const std::string& name, std::size_t size, std::size_t first, std::size_t count)
{
    ImageSplit result{name, {}, slice(whole.labels, first, count)};
    if (!whole.pixels.empty())
        result.pixels = slice(whole.pixels, first * size, count * size);
    if (!whole.values.empty())
        result.values = slice(whole.values, first * size, count * size);
    return result;
}

void addTrainAndVal(Dataset& dataset, const ImageSplit& training, const std::vector<std::string>& splits)
{
    const std::size_t val = validationSamples(training.samples());
    const std::size_t border = training.samples() - val;
    if (wants(splits, "train"))
        dataset.splits.push_back(part(training, "train", dataset.shape.size(), 0, border));
    if (wants(splits, "val"))
        dataset.splits.push_back(part(training, "val", dataset.shape.size(), border, val));
}

std::vector<std::string> numberedClasses(std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t c = 0; c < count; ++c)
        names.push_back(std::to_string(c));
    return names;
}

} // namespace cobench::data
