// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pair_terms.h"

#include <cmath>
#include <limits>

namespace cobench::ensemble {

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

double gramOf(const PairCounts& counts, std::size_t i, std::size_t j)
{
    const std::uint32_t* a = counts.marginals.data() + i * counts.classes;
    const std::uint32_t* b = counts.marginals.data() + j * counts.classes;
    std::uint64_t sum = 0;
    for (std::uint32_t c = 0; c < counts.classes; ++c)
        sum += std::uint64_t{a[c]} * b[c];
    return static_cast<double>(sum);
}

void addKappa(PairTerms& terms, double samples)
{
    // Both sides of (p_o - p_e) / (1 - p_e) times N^2, so that p_e = 1 is an exact test.
    const double chance = samples * samples - terms.gram;
    if (chance == 0.0)
        terms.undefinedKappa = 1.0;
    else
        terms.kappa = (samples * terms.agreement - terms.gram) / chance;
}

void addYule(PairTerms& terms, double n11, double n10, double n01)
{
    const double same = n11 * terms.bothWrong;
    const double cross = n01 * n10;
    if (same + cross == 0.0)
        terms.undefinedYule = 1.0;
    else
        terms.yule = (same - cross) / (same + cross);
}

void addRho(PairTerms& terms, double n11, double n10, double n01)
{
    const double n00 = terms.bothWrong;
    const double spread = std::sqrt((n11 + n10) * (n01 + n00)) * std::sqrt((n11 + n01) * (n10 + n00));
    if (spread == 0.0)
        terms.undefinedRho = 1.0;
    else
        terms.rho = (n11 * n00 - n01 * n10) / spread;
}

/// Mean over the defined pairs.
double pairMean(double sum, double pairs, double undefined)
{
    return pairs == undefined ? kUndefined : sum / (pairs - undefined);
}

double fleiss(const TeamTerms& team, double samples, double pairs)
{
    const double raters = samples * team.members;
    const double chance = (team.single.gram + 2.0 * team.pairs.gram) / (raters * raters);
    if (team.single.gram + 2.0 * team.pairs.gram == raters * raters)
        return kUndefined;
    return (team.pairs.agreement / (samples * pairs) - chance) / (1.0 - chance);
}

/// The released programs count undefined Q pairs as 0 and add machine epsilon to rho's denominator and to rho.
double referenceMean(const TeamTerms& team, Metric metric, double pairs)
{
    if (metric == Metric::QS)
        return team.pairs.yule / pairs;
    return team.pairs.rho / pairs + kEpsilon;
}

} // namespace

MemberTerms memberTerms(const PairCounts& counts, std::size_t i)
{
    return {.failures = static_cast<double>(counts.failures(i)), .gram = gramOf(counts, i, i)};
}

PairTerms pairTerms(const PairCounts& counts, std::size_t i, std::size_t j)
{
    const double samples = static_cast<double>(counts.samples);
    PairTerms terms{.bothWrong = static_cast<double>(counts.bothWrong(i, j)),
        .agreement = static_cast<double>(counts.agreement(i, j)),
        .gram = gramOf(counts, i, j)};
    const double n01 = static_cast<double>(counts.failures(i)) - terms.bothWrong;
    const double n10 = static_cast<double>(counts.failures(j)) - terms.bothWrong;
    const double n11 = samples - n01 - n10 - terms.bothWrong;
    addKappa(terms, samples);
    addYule(terms, n11, n10, n01);
    addRho(terms, n11, n10, n01);
    return terms;
}

double teamMetric(const TeamTerms& team, Metric metric, double samples, Convention convention)
{
    const double size = team.members;
    const double pairs = size * (size - 1.0) / 2.0;
    const double differing = (size - 1.0) * team.single.failures - 2.0 * team.pairs.bothWrong;
    if (samples == 0.0)
        return kUndefined;
    if (metric == Metric::KW)
        return differing / (samples * size * size);
    if (pairs == 0.0 || (metric == Metric::EN && size > 2.0))
        return kUndefined;
    if (convention == Convention::Reference && (metric == Metric::QS || metric == Metric::RHO))
        return referenceMean(team, metric, pairs);
    switch (metric) {
    case Metric::CK:
        return pairMean(team.pairs.kappa, pairs, team.pairs.undefinedKappa);
    case Metric::QS:
        return pairMean(team.pairs.yule, pairs, team.pairs.undefinedYule);
    case Metric::RHO:
        return pairMean(team.pairs.rho, pairs, team.pairs.undefinedRho);
    case Metric::FK:
        return fleiss(team, samples, pairs);
    case Metric::GD:
        return team.single.failures == 0.0
            ? kUndefined
            : 1.0 - 2.0 * team.pairs.bothWrong / ((size - 1.0) * team.single.failures);
    case Metric::DF:
        return team.pairs.bothWrong / (samples * pairs);
    default: // BD, and EN of two members, which is the same
        return differing / (samples * pairs);
    }
}

PairTable::PairTable(const PairCounts& counts)
    : m_samples(static_cast<double>(counts.samples))
    , m_pairs(counts.models * counts.models)
{
    for (std::size_t i = 0; i < counts.models; ++i) {
        m_members.push_back(memberTerms(counts, i));
        for (std::size_t j = 0; j < counts.models; ++j)
            if (i != j)
                m_pairs[i * counts.models + j] = pairTerms(counts, i, j);
    }
}

} // namespace cobench::ensemble
