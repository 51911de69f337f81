// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace cobench::train {

struct HostTensor {
    std::vector<std::size_t> shape;
    std::vector<float> values; // in C order
};

/// A TorchScript program that makes tensors of one picture, whatever they mean. One thread at a time.
class TensorProgram
{
public:
    virtual ~TensorProgram() = default;
    /// Of forward() on [1][channels][height][width]: a tensor, or all of those in a tuple, list or dictionary.
    virtual Result<std::vector<HostTensor>> run(const float* input, const std::array<std::size_t, 3>& shape) = 0;
};

/// From the bytes of a file. Runs the program's code, already while it is read, and LibTorch crashes on damaged
/// files: only in a process that has nothing to lose and entered the sandbox (core/engine/sandbox.h), after
/// warmUpTorch().
Result<std::unique_ptr<TensorProgram>> loadTensorProgram(const std::string& bytes);

} // namespace cobench::train
