// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pair_counts.h"

namespace cobench::ensemble {

/// What one model adds to a team's sums, whoever else is in it. Counts are kept in doubles: exact below 2^53.
struct MemberTerms {
    double failures = 0.0;
    double gram = 0.0; // sum over classes of marginal^2
};

/// What one pair adds to a team's sums. Undefined ratios add 0 and count as undefined.
struct PairTerms {
    double bothWrong = 0.0;
    double agreement = 0.0;
    double gram = 0.0; // sum over classes of the product of the marginals
    double kappa = 0.0;
    double yule = 0.0;
    double rho = 0.0;
    double undefinedKappa = 0.0;
    double undefinedYule = 0.0;
    double undefinedRho = 0.0;

    PairTerms& operator+=(const PairTerms& other);
};

/// The sums a team's metrics follow from; `pairs` runs over the pairs in the order the members were added.
struct TeamTerms {
    double members = 0.0;
    MemberTerms single;
    PairTerms pairs;
};

MemberTerms memberTerms(const PairCounts& counts, std::size_t i);
PairTerms pairTerms(const PairCounts& counts, std::size_t i, std::size_t j);

/// `added`: the new member's pairs with all members so far, summed.
TeamTerms withMember(const TeamTerms& team, const MemberTerms& member, const PairTerms& added);

/// Raw value; NaN = undefined. All metrics but EN, which needs more than pairs except at two members (= BD).
double teamMetric(const TeamTerms& team, Metric metric, double samples, Convention convention);

/// The terms of all pairs of one sample set, for walks over teams.
class PairTable
{
public:
    explicit PairTable(const PairCounts& counts);

    std::size_t models() const { return m_members.size(); }
    double samples() const { return m_samples; }
    const MemberTerms& member(std::size_t i) const { return m_members[i]; }
    const PairTerms& pair(std::size_t i, std::size_t j) const { return m_pairs[i * m_members.size() + j]; }

private:
    double m_samples = 0.0;
    std::vector<MemberTerms> m_members;
    std::vector<PairTerms> m_pairs;
};

inline PairTerms& PairTerms::operator+=(const PairTerms& other)
{
    bothWrong += other.bothWrong;
    agreement += other.agreement;
    gram += other.gram;
    kappa += other.kappa;
    yule += other.yule;
    rho += other.rho;
    undefinedKappa += other.undefinedKappa;
    undefinedYule += other.undefinedYule;
    undefinedRho += other.undefinedRho;
    return *this;
}

inline TeamTerms withMember(const TeamTerms& team, const MemberTerms& member, const PairTerms& added)
{
    TeamTerms result = team;
    result.members += 1.0;
    result.single.failures += member.failures;
    result.single.gram += member.gram;
    result.pairs += added;
    return result;
}

} // namespace cobench::ensemble
