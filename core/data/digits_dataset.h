// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::data {

/// OpenCV's sample digits.png: 50 rows of 100 handwritten digits of 20 x 20 pixels, five rows for each class. The
/// left half of the columns is for training, the last tenth of it val, the right half test, as OpenCV's kNN
/// tutorial splits it.
DatasetFacts describeDigits(const DatasetInfo& info);
/// Unsupported without a decoder.
Result<std::shared_ptr<const Dataset>> loadDigitsDataset(const DatasetInfo& info,
    const std::filesystem::path& sheet,
    const ImageDecoder& decode,
    const std::vector<std::string>& splits);

} // namespace cobench::data
