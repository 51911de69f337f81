// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cobench::data {

/// A folder of class folders with PNG or JPEG pictures: DIR/train/CLASS/…, DIR/test/CLASS/…, DIR/val/CLASS/…; or
/// DIR/CLASS/…, of which every fifth picture of a class is for the test. Classes and pictures in the order of their
/// names; the classes take turns. Without val, it is cut from the end of train.
struct ImageFolder {
    struct Split {
        std::string name;
        std::vector<std::filesystem::path> files;
        std::vector<Label> labels;
    };
    std::filesystem::path folder;
    std::vector<std::string> classes;
    std::vector<Split> splits;
};
std::optional<ImageFolder> findImageFolder(const std::filesystem::path& folder);

/// The shape is told only where `imageSize` gives it; else it is 0 x 0.
DatasetFacts describeImageFolder(const ImageFolder& found, const DatasetRequest& request);

/// Pictures of one size, or brought to request.imageSize. Errors name the picture: unreadable, another size
/// (Shape).
Result<std::shared_ptr<const Dataset>> loadImageFolder(const ImageFolder& found, const DatasetRequest& request);

} // namespace cobench::data
