// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/pickle.h"
#include "core/io/raw_predictions.h"

#include <functional>

namespace cobench::io {

/// Where the numbers of a pickled document lie: the bytes of the storage with this key.
using StorageReader = std::function<Result<Bytes>(const pickle::Storage&)>;

struct TorchSource {
    const pickle::Document& document;
    StorageReader storage;
    bool bigEndian = false;
};

/// Predictions from what was saved: a dictionary with predictionVectors and labelVectors (or predictions, labels),
/// or a bare tensor.
Result<RawFile> predictionsFrom(const TorchSource& source, ReadContext& context);

} // namespace cobench::io
