// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/scheduler.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cobench::detect {

namespace {

class SharedQueue final : public Scheduler
{
public:
    std::optional<DeviceIndex> choose(std::span<const DeviceState>, Time) override { return std::nullopt; }
};

class RoundRobin final : public Scheduler
{
public:
    std::optional<DeviceIndex> choose(std::span<const DeviceState> devices, Time) override
    {
        while (!devices[m_next % devices.size()].isAlive)
            ++m_next;
        return m_next++ % devices.size();
    }

private:
    std::size_t m_next = 0;
};

/// Smooth weighted round robin (as in nginx): every device gains its weight, the richest is picked and pays all
/// that was gained. Shares are exact over time and as even as they can be.
class WeightedRoundRobin final : public Scheduler
{
public:
    explicit WeightedRoundRobin(bool isLearning)
        : m_isLearning(isLearning)
    {
    }

    std::optional<DeviceIndex> choose(std::span<const DeviceState> devices, Time) override
    {
        m_credit.resize(devices.size());
        const double unknown = meanRate(devices);
        std::optional<DeviceIndex> richest;
        double sum = 0.0;
        for (DeviceIndex device = 0; device < devices.size(); ++device) {
            if (!devices[device].isAlive)
                continue;
            const double known = rate(devices[device]);
            const double weight = known > 0.0 ? known : unknown;
            sum += weight;
            m_credit[device] += weight;
            if (!richest || m_credit[device] > m_credit[*richest])
                richest = device;
        }
        m_credit[*richest] -= sum;
        return richest;
    }

private:
    double rate(const DeviceState& device) const
    {
        const bool isMeasured = m_isLearning && device.service > Time(0);
        return isMeasured ? 1.0 / seconds(device.service) : device.startRate;
    }

    /// For those of which nothing is known yet.
    double meanRate(std::span<const DeviceState> devices) const
    {
        double sum = 0.0;
        std::size_t known = 0;
        for (const DeviceState& device : devices)
            if (const double value = rate(device); device.isAlive && value > 0.0) {
                sum += value;
                ++known;
            }
        return known > 0 ? sum / static_cast<double>(known) : 1.0;
    }

    bool m_isLearning;
    std::vector<double> m_credit;
};

class ShortestCompletion final : public Scheduler
{
public:
    std::optional<DeviceIndex> choose(std::span<const DeviceState> devices, Time now) override
    {
        std::optional<DeviceIndex> best;
        for (DeviceIndex device = 0; device < devices.size(); ++device) {
            if (devices[device].isAlive && (!best || key(devices[device], now) < key(devices[*best], now)))
                best = device;
        }
        return best;
    }

private:
    /// Devices of which nothing is known yet look free at once: among equals the emptier one goes first.
    static std::pair<Time, std::size_t> key(const DeviceState& device, Time now)
    {
        return {device.expectedCompletion(now), device.waiting + (device.isBusy ? 1 : 0)};
    }
};

} // namespace

Time DeviceState::expectedCompletion(Time now) const
{
    const Time free = isBusy ? std::max(now, busySince + service) : now;
    return free + service * static_cast<std::int64_t>(waiting + 1);
}

std::unique_ptr<Scheduler> makeScheduler(Schedule schedule)
{
    switch (schedule) {
    case Schedule::RoundRobin:
        return std::make_unique<RoundRobin>();
    case Schedule::WeightedRoundRobin:
        return std::make_unique<WeightedRoundRobin>(false);
    case Schedule::Proportional:
        return std::make_unique<WeightedRoundRobin>(true);
    case Schedule::ShortestExpectedCompletion:
        return std::make_unique<ShortestCompletion>();
    case Schedule::Fcfs:
    case Schedule::Deadline:
        break;
    }
    return std::make_unique<SharedQueue>();
}

} // namespace cobench::detect
