// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_run.h"

#include "core/detect/box_text.h"
#include "core/detect/sources.h"
#include "core/engine/detection_source.h"
#include "core/engine/detector_process.h"
#include "core/engine/find_model.h"
#include "core/engine/remote_machines.h"
#include "core/engine/stream_name.h"
#include "core/io/atomic_file.h"

#include <algorithm>
#include <map>
#include <thread>

namespace cobench::engine {

namespace {

constexpr std::uint64_t kMaxPreload = std::uint64_t{4} << 30;
constexpr std::chrono::milliseconds kLinksPeriod{500};

/// Gives its first frame twice: once to look at, once to the run.
class PeekedSource final : public detect::FrameSource
{
public:
    explicit PeekedSource(std::unique_ptr<detect::FrameSource> source)
        : m_source(std::move(source))
    {
    }

    /// Null at the end, or where the first frame is broken.
    Result<std::shared_ptr<const data::Image>> peek()
    {
        auto first = m_source->next();
        if (!first)
            return std::move(first).error();
        m_first = std::move(*first);
        m_hasPeeked = true;
        return m_first ? m_first->picture : nullptr;
    }
    Result<std::optional<detect::SourcedFrame>> next() override
    {
        if (std::exchange(m_hasPeeked, false))
            return std::exchange(m_first, std::nullopt);
        return m_source->next();
    }
    void interrupt() override { m_source->interrupt(); }

private:
    std::unique_ptr<detect::FrameSource> m_source;
    std::optional<detect::SourcedFrame> m_first;
    bool m_hasPeeked = false;
};

struct StartedDevice {
    detect::Device device;
    std::shared_ptr<LinkMeter> meter = nullptr; // of a remote device
};

Result<StartedDevice> startRemote(detect::Device device,
    const detect::RemoteSpec& spec,
    const std::string& model,
    const std::shared_ptr<const data::Image>& sample)
{
    const auto machines = RemoteMachines::load();
    if (!machines)
        return machines.error();
    auto opened = (*machines)->open(spec, model);
    if (!opened)
        return std::move(opened).error();
    device.detector = std::move(opened->detector);
    if (sample)
        device.startRate = measuredRate(*device.detector, sample);
    opened->meter->restart();
    return StartedDevice{std::move(device), std::move(opened->meter)};
}

Result<StartedDevice> startDevice(const DetectionRequest& request,
    const detect::DeviceSpec& spec,
    std::size_t index,
    const std::shared_ptr<const data::Image>& sample)
{
    detect::Device device{.name = deviceName(spec, index), .emulation = spec.emulation};
    if (spec.emulation)
        device.startRate = spec.emulation->rate;
    const std::string& name = spec.model.empty() ? request.model : spec.model;
    if (spec.remote)
        return startRemote(std::move(device), *spec.remote, name, sample);
    auto model = findModel(name, request.models);
    if (!model)
        return std::move(model).error();
    if (!spec.target.empty() && model->family != "network")
        return Error{.code = ErrorCode::Usage,
            .subject = spec.text,
            .detail = "runs networks of OpenCV alone, and " + name + " is none",
            .cure = "an ONNX, Darknet or Caffe network by its model card, or cpu"};
    model->target = spec.target;
    if (model->family == "null") {
        device.detector = std::make_unique<detect::NullDetector>();
        return StartedDevice{std::move(device)};
    }
    model->threads = std::max<unsigned>(1, static_cast<unsigned>(spec.cores.size()));
    auto started
        = startDetector({.model = std::move(*model), .cores = spec.cores}, spec.emulation ? nullptr : sample);
    if (!started)
        return std::move(started).error();
    device.detector = std::move(started->detector);
    if (!spec.emulation)
        device.startRate = started->rate;
    return StartedDevice{std::move(device)};
}

/// The files of a run.
class Outputs
{
public:
    Result<void> open(const DetectionRequest& request)
    {
        for (const auto& [path, file] :
            {std::pair(&request.found, &m_found), std::pair(&request.shown, &m_shown)}) {
            if (path->empty())
                continue;
            auto created = io::AtomicFile::create(*path);
            if (!created)
                return std::move(created).error();
            file->emplace(std::move(*created));
        }
        return {};
    }

    Result<void> write(const detect::Outcome& outcome)
    {
        if (m_found)
            if (auto written = m_found->write(detect::foundRows(outcome)); !written)
                return written;
        return m_shown ? m_shown->write(detect::shownRows(outcome)) : Result<void>();
    }

    Result<void> commit()
    {
        for (auto* file : {&m_found, &m_shown})
            if (*file)
                if (auto committed = (*file)->commit(); !committed)
                    return committed;
        return {};
    }

private:
    std::optional<io::AtomicFile> m_found;
    std::optional<io::AtomicFile> m_shown;
};

Result<double> paceOf(const DetectionRequest& request, const OpenedSource& source)
{
    const double nativeRate = source.nativeRate;
    if (source.source->isLive() && request.pace != DetectionRequest::Pace::Given)
        return 0.0;
    if (request.pace == DetectionRequest::Pace::Native && nativeRate == 0.0)
        return Error{.code = ErrorCode::Usage,
            .subject = request.source,
            .detail = "has no rate of its own",
            .cure = "--rate in frames per second, or max"};
    switch (request.pace) {
    case DetectionRequest::Pace::Native:
        return nativeRate;
    case DetectionRequest::Pace::Given:
        return request.pipeline.rate;
    case DetectionRequest::Pace::AsTaken:
        break;
    }
    return 0.0;
}

Error deviceLost(const detect::PipelineResult& result)
{
    Error error{.code = ErrorCode::Disconnected,
        .subject = result.losses.empty() ? "devices" : result.figures.devices[result.losses.back().device].name,
        .place = "frame " + std::to_string(result.figures.counts.processed),
        .detail = "no device is left"};
    if (!result.losses.empty())
        error.cause = std::make_shared<const Error>(result.losses.back().reason);
    return error;
}

Result<std::unique_ptr<detect::FrameSource>> preloaded(
    const DetectionRequest& request, detect::FrameSource& source, Progress& progress, const CancelToken& cancel)
{
    auto frames = detect::preload(source, request.pipeline.maxFrames, kMaxPreload, progress, cancel);
    if (!frames)
        return std::move(frames).error();
    return std::unique_ptr<detect::FrameSource>(std::make_unique<detect::PreloadedSource>(std::move(*frames)));
}

/// A first frame to look at, and all frames where they are wanted before the run.
Result<void> prepare(
    const DetectionRequest& request, OpenedSource& opened, Progress& progress, const CancelToken& cancel)
{
    if (opened.source->isLive() && (request.preload || request.clock == DetectionRequest::Clock::Simulated))
        return Error{.code = ErrorCode::Usage,
            .subject = withoutPassword(request.source),
            .detail = "a live source can neither be read before the run nor run on the simulated clock",
            .cure = "the real clock, without --preload"};
    if (opened.source->isLive())
        return {};
    auto peeked = std::make_unique<PeekedSource>(std::move(opened.source));
    auto sample = peeked->peek();
    if (!sample)
        return std::move(sample).error();
    opened.sample = *std::move(sample);
    opened.source = std::move(peeked);
    if (!request.preload)
        return {};
    auto loaded = preloaded(request, *opened.source, progress, cancel);
    if (!loaded)
        return std::move(loaded).error();
    opened.source = *std::move(loaded);
    return {};
}

Result<std::vector<detect::TimedChange>> startChanges(const DetectionRequest& request)
{
    std::vector<detect::TimedChange> changes;
    for (const detect::ChangeSpec& spec : request.changes) {
        detect::TimedChange& change = changes.emplace_back(detect::TimedChange{spec.at, spec.change});
        if (!spec.added)
            continue;
        auto device = startAddedDevice(request, *spec.added);
        if (!device)
            return std::move(device).error();
        change.change.added = *std::move(device);
    }
    std::ranges::stable_sort(changes, {}, &detect::TimedChange::at);
    return changes;
}

/// The links of a run's devices.
class Links
{
public:
    void add(std::shared_ptr<LinkMeter> meter)
    {
        m_isAny = m_isAny || meter;
        m_meters.push_back(std::move(meter));
    }
    std::vector<std::optional<LinkFigures>> figures() const
    {
        std::vector<std::optional<LinkFigures>> figures;
        for (const auto& meter : m_meters)
            figures.push_back(meter ? std::optional(meter->figures()) : std::nullopt);
        return figures;
    }
    /// When it is time.
    void tell(const DetectionRequest& request)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_isAny || !request.onLinks || now - m_told < kLinksPeriod)
            return;
        m_told = now;
        request.onLinks(figures());
    }

private:
    std::vector<std::shared_ptr<LinkMeter>> m_meters; // null: on this machine
    std::chrono::steady_clock::time_point m_told;
    bool m_isAny = false;
};

} // namespace

Result<std::shared_ptr<detect::Device>> startAddedDevice(
    const DetectionRequest& request, const detect::DeviceSpec& device)
{
    auto started = startDevice(request, device, 0, nullptr);
    if (!started)
        return std::move(started).error();
    started->device.name = device.model.empty() ? device.text : device.text + "=" + device.model; // + its number
    return std::make_shared<detect::Device>(std::move(started->device));
}

std::string deviceName(const detect::DeviceSpec& device, std::size_t index)
{
    return device.text + "#" + std::to_string(index);
}

std::vector<std::string> deviceNames(const std::vector<detect::DeviceSpec>& devices)
{
    std::vector<std::string> names;
    names.reserve(devices.size());
    for (const detect::DeviceSpec& device : devices)
        names.push_back(deviceName(device, names.size()));
    return names;
}

Result<DetectionSummary> runDetection(const DetectionRequest& request,
    Progress& progress,
    const CancelToken& cancel,
    const std::function<void(const detect::Outcome&)>& watch)
{
    const bool isBounded = request.pipeline.maxFrames > 0 || request.pipeline.maxTime > detect::Time(0);
    auto opened = openSource(request.source, isBounded, cancel);
    if (!opened)
        return std::move(opened).error();
    detect::PipelineConfig config = request.pipeline;
    const auto rate = paceOf(request, *opened);
    if (!rate)
        return rate.error();
    config.rate = *rate;
    if (auto checked = detect::check(config, request.devices.size(), opened->source->isLive()); !checked)
        return std::move(checked).error();
    const auto prepared = prepare(request, *opened, progress, cancel);
    if (!prepared)
        return prepared.error();
    detect::FrameSource& source = *opened->source;
    const auto& sample = opened->sample;
    std::vector<detect::Device> devices;
    Links links;
    for (const detect::DeviceSpec& spec : request.devices) {
        auto device = startDevice(request, spec, devices.size(), sample);
        if (!device)
            return std::move(device).error();
        devices.push_back(std::move(device->device));
        links.add(std::move(device->meter));
    }
    auto changes = startChanges(request);
    if (!changes)
        return std::move(changes).error();
    config.changes = *std::move(changes);
    Outputs outputs;
    if (auto ready = outputs.open(request); !ready)
        return std::move(ready).error();
    progress.beginStage("Detecting", config.maxFrames);
    const auto run = request.clock == DetectionRequest::Clock::Real ? detect::runLive : detect::runSimulated;
    auto result = run(
        source,
        devices,
        config,
        [&](const detect::Outcome& outcome) {
            if (watch)
                watch(outcome);
            links.tell(request);
            return outputs.write(outcome);
        },
        progress,
        cancel);
    if (!result)
        return std::move(result).error();
    if (result->isAbandoned)
        return deviceLost(*result);
    if (auto committed = outputs.commit(); !committed)
        return std::move(committed).error();
    return DetectionSummary{.result = std::move(*result), .rate = config.rate, .links = links.figures()};
}

} // namespace cobench::engine
