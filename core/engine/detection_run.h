// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/change_text.h"
#include "core/detect/device_text.h"
#include "core/detect/pipeline.h"
#include "core/engine/link_meter.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cobench::engine {

/// A detection run as it is asked for.
struct DetectionRequest {
    enum class Clock { Real, Simulated };
    enum class Pace { AsTaken, Native, Given };

    /// A video file, a folder of PNG and JPEG pictures (by name), "synthetic" or "synthetic:WxH" (noise), or a live
    /// source: "camera:0", "/dev/video0", "rtsp://…".
    std::string source;
    std::string model; // of devices that name none, as findModel() takes it
    std::filesystem::path models; // folder of cards and weights; empty = the usual places alone
    std::vector<detect::DeviceSpec> devices;
    Clock clock = Clock::Real;
    Pace pace = Pace::AsTaken;
    detect::PipelineConfig pipeline; // rate counts for Pace::Given; 0 otherwise; its changes are made from these:
    std::vector<detect::ChangeSpec> changes = {};
    bool preload = false; // frames are read before the run
    /// What the links to other machines do, of each device; twice a second while frames come, on the run's thread.
    std::function<void(const std::vector<std::optional<LinkFigures>>&)> onLinks = {};
    std::filesystem::path found; // det.txt: boxes of processed frames; empty = not written
    std::filesystem::path shown; // what a viewer saw at every frame; empty = not written
};

struct DetectionSummary {
    detect::PipelineResult result;
    double rate = 0.0; // the source was paced at; 0 = as taken
    std::vector<std::optional<LinkFigures>> links = {}; // of each device; nothing where it is on this machine
};

/// What a device is called in figures and messages: "cpu:0#1", with its place in the list.
std::string deviceName(const detect::DeviceSpec& device, std::size_t index);
std::vector<std::string> deviceNames(const std::vector<detect::DeviceSpec>& devices);

/// A device for a run that goes on (RunChange::Kind::Add), with the models of that run. Blocks while it starts.
Result<std::shared_ptr<detect::Device>> startAddedDevice(
    const DetectionRequest& request, const detect::DeviceSpec& device);

/// Starts source and devices, each in a process of its own, runs, and writes the files, which are whole or not
/// there. `watch` sees every outcome in frame order, on the calling thread. A run that no device was left to finish
/// is an error (Disconnected), as is a source that breaks off. A live source that does is
/// waited for (RunEvent).
Result<DetectionSummary> runDetection(const DetectionRequest& request,
    Progress& progress,
    const CancelToken& cancel,
    const std::function<void(const detect::Outcome&)>& watch = {});

} // namespace cobench::engine
