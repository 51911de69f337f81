// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/array.h"
#include "core/common/result.h"
#include "core/data/pool.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::data {

struct ImageShape {
    std::uint32_t channels = 0; // 1 = grey, 3 = RGB
    std::uint32_t height = 0;
    std::uint32_t width = 0;

    std::size_t size() const { return std::size_t{channels} * height * width; }
    bool operator==(const ImageShape&) const = default;
};

/// train, val or test of a dataset, or the part of it that was asked for.
struct ImageSplit {
    std::string name;
    Array<std::uint8_t> pixels; // [N][channels][height][width]
    Array<Label> labels; // [N], each < classes

    std::size_t samples() const { return labels.size(); }
};

/// Labelled images in memory. Immutable once made: shared as shared_ptr<const Dataset>.
struct Dataset {
    std::string name; // "fashion-mnist"
    std::string title; // "Fashion-MNIST"
    ImageShape shape;
    std::uint32_t classes = 0;
    std::vector<std::string> classNames; // [classes]
    std::vector<ImageSplit> splits;
    std::filesystem::path directory; // where it was found

    /// nullptr when it was not loaded.
    const ImageSplit* split(std::string_view splitName) const;
};

/// Datasets known by name, whether or not they are on this machine.
struct DatasetInfo {
    std::string name;
    std::string title;
    ImageShape shape;
    std::vector<std::string> classNames;
};
const std::vector<DatasetInfo>& knownDatasets();
/// nullptr for an unknown name.
const DatasetInfo* findDatasetInfo(std::string_view name);

struct DatasetRequest {
    std::string name = "fashion-mnist";
    std::filesystem::path dataDirectory; // looked at first; empty = none
    std::filesystem::path project; // P.cobench: datasets beside it are looked at next; empty = none
    std::vector<std::string> splits; // empty = train, val and test
};

/// Looks in dataDirectory, the project's folder, $XDG_DATA_HOME/cobench/datasets, then where Debian's packages put
/// datasets. val = the last 5,000 training samples, train = those before. Reads only the splits that are asked for,
/// so that a viewer of test images holds only these. Errors: NotFound names every folder looked at.
Result<std::shared_ptr<const Dataset>> loadDataset(const DatasetRequest& request);

/// One image as rows of interleaved pixels, the order that image classes of toolkits take.
struct Image {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t channels = 0;
    std::vector<std::uint8_t> pixels; // [height][width][channels]
};
Result<Image> sampleImage(const Dataset& dataset, std::string_view split, std::size_t index);

} // namespace cobench::data
