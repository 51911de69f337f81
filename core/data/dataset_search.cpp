// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/data_home.h"
#include "core/data/cifar_dataset.h"
#include "core/data/dataset.h"
#include "core/data/digits_dataset.h"
#include "core/data/idx_dataset.h"
#include "core/data/image_folder.h"

#include <variant>

namespace cobench::data {

namespace {

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
    if (request.name == "digits")
        folders.push_back("/usr/share/doc/opencv-doc/examples/data");
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

using Files = std::variant<IdxFiles, CifarFiles, ImageFolder, std::filesystem::path>; // the last: a sheet of digits

struct Found {
    DatasetInfo info;
    std::filesystem::path folder;
    Files files;
};

std::optional<Files> lookIn(const std::filesystem::path& folder, const std::string& name)
{
    if (name == "cifar10" || name == "cifar100") {
        if (auto files = findCifarFiles(folder, name == "cifar100"))
            return std::move(*files);
        return std::nullopt;
    }
    std::error_code ignored;
    if (name == "digits")
        return std::filesystem::exists(folder / "digits.png", ignored) ? std::optional<Files>(folder / "digits.png")
                                                                       : std::nullopt;
    if (auto files = findIdxFiles(folder))
        return std::move(*files);
    return std::nullopt;
}

/// Whatever it is that lies in a folder of the user's.
Result<Found> findUnknown(const DatasetRequest& request)
{
    const auto& folder = request.dataDirectory;
    if (auto files = findIdxFiles(folder)) {
        auto info = inferIdxInfo(request.name, *files);
        if (!info)
            return std::move(info).error();
        return Found{std::move(*info), folder, std::move(*files)};
    }
    for (const char* name : {"cifar10", "cifar100"})
        if (auto files = lookIn(folder, name)) {
            DatasetInfo info = *findDatasetInfo(name);
            info.name = request.name;
            return Found{std::move(info), folder, std::move(*files)};
        }
    if (auto files = findImageFolder(folder))
        return Found{{request.name, request.name, {}, files->classes}, folder, std::move(*files)};
    return Error{ErrorCode::NotFound,
        folder.string(),
        {},
        "holds no dataset",
        "IDX files, CIFAR's binary files, train.csv or train_x.npy, or folders of PNG or JPEG pictures by class"};
}

Result<Found> find(const DatasetRequest& request)
{
    const DatasetInfo* info = findDatasetInfo(request.name);
    if (!info && !request.dataDirectory.empty())
        return findUnknown(request);
    if (!info) {
        std::string names;
        for (const auto& known : knownDatasets())
            names += (names.empty() ? "" : ", ") + known.name;
        return Error{ErrorCode::Usage, request.name, {}, "unknown dataset", "known are " + names};
    }
    const auto folders = searchFolders(request);
    for (const auto& folder : folders)
        if (auto files = lookIn(folder, request.name))
            return Found{*info, folder, std::move(*files)};
    return notFound(request, folders);
}

} // namespace

Result<std::shared_ptr<const Dataset>> loadDataset(const DatasetRequest& request)
{
    const auto found = find(request);
    if (!found)
        return found.error();
    if (const auto* idx = std::get_if<IdxFiles>(&found->files))
        return loadIdxDataset(found->info, found->folder, *idx, request.splits);
    if (const auto* cifar = std::get_if<CifarFiles>(&found->files))
        return loadCifarDataset(found->info, found->folder, *cifar, request.splits);
    if (const auto* folder = std::get_if<ImageFolder>(&found->files))
        return loadImageFolder(*folder, request);
    return loadDigitsDataset(
        found->info, std::get<std::filesystem::path>(found->files), request.decode, request.splits);
}

Result<DatasetFacts> describeDataset(const DatasetRequest& request)
{
    const auto found = find(request);
    if (!found)
        return found.error();
    if (const auto* idx = std::get_if<IdxFiles>(&found->files))
        return describeIdx(found->info, *idx);
    if (const auto* cifar = std::get_if<CifarFiles>(&found->files))
        return describeCifar(found->info, *cifar);
    if (const auto* folder = std::get_if<ImageFolder>(&found->files))
        return describeImageFolder(*folder, request);
    return describeDigits(found->info);
}

} // namespace cobench::data
