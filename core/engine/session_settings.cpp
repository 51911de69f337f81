// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_settings.h"

#include "core/engine/stream_name.h"

#include <nlohmann/json.hpp>

namespace cobench::engine {

namespace {

using Json = nlohmann::json;

constexpr double kUsualRate = 10.0; // frames/s a set-up shows where none is in force

std::string idOf(std::span<const std::string_view> ids, std::size_t index)
{
    return std::string(ids[index]);
}

template <typename T>
void read(const Json& json, const char* key, T& value)
{
    try {
        json.at(key).get_to(value);
    } catch (const Json::exception&) {
        value = {};
    }
}

} // namespace

std::string settingsText(const DetectionRequest& request, const std::string& truth)
{
    const detect::PipelineConfig& pipeline = request.pipeline;
    Json devices = Json::array();
    for (const detect::DeviceSpec& device : request.devices)
        devices.push_back(device.model.empty() ? device.text : device.text + "=" + device.model);
    const bool isGiven = request.pace == DetectionRequest::Pace::Given;
    const Json json{{"source", withoutPassword(request.source)},
        {"truth", truth},
        {"model", request.model},
        {"models", request.models.string()},
        {"devices", std::move(devices)},
        {"pace", idOf(kPaces, static_cast<std::size_t>(request.pace))},
        {"rate", isGiven ? pipeline.rate : kUsualRate},
        {"schedule", idOf(detect::kSchedules, static_cast<std::size_t>(pipeline.dispatch.schedule))},
        {"drop", idOf(detect::kDropPolicies, static_cast<std::size_t>(pipeline.dispatch.drop))},
        {"buffer", pipeline.dispatch.buffer},
        {"deadline", 1e3 * detect::seconds(pipeline.dispatch.deadline)},
        {"clock", idOf(kClocks, static_cast<std::size_t>(request.clock))},
        {"frames", pipeline.maxFrames},
        {"seconds", detect::seconds(pipeline.maxTime)},
        {"seed", pipeline.seed}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

SettingsSummary summaryOf(std::string_view settings)
{
    SettingsSummary summary;
    const Json json = Json::parse(settings, nullptr, false);
    read(json, "source", summary.source);
    read(json, "model", summary.model);
    read(json, "schedule", summary.schedule);
    read(json, "devices", summary.devices);
    read(json, "truth", summary.truth);
    return summary;
}

} // namespace cobench::engine
