// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/trace_reading.h"

#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using Points = std::vector<study::ScalarPoint>;

constexpr std::size_t kMostNamed = 3; // phases and processes

QString tr(const char* text)
{
    return QCoreApplication::translate("TraceReading", text);
}

/// Iterations done at a time, between the recorded ones by share.
double stepAt(const Points& points, double time)
{
    const auto next = std::ranges::lower_bound(points, time, {}, &study::ScalarPoint::time);
    if (next == points.begin())
        return 0.0;
    if (next == points.end())
        return points.back().step;
    const auto& before = *std::prev(next);
    const double length = next->time - before.time;
    return before.step + (length > 0.0 ? (time - before.time) / length : 1.0) * (next->step - before.step);
}

QString range(double first, double last)
{
    const auto whole
        = [](double value) { return count(static_cast<std::size_t>(std::max(0.0, std::floor(value)))); };
    return std::floor(first) == std::floor(last) ? whole(first)
                                                 : QStringLiteral("%1 … %2").arg(whole(first), whole(last));
}

QString stepsOf(const jobs::RunTrace& recorded, double low, double high)
{
    const Points* clock = clockOf(recorded);
    if (!clock)
        return {};
    const double first = stepAt(*clock, low);
    const double last = stepAt(*clock, high);
    QString text = tr("iteration %1").arg(range(first, last));
    const double epoch = study::iterationsPerEpoch(recorded.run);
    if (epoch > 0.0)
        text += tr(", epoch %1").arg(range(first / epoch + 1.0, std::max(first, last - 0.5) / epoch + 1.0));
    return text;
}

/// The samples of an interval, at least the one nearest to it.
std::pair<std::size_t, std::size_t> samplesIn(const data::Trace& trace, double low, double high)
{
    const auto begin = trace.times.begin();
    auto first = static_cast<std::size_t>(std::ranges::lower_bound(trace.times, low) - begin);
    const auto last = static_cast<std::size_t>(std::ranges::upper_bound(trace.times, high) - begin);
    if (first < last || trace.times.empty())
        return {first, last};
    if (first == trace.times.size() || (first > 0 && low - trace.times[first - 1] < trace.times[first] - low))
        --first;
    return {first, first + 1};
}

std::optional<std::size_t> laneOf(const data::Trace& trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.lanes, name, &data::TraceLane::name);
    return found == trace.lanes.end() ? std::nullopt
                                      : std::optional(static_cast<std::size_t>(found - trace.lanes.begin()));
}

/// Shares of the phases, the longest first.
QString phasesOf(const jobs::RunTrace& recorded, double start, double low, double high)
{
    std::map<QString, double> lengths;
    double whole = 0.0;
    for (const plots::LaneState& state : phaseStates(recorded.trace, start)) {
        const double from = std::max(state.from + start, low);
        const double to = std::min(state.to + start, high);
        const bool isThere = low == high ? state.from + start <= low && low <= state.to + start : to > from;
        if (!isThere)
            continue;
        const double length = low == high ? 1.0 : to - from;
        lengths[state.name] += length;
        whole += length;
    }
    std::vector<std::pair<double, QString>> longest;
    longest.reserve(lengths.size());
    for (const auto& [name, length] : lengths)
        longest.emplace_back(-length, name);
    std::ranges::sort(longest);
    QStringList parts;
    for (std::size_t i = 0; i < std::min(kMostNamed, longest.size()); ++i)
        parts += longest.size() == 1 || low == high
            ? longest[i].second
            : tr("%1 %2 %").arg(longest[i].second).arg(std::lround(-100.0 * longest[i].first / whole));
    return low == high && !parts.isEmpty() ? parts.first() : parts.join(QStringLiteral(", "));
}

/// The last record at or before the end of the interval tells where the time of its iterations went.
QString timingOf(const jobs::RunTrace& recorded, double high)
{
    static constexpr std::array<std::pair<const char*, const char*>, 4> kParts{
        {{"time/data_ms", "waiting for data %1 ms"},
            {"time/forward_ms", "forward %1 ms"},
            {"time/backward_ms", "backward %1 ms"},
            {"time/step_ms", "optimiser %1 ms"}}};
    QStringList parts;
    for (const auto& [tag, phrase] : kParts) {
        const auto points = recorded.scalars.find(tag);
        if (points == recorded.scalars.end() || points->second.empty())
            continue;
        auto at = std::ranges::lower_bound(points->second, high, {}, &study::ScalarPoint::time);
        if (at == points->second.end())
            --at;
        parts += tr(phrase).arg(fixed(at->value, 2));
    }
    return parts.join(QStringLiteral(", "));
}

QString processesOf(const jobs::RunTrace& recorded, double low, double high)
{
    const auto busiest = laneOf(recorded.trace, "process/busiest");
    const auto cores = laneOf(recorded.trace, "process/busiest_cpu");
    if (!busiest || !cores)
        return {};
    const auto [first, last] = samplesIn(recorded.trace, low, high);
    std::map<int, std::pair<double, std::size_t>> found; // cores and samples
    for (std::size_t sample = first; sample < last; ++sample) {
        const float pid = recorded.trace.value(sample, *busiest);
        if (std::isnan(pid))
            continue;
        auto& [sum, n] = found[static_cast<int>(pid)];
        sum += static_cast<double>(recorded.trace.value(sample, *cores));
        ++n;
    }
    std::vector<std::pair<double, int>> most;
    most.reserve(found.size());
    for (const auto& [pid, figures] : found)
        most.emplace_back(-figures.first, pid);
    std::ranges::sort(most);
    QStringList parts;
    for (std::size_t i = 0; i < std::min(kMostNamed, most.size()); ++i) {
        const int pid = most[i].second;
        const auto name = recorded.processes.find(pid);
        const double mean = found[pid].first / static_cast<double>(found[pid].second);
        parts += tr("%1 (%2), %3 cores")
                     .arg(name == recorded.processes.end() ? tr("the run's own process")
                                                           : QString::fromStdString(name->second))
                     .arg(pid)
                     .arg(fixed(mean, 2));
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

TraceReading readTraceAt(const jobs::RunTrace& recorded, double start, double low, double high)
{
    const double from = low + start;
    const double to = high + start;
    return {
        .span = low == high ? tr("%1 s").arg(fixed(low, 2)) : tr("%1 … %2 s").arg(fixed(low, 2), fixed(high, 2)),
        .steps = stepsOf(recorded, from, to),
        .phases = phasesOf(recorded, start, from, to),
        .timing = timingOf(recorded, to),
        .processes = processesOf(recorded, from, to)};
}

} // namespace cobench::ui
