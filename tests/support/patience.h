// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef COBENCH_SANITIZED
#define COBENCH_SANITIZED 0
#endif

namespace cobench::test {

/// A limit of time (or a number of some unit of it) as a test may hold the program to: sanitizers slow it down.
template <typename Duration>
constexpr Duration patient(Duration limit)
{
    return COBENCH_SANITIZED ? 20 * limit : limit;
}

} // namespace cobench::test
