// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/lr/expression.h"
#include "core/lr/later_policies.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

// Loops over short blocks that stay in the first cache, each simple enough for the compiler to turn into vectors:
// no calls, no branches. They repeat valueAt's arithmetic up to the functions of the standard library.

namespace cobench::lr {

namespace {

constexpr int kBlock = 1024;
constexpr double kWhole = 4503599627370496.0; // 2^52: doubles from here on have no fraction
constexpr double kFarthest = 1e15; // quotients beyond are left to valueAt
constexpr int kMostTerms = 24;

/// floor for 0 <= x < 2^51, in additions.
double floorOf(double x)
{
    const double nearest = (x + kWhole) - kWhole;
    return nearest - (nearest > x ? 1.0 : 0.0);
}

/// 2^-n for whole n >= 0, put together from its bits; 0 from 2^-1023 on.
double halvedTimes(double n)
{
    const auto whole = std::bit_cast<std::uint64_t>(std::min(n, 1023.0) + kWhole) & 2047U;
    return std::bit_cast<double>((1023U - whole) << 52U);
}

/// cos(πy) for |y| <= 1/2 by its series, to 2e-16.
double cosinePi(double y)
{
    constexpr double kSquare = std::numbers::pi * std::numbers::pi;
    const double x = kSquare * y * y;
    double sum = 1.0;
    for (const double divisor : {22. * 21.,
             20. * 19.,
             18. * 17.,
             16. * 15.,
             14. * 13.,
             12. * 11.,
             10. * 9.,
             8. * 7.,
             6. * 5.,
             4. * 3.,
             2. * 1.})
        sum = 1.0 - x * (1.0 / divisor) * sum;
    return sum;
}

using Out = std::span<double>;

template <typename Function>
void fill(Out out, Function function)
{
    const int count = static_cast<int>(out.size());
    double* const values = out.data();
    for (int i = 0; i < count; ++i)
        values[i] = function(static_cast<double>(i), values[i]);
}

/// sin(π·share of the cycle that t = start + i is in), cycles of length `cycle`.
void sines(double start, double cycle, Out out)
{
    fill(out, [=](double i, double) {
        const double quotient = (start + i) / cycle;
        return cosinePi(quotient - floorOf(quotient) - 0.5);
    });
}

void triangles(double start, double cycle, Out out)
{
    fill(out, [=](double i, double) {
        const double quotient = (start + i) / cycle;
        return 1.0 - std::abs(2.0 * (quotient - floorOf(quotient)) - 1.0);
    });
}

/// r(t) of the restart families.
void restarts(double start, double l, Convention convention, Out out)
{
    const double dip = convention == Convention::Reference ? 0.0 : 1.0;
    fill(out, [=](double i, double) {
        const double quotient = (start + i) / l;
        const double fraction = quotient - floorOf(quotient);
        return fraction == 0.0 ? dip : 1.0 - fraction;
    });
}

/// How a family is put together from passes over a block.
enum class Wave { Triangle, Sine, Cosine, UpCosine, Restart, SineRestart, CosineRestart };
enum class Decay { None, Halving, Power };

struct Recipe {
    Wave wave;
    Decay decay;
    bool isShifted; // begins with its second half
};

constexpr bool isPeriodOfOneStep(Wave wave)
{
    return wave >= Wave::Restart;
}

Recipe recipeOf(Family family)
{
    constexpr Wave kWaves[] = {Wave::Triangle,
        Wave::Triangle,
        Wave::Sine,
        Wave::Sine,
        Wave::Cosine,
        Wave::UpCosine,
        Wave::Restart,
        Wave::SineRestart,
        Wave::CosineRestart};
    const auto place = static_cast<std::size_t>(family) - static_cast<std::size_t>(Family::Tri);
    const bool isShifted = place / 3 == 1 || place / 3 == 3;
    return {kWaves[place / 3], static_cast<Decay>(place % 3), isShifted};
}

void waves(const Recipe& recipe, double start, double l, Convention convention, Out out)
{
    switch (recipe.wave) {
    case Wave::Triangle:
        return triangles(start, 2.0 * l, out);
    case Wave::Sine:
        return sines(start, 2.0 * l, out);
    case Wave::Cosine: // (1 + cos 2πx)/2 = 1 - sin² πx
        sines(start, 2.0 * l, out);
        return fill(out, [](double, double sine) { return 1.0 - sine * sine; });
    case Wave::UpCosine:
        sines(start, 2.0 * l, out);
        return fill(out, [](double, double sine) { return sine * sine; });
    case Wave::Restart:
        return restarts(start, l, convention, out);
    case Wave::SineRestart: // sin πr/2 = cos π(1 - r)/2
        restarts(start, l, convention, out);
        return fill(out, [](double, double r) { return cosinePi(0.5 - 0.5 * r); });
    case Wave::CosineRestart: // (1 - cos πr)/2 = sin² πr/2
        restarts(start, l, convention, out);
        return fill(out, [](double, double r) {
            const double sine = cosinePi(0.5 - 0.5 * r);
            return sine * sine;
        });
    }
}

/// out[i] = (a + b·i)^exponent: a binomial series around the middle of the block where that converges fast.
/// False, with nothing written, where it does not.
bool powersOfLine(double a, double b, double exponent, Out out)
{
    const double half = 0.5 * static_cast<double>(out.size());
    const double centre = a + b * half;
    const double reach = std::abs(b * half / centre);
    if (!(centre > 0.0) || !(reach < 0.2))
        return false;
    std::array<double, kMostTerms> terms;
    const double top = std::pow(centre, exponent);
    int count = 0;
    for (double term = top, size = std::abs(top); count < kMostTerms; ++count) {
        terms[static_cast<std::size_t>(count)] = term;
        const double factor = (exponent - count) / (count + 1.0);
        term *= factor;
        size *= std::abs(factor) * reach;
        if (size < 1e-18 * std::abs(top)) {
            const double slope = b / centre;
            fill(out, [&terms, count, slope, half](double i, double) {
                const double u = slope * (i - half);
                double sum = terms[static_cast<std::size_t>(count)];
                for (int k = count - 1; k >= 0; --k)
                    sum = sum * u + terms[static_cast<std::size_t>(k)];
                return sum;
            });
            return true;
        }
    }
    return false;
}

/// One policy over many blocks.
class BlockEvaluator
{
public:
    BlockEvaluator(const Policy& policy, Convention convention)
        : m_policy(policy)
        , m_convention(convention)
        , m_l(policy.l.empty() ? 1.0 : policy.l.front())
    {
    }

    void operator()(double start, Out out)
    {
        if (start < 0.0 || !((start + kBlock + m_l) / std::min(m_l, 1.0) < kFarthest) || !evaluate(start, out))
            fill(out, [&](double i, double) { return valueAt(m_policy, start + i, m_convention); });
    }

private:
    bool evaluate(double start, Out out)
    {
        switch (m_policy.family) {
        case Family::Fix:
            return std::ranges::fill(out, m_policy.k0), true;
        case Family::Step:
            return steps(start, out);
        case Family::NStep:
            return boundaries(start, out);
        case Family::Exp:
            return powers(start, m_policy.k0, out);
        case Family::Inv:
            return powersOfLine(1.0 + m_policy.gamma * start, m_policy.gamma, -m_policy.p, out)
                && scaled(m_policy.k0, 0.0, out);
        case Family::Poly:
            return polynomial(start, out);
        case Family::Sig:
            return sigmoid(start, out);
        case Family::Linear:
            return line(start, out);
        case Family::InvSqrt:
            return inverseRoot(start, out);
        case Family::OneCycle:
        case Family::Sgdr:
        case Family::Wsd:
        case Family::Expr:
            return false;
        default:
            return cyclic(start, out);
        }
    }

    bool scaled(double factor, double shift, Out out) const
    {
        fill(out, [=](double, double value) { return factor * value + shift; });
        return true;
    }

    bool cyclic(double start, Out out)
    {
        const Recipe recipe = recipeOf(m_policy.family);
        const double from = recipe.isShifted ? start + m_l : start;
        waves(recipe, from, m_l, m_convention, out);
        if (recipe.decay == Decay::Halving) {
            const double cycle = isPeriodOfOneStep(recipe.wave) ? m_l : 2.0 * m_l;
            const double shifted = recipe.wave == Wave::Cosine ? start + m_l : from;
            fill(out, [=](double i, double value) { return value * halvedTimes(floorOf((shifted + i) / cycle)); });
        } else if (recipe.decay == Decay::Power) {
            const double base = std::pow(m_policy.gamma, start);
            const double* const power = powersOfGamma(out.size());
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] *= base * power[i];
        }
        return scaled(m_policy.k1 - m_policy.k0, m_policy.k0, out);
    }

    /// k·gamma^(start + i)
    bool powers(double start, double k, Out out)
    {
        const double base = std::pow(m_policy.gamma, start);
        const double* const power = powersOfGamma(out.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = k * (base * power[i]);
        return true;
    }

    bool steps(double start, Out out)
    {
        if (m_l < 1.0)
            return false; // more than one power a step
        const double l = m_l;
        fill(out, [=](double i, double) { return floorOf((start + i) / l); });
        const double first = out.front();
        const double base = std::pow(m_policy.gamma, first);
        const double* const power = powersOfGamma(out.size());
        for (double& value : out)
            value = m_policy.k0 * (base * power[static_cast<int>(value - first)]);
        return true;
    }

    bool boundaries(double start, Out out) const
    {
        while (!out.empty()) {
            const auto next = std::ranges::upper_bound(m_policy.l, start);
            const double distance = next == m_policy.l.end() ? kFarthest : std::ceil(*next - start);
            const auto count = static_cast<std::size_t>(std::min(distance, static_cast<double>(out.size())));
            std::ranges::fill(out.first(count), valueAt(m_policy, start, m_convention));
            out = out.subspan(count);
            start += static_cast<double>(count);
        }
        return true;
    }

    bool polynomial(double start, Out out) const
    {
        const double end = start + static_cast<double>(out.size());
        if (start >= m_l)
            return std::ranges::fill(out, valueAt(m_policy, m_l, m_convention)), true;
        return end < m_l && powersOfLine(1.0 - start / m_l, -1.0 / m_l, m_policy.p, out)
            && scaled(m_policy.k1 - m_policy.k0, m_policy.k0, out);
    }

    bool sigmoid(double start, Out out)
    {
        constexpr double kSafe = 600.0; // e^±600 is far from the ends of double
        const double first = -m_policy.gamma * (start - m_l);
        const double last = first - m_policy.gamma * static_cast<double>(out.size());
        if (std::min(first, last) > kSafe)
            return std::ranges::fill(out, 0.0), true;
        if (std::max(first, last) < -40.0)
            return std::ranges::fill(out, m_policy.k0), true;
        if (!(std::max(std::abs(first), std::abs(last)) < kSafe))
            return false;
        const double base = std::exp(first);
        const double* const power = powersOf(std::exp(-m_policy.gamma), out.size());
        const double k0 = m_policy.k0;
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = k0 / (1.0 + base * power[i]);
        return true;
    }

    bool line(double start, Out out) const
    {
        const double k0 = m_policy.k0;
        const double rise = m_policy.k1 - k0;
        const double l = m_l;
        fill(out, [=](double i, double) { return k0 + rise * std::min((start + i) / l, 1.0); });
        return true;
    }

    bool inverseRoot(double start, Out out) const
    {
        if (start < m_l)
            return false;
        const double scale = m_policy.l.size() > 1 ? m_policy.l[1] : m_l > 0.0 ? m_l : 10000.0;
        return powersOfLine((start - m_l) / scale + 1.0, 1.0 / scale, -0.5, out) && scaled(m_policy.k0, 0.0, out);
    }

    const double* powersOfGamma(std::size_t count) { return powersOf(m_policy.gamma, count); }
    const double* powersOf(double base, std::size_t count)
    {
        for (; m_known < count; ++m_known)
            m_powers[m_known] = std::pow(base, static_cast<double>(m_known));
        return m_powers.data();
    }

    const Policy& m_policy;
    const Convention m_convention;
    const double m_l;
    std::size_t m_known = 0;
    std::array<double, kBlock + 1> m_powers; // of one base: a policy needs no other
};

/// SGDR, cycle by cycle.
void cycles(const Policy& sgdr, double first, Out out)
{
    const Policy same{.family = Family::CosRsw, .k0 = sgdr.k0, .k1 = sgdr.k1, .l = sgdr.l};
    if (sgdr.p == 1.0)
        return values(same, first, out);
    while (!out.empty()) {
        const Cycle cycle = cycleOf(sgdr, first);
        const double left = std::max(1.0, std::ceil(cycle.begin + cycle.length - first));
        const auto count = static_cast<std::size_t>(std::min(left, static_cast<double>(out.size())));
        const Policy fall{.family = Family::Cos, .k0 = sgdr.k0, .k1 = sgdr.k1, .l = {cycle.length}};
        values(fall, first - cycle.begin, out.first(count));
        out = out.subspan(count);
        first += static_cast<double>(count);
    }
}

} // namespace

void values(const Policy& policy, double first, std::span<double> out, Convention convention)
{
    if (policy.family == Family::Expr) {
        if (const Expression* formula = compiled(policy.expression))
            return formula->values(first, out);
        std::ranges::fill(out, std::nan(""));
        return;
    }
    if (policy.family == Family::OneCycle || policy.family == Family::Wsd)
        return values(inPieces(policy), first, out, convention);
    if (policy.family == Family::Sgdr)
        return cycles(policy, first, out);
    BlockEvaluator evaluator(policy, convention);
    for (std::size_t begin = 0; begin < out.size(); begin += kBlock)
        evaluator(first + static_cast<double>(begin),
            out.subspan(begin, std::min<std::size_t>(kBlock, out.size() - begin)));
}

} // namespace cobench::lr
