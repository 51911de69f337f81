// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cobench::data {

/// The binary form of CIFAR: records of one label byte (CIFAR-100: coarse, then fine) and 3 x 32 x 32 bytes.
struct CifarFiles {
    std::vector<std::filesystem::path> train; // data_batch_1.bin … or train.bin
    std::filesystem::path test; // test_batch.bin or test.bin
    std::size_t labelBytes = 1; // the last of them counts
};
/// In the folder, or in the one inside it that the published archive makes.
std::optional<CifarFiles> findCifarFiles(const std::filesystem::path& folder, bool hundred);

/// Samples that the files' sizes justify. Corrupt when a size is no multiple of a record.
Result<DatasetFacts> describeCifar(const DatasetInfo& info, const CifarFiles& files);
Result<std::shared_ptr<const Dataset>> loadCifarDataset(const DatasetInfo& info,
    const std::filesystem::path& folder,
    const CifarFiles& files,
    const std::vector<std::string>& splits);

} // namespace cobench::data
