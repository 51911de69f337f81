// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/block_powers.h"
#include "core/lr/block_waves.h"
#include "core/lr/evaluate.h"
#include "core/lr/expression.h"
#include "core/lr/later_policies.h"

namespace cobench::lr {

namespace {

constexpr double kFarthest = 1e15; // quotients beyond are left to valueAt

/// One policy over many blocks.
class BlockEvaluator
{
public:
    BlockEvaluator(const Policy& policy, Convention convention)
        : m_policy(policy)
        , m_convention(convention)
        , m_l(policy.l.empty() ? 1.0 : policy.l.front())
        , m_powers(policy.family == Family::Sig ? std::exp(-policy.gamma) : policy.gamma)
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
        waves(recipe.wave, from, m_l, m_convention, out);
        if (recipe.decay == Decay::Halving) {
            const double cycle = isPeriodOfOneStep(recipe.wave) ? m_l : 2.0 * m_l;
            const double shifted = recipe.wave == Wave::Cosine ? start + m_l : from;
            fill(out, [=](double i, double value) { return value * halvedTimes(floorOf((shifted + i) / cycle)); });
        } else if (recipe.decay == Decay::Power) {
            const double base = std::pow(m_policy.gamma, start);
            const double* const power = m_powers.first(out.size());
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] *= base * power[i];
        }
        return scaled(m_policy.k1 - m_policy.k0, m_policy.k0, out);
    }

    /// k·gamma^(start + i)
    bool powers(double start, double k, Out out)
    {
        const double base = std::pow(m_policy.gamma, start);
        const double* const power = m_powers.first(out.size());
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
        const double* const power = m_powers.first(out.size());
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
        const double* const power = m_powers.first(out.size());
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

    const Policy& m_policy;
    const Convention m_convention;
    const double m_l;
    PowerTable m_powers;
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
