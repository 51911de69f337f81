// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/data/dataset.h"

#include <filesystem>
#include <optional>

namespace cobench::io {

/// Tables in a folder: train.csv, test.csv, val.csv with the class in the column "label" (else the last one) and
/// numbers in the others; or train_x.npy [N][…] with train_y.npy [N], test_x.npy … Without val, it is cut from the
/// end of train.
struct TableFiles {
    std::filesystem::path folder;
    bool isCsv = false;
};
std::optional<TableFiles> findTableFiles(const std::filesystem::path& folder);

/// Columns become channels; arrays [N][H][W] and [N][C][H][W] planes. Bytes stay bytes. Errors: Value for what is
/// no number or no class, naming its line; Shape when splits differ.
Result<std::shared_ptr<const data::Dataset>> loadTableDataset(
    const TableFiles& files, const data::DatasetRequest& request, const CancelToken& cancel = {});

} // namespace cobench::io
