// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/pool_draft.h"

namespace cobench::io {

/// Reads one file and checks its values by themselves. Advances `progress` by twice its size.
Result<CheckedFile> readTask(
    const FileTask& task, ValueReading reading, Progress& progress, const CancelToken& cancel);

} // namespace cobench::io
