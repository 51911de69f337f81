// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench {

/// False only in the build of the fuzz targets: a fuzzer cannot guess checksums, and would never get past them.
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
inline constexpr bool kVerifiesChecksums = false;
#else
inline constexpr bool kVerifiesChecksums = true;
#endif

} // namespace cobench
