// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::engine {

inline constexpr const char* kVersion = COBENCH_VERSION; // given by the build

} // namespace cobench::engine
