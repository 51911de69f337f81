// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/raw_predictions.h"

namespace cobench::io {

/// Any prediction file of README.md from memory. What it is follows from its first bytes; text is CSV. The
/// in-memory face of all readers: what the fuzz targets call.
Result<RawFile> readPredictionFile(const Bytes& file, ReadContext& context);

} // namespace cobench::io
