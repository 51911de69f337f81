// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx_dataset.h"

#include "core/data/idx.h"
#include "core/data/split_parts.h"

#include <algorithm>

namespace cobench::data {

namespace {

std::filesystem::path findFile(
    const std::filesystem::path& folder, const std::string& stem, const std::string& kind)
{
    std::error_code ignored;
    for (const char* separator : {"-", "."})
        for (const char* suffix : {"", ".gz"}) {
            const std::string name = std::string(stem).append(separator).append(kind).append(suffix);
            if (std::filesystem::exists(folder / name, ignored))
                return folder / name;
        }
    return {};
}

Result<void> checkImages(const DatasetInfo& info, const std::filesystem::path& path, const IdxArray& images)
{
    const auto& shape = images.shape;
    if (shape.size() == 3 && shape[1] == info.shape.height && shape[2] == info.shape.width)
        return {};
    return Error{ErrorCode::Shape,
        path.string(),
        "header",
        "not a list of images of the expected size",
        info.title + " has " + std::to_string(info.shape.width) + " x " + std::to_string(info.shape.height)};
}

Result<Array<Label>> checkLabels(const DatasetInfo& info,
    const std::filesystem::path& path,
    const IdxArray& labels,
    const IdxArray& images,
    std::uint32_t first)
{
    if (labels.shape.size() != 1 || labels.shape[0] != images.shape[0])
        return Error{ErrorCode::Conflict,
            path.string(),
            "header",
            "has " + std::to_string(labels.shape[0]) + " labels for " + std::to_string(images.shape[0]) + " images",
            "one label per image"};
    const auto bad
        = std::ranges::find_if(labels.bytes, [&](std::uint8_t l) { return l >= info.classNames.size(); });
    if (bad != labels.bytes.end())
        return Error{ErrorCode::Value,
            path.string(),
            "label " + std::to_string(first + (bad - labels.bytes.begin())),
            "is " + std::to_string(*bad),
            "labels are 0 to " + std::to_string(info.classNames.size() - 1)};
    return Array<Label>(std::vector<Label>(labels.bytes.begin(), labels.bytes.end()));
}

Result<ImageSplit> readSplit(const DatasetInfo& info,
    const std::string& name,
    const std::filesystem::path& imagesPath,
    const std::filesystem::path& labelsPath,
    IdxRows rows)
{
    auto images = readIdx(imagesPath, rows);
    if (!images)
        return std::move(images).error();
    if (auto shape = checkImages(info, imagesPath, *images); !shape)
        return std::move(shape).error();
    const auto labels = readIdx(labelsPath, rows);
    if (!labels)
        return labels.error();
    auto checked = checkLabels(info, labelsPath, *labels, *images, rows.first);
    if (!checked)
        return std::move(checked).error();
    return ImageSplit{name, std::move(images->bytes), std::move(*checked)};
}

/// How many samples a file of labels holds: small and quick to read.
Result<std::uint32_t> countLabels(const std::filesystem::path& path)
{
    const auto labels = readIdx(path, {.first = 0, .count = 0});
    if (!labels)
        return labels.error();
    return labels->shape[0];
}

Result<void> addTrainingSplits(
    Dataset& dataset, const DatasetInfo& info, const IdxFiles& files, const std::vector<std::string>& splits)
{
    const bool train = wants(splits, "train");
    const bool val = wants(splits, "val");
    if (!train && !val)
        return {};
    const auto samples = countLabels(files.trainLabels);
    if (!samples)
        return samples.error();
    const auto valSamples = static_cast<std::uint32_t>(validationSamples(*samples));
    const std::uint32_t border = *samples - valSamples;
    const IdxRows rows{train ? 0 : border, train && !val ? border : *samples};
    const auto whole = readSplit(info, "val", files.trainImages, files.trainLabels, rows);
    if (!whole)
        return whole.error();
    const std::size_t size = info.shape.size();
    if (train)
        dataset.splits.push_back(part(*whole, "train", size, 0, border));
    if (val)
        dataset.splits.push_back(part(*whole, "val", size, train ? border : 0, valSamples));
    return {};
}

} // namespace

std::optional<IdxFiles> findIdxFiles(const std::filesystem::path& folder)
{
    IdxFiles files{findFile(folder, "train-images", "idx3-ubyte"),
        findFile(folder, "train-labels", "idx1-ubyte"),
        findFile(folder, "t10k-images", "idx3-ubyte"),
        findFile(folder, "t10k-labels", "idx1-ubyte")};
    if (files.trainImages.empty() || files.trainLabels.empty() || files.testImages.empty()
        || files.testLabels.empty())
        return std::nullopt;
    return files;
}

Result<DatasetInfo> inferIdxInfo(const std::string& name, const IdxFiles& files)
{
    const auto images = readIdx(files.trainImages, {.first = 0, .count = 0});
    if (!images)
        return images.error();
    if (images->shape.size() != 3)
        return Error{ErrorCode::Shape,
            files.trainImages.string(),
            "header",
            "has " + std::to_string(images->shape.size()) + " dimensions",
            "3: samples, height, width"};
    std::uint32_t classes = 2;
    for (const auto& path : {files.trainLabels, files.testLabels}) {
        const auto labels = readIdx(path);
        if (!labels)
            return labels.error();
        for (const std::uint8_t label : labels->bytes)
            classes = std::max(classes, label + 1U);
    }
    return DatasetInfo{name, name, {1, images->shape[1], images->shape[2]}, numberedClasses(classes)};
}

Result<DatasetFacts> describeIdx(const DatasetInfo& info, const IdxFiles& files)
{
    DatasetFacts facts{.shape = info.shape, .classes = static_cast<std::uint32_t>(info.classNames.size())};
    const auto training = countLabels(files.trainLabels);
    if (!training)
        return training.error();
    const auto test = countLabels(files.testLabels);
    if (!test)
        return test.error();
    facts.valSamples = validationSamples(*training);
    facts.trainSamples = *training - facts.valSamples;
    facts.testSamples = *test;
    return facts;
}

Result<std::shared_ptr<const Dataset>> loadIdxDataset(const DatasetInfo& info,
    const std::filesystem::path& folder,
    const IdxFiles& files,
    const std::vector<std::string>& splits)
{
    auto dataset = std::make_shared<Dataset>(emptyDataset(info, folder));
    if (auto added = addTrainingSplits(*dataset, info, files, splits); !added)
        return std::move(added).error();
    if (wants(splits, "test")) {
        auto test = readSplit(info, "test", files.testImages, files.testLabels, {});
        if (!test)
            return std::move(test).error();
        dataset->splits.push_back(std::move(*test));
    }
    return std::shared_ptr<const Dataset>(std::move(dataset));
}

} // namespace cobench::data
