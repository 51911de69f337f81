// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/array.h"
#include "core/common/result.h"
#include "core/data/pool.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::data {

struct ImageShape {
    std::uint32_t channels = 0; // 1 = grey, 3 = RGB; the columns of a table
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
    Array<float> values = {}; // as pixels and instead of them, where a table holds other numbers than bytes

    std::size_t samples() const { return labels.size(); }
};

/// Labelled images or table rows in memory. Immutable once made: shared as shared_ptr<const Dataset>.
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
/// A dataset of which nothing has been read yet.
Dataset emptyDataset(const DatasetInfo& info, const std::filesystem::path& folder);
/// nullptr for an unknown name.
const DatasetInfo* findDatasetInfo(std::string_view name);

/// What can be said of a dataset before all of it is read.
struct DatasetFacts {
    ImageShape shape;
    std::uint32_t classes = 0;
    bool hasPixels = true;
    std::uint64_t trainSamples = 0;
    std::uint64_t valSamples = 0;
    std::uint64_t testSamples = 0;
};

/// One image as rows of interleaved pixels, the order that image classes of toolkits take.
struct Image {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t channels = 0;
    std::vector<std::uint8_t> pixels; // [height][width][channels]
};
/// Makes a picture of the bytes of a PNG or JPEG file; `subject` names it in messages. Thread-safe. Only processes
/// that may meet hostile pictures have one: the engine's workers.
using ImageDecoder = std::function<Result<Image>(std::span<const std::uint8_t> bytes, const std::string& subject)>;

/// Unsupported: this process decodes no pictures.
Error noDecoder(const std::filesystem::path& path);

struct DatasetRequest {
    std::string name = "fashion-mnist"; // a known one, or any where dataDirectory holds the data
    std::filesystem::path dataDirectory; // looked at first; empty = none
    std::filesystem::path project; // P.cobench: datasets beside it are looked at next; empty = none
    std::vector<std::string> splits; // empty = train, val and test
    std::uint32_t imageSize = 0; // image folders: side that pictures are brought to; 0 = as they are
    ImageDecoder decode; // for image folders and the sheet of digits
};

/// Looks in dataDirectory, the project's folder, $XDG_DATA_HOME/cobench/datasets, then where Debian's packages put
/// datasets. A name that is not known is looked for in dataDirectory alone: IDX, CIFAR binary, or an image folder.
/// val = the last 5,000 training samples (the last tenth of small sets), train = those before. Reads only the
/// splits that are asked for, so that a viewer of test images holds only these. Errors: NotFound names every folder
/// looked at.
Result<std::shared_ptr<const Dataset>> loadDataset(const DatasetRequest& request);

/// The same search, and what the files' sizes and headers tell.
Result<DatasetFacts> describeDataset(const DatasetRequest& request);

Result<Image> sampleImage(const Dataset& dataset, std::string_view split, std::size_t index);

} // namespace cobench::data
