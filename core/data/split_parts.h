// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <string>
#include <vector>

namespace cobench::data {

/// Empty = all.
bool wants(const std::vector<std::string>& splits, const char* name);

/// How many of the last training samples become val: 5,000; a tenth of sets with no more than these.
std::uint64_t validationSamples(std::uint64_t trainingSamples);

/// Samples [first, first + count) of `whole`, sharing its memory. `size` = values of one sample.
ImageSplit part(
    const ImageSplit& whole, const std::string& name, std::size_t size, std::size_t first, std::size_t count);

/// Adds the wanted ones of train and val, cut from `training`.
void addTrainAndVal(Dataset& dataset, const ImageSplit& training, const std::vector<std::string>& splits);

/// "0", "1", … for classes without names.
std::vector<std::string> numberedClasses(std::size_t count);

} // namespace cobench::data
