// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/raw_predictions.h"

#include <string_view>

namespace cobench::io {

/// A header and one line per sample: `label,p0…pC-1`, `label,prediction`, or a label table with one column per
/// model. An id column (index, id, image) may come first. `label` may be missing, or stand alone.
Result<RawFile> readPredictionCsv(std::string_view text, ReadContext& context);

} // namespace cobench::io
