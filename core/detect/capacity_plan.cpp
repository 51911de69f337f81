// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/capacity_plan.h"

#include "core/detect/device_text.h"
#include "core/detect/sources.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::detect {

namespace {

constexpr double kWidestNormal = 0.5; // then what is drawn anew would show

std::vector<Emulation> firstDevices(const CapacityQuestion& question, std::size_t count)
{
    if (question.devices.size() == 1)
        return std::vector<Emulation>(count, question.devices.front());
    return {question.devices.begin(), question.devices.begin() + static_cast<std::ptrdiff_t>(count)};
}

Result<Prediction> emulate(const CapacityQuestion& question,
    const std::vector<Emulation>& emulations,
    Progress& progress,
    const CancelToken& cancel)
{
    std::vector<Device> devices;
    devices.reserve(emulations.size());
    for (const Emulation& emulation : emulations)
        devices.push_back({.name = std::to_string(devices.size()),
            .detector = std::make_unique<NullDetector>(),
            .emulation = emulation,
            .startRate = emulation.rate});
    SyntheticSource source(nullptr);
    const PipelineConfig config{
        .dispatch = question.dispatch, .rate = question.rate, .maxFrames = question.frames, .seed = question.seed};
    const auto run = runSimulated(
        source, devices, config, [](const Outcome&) { return Result<void>(); }, progress, cancel);
    if (!run)
        return run.error();
    return measured(run->figures);
}

Result<void> check(const CapacityQuestion& question)
{
    const auto usage = [](const char* subject, const char* detail, const char* cure) {
        return Error{.code = ErrorCode::Usage, .subject = subject, .detail = detail, .cure = cure};
    };
    if (question.devices.empty() || question.most == 0)
        return usage("devices", "there is none", "name at least one");
    if (!(question.rate > 0.0))
        return usage("rate", "a plan needs the rate at which frames come", "frames per second");
    if (question.dispatch.drop == DropPolicy::None)
        return usage("drop policy", "without dropping the source waits, and no rate is given", "oldest or newest");
    return {};
}

} // namespace

bool satisfies(const Prediction& prediction, const CapacityQuestion& question)
{
    return prediction.droppedShare <= question.droppedShare && prediction.latency99 <= question.latency99;
}

Result<CapacityPlan> planCapacity(const CapacityQuestion& question, Progress& progress, const CancelToken& cancel)
{
    if (auto checked = check(question); !checked)
        return std::move(checked).error();
    const std::size_t most
        = question.devices.size() == 1 ? question.most : std::min(question.most, question.devices.size());
    progress.beginStage("Emulating", most * question.frames);
    CapacityPlan plan;
    for (std::size_t count = 1; count <= most; ++count) {
        const std::vector<Emulation> devices = firstDevices(question, count);
        auto emulated = emulate(question, devices, progress, cancel);
        if (!emulated)
            return std::move(emulated).error();
        plan.rows.push_back({.devices = count,
            .queueing = predictByQueueing(devices, question.rate, question.dispatch),
            .emulated = *emulated});
        const CapacityPlan::Row& row = plan.rows.back();
        if (!plan.byQueueing && satisfies(row.queueing, question))
            plan.byQueueing = count;
        if (!plan.byEmulation && satisfies(row.emulated, question))
            plan.byEmulation = count;
    }
    return plan;
}

Prediction measured(const RunFigures& figures)
{
    const auto share = [&](std::uint64_t count) {
        return static_cast<double>(count) / static_cast<double>(figures.counts.read);
    };
    const auto dropped = [&](DropCause cause) { return figures.counts.dropped[static_cast<std::size_t>(cause)]; };
    return {.sigma = figures.sigma,
        .droppedShare = share(figures.counts.droppedInAll()),
        .queueShare = share(dropped(DropCause::Queue)),
        .deadlineShare = share(dropped(DropCause::Deadline)),
        .latency50 = figures.latency50,
        .latency90 = figures.latency90,
        .latency99 = figures.latency99,
        .latency999 = figures.latency999};
}

Result<std::vector<Emulation>> emulatedDevices(std::string_view text)
{
    const auto specs = parseDevices(text);
    if (!specs)
        return specs.error();
    std::vector<Emulation> devices;
    for (const DeviceSpec& spec : *specs) {
        if (!spec.emulation)
            return Error{.code = ErrorCode::Usage,
                .subject = spec.text,
                .detail = "its rate is not known without a run",
                .cure = "emulated:RATE, or a run of it"};
        devices.push_back(*spec.emulation);
    }
    return devices;
}

std::vector<double> serviceTimes(std::span<const Outcome> outcomes)
{
    std::vector<double> times;
    for (const Outcome& outcome : outcomes)
        if (!outcome.dropped)
            times.push_back(seconds(outcome.finished - outcome.started));
    return times;
}

Emulation emulationOf(const std::vector<double>& serviceTimes)
{
    const auto count = static_cast<double>(serviceTimes.size());
    const double mean = std::accumulate(serviceTimes.begin(), serviceTimes.end(), 0.0) / count;
    double squares = 0.0;
    for (const double time : serviceTimes)
        squares += (time - mean) * (time - mean);
    const double variation = std::sqrt(squares / count) / mean;
    if (variation >= kWidestNormal)
        return {.rate = 1.0 / mean, .law = Emulation::Law::Exponential};
    return {.rate = 1.0 / mean, .jitter = variation, .law = Emulation::Law::Normal};
}

} // namespace cobench::detect
