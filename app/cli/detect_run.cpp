// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "app/cli/told_detection.h"
#include "core/engine/detection_job.h"
#include "core/engine/session_settings.h"
#include "core/engine/stream_name.h"
#include "core/jobs/take_in_sessions.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <iterator>

namespace cobench::cli {

namespace {

using engine::DetectionRequest;

constexpr std::size_t kBuffer = 4;
constexpr std::size_t kLiveBuffer = 1; // the newest frame alone

struct Arguments {
    DetectionRequest request{.model = "hog"};
    std::string models; // folder
    std::string devices = "cpu";
    std::string rate = "max";
    std::optional<detect::DropPolicy> drop;
    std::optional<std::size_t> buffer;
    std::vector<std::string> changes;
    double seconds = 0.0; // 0 = to the end of the source
    double deadline = 200.0; // ms
    std::string project; // to keep the run in; empty = none
    std::string name; // of the kept run
    ResultArguments result;
};

Result<void> parseRate(const std::string& text, DetectionRequest& request)
{
    if (text == "max" || text == "native") {
        request.pace = text == "max" ? DetectionRequest::Pace::AsTaken : DetectionRequest::Pace::Native;
        return {};
    }
    double rate = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (error != std::errc() || end != text.data() + text.size() || !(rate > 1e-3 && rate < 1e6))
        return Error{.code = ErrorCode::Usage,
            .subject = "--rate",
            .detail = "\"" + text + "\" is no rate",
            .cure = "frames per second, max or native"};
    request.pace = DetectionRequest::Pace::Given;
    request.pipeline.rate = rate;
    return {};
}

struct Answer {
    engine::DetectionSummary summary;
    std::optional<store::SessionId> session; // where it is kept
};

Result<DetectionRequest> requestOf(const Arguments& arguments)
{
    DetectionRequest request = arguments.request;
    if (auto parsed = parseRate(arguments.rate, request); !parsed)
        return std::move(parsed).error();
    auto devices = detect::parseDevices(arguments.devices);
    if (!devices)
        return std::move(devices).error();
    request.devices = std::move(*devices);
    request.models = arguments.models;
    for (const std::string& text : arguments.changes) {
        auto change = detect::parseChange(text);
        if (!change)
            return std::move(change).error();
        request.changes.push_back(*std::move(change));
    }
    const bool isLive = engine::isStream(request.source);
    const bool isPaced = isLive || request.pace != DetectionRequest::Pace::AsTaken;
    request.pipeline.dispatch.drop
        = arguments.drop.value_or(isPaced ? detect::DropPolicy::Oldest : detect::DropPolicy::None);
    request.pipeline.dispatch.buffer = arguments.buffer.value_or(isLive ? kLiveBuffer : kBuffer);
    request.pipeline.maxTime = detect::fromSeconds(arguments.seconds);
    request.pipeline.stopEndsSource = isLive;
    request.pipeline.dispatch.deadline = detect::fromSeconds(1e-3 * arguments.deadline);
    return request;
}

/// At once, on the real clock.
void tell(Context& context, const DetectionRequest& request, const detect::RunEvent& event)
{
    const bool isOfSource
        = event.kind == detect::RunEvent::Kind::SourceStale || event.kind == detect::RunEvent::Kind::SourceBack;
    if (isOfSource)
        context.warn({.subject = engine::withoutPassword(request.source), .detail = detect::describe(event)});
    else
        context.note(detect::describe(event));
}

/// The project is opened, and locked, before the run: what is detected has a place to go. Runs that were
/// interrupted get theirs.
Result<std::unique_ptr<store::Project>> projectFor(Context& context, const Arguments& arguments)
{
    if (arguments.project.empty())
        return std::unique_ptr<store::Project>();
    auto project = store::Project::open(arguments.project, store::OpenMode::Create);
    if (!project)
        return project;
    const jobs::TakenSessions taken = jobs::takeInSessions(**project);
    for (const store::SessionId session : taken.added)
        context.note("session " + std::to_string(session.value) + " of this project was left over and is kept now");
    for (const Error& problem : taken.problems)
        context.warn({.subject = problem.subject, .detail = problem.detail});
    return project;
}

/// Where the run is written while it goes on.
Result<std::unique_ptr<jobs::SpoolWriter>> spoolFor(
    const store::Project* project, const Arguments& arguments, const DetectionRequest& request)
{
    if (!project)
        return std::unique_ptr<jobs::SpoolWriter>();
    const auto path = jobs::newSpool(project->path(), {});
    if (auto created = jobs::createSpool(path,
            {.name = arguments.name,
                .settings = engine::settingsText(request, {}),
                .devices = engine::deviceNames(request.devices)});
        !created)
        return std::move(created).error();
    return jobs::SpoolWriter::open(path);
}

Result<Answer> run(Context& context, const Arguments& arguments)
{
    const auto request = requestOf(arguments);
    if (!request)
        return request.error();
    const auto project = projectFor(context, arguments);
    if (!project)
        return project.error();
    auto spool = spoolFor(project->get(), arguments, *request);
    if (!spool)
        return std::move(spool).error();
    const auto path = *spool ? (*spool)->path() : std::filesystem::path();
    const auto told = [&](const detect::RunEvent& event) { tell(context, *request, event); };
    auto job = std::make_unique<engine::DetectionJob>(
        *request, jobs::SessionJudges(), *std::move(spool), engine::DetectionWatch{.onEvent = told});
    (void)job->run(context.progress, context.cancel);
    auto summary = job->summary();
    job.reset(); // lets go of the file
    Answer answer;
    if (*project) {
        const auto kept = jobs::takeInSession(**project, path);
        if (!kept)
            return kept.error();
        answer.session = *kept;
    }
    if (!summary)
        return std::move(summary).error();
    for (const detect::DeviceLoss& loss : summary->result.losses)
        context.warn({.subject = summary->result.figures.devices[loss.device].name,
            .place = "after " + shortest(detect::seconds(loss.at)) + " s",
            .detail = "was lost: " + describe(loss.reason)});
    answer.summary = *std::move(summary);
    return answer;
}

/// Of the devices of other machines, by name.
void writeLinks(JsonWriter& json, const engine::DetectionSummary& summary)
{
    json.key("links").beginObject();
    for (std::size_t device = 0; device < summary.links.size(); ++device)
        if (const auto& link = summary.links[device]) {
            json.key(summary.result.figures.devices[device].name).beginObject();
            json.member("jpeg_quality", link->quality).member("sent_bytes", link->sentBytes);
            json.member("received_bytes", link->receivedBytes).member("bytes_per_second", link->bytesPerSecond);
            json.key("round_trip_ms").beginObject().member("p50", 1e3 * link->roundTrip50);
            json.member("p99", 1e3 * link->roundTrip99).endObject().key("remote_service_ms").beginObject();
            json.member("p50", 1e3 * link->service50).member("p99", 1e3 * link->service99).endObject();
            json.member("losses", link->losses).endObject();
        }
    json.endObject();
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    const detect::PipelineResult& result = answer.summary.result;
    json.beginObject();
    writeFigures(json, result.figures);
    json.member("longest_queue", result.longestQueue);
    writeLinks(json, answer.summary);
    json.key("lost").beginArray();
    for (const detect::DeviceLoss& loss : result.losses) {
        json.beginObject().member("device", result.figures.devices[loss.device].name);
        json.member("after", detect::seconds(loss.at)).member("reason", describe(loss.reason)).endObject();
    }
    json.endArray();
    writeEvents(json, result.events);
    if (answer.session)
        json.member("session", answer.session->value);
    json.endObject();
}

Table makeTable(const Answer& answer)
{
    return deviceTable(answer.summary.result.figures);
}

/// Nothing where every device is on this machine.
std::string linksText(const engine::DetectionSummary& summary)
{
    Table table{.columns = {{"link"},
                    {"frames as"},
                    {"sent [MB/s]", 3},
                    {"round trip p50 [ms]", 2},
                    {"p99 [ms]", 2},
                    {"remote service p50 [ms]", 2},
                    {"losses"}}};
    for (std::size_t device = 0; device < summary.links.size(); ++device)
        if (const auto& link = summary.links[device])
            table.rows.push_back({summary.result.figures.devices[device].name,
                link->quality > 0 ? "JPEG " + std::to_string(link->quality) : "raw",
                1e-6 * link->bytesPerSecond,
                1e3 * link->roundTrip50,
                1e3 * link->roundTrip99,
                1e3 * link->service50,
                link->losses});
    return table.rows.empty() ? std::string() : "\n" + toText(table);
}

std::string writeText(const Answer& answer)
{
    const std::string kept
        = answer.session ? "\nkept as session " + std::to_string(answer.session->value) + "\n" : std::string();
    return figuresText(answer.summary.result.figures) + linksText(answer.summary) + kept;
}

void addWhat(CLI::App& command, const std::shared_ptr<Arguments>& arguments)
{
    DetectionRequest& request = arguments->request;
    command
        .add_option("--source",
            request.source,
            "Video file, folder of PNG and JPEG pictures, synthetic or synthetic:WxH (noise); live: camera:0 or\n"
            "/dev/video0, rtsp://HOST/PATH")
        ->required()
        ->type_name("FILE");
    command
        .add_option("--model",
            request.model,
            "hog, hog-daimler, haar-fullbody, haar-face, lbp-face; null detects nothing; or a model card,\n"
            "by its path or a name that detect models lists (default hog)")
        ->type_name("NAME|CARD");
    addModelFolder(command, arguments->models);
    command
        .add_option("--devices",
            arguments->devices,
            "cpu, cpu:0, cpu:0-1 (cores), opencl, opencl-fp16, cuda, cuda-fp16 (networks, where OpenCV has them),\n"
            "emulated:RATE[:jitter=SHARE][:law=uniform|normal|exponential]\n"
            "[:fail=FROM-UNTIL], remote:HOST:PORT[:jpeg=QUALITY|:raw] (a paired machine: detect pair; frames go\n"
            "there as JPEG of quality 90); with commas between; 3*DEVICE is three; DEVICE=MODEL (default cpu)")
        ->type_name("LIST");
    command.add_option("--frames", request.pipeline.maxFrames, "At most so many frames")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("N");
    command
        .add_option("--seconds", arguments->seconds, "No frame is taken after that time; SIGINT ends a live source")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("S");
    command.add_flag(
        "--preload", request.preload, "Read all frames before the run, so that reading is not measured");
    command.add_option("--out", request.found, "Boxes of processed frames, as MOTChallenge detections")
        ->type_name("FILE");
    command
        .add_option(
            "--shown-out", request.shown, "Boxes a viewer saw at each frame; column 9 is their age in frames")
        ->type_name("FILE");
}

void addHow(CLI::App& command, const std::shared_ptr<Arguments>& arguments)
{
    DetectionRequest& request = arguments->request;
    addChoice(
        command,
        "--schedule",
        {std::begin(detect::kSchedules), std::end(detect::kSchedules)},
        [arguments](std::size_t schedule) {
            arguments->request.pipeline.dispatch.schedule = static_cast<detect::Schedule>(schedule);
        },
        "Which device takes which frame (default fcfs)");
    command
        .add_option("--rate",
            arguments->rate,
            "Frames per second of the source; native: its own; max: as they are taken (default max)")
        ->type_name("RATE");
    command
        .add_option(
            "--buffer", arguments->buffer, "Frames that may wait, for each queue (default 4; 1 of a live source)")
        ->check(CLI::Range(0, 100000).description(""))
        ->type_name("N");
    addChoice(
        command,
        "--drop",
        {std::begin(detect::kDropPolicies), std::end(detect::kDropPolicies)},
        [arguments](std::size_t policy) { arguments->drop = static_cast<detect::DropPolicy>(policy); },
        "What a full queue does (default oldest with a rate or a live source, else none)");
    command
        .add_option(
            "--deadline", arguments->deadline, "Milliseconds after capture, for --schedule deadline (default 200)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("MS");
    command
        .add_option("--at",
            arguments->changes,
            "A change while it runs: SECONDS:schedule=NAME, rate=RATE, unplug=N, plug=N, remove=N (devices from "
            "0)\n"
            "or add=DEVICE, such as 5:unplug=1; may be given again")
        ->type_name("CHANGE");
    addChoice(
        command,
        "--clock",
        {"real", "simulated"},
        [arguments](std::size_t clock) { arguments->request.clock = static_cast<DetectionRequest::Clock>(clock); },
        "simulated: no waiting; emulated devices are exact (default real)");
    command.add_option("--seed", request.pipeline.seed, "Of emulated service times (default 1)")->type_name("N");
}

} // namespace

void addModelFolder(CLI::App& command, std::string& folder)
{
    command
        .add_option(
            "--models", folder, "Folder of weights and model cards, looked in before $XDG_DATA_HOME/cobench/models")
        ->type_name("DIR");
}

void addDetectRun(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("run", "Detect objects in a video with one or many devices");
    addWhat(*command, arguments);
    addHow(*command, arguments);
    command->add_option("--project", arguments->project, "Project to keep the run in; made when missing")
        ->type_name("P.cobench");
    command->add_option("--name", arguments->name, "Name of the kept run")->type_name("NAME");
    addResultArguments(*command, arguments->result);
    command->footer(
        "frames = processed + dropped by cause: queue, deadline, device_lost, source_late, network, decode.\n"
        "mu: rate of a device without drops; lambda: of the source; sigma: of processed frames.");
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, Answer>(
            arguments, run, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
