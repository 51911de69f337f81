// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef> // before <compare>, which moc 6.4 cannot parse first

#include <compare>
#include <cstdint>

namespace cobench {

/// A number that cannot be mistaken for another kind of number. Rows of the stores use it.
template <typename Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads its 0
};

using PoolId = Id<struct PoolTag>;
using ReportId = Id<struct ReportTag>;
using RunId = Id<struct RunTag>;
using TeamId = Id<struct TeamTag>;
using JobId = Id<struct JobTag>;

} // namespace cobench
