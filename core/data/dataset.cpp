// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include "core/data/idx_dataset.h"

#include <algorithm>
#include <cstdlib>

namespace cobench::data {

namespace {

std::filesystem::path dataHome()
{
    if (const char* home = std::getenv("XDG_DATA_HOME"); home && *home)
        return home;
    const char* user = std::getenv("HOME");
    return user ? std::filesystem::path(user) / ".local/share" : std::filesystem::path();
}

std::vector<std::filesystem::path> searchFolders(const DatasetRequest& request)
{
    std::vector<std::filesystem::path> folders;
    const auto addBoth = [&](const std::filesystem::path& base) {
        folders.push_back(base / request.name);
        folders.push_back(base);
    };
    if (!request.dataDirectory.empty())
        addBoth(request.dataDirectory);
    if (!request.project.empty()) {
        const auto beside = std::filesystem::absolute(request.project).parent_path();
        folders.push_back(beside / "datasets" / request.name);
        addBoth(beside);
    }
    folders.push_back(dataHome() / "cobench/datasets" / request.name);
    folders.push_back(std::filesystem::path("/usr/share/datasets") / request.name);
    return folders;
}

Error notFound(const DatasetRequest& request, const std::vector<std::filesystem::path>& folders)
{
    std::string looked;
    for (const auto& folder : folders)
        looked += (looked.empty() ? "" : ", ") + folder.string();
    return {ErrorCode::NotFound,
        request.name,
        {},
        "no dataset files in " + looked,
        request.name == "fashion-mnist" ? "install the package dataset-fashion-mnist, or name its folder"
                                        : "name the folder that holds its files"};
}

} // namespace

const ImageSplit* Dataset::split(std::string_view splitName) const
{
    const auto found = std::ranges::find(splits, splitName, &ImageSplit::name);
    return found == splits.end() ? nullptr : &*found;
}

const std::vector<DatasetInfo>& knownDatasets()
{
    static const std::vector<DatasetInfo> known{
        {"fashion-mnist",
            "Fashion-MNIST",
            {1, 28, 28},
            {"T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot"}},
        {"mnist", "MNIST", {1, 28, 28}, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}},
    };
    return known;
}

const DatasetInfo* findDatasetInfo(std::string_view name)
{
    const auto found = std::ranges::find(knownDatasets(), name, &DatasetInfo::name);
    return found == knownDatasets().end() ? nullptr : &*found;
}

Result<std::shared_ptr<const Dataset>> loadDataset(const DatasetRequest& request)
{
    const DatasetInfo* info = findDatasetInfo(request.name);
    if (!info) {
        std::string names;
        for (const auto& known : knownDatasets())
            names += (names.empty() ? "" : ", ") + known.name;
        return Error{ErrorCode::Usage, request.name, {}, "unknown dataset", "known are " + names};
    }
    const auto folders = searchFolders(request);
    for (const auto& folder : folders)
        if (const auto files = findIdxFiles(folder))
            return loadIdxDataset(*info, folder, *files, request.splits);
    return notFound(request, folders);
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
