// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/link_meter.h"

#include <algorithm>

namespace cobench::engine {

LinkMeter::LinkMeter(unsigned quality)
    : m_sums{.quality = quality}
    , m_begin(std::chrono::steady_clock::now())
{
}

void LinkMeter::sent(std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_sums.sentBytes += bytes;
}

void LinkMeter::received(std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_sums.receivedBytes += bytes;
}

void LinkMeter::roundTrip(std::chrono::nanoseconds time)
{
    const std::lock_guard lock(m_mutex);
    m_roundTrips.add(time);
}

void LinkMeter::service(std::chrono::nanoseconds time)
{
    const std::lock_guard lock(m_mutex);
    m_services.add(time);
}

void LinkMeter::isUp(bool up)
{
    const std::lock_guard lock(m_mutex);
    m_sums.losses += m_sums.isUp && !up ? 1 : 0;
    m_sums.isUp = up;
}

void LinkMeter::restart()
{
    const std::lock_guard lock(m_mutex);
    m_sums = {.quality = m_sums.quality, .isUp = m_sums.isUp};
    m_roundTrips = {};
    m_services = {};
    m_begin = std::chrono::steady_clock::now();
}

LinkFigures LinkMeter::figures() const
{
    const std::lock_guard lock(m_mutex);
    LinkFigures figures = m_sums;
    const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_begin;
    figures.bytesPerSecond = static_cast<double>(figures.sentBytes) / std::max(since.count(), 1e-9);
    figures.roundTrip50 = m_roundTrips.quantile(0.5);
    figures.roundTrip99 = m_roundTrips.quantile(0.99);
    figures.service50 = m_services.quantile(0.5);
    figures.service99 = m_services.quantile(0.99);
    return figures;
}

} // namespace cobench::engine
