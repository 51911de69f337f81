// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"
#include "core/ensemble/team.h"

#include <array>
#include <optional>
#include <string_view>

namespace cobench::ensemble {

/// Team prediction rules; README.md of this folder.
enum class Consensus { Soft, WeightedSoft, Geometric, Plurality, WeightedPlurality, Majority, Stacking };

inline constexpr std::array kAllConsensus{Consensus::Soft,
    Consensus::WeightedSoft,
    Consensus::Geometric,
    Consensus::Plurality,
    Consensus::WeightedPlurality,
    Consensus::Majority,
    Consensus::Stacking};

std::string_view id(Consensus rule); // "soft", "plurality", …
std::optional<Consensus> consensusFromId(std::string_view text);
bool needsProbabilities(Consensus rule);

} // namespace cobench::ensemble
