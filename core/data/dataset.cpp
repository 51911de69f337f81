// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <algorithm>

namespace cobench::data {

const ImageSplit* Dataset::split(std::string_view splitName) const
{
    const auto found = std::ranges::find(splits, splitName, &ImageSplit::name);
    return found == splits.end() ? nullptr : &*found;
}

Dataset emptyDataset(const DatasetInfo& info, const std::filesystem::path& folder)
{
    return {.name = info.name,
        .title = info.title,
        .shape = info.shape,
        .classes = static_cast<std::uint32_t>(info.classNames.size()),
        .classNames = info.classNames,
        .directory = folder};
}

Error noDecoder(const std::filesystem::path& path)
{
    return {ErrorCode::Unsupported, path.string(), {}, "pictures are not read in this program", "train with it"};
}

Result<Image> sampleImage(const Dataset& dataset, std::string_view split, std::size_t index)
{
    const ImageSplit* chosen = dataset.split(split);
    if (!chosen)
        return Error{ErrorCode::NotFound, dataset.name, std::string(split), "split is not loaded", {}};
    if (index >= chosen->samples())
        return Error{ErrorCode::NotFound,
            dataset.name,
            std::string(split) + " sample " + std::to_string(index),
            "there are " + std::to_string(chosen->samples()) + " samples",
            {}};
    const auto& shape = dataset.shape;
    const std::size_t area = std::size_t{shape.height} * shape.width;
    const auto planes = chosen->pixels.view().subspan(index * shape.size(), shape.size());
    Image image{shape.width, shape.height, shape.channels, std::vector<std::uint8_t>(shape.size())};
    for (std::size_t c = 0; c < shape.channels; ++c)
        for (std::size_t p = 0; p < area; ++p)
            image.pixels[p * shape.channels + c] = planes[c * area + p];
    return image;
}

} // namespace cobench::data
