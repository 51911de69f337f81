// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/rate_sweep.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::study {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSameRate = 1e-6; // share

/// From where on to its end a curve is no finite number, or worse than its beginning; NaN when it ends well.
double lostFrom(const Curve& curve, Better better)
{
    if (curve.y.size() < 2)
        return kNone;
    const double start = curve.y.front();
    const auto isLost = [&](double value) {
        return !std::isfinite(value) || (better == Better::Low && value > start)
            || (better == Better::High && value < start);
    };
    std::size_t first = curve.y.size();
    while (first > 1 && isLost(curve.y[first - 1]))
        --first;
    return first == curve.y.size() ? kNone : curve.x[first];
}

double earlier(double first, double second)
{
    return std::fmin(first, second); // NaN counts as never
}

bool isBetter(double value, double than, Better better)
{
    return better == Better::High ? value > than : value < than;
}

/// Numbers one by one (Welford).
class Moments
{
public:
    void add(double value)
    {
        ++m_n;
        const double distance = value - m_mean;
        m_mean += distance / static_cast<double>(m_n);
        m_squares += distance * (value - m_mean);
    }
    std::size_t n() const { return m_n; }
    double mean() const { return m_n > 0 ? m_mean : kNone; }
    double deviation() const { return m_n < 2 ? kNone : std::sqrt(m_squares / static_cast<double>(m_n - 1)); }

private:
    std::size_t m_n = 0;
    double m_mean = 0.0;
    double m_squares = 0.0;
};

SweptRate rateOf(std::span<const std::size_t> places, std::span<const SweptRun> runs, const SweepMetric& metric)
{
    SweptRate rate{.rate = runs[places.front()].rate};
    Moments values;
    Moments epochs;
    for (const std::size_t place : places) {
        rate.runs.push_back(runs[place].run);
        const SweptEnd end = endOf(runs[place], metric);
        if (end.hasDiverged()) {
            ++rate.diverged;
            rate.divergedAt = earlier(rate.divergedAt, end.divergedAt);
        } else if (!std::isnan(end.value)) {
            values.add(end.value);
            epochs.add(end.epoch);
            rate.low = std::fmin(rate.low, end.value);
            rate.high = std::fmax(rate.high, end.value);
        }
    }
    rate.n = values.n();
    rate.mean = values.mean();
    rate.deviation = values.deviation();
    rate.epoch = epochs.mean();
    return rate;
}

void judge(RateSweep& sweep, Better better)
{
    auto& rates = sweep.rates;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (rates[i].n > 0 && (!sweep.best || isBetter(rates[i].mean, rates[*sweep.best].mean, better)))
            sweep.best = i;
        if (rates[i].n < 2)
            continue;
        if (!sweep.tuned || rates[i].n > rates[*sweep.tuned].n
            || (rates[i].n == rates[*sweep.tuned].n && isBetter(rates[i].mean, rates[*sweep.tuned].mean, better)))
            sweep.tuned = i;
    }
    if (!sweep.tuned)
        return;
    sweep.noise = rates[*sweep.tuned].deviation;
    for (SweptRate& rate : rates)
        rate.isWithinNoise = rate.n > 0 && std::abs(rate.mean - rates[*sweep.best].mean) <= sweep.noise;
}

} // namespace

SweptEnd endOf(const SweptRun& run, const SweepMetric& metric)
{
    const Better better = betterOf(metric.tag);
    const bool decidesItself = run.loss.y.empty();
    SweptEnd end{.divergedAt
        = earlier(lostFrom(run.metric, decidesItself ? better : Better::Neither), lostFrom(run.loss, Better::Low))};
    for (std::size_t i = 0; i < run.metric.y.size(); ++i) {
        const double value = run.metric.y[i];
        const bool isWanted
            = metric.statistic != Statistic::Best || std::isnan(end.value) || isBetter(value, end.value, better);
        if (!std::isfinite(value) || !isWanted)
            continue;
        end.value = value;
        end.epoch = run.metric.x[i];
    }
    return end;
}

RateSweep sweepRates(std::span<const SweptRun> runs, const SweepMetric& metric)
{
    std::vector<std::size_t> order(runs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t place) { return runs[place].rate; });
    RateSweep sweep{.rates = {}, .runs = runs.size()};
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        const double rate = runs[order[first]].rate;
        while (last < order.size() && runs[order[last]].rate <= rate * (1.0 + kSameRate))
            ++last;
        sweep.rates.push_back(rateOf(std::span(order).subspan(first, last - first), runs, metric));
        sweep.diverged += sweep.rates.back().diverged;
    }
    judge(sweep, betterOf(metric.tag));
    return sweep;
}

} // namespace cobench::study
