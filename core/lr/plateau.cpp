// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/plateau.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace cobench::lr {

namespace {

constexpr double kTurningPoint = 0.8; // share of the iterations after which rates only shrink

double improvement(double previous, double current, Direction direction)
{
    return direction == Direction::Lower ? previous - current : current - previous;
}

} // namespace

ChangeOnPlateau::ChangeOnPlateau(ChangeOnPlateauOptions options)
    : m_options(std::move(options))
    , m_index(m_options.start)
{
    assert(m_options.start < m_options.policies.size() && m_options.window >= 2);
}

ChangeOnPlateau::Action ChangeOnPlateau::observe(
    double value, std::uint64_t iterationsDone, std::uint64_t iterationsTotal)
{
    m_values.push_back(value);
    if (!isPlateau())
        return Action::None;
    if (m_coolingDown > 0) {
        --m_coolingDown;
        return Action::None;
    }
    m_coolingDown = m_options.cooldown;
    return move(static_cast<double>(iterationsDone) < kTurningPoint * static_cast<double>(iterationsTotal));
}

double ChangeOnPlateau::rate(std::uint64_t iteration) const
{
    return valueAt(m_options.policies[m_index], static_cast<double>(iteration));
}

bool ChangeOnPlateau::isPlateau() const
{
    if (m_values.size() <= m_options.window)
        return false;
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t i = m_values.size() - m_options.window + 1; i < m_values.size(); ++i)
        best = std::max(best, improvement(m_values[i - 1], m_values[i], m_options.direction));
    return best < m_options.threshold;
}

ChangeOnPlateau::Action ChangeOnPlateau::move(bool towardsLarger)
{
    if (towardsLarger && m_index > 0)
        return --m_index, Action::Larger;
    if (!towardsLarger && m_index + 1 < m_options.policies.size())
        return ++m_index, Action::Smaller;
    return Action::End;
}

ReduceOnPlateau::ReduceOnPlateau(ReduceOnPlateauOptions options)
    : m_options(options)
    , m_rate(options.initialRate)
    , m_best(options.direction == Direction::Lower ? std::numeric_limits<double>::infinity()
                                                   : -std::numeric_limits<double>::infinity())
{
}

PlateauAction ReduceOnPlateau::observe(double value)
{
    if (isBetter(value)) {
        m_best = value;
        m_badEpochs = 0;
    } else {
        ++m_badEpochs;
    }
    if (m_coolingDown > 0) {
        --m_coolingDown;
        m_badEpochs = 0;
    }
    if (m_badEpochs <= m_options.patience)
        return PlateauAction::None;
    m_coolingDown = m_options.cooldown;
    m_badEpochs = 0;
    const double reduced = std::max(m_rate * m_options.factor, m_options.minimumRate);
    if (m_rate - reduced <= m_options.epsilon)
        return PlateauAction::End;
    m_rate = reduced;
    return PlateauAction::Smaller;
}

bool ReduceOnPlateau::isBetter(double value) const
{
    const double margin = (m_options.direction == Direction::Lower ? -1.0 : 1.0) * m_options.threshold;
    const double bar = m_options.relativeThreshold ? m_best * (1.0 + margin) : m_best + margin;
    return improvement(bar, value, m_options.direction) > 0.0;
}

} // namespace cobench::lr
