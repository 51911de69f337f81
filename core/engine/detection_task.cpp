// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_task.h"

#include "core/engine/find_card.h"

#include <nlohmann/json.hpp>

namespace cobench::engine {

namespace {

using Json = nlohmann::json;

std::string wholePath(const std::filesystem::path& path)
{
    return path.empty() ? std::string() : std::filesystem::absolute(path).string();
}

/// A file or folder, unless it is something else.
std::string sourceText(const std::string& source)
{
    std::error_code ignored;
    return std::filesystem::exists(source, ignored) ? wholePath(source) : source;
}

/// A model of this machine, unless it has its name from the program or a folder of models.
std::string modelText(const std::string& model)
{
    return isCardPath(model) ? wholePath(model) : model;
}

Json jsonOf(const detect::PipelineConfig& pipeline)
{
    return {{"schedule", static_cast<int>(pipeline.dispatch.schedule)},
        {"drop", static_cast<int>(pipeline.dispatch.drop)},
        {"buffer", pipeline.dispatch.buffer},
        {"deadline_ns", pipeline.dispatch.deadline.count()},
        {"rate", pipeline.rate},
        {"frames", pipeline.maxFrames},
        {"time_ns", pipeline.maxTime.count()},
        {"stop_ends_source", pipeline.stopEndsSource},
        {"seed", pipeline.seed}};
}

template <typename Choice>
Choice choiceOf(const Json& json, const char* key, std::size_t choices)
{
    const auto number = json.at(key).get<std::size_t>();
    if (number >= choices)
        throw Json::other_error::create(500, std::string("no such ") + key, nullptr);
    return static_cast<Choice>(number);
}

detect::PipelineConfig pipelineOf(const Json& json)
{
    detect::PipelineConfig pipeline;
    pipeline.dispatch.schedule = choiceOf<detect::Schedule>(json, "schedule", std::size(detect::kSchedules));
    pipeline.dispatch.drop = choiceOf<detect::DropPolicy>(json, "drop", std::size(detect::kDropPolicies));
    json.at("buffer").get_to(pipeline.dispatch.buffer);
    pipeline.dispatch.deadline = detect::Time(json.at("deadline_ns").get<std::int64_t>());
    json.at("rate").get_to(pipeline.rate);
    json.at("frames").get_to(pipeline.maxFrames);
    pipeline.maxTime = detect::Time(json.at("time_ns").get<std::int64_t>());
    json.at("stop_ends_source").get_to(pipeline.stopEndsSource);
    json.at("seed").get_to(pipeline.seed);
    return pipeline;
}

DetectionTask taskOf(const Json& json, std::vector<detect::DeviceSpec> devices)
{
    const auto path = [&](const char* key) { return std::filesystem::path(json.at(key).get<std::string>()); };
    return {.spool = path("spool"),
        .request = {.source = json.at("source").get<std::string>(),
            .model = json.at("model").get<std::string>(),
            .models = path("models"),
            .devices = std::move(devices),
            .clock = choiceOf<DetectionRequest::Clock>(json, "clock", 2),
            .pace = choiceOf<DetectionRequest::Pace>(json, "pace", 3),
            .pipeline = pipelineOf(json.at("pipeline")),
            .preload = json.at("preload").get<bool>()},
        .judges = {.truth = path("truth"),
            .referenceSpool = path("reference_spool"),
            .project = path("project"),
            .reference = {json.at("reference").get<std::int64_t>()}}};
}

} // namespace

std::string devicesText(const std::vector<detect::DeviceSpec>& devices)
{
    std::string text;
    for (const detect::DeviceSpec& device : devices) {
        const std::string model = device.remote ? device.model : modelText(device.model);
        text += (text.empty() ? "" : ",") + device.text + (model.empty() ? "" : "=" + model);
    }
    return text;
}

std::string taskText(const DetectionTask& task)
{
    const DetectionRequest& request = task.request;
    const jobs::SessionJudges& judges = task.judges;
    const Json json{{"spool", wholePath(task.spool)},
        {"source", sourceText(request.source)},
        {"model", modelText(request.model)},
        {"models", wholePath(request.models)},
        {"devices", devicesText(request.devices)},
        {"clock", static_cast<int>(request.clock)},
        {"pace", static_cast<int>(request.pace)},
        {"pipeline", jsonOf(request.pipeline)},
        {"preload", request.preload},
        {"truth", wholePath(judges.truth)},
        {"reference_spool", wholePath(judges.referenceSpool)},
        {"project", wholePath(judges.project)},
        {"reference", judges.reference.value}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<DetectionTask> parseTask(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        auto devices = detect::parseDevices(json.at("devices").get<std::string>());
        if (!devices)
            return std::move(devices).error();
        return taskOf(json, *std::move(devices));
    } catch (const Json::exception& wrong) {
        return Error{.code = ErrorCode::Usage, .subject = "detection", .detail = wrong.what()};
    }
}

} // namespace cobench::engine
