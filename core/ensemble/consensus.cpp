// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus.h"

#include "core/ensemble/text.h"

#include <array>

namespace cobench::ensemble {

namespace {

constexpr std::array<std::string_view, kAllConsensus.size()> kIds{
    "soft", "weighted-soft", "geometric", "plurality", "weighted-plurality", "majority", "stacking"};

} // namespace

std::string_view id(Consensus rule)
{
    return kIds[static_cast<std::size_t>(rule)];
}

std::optional<Consensus> consensusFromId(std::string_view text)
{
    for (const Consensus rule : kAllConsensus)
        if (equalIgnoringCase(id(rule), text))
            return rule;
    return std::nullopt;
}

bool needsProbabilities(Consensus rule)
{
    return rule == Consensus::Soft || rule == Consensus::WeightedSoft || rule == Consensus::Geometric;
}

} // namespace cobench::ensemble
