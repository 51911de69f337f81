// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/replay_plateau.h"

#include <algorithm>
#include <map>

namespace cobench::jobs {

namespace {

/// NaN for a run that does not say how many it has.
std::map<RunId, double> epochsOf(const std::vector<study::Run>& runs)
{
    std::map<RunId, double> epochs;
    for (const study::Run& run : runs) {
        const study::Value value = study::valueOf(run, "epochs");
        const double* number = std::get_if<double>(&value);
        epochs[run.id] = number ? *number : std::numeric_limits<double>::quiet_NaN();
    }
    return epochs;
}

} // namespace

MonitoredCurve monitored(const RunPoints& recorded, double epochs)
{
    MonitoredCurve curve{.run = recorded.run};
    const auto& points = recorded.points;
    const bool hasStart
        = points.size() > 1 && points.front().step == 0.0 && static_cast<double>(points.size()) == epochs + 1.0;
    if (hasStart)
        curve.start = points.front().value;
    for (std::size_t i = hasStart ? 1 : 0; i < points.size(); ++i)
        curve.values.push_back(points[i].value);
    if (!points.empty())
        curve.iterationsPerEpoch
            = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(points[hasStart ? 1 : 0].step));
    return curve;
}

Result<std::vector<MonitoredCurve>> readMonitored(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    const std::string& tag,
    const CancelToken& cancel)
{
    const auto listed = listRuns(project);
    if (!listed)
        return listed.error();
    const auto curves = readCurves(project, runs, tag, cancel);
    if (!curves)
        return curves.error();
    const auto epochs = epochsOf(*listed);
    std::vector<MonitoredCurve> all;
    for (const RunId run : runs)
        for (const RunPoints& recorded : *curves)
            if (recorded.run == run && !recorded.points.empty())
                all.push_back(monitored(recorded, epochs.contains(run) ? epochs.at(run) : 0.0));
    return all;
}

Result<std::vector<RunReplay>> replayRuns(const lr::PlateauPolicy& policy,
    std::span<const MonitoredCurve> curves,
    std::size_t columns,
    const CancelToken& cancel)
{
    std::vector<RunReplay> replays;
    for (const MonitoredCurve& curve : curves) {
        if (cancel.isCancelled())
            return cancelled();
        RunReplay replay{.run = curve.run,
            .start = curve.start,
            .iterationsPerEpoch = curve.iterationsPerEpoch,
            .epochs = lr::replay(policy, curve.values, curve.iterationsPerEpoch),
            .rates = {}};
        replay.rates = lr::replayedRates(policy, replay.epochs, curve.iterationsPerEpoch, columns);
        replays.push_back(std::move(replay));
    }
    return replays;
}

lr::Direction directionOf(std::string_view tag)
{
    return study::betterOf(tag) == study::Better::High ? lr::Direction::Higher : lr::Direction::Lower;
}

Result<lr::PlateauPolicy> parseReplayed(std::string_view text)
{
    auto policy = lr::parsePlateau(text, lr::Monitors::Any);
    if (policy)
        lr::setDirection(*policy, directionOf(policy->monitor));
    return policy;
}

} // namespace cobench::jobs
