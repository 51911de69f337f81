// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_feed.h"

#include <utility>

namespace cobench::ui {

namespace {

constexpr std::chrono::milliseconds kFiguresPeriod{200}; // they take some 0.1 ms

} // namespace

void EdgeFeed::take(const detect::Outcome& outcome)
{
    note(outcome);
    show(outcome);
}

void EdgeFeed::show(const detect::Outcome& newest)
{
    const std::scoped_lock lock(m_mutex);
    m_fresh.pictured = newest;
}

void EdgeFeed::note(const detect::Outcome& outcome)
{
    m_collector.add(outcome);
    m_isUntold = true;
    tellFigures();
    const std::scoped_lock lock(m_mutex);
    m_fresh.outcomes.push_back(outcome);
    m_fresh.outcomes.back().picture = nullptr;
    if (m_fresh.outcomes.size() >= 2 * kMostOutcomes)
        m_fresh.outcomes.erase(m_fresh.outcomes.begin(), m_fresh.outcomes.end() - kMostOutcomes);
}

void EdgeFeed::tellFigures()
{
    if (std::chrono::steady_clock::now() - m_told >= kFiguresPeriod)
        tellLastFigures();
}

void EdgeFeed::tellLastFigures()
{
    if (!m_isUntold)
        return;
    m_told = std::chrono::steady_clock::now();
    m_isUntold = false;
    auto figures = m_collector.figures();
    const std::scoped_lock lock(m_mutex);
    m_fresh.figures = std::move(figures);
}

void EdgeFeed::take(const detect::RunEvent& event)
{
    std::optional<detect::RunFigures> figures;
    if (event.kind == detect::RunEvent::Kind::DeviceAdded) {
        m_collector.addDevice(event.detail);
        figures = m_collector.figures(); // whoever hears of its frames knows the device
    }
    const std::scoped_lock lock(m_mutex);
    if (figures)
        m_fresh.figures = std::move(figures);
    m_fresh.events.push_back(event);
}

void EdgeFeed::refuse(const std::string& why)
{
    const std::scoped_lock lock(m_mutex);
    m_fresh.refusals.push_back(why);
}

void EdgeFeed::setPaused(bool isPaused)
{
    const std::scoped_lock lock(m_mutex);
    m_fresh.isPaused = isPaused;
}

void EdgeFeed::tellLinks(const std::string& lines)
{
    const std::scoped_lock lock(m_mutex);
    m_fresh.links = lines;
}

void EdgeFeed::setProgress(const ProgressState& state)
{
    const std::scoped_lock lock(m_mutex);
    m_fresh.progress = state;
}

EdgeFeed::Fresh EdgeFeed::drain()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_fresh, {});
}

} // namespace cobench::ui
