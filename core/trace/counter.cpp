// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/counter.h"

#include <utility>

namespace cobench::trace {

namespace {

constexpr std::uint64_t kNone = ~std::uint64_t{0};
constexpr std::uint64_t kWord = std::uint64_t{1} << 32; // counters of older drivers

} // namespace

std::uint64_t Counter::growth(std::uint64_t value) const
{
    if (value >= m_value)
        return value - m_value;
    const std::uint64_t range = m_range != 0 ? m_range : kWord;
    if (m_value >= range)
        return kNone;
    const std::uint64_t wrapped = range - m_value + value;
    return wrapped <= range / 2 ? wrapped : kNone;
}

float Counter::rate(std::uint64_t value, double now)
{
    const std::uint64_t grown = growth(value);
    const double seconds = now - m_time;
    const bool isKnown = std::exchange(m_isKnown, true);
    m_value = value;
    m_time = now;
    if (!isKnown || grown == kNone || !(seconds > 0.0))
        return kUnknown;
    return static_cast<float>(static_cast<double>(grown) / seconds);
}

} // namespace cobench::trace
