// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"

#include <cstdint>
#include <vector>

namespace cobench::ui {

/// Which samples a person wants to walk through.
struct SampleFilter {
    enum class Kind { All, WrongFor, Disagreement, AllWrong, Chosen };
    Kind kind = Kind::All;
    std::size_t model = 0; // WrongFor
    std::vector<std::uint32_t> chosen = {}; // Chosen: the shared selection

    bool operator==(const SampleFilter&) const = default;
};

/// Ascending. Out-of-range chosen samples are left out.
std::vector<std::uint32_t> findSamples(const ensemble::PreparedSplit& split, const SampleFilter& filter);

} // namespace cobench::ui
