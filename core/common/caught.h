// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <exception>

namespace cobench {

/// What an exception that nobody expected comes to: TooLarge where memory ran out, else Internal.
Error errorOf(const std::exception& exception);

/// The Result of `work`; an exception that escapes it becomes the error.
template <typename Work>
auto caught(const Work& work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::exception& exception) {
        return errorOf(exception);
    }
}

} // namespace cobench
