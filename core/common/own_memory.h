// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cobench {

/// Of this process, in bytes; zeros where the system does not tell. Any thread.
struct OwnMemory {
    std::uint64_t mapped = 0;
    std::uint64_t resident = 0;
};
OwnMemory ownMemory();

} // namespace cobench
