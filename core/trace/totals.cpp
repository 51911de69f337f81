// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/totals.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cobench::trace {

namespace {

/// A trace joins the attempts of a run. While one is at work it is sampled once a second at the least, and what
/// costs too much a little less often; longer than this, nobody was at work.
constexpr double kLongestStep = 10.0; // seconds

/// The time for which a sample's rates count, by the lane's last known one.
class Coverage
{
public:
    explicit Coverage(const data::Trace& trace)
        : m_times(trace.times)
        , m_last(trace.times.empty() ? 0.0 : trace.times.front())
    {
    }
    /// Every sample in turn, known or not.
    void reach(std::size_t sample)
    {
        if (sample == 0)
            return;
        const double step = m_times[sample] - m_times[sample - 1];
        if (!(step >= 0.0 && step <= kLongestStep))
            m_last = m_times[sample];
    }
    double take(std::size_t sample) { return m_times[sample] - std::exchange(m_last, m_times[sample]); }

private:
    std::span<const double> m_times;
    double m_last;
};

/// One lane: its integral over time, and its largest value.
struct LaneSum {
    double integral = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    double covered = 0.0; // seconds
    double mean() const { return integral / covered; }
};

LaneSum sumOf(const data::Trace& trace, std::size_t lane)
{
    LaneSum sum;
    Coverage coverage(trace);
    for (std::size_t sample = 0; sample < trace.times.size(); ++sample) {
        coverage.reach(sample);
        const double value = trace.value(sample, lane);
        if (std::isnan(value))
            continue;
        const double seconds = coverage.take(sample);
        sum.integral = (std::isnan(sum.integral) ? 0.0 : sum.integral) + value * seconds;
        sum.covered += seconds;
        sum.max = std::fmax(sum.max, value);
    }
    return sum;
}

std::optional<std::size_t> find(const data::Trace& trace, const std::string& name)
{
    const auto found = std::ranges::find(trace.lanes, name, &data::TraceLane::name);
    return found == trace.lanes.end() ? std::nullopt
                                      : std::optional(static_cast<std::size_t>(found - trace.lanes.begin()));
}

LaneSum sumOf(const data::Trace& trace, const std::string& name)
{
    const auto lane = find(trace, name);
    return lane ? sumOf(trace, *lane) : LaneSum();
}

void addKnown(double& sum, double value)
{
    if (!std::isnan(value))
        sum = std::isnan(sum) ? value : sum + value;
}

/// Psys is the whole board: what packages and memory already count.
bool isPartOfMachine(const std::string& lane)
{
    return lane.starts_with("power/package") || lane.starts_with("power/dram");
}

bool isPowerOfCard(const std::string& lane)
{
    return lane.starts_with("gpu") && lane.ends_with("/power");
}

} // namespace

std::vector<double> energyUntil(const data::Trace& trace)
{
    std::vector<double> total;
    for (std::size_t lane = 0; lane < trace.lanes.size(); ++lane) {
        if (!trace.lanes[lane].missing.empty()
            || !(isPartOfMachine(trace.lanes[lane].name) || isPowerOfCard(trace.lanes[lane].name)))
            continue;
        total.resize(trace.times.size(), 0.0);
        double until = 0.0;
        Coverage coverage(trace);
        for (std::size_t sample = 0; sample < trace.times.size(); ++sample) {
            coverage.reach(sample);
            if (const double watts = trace.value(sample, lane); !std::isnan(watts))
                until += watts * coverage.take(sample);
            total[sample] += until;
        }
    }
    return total;
}

TraceTotals totalsOf(const data::Trace& trace)
{
    TraceTotals totals{.samples = trace.times.size()};
    if (!trace.times.empty())
        totals.seconds = trace.times.back() - trace.times.front();
    const LaneSum cpu = sumOf(trace, "process/cpu");
    totals.cpuMean = cpu.mean();
    totals.cpuMax = cpu.max;
    totals.rssPeak = sumOf(trace, "process/rss").max;
    totals.read = sumOf(trace, "process/read").integral;
    totals.written = sumOf(trace, "process/written").integral;
    for (std::size_t lane = 0; lane < trace.lanes.size(); ++lane) {
        const std::string& name = trace.lanes[lane].name;
        if (isPartOfMachine(name))
            addKnown(totals.energy, sumOf(trace, lane).integral);
        if (!name.ends_with("/kernel_time") || !trace.lanes[lane].missing.empty())
            continue;
        const std::string card = name.substr(0, name.find('/'));
        const LaneSum busy = sumOf(trace, lane);
        totals.cards.push_back({.lane = card,
            .kernelTimeMean = busy.mean(),
            .kernelTimeMax = busy.max,
            .memoryPeak = sumOf(trace, card + "/memory").max,
            .energy = sumOf(trace, card + "/power").integral});
        addKnown(totals.energy, totals.cards.back().energy);
    }
    return totals;
}

} // namespace cobench::trace
