// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <torch/torch.h>

#include <exception>
#include <string>

namespace cobench::train {

inline std::string torchText(const std::exception& exception)
{
    const auto* torch = dynamic_cast<const c10::Error*>(&exception);
    return torch ? torch->what_without_backtrace() : exception.what();
}

/// Runs `work`, which returns a Result; LibTorch's exceptions become its error.
template <typename Work>
auto guarded(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::exception& exception) {
        return Error{ErrorCode::Internal, "LibTorch", {}, torchText(exception), {}, nullptr};
    }
}

} // namespace cobench::train
