// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

#include <span>

namespace cobench::runs {

/// The scalars of a TensorBoard event file: records of length, its checksum, content, its checksum (TFRecord), each
/// an Event of tensorflow/core/util/event.proto. Values may be simple ones or tensors of one number. A record that
/// is damaged is left out; when a length is, nothing after it can be found. A file that ends inside a record is
/// still being written. Both are told as warnings; Corrupt when not even the first record is one.
Result<std::vector<Warning>> readEventFile(std::span<const std::byte> file,
    const std::string& name,
    std::uint32_t attempt,
    std::vector<store::ScalarRow>& scalars,
    const CancelToken& cancel);

} // namespace cobench::runs
