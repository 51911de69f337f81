// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/ensemble/prepared_split.h"

#include <string>
#include <string_view>

namespace cobench::ensemble {

/// Which samples a diversity value is counted on.
struct SampleSet {
    enum class Kind { All, Disagreement, Focal };
    Kind kind = Kind::All;
    std::size_t focal = 0; // Focal: the samples this model gets wrong

    bool operator==(const SampleSet&) const = default;
};

/// "all", "disagreement", "focal:3"; the CLI's words.
Result<SampleSet> parseSampleSet(std::string_view text, std::size_t models);
std::string toString(const SampleSet& set);

/// Bit set over the samples, laid out as PreparedSplit::rightBits.
struct SampleBits {
    std::vector<std::uint64_t> words;
    std::size_t count = 0; // bits set
};
/// Disagreement = samples on which the whole pool is not unanimous; the truth is not used.
SampleBits select(const PreparedSplit& split, const SampleSet& set);

} // namespace cobench::ensemble
