// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cobench::data {

/// The four files of the MNIST family, each plain or .gz, named train-images-idx3-ubyte or train-images.idx3-ubyte.
struct IdxFiles {
    std::filesystem::path trainImages, trainLabels, testImages, testLabels;
};
std::optional<IdxFiles> findIdxFiles(const std::filesystem::path& folder);

/// A dataset of any size: its name, and what the headers and labels of the files tell.
Result<DatasetInfo> inferIdxInfo(const std::string& name, const IdxFiles& files);
Result<DatasetFacts> describeIdx(const DatasetInfo& info, const IdxFiles& files);

/// `splits` empty = all three. Refuses images of another shape, unequal counts, and labels out of range.
Result<std::shared_ptr<const Dataset>> loadIdxDataset(const DatasetInfo& info,
    const std::filesystem::path& folder,
    const IdxFiles& files,
    const std::vector<std::string>& splits);

} // namespace cobench::data
