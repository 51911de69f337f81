// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/raw_predictions.h"
#include "core/io/zip.h"

namespace cobench::io {

/// One member (`predictions`, `labels`) or a bundle (`names`, and [M,N,C] or [M,N] arrays per split). Arrays of
/// other names are left alone.
Result<RawFile> readNpz(const ZipArchive& archive, ReadContext& context);

} // namespace cobench::io
