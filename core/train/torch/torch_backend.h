// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/backend.h"

#include <string>
#include <vector>

namespace cobench::train {

/// A Backend on LibTorch. Sets the process's thread count. c10::Error and bad_alloc become Error; Unsupported for a
/// device that this LibTorch does not have.
Result<std::unique_ptr<Backend>> makeTorchBackend(const BackendOptions& options);

/// "cpu", and "cuda:0" … where this LibTorch and this machine have them.
std::vector<std::string> torchDevices();

std::string torchVersion();

} // namespace cobench::train
