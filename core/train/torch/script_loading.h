// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/script.h>

#include <sstream>
#include <string>

namespace cobench::train {

/// A TorchScript file from memory, for the processor. No code is made at run time from here on: a sandbox has no
/// executable memory to give. Throws what LibTorch throws.
inline torch::jit::Module loadScript(const std::string& bytes)
{
    torch::jit::setGraphExecutorOptimize(false);
    torch::jit::getExecutorMode() = false;
    torch::jit::getProfilingMode() = false;
    std::istringstream stream(bytes);
    torch::jit::Module module = torch::jit::load(stream, torch::kCPU);
    module.eval();
    return module;
}

} // namespace cobench::train
