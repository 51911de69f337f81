// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/queueing_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace cobench::detect {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kSlices = 200; // of equal probability, of each distribution
constexpr double kLeastNormal = 0.1; // as serviceTime() draws them
constexpr double kMostNormal = 1.9;

double normalShareBelow(double deviation, double value)
{
    const auto below
        = [deviation](double at) { return 0.5 * std::erfc((1.0 - at) / (deviation * std::numbers::sqrt2)); };
    return (below(value) - below(kLeastNormal)) / (below(kMostNormal) - below(kLeastNormal));
}

/// Of the truncated normal law, as a share of the mean.
double normalQuantile(double deviation, double share)
{
    double low = kLeastNormal;
    double high = kMostNormal;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = 0.5 * (low + high);
        (normalShareBelow(deviation, middle) < share ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

/// Devices that share one queue.
struct Station {
    std::vector<Emulation> devices;
    double rate = 0.0; // λ of this station
    double room = 0.0; // K
    bool dropsOldest = false;

    double capacity() const
    {
        return std::accumulate(
            devices.begin(), devices.end(), 0.0, [](double sum, const Emulation& one) { return sum + one.rate; });
    }
    /// s² of the header.
    double spread() const
    {
        return std::accumulate(devices.begin(), devices.end(), 0.0, [](double sum, const Emulation& one) {
            return sum + one.rate * serviceVariation(one);
        });
    }
};

double lostRate(const Station& station)
{
    const double drift = station.rate - station.capacity();
    const double spread = station.spread();
    if (spread == 0.0 || station.room == 0.0)
        return std::max(0.0, drift);
    const double reach = 2.0 * drift * station.room / spread;
    if (std::fabs(reach) < 1e-9)
        return 0.5 * spread / station.room;
    return drift / -std::expm1(-reach);
}

double waitingShare(const Station& station)
{
    const double load = std::min(1.0, station.rate / station.capacity());
    return std::pow(load, std::sqrt(2.0 * (static_cast<double>(station.devices.size()) + 1.0)) - 1.0);
}

/// Of those that wait.
double waitQuantile(const Station& station, double share)
{
    const double capacity = station.capacity();
    const double longest = station.room / capacity;
    const double drift = station.rate - capacity;
    const double spread = station.spread();
    if (spread == 0.0)
        return drift > 0.0 ? longest : 0.0;
    const double slope = 2.0 * drift * capacity / spread;
    if (std::fabs(slope * longest) < 1e-9)
        return share * longest;
    if (slope > 0.0) // from the far end, so that nothing overflows
        return longest + std::log(share + (1.0 - share) * std::exp(-slope * longest)) / slope;
    return std::log1p(share * std::expm1(slope * longest)) / slope;
}

struct Weighted {
    double latency = 0.0;
    double weight = 0.0;
};

void addLatencies(const Station& station, double processed, std::vector<Weighted>& latencies)
{
    const double waiting = waitingShare(station);
    const double capacity = station.capacity();
    const double pace = station.dropsOldest ? capacity / std::max(capacity, station.rate) : 1.0;
    std::vector<double> waits;
    for (int slice = 0; slice < kSlices; ++slice) {
        const double share = (slice + 0.5) / kSlices;
        const double place = (share - (1.0 - waiting)) / waiting; // among those that wait
        waits.push_back(place < 0.0 ? 0.0 : pace * waitQuantile(station, place));
    }
    for (const Emulation& device : station.devices)
        for (int slice = 0; slice < kSlices; ++slice) {
            const double service = serviceQuantile(device, (slice + 0.5) / kSlices);
            for (const double wait : waits)
                latencies.push_back({wait + service, processed * device.rate / capacity});
        }
}

double quantile(const std::vector<Weighted>& sorted, double total, double share)
{
    double below = 0.0;
    for (const Weighted& one : sorted) {
        below += one.weight;
        if (below >= share * total)
            return one.latency;
    }
    return sorted.back().latency;
}

std::vector<Station> stationsOf(const Station& whole, Schedule schedule)
{
    std::vector<Station> stations;
    switch (schedule) {
    case Schedule::Fcfs:
    case Schedule::Deadline:
        return {whole};
    case Schedule::ShortestExpectedCompletion: // its queues work like one of their common length
        stations.push_back(whole);
        stations.front().room *= static_cast<double>(whole.devices.size());
        return stations;
    case Schedule::RoundRobin:
    case Schedule::WeightedRoundRobin:
    case Schedule::Proportional:
        break;
    }
    for (const Emulation& device : whole.devices) {
        const double share = schedule == Schedule::RoundRobin ? 1.0 / static_cast<double>(whole.devices.size())
                                                              : device.rate / whole.capacity();
        Station& own = stations.emplace_back(whole);
        own.devices = {device};
        own.rate *= share;
    }
    return stations;
}

} // namespace

double serviceVariation(const Emulation& device)
{
    switch (device.law) {
    case Emulation::Law::Uniform:
        return device.jitter * device.jitter / 3.0;
    case Emulation::Law::Normal:
        return device.jitter * device.jitter;
    case Emulation::Law::Exponential:
        break;
    }
    return 1.0;
}

double serviceQuantile(const Emulation& device, double share)
{
    switch (device.law) {
    case Emulation::Law::Uniform:
        return (1.0 + device.jitter * (2.0 * share - 1.0)) / device.rate;
    case Emulation::Law::Normal:
        return (device.jitter > 0.0 ? normalQuantile(device.jitter, share) : 1.0) / device.rate;
    case Emulation::Law::Exponential:
        break;
    }
    return -std::log1p(-share) / device.rate;
}

Prediction predictByQueueing(std::span<const Emulation> devices, double rate, const DispatchConfig& dispatch)
{
    Station whole{.devices = {devices.begin(), devices.end()},
        .rate = rate,
        .room = static_cast<double>(dispatch.buffer),
        .dropsOldest = dispatch.drop == DropPolicy::Oldest};
    const bool hasDeadline = dispatch.schedule == Schedule::Deadline;
    if (hasDeadline)
        whole.room = std::min(whole.room, seconds(dispatch.deadline) * whole.capacity());
    std::vector<Weighted> latencies;
    double processed = 0.0;
    for (const Station& station : stationsOf(whole, dispatch.schedule)) {
        const double out = station.rate - lostRate(station);
        addLatencies(station, out, latencies);
        processed += out;
    }
    std::ranges::sort(latencies, {}, &Weighted::latency);
    const double total = std::accumulate(
        latencies.begin(), latencies.end(), 0.0, [](double sum, const Weighted& one) { return sum + one.weight; });
    const double dropped = 1.0 - processed / rate;
    return {.sigma = processed,
        .droppedShare = dropped,
        .queueShare = hasDeadline ? kNaN : dropped,
        .deadlineShare = hasDeadline ? kNaN : 0.0,
        .latency50 = quantile(latencies, total, 0.5),
        .latency90 = quantile(latencies, total, 0.9),
        .latency99 = quantile(latencies, total, 0.99),
        .latency999 = quantile(latencies, total, 0.999)};
}

} // namespace cobench::detect
