// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run_groups.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace cobench::study {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, 5> kAxisIds{"step", "epoch", "samples", "time", "energy"};

/// How many units of the axis, which counts steps, one iteration is; NaN when the run does not say.
double unitsPerStep(const Run& run, XAxis axis)
{
    if (axis == XAxis::Step)
        return 1.0;
    if (axis == XAxis::Epoch)
        return 1.0 / iterationsPerEpoch(run);
    const Value batch = valueOf(run, "batch");
    const double* samples = std::get_if<double>(&batch);
    return samples ? *samples : kNone;
}

/// Reads one curve at ascending places.
class Reader
{
public:
    explicit Reader(const Curve& curve)
        : m_curve(curve)
    {
    }
    double at(double x)
    {
        const auto& xs = m_curve.x;
        while (m_next < xs.size() && xs[m_next] < x)
            ++m_next;
        if (m_next == xs.size())
            return kNone;
        if (xs[m_next] == x)
            return m_curve.y[m_next];
        if (m_next == 0)
            return kNone;
        const double share = (x - xs[m_next - 1]) / (xs[m_next] - xs[m_next - 1]);
        return m_curve.y[m_next - 1] + share * (m_curve.y[m_next] - m_curve.y[m_next - 1]);
    }

private:
    const Curve& m_curve;
    std::size_t m_next = 0;
};

struct Sum {
    double mean = 0.0;
    double squares = 0.0; // of the distances from the mean (Welford)
    std::size_t n = 0;
    void add(double value)
    {
        if (std::isnan(value))
            return;
        ++n;
        const double distance = value - mean;
        mean += distance / static_cast<double>(n);
        squares += distance * (value - mean);
    }
    double deviation() const { return n < 2 ? kNone : std::sqrt(squares / static_cast<double>(n - 1)); }
};

std::string nameOf(const Run& run, const std::vector<std::string>& keys)
{
    std::string name;
    for (const std::string& key : keys)
        if (key != "seed")
            name += (name.empty() ? "" : ", ") + key + " = " + toText(valueOf(run, key));
    return name.empty() ? run.name : name;
}

/// What must be equal for two runs to be one group.
std::string groupKey(const Run& run, std::string_view key)
{
    if (key != kSameButSeed)
        return toText(valueOf(run, key));
    std::string text;
    for (const auto& [name, value] : run.config)
        if (name != "name" && name != "seed")
            text += name + '\n' + toText(value) + '\n';
    return text;
}

} // namespace

std::string_view id(XAxis axis)
{
    return kAxisIds[static_cast<std::size_t>(axis)];
}

std::optional<XAxis> xAxisFromId(std::string_view text)
{
    const auto found = std::ranges::find(kAxisIds, text);
    if (found == kAxisIds.end())
        return std::nullopt;
    return static_cast<XAxis>(found - kAxisIds.begin());
}

Curve onAxis(const Run& run, std::span<const ScalarPoint> points, XAxis axis, double start)
{
    Curve curve;
    const bool countsSteps = axis != XAxis::Time && axis != XAxis::Energy;
    const double units = countsSteps ? unitsPerStep(run, axis) : 1.0;
    if (!std::isfinite(units))
        return curve;
    for (const ScalarPoint& point : points) {
        const double x = countsSteps ? point.step * units : axis == XAxis::Time ? point.time - start : point.energy;
        if (std::isnan(x))
            continue;
        curve.x.push_back(x);
        curve.y.push_back(point.value);
    }
    // The wall clock may have been set back while the run went on.
    for (std::size_t i = 1; i < curve.x.size(); ++i)
        curve.x[i] = std::max(curve.x[i], curve.x[i - 1]);
    return curve;
}

MeanCurve meanOf(std::span<const Curve> curves)
{
    MeanCurve mean;
    for (const Curve& curve : curves)
        mean.x.insert(mean.x.end(), curve.x.begin(), curve.x.end());
    std::ranges::sort(mean.x);
    mean.x.erase(std::unique(mean.x.begin(), mean.x.end()), mean.x.end());
    std::vector<Reader> readers(curves.begin(), curves.end());
    for (const double x : mean.x) {
        Sum sum;
        for (Reader& reader : readers)
            sum.add(reader.at(x));
        const double deviation = sum.deviation();
        mean.n.push_back(sum.n);
        mean.mean.push_back(sum.n > 0 ? sum.mean : kNone);
        mean.low.push_back(sum.mean - deviation);
        mean.high.push_back(sum.mean + deviation);
    }
    return mean;
}

std::vector<RunGroup> groupRuns(std::span<const Run* const> runs, std::string_view key)
{
    std::vector<RunGroup> groups;
    std::map<std::string, std::size_t> known; // group of a key
    const std::vector<std::string> differing
        = key == kSameButSeed ? differingKeys(runs) : std::vector<std::string>();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run& run = *runs[i];
        const std::string value = key.empty() ? std::to_string(i) : groupKey(run, key);
        const auto [place, isNew] = known.try_emplace(value, groups.size());
        if (isNew)
            groups.push_back({.name = key.empty() ? run.name
                    : key == kSameButSeed         ? nameOf(run, differing)
                    : value.empty()               ? std::string(key) + " unknown"
                                                  : std::string(key) + " = " + value,
                .runs = {}});
        groups[place->second].runs.push_back(i);
    }
    if (key == kSameButSeed) // a configuration that was run once goes by its own name
        for (RunGroup& group : groups)
            if (group.runs.size() == 1)
                group.name = runs[group.runs.front()]->name;
    return groups;
}

std::vector<std::string> differingKeys(std::span<const Run* const> runs)
{
    std::set<std::string> keys;
    for (const Run* run : runs)
        for (const auto& [key, value] : run->config)
            keys.insert(key);
    std::erase_if(keys, [&](const std::string& key) {
        return key == "name" || std::ranges::all_of(runs, [&](const Run* run) {
            return toText(valueOf(*run, key)) == toText(valueOf(*runs.front(), key));
        });
    });
    return {keys.begin(), keys.end()};
}

} // namespace cobench::study
