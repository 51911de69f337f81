// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/outline.h"

#include "core/lr/later_policies.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::lr {

namespace {

constexpr std::uint64_t kEveryStep = 4; // steps to a column that are all drawn
constexpr std::uint64_t kFewTurns = 4; // in a column: each of them is looked at
constexpr int kBetween = 5; // looks between two turns, for what a decay bends
constexpr std::uint64_t kEvenly = 48; // looks into a column of a function that is not known
constexpr std::uint64_t kRun = 128; // steps in a row at both ends of a column that many short cycles share

/// Steps first … last with the extremes found so far.
class Column
{
public:
    Column(const Policy& policy, double begin, Convention convention)
        : m_policy(policy)
        , m_begin(begin)
        , m_convention(convention)
    {
    }

    void look(std::uint64_t step)
    {
        const double t = static_cast<double>(step);
        add({t, valueAt(m_policy, t - m_begin, m_convention)});
    }
    void lookAll(std::uint64_t first, std::uint64_t last)
    {
        std::array<double, kRun> rates;
        while (first <= last) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kRun, last - first + 1));
            values(m_policy, static_cast<double>(first) - m_begin, std::span(rates).first(count), m_convention);
            for (std::size_t i = 0; i < count; ++i)
                add({static_cast<double>(first + i), rates[i]});
            first += count;
        }
    }
    void appendTo(std::vector<OutlinePoint>& points) const
    {
        std::array found{m_first, m_low, m_high, m_last};
        std::ranges::sort(found, {}, &OutlinePoint::t);
        for (const OutlinePoint& point : found)
            if (points.empty() || points.back().t < point.t)
                points.push_back(point);
    }

private:
    void add(const OutlinePoint& point)
    {
        if (std::isnan(point.rate) && !m_isEmpty)
            return;
        if (m_isEmpty) {
            m_first = m_last = m_low = m_high = point;
            m_isEmpty = false;
        }
        if (point.t < m_first.t)
            m_first = point;
        if (point.t > m_last.t)
            m_last = point;
        if (!(point.rate >= m_low.rate)) // also where that one is undefined
            m_low = point;
        if (!(point.rate <= m_high.rate))
            m_high = point;
    }

    const Policy& m_policy;
    double m_begin;
    Convention m_convention;
    bool m_isEmpty = true;
    OutlinePoint m_first;
    OutlinePoint m_last;
    OutlinePoint m_low;
    OutlinePoint m_high;
};

bool isMonotone(Family family)
{
    return family < Family::Tri || family == Family::Linear;
}

/// Beyond LRBench's: turns of their own, or of a formula that nobody knows.
bool isLater(Family family)
{
    return family > Family::Linear;
}

/// Steps around the turn number `turn` of the policy, inside first … last.
void lookAround(Column& column, double turn, std::uint64_t first, std::uint64_t last)
{
    for (const double step : {std::floor(turn) - 1.0, std::floor(turn), std::floor(turn) + 1.0})
        if (step >= static_cast<double>(first) && step <= static_cast<double>(last))
            column.look(static_cast<std::uint64_t>(step));
}

/// Cycles that grow: there are few of them but at the beginning, where each is as short as a column.
void lookAtRestarts(Column& column, const Policy& policy, double begin, std::uint64_t first, std::uint64_t last)
{
    constexpr int kMost = 32;
    double at = static_cast<double>(first) - begin;
    for (int i = 0; i < kMost && begin + at <= static_cast<double>(last); ++i) {
        const Cycle cycle = cycleOf(policy, at);
        lookAround(column, begin + cycle.begin, first, last);
        at = std::max(at + 1.0, cycle.begin + cycle.length);
    }
}

/// Evenly, and where a list of turns says that something happens.
void lookEverywhere(Column& column, const Policy& policy, double begin, std::uint64_t first, std::uint64_t last)
{
    const std::uint64_t length = last - first;
    const std::uint64_t looks = std::min(kEvenly, length);
    for (std::uint64_t i = 1; i < looks; ++i)
        column.look(first + length / looks * i + length % looks * i / looks);
    for (const double turn : policy.l)
        lookAround(column, begin + turn, first, last);
    if (policy.family == Family::Sgdr)
        lookAtRestarts(column, policy, begin, first, last);
    if (policy.family == Family::OneCycle)
        lookAround(column, begin + policy.p * policy.l.front() - 1.0, first, last);
}

void lookBetween(Column& column, std::uint64_t first, std::uint64_t last)
{
    const std::uint64_t length = last - first;
    for (int i = 1; i <= kBetween; ++i)
        column.look(first + length * static_cast<std::uint64_t>(i) / (kBetween + 1));
}

/// A policy's extremes lie at its turns, the multiples of l, at the ends, or where its decay has bent a flank. With
/// many turns in a column the decay, which only falls or only rises, leaves the extremes in the first or last
/// cycles.
void lookAtCycles(Column& column, double l, double begin, std::uint64_t first, std::uint64_t last)
{
    const double firstTurn = std::ceil((static_cast<double>(first) - begin) / l);
    const double lastTurn = std::floor((static_cast<double>(last) - begin) / l);
    const double turns = lastTurn - firstTurn + 1.0;
    if (turns <= static_cast<double>(kFewTurns)) {
        std::uint64_t from = first;
        for (double turn = firstTurn; turn <= lastTurn; ++turn) {
            const double at = begin + turn * l;
            lookAround(column, at, first, last);
            const auto to = std::clamp(static_cast<std::uint64_t>(std::max(at, 0.0)), from, last);
            lookBetween(column, from, to);
            from = to;
        }
        return lookBetween(column, from, last);
    }
    if (l
        < static_cast<double>(kRun)) { // turns fall between steps: how close one comes differs from cycle to cycle
        column.lookAll(first, std::min(last, first + kRun - 1));
        return column.lookAll(std::max(first, last - std::min(last, kRun - 1)), last);
    }
    for (const double turn : {firstTurn, firstTurn + 1.0, lastTurn - 1.0, lastTurn})
        lookAround(column, begin + turn * l, first, last);
}

void lookAtPiece(const Policy& policy,
    double begin,
    std::uint64_t first,
    std::uint64_t last,
    Convention convention,
    std::vector<OutlinePoint>& points)
{
    Column column(policy, begin, convention);
    column.look(first);
    column.look(last);
    if (last - first < kEveryStep)
        column.lookAll(first, last);
    else if (isLater(policy.family) && !(policy.family == Family::Sgdr && policy.p == 1.0))
        lookEverywhere(column, policy, begin, first, last);
    else if (!isMonotone(policy.family))
        lookAtCycles(column, policy.l.empty() ? 1.0 : policy.l.front(), begin, first, last);
    column.appendTo(points);
}

/// Every step, as values() gives them.
std::vector<OutlinePoint> everyStep(
    const Schedule& schedule, std::uint64_t first, std::uint64_t last, Convention convention)
{
    std::vector<double> rates(last - first + 1);
    values(schedule, static_cast<double>(first), rates, convention);
    std::vector<OutlinePoint> points(rates.size());
    for (std::size_t i = 0; i < rates.size(); ++i)
        points[i] = {static_cast<double>(first + i), rates[i]};
    return points;
}

} // namespace

std::vector<OutlinePoint> outline(
    const Schedule& schedule, std::uint64_t first, std::uint64_t last, std::size_t columns, Convention convention)
{
    const std::uint64_t steps = last - first + 1;
    if (steps <= kEveryStep * columns)
        return everyStep(schedule, first, last, convention);
    std::vector<OutlinePoint> points;
    points.reserve(4 * columns);
    std::size_t segment = 0;
    for (std::size_t c = 0; c < columns; ++c) {
        std::uint64_t from = first + steps / columns * c + steps % columns * c / columns;
        const std::uint64_t end = first + steps / columns * (c + 1) + steps % columns * (c + 1) / columns;
        while (from < end) {
            while (
                segment < schedule.boundaries.size() && static_cast<double>(from) >= schedule.boundaries[segment])
                ++segment;
            const std::uint64_t pieceEnd = segment < schedule.boundaries.size()
                ? std::min(end, static_cast<std::uint64_t>(std::ceil(schedule.boundaries[segment])))
                : end;
            const double begin = segment == 0 ? 0.0 : schedule.boundaries[segment - 1];
            lookAtPiece(schedule.policies[segment], begin, from, pieceEnd - 1, convention, points);
            from = pieceEnd;
        }
    }
    return points;
}

} // namespace cobench::lr
