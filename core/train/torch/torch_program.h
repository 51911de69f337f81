// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/backend.h"

#include <cstdint>
#include <string>

namespace cobench::train {

struct ProgramOptions {
    std::string bytes; // of a TorchScript file
    Shape input;
    std::uint64_t classes = 0;
};

/// A TorchScript program as a Backend that predicts and tells gradients; it cannot be trained. Its forward() takes
/// [N][channels][height][width] and returns [N][classes]: probabilities where every row is non-negative and sums to
/// 1, logits otherwise. Runs the program's code, already while it is read, and LibTorch crashes on damaged files:
/// only in a process that has nothing to lose and entered the sandbox (core/engine/sandbox.h). c10::Error becomes
/// Error; a program whose answers have another shape is refused with its first answer.
Result<std::unique_ptr<Backend>> loadTorchProgram(const ProgramOptions& options);

/// Lets LibTorch do once what it does with its first work (threads, tables), for which it opens files.
Result<void> warmUpTorch(unsigned threads);

} // namespace cobench::train
