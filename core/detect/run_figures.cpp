// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/run_figures.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace cobench::detect {

namespace {

double ratio(double amount, double of)
{
    return of > 0.0 ? amount / of : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

FigureCollector::FigureCollector(std::vector<std::string> devices)
    : m_names(std::move(devices))
    , m_service(m_names.size())
{
}

void FigureCollector::addDevice(std::string name)
{
    m_names.push_back(std::move(name));
    m_service.emplace_back();
}

void FigureCollector::add(const Outcome& outcome)
{
    if (m_counts.read++ == 0)
        m_firstCapture = outcome.captured;
    m_lastCapture = std::max(m_lastCapture, outcome.captured);
    m_end = std::max(m_end, outcome.released);
    if (outcome.dropped) {
        ++m_counts.dropped[static_cast<std::size_t>(*outcome.dropped)];
    } else {
        ++m_counts.processed;
        m_latency.add(outcome.released - outcome.captured);
        m_service[outcome.device].add(outcome.finished - outcome.started);
    }
    if (outcome.boxes) {
        ++m_shown;
        m_ages += outcome.age();
        m_maxAge = std::max(m_maxAge, outcome.age());
    }
}

RunFigures FigureCollector::figures() const
{
    RunFigures figures{.counts = m_counts, .seconds = detect::seconds(m_end - m_firstCapture)};
    figures.lambda = ratio(static_cast<double>(m_counts.read) - 1.0,
        m_counts.read > 1 ? detect::seconds(m_lastCapture - m_firstCapture) : 0.0);
    figures.sigma = ratio(static_cast<double>(m_counts.processed), figures.seconds);
    figures.latency50 = m_latency.quantile(0.5);
    figures.latency90 = m_latency.quantile(0.9);
    figures.latency99 = m_latency.quantile(0.99);
    figures.latency999 = m_latency.quantile(0.999);
    figures.meanAge = ratio(static_cast<double>(m_ages), static_cast<double>(m_shown));
    figures.maxAge = m_maxAge;
    for (DeviceIndex device = 0; device < m_names.size(); ++device) {
        const DurationHistogram& service = m_service[device];
        const double busy = detect::seconds(service.total());
        figures.devices.push_back({.name = m_names[device],
            .processed = service.count(),
            .rate = ratio(static_cast<double>(service.count()), busy),
            .utilisation = ratio(busy, figures.seconds),
            .service50 = service.quantile(0.5),
            .service90 = service.quantile(0.9),
            .service99 = service.quantile(0.99),
            .service999 = service.quantile(0.999)});
    }
    return figures;
}

} // namespace cobench::detect
