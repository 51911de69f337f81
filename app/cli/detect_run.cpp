// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "core/engine/detection_run.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <iterator>

namespace cobench::cli {

namespace {

using engine::DetectionRequest;

struct Arguments {
    DetectionRequest request{.model = "hog"};
    std::string models; // folder
    std::string devices = "cpu";
    std::string rate = "max";
    std::optional<detect::DropPolicy> drop;
    double deadline = 200.0; // ms
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

Result<engine::DetectionSummary> run(Context& context, const Arguments& arguments)
{
    DetectionRequest request = arguments.request;
    if (auto parsed = parseRate(arguments.rate, request); !parsed)
        return std::move(parsed).error();
    auto devices = detect::parseDevices(arguments.devices);
    if (!devices)
        return std::move(devices).error();
    request.devices = std::move(*devices);
    request.models = arguments.models;
    const bool isPaced = request.pace != DetectionRequest::Pace::AsTaken;
    request.pipeline.dispatch.drop
        = arguments.drop.value_or(isPaced ? detect::DropPolicy::Oldest : detect::DropPolicy::None);
    request.pipeline.dispatch.deadline = detect::fromSeconds(1e-3 * arguments.deadline);
    auto summary = engine::runDetection(request, context.progress, context.cancel);
    if (summary)
        for (const detect::DeviceLoss& loss : summary->result.losses)
            context.warn({.subject = summary->result.figures.devices[loss.device].name,
                .place = "after " + shortest(detect::seconds(loss.at)) + " s",
                .detail = "was lost: " + describe(loss.reason)});
    return summary;
}

void writeJson(JsonWriter& json, const engine::DetectionSummary& summary)
{
    const detect::RunFigures& figures = summary.result.figures;
    json.beginObject().member("frames", figures.counts.read).member("processed", figures.counts.processed);
    json.key("dropped").beginObject();
    for (std::size_t cause = 0; cause < detect::kDropCauses; ++cause)
        json.member(detect::id(static_cast<detect::DropCause>(cause)), figures.counts.dropped[cause]);
    json.endObject().member("lambda", figures.lambda).member("sigma", figures.sigma).key("mu").beginObject();
    for (const auto& device : figures.devices)
        json.member(device.name, device.rate);
    json.endObject().key("latency_ms").beginObject();
    json.member("p50", 1e3 * figures.latency50).member("p90", 1e3 * figures.latency90);
    json.member("p99", 1e3 * figures.latency99).member("p999", 1e3 * figures.latency999).endObject();
    json.member("seconds", figures.seconds);
    json.key("age").beginObject().member("mean", figures.meanAge).member("max", figures.maxAge).endObject();
    json.member("longest_queue", summary.result.longestQueue).key("devices").beginArray();
    for (const auto& device : figures.devices) {
        json.beginObject().member("name", device.name).member("processed", device.processed);
        json.member("utilisation", device.utilisation).key("service_ms").beginObject();
        json.member("p50", 1e3 * device.service50).member("p90", 1e3 * device.service90);
        json.member("p99", 1e3 * device.service99).member("p999", 1e3 * device.service999).endObject().endObject();
    }
    json.endArray().key("links").beginObject();
    for (std::size_t device = 0; device < summary.links.size(); ++device)
        if (const auto& link = summary.links[device]) {
            json.key(figures.devices[device].name).beginObject().member("jpeg_quality", link->quality);
            json.member("sent_bytes", link->sentBytes).member("received_bytes", link->receivedBytes);
            json.member("bytes_per_second", link->bytesPerSecond).key("round_trip_ms").beginObject();
            json.member("p50", 1e3 * link->roundTrip50).member("p99", 1e3 * link->roundTrip99).endObject();
            json.key("remote_service_ms").beginObject().member("p50", 1e3 * link->service50);
            json.member("p99", 1e3 * link->service99).endObject().member("losses", link->losses).endObject();
        }
    json.endObject().key("lost").beginArray();
    for (const detect::DeviceLoss& loss : summary.result.losses) {
        json.beginObject().member("device", figures.devices[loss.device].name);
        json.member("after", detect::seconds(loss.at)).member("reason", describe(loss.reason)).endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const engine::DetectionSummary& summary)
{
    Table table{.columns
        = {{"device"}, {"processed"}, {"mu [1/s]", 2}, {"utilisation"}, {"service p50 [ms]", 2}, {"p99 [ms]", 2}}};
    for (const auto& device : summary.result.figures.devices)
        table.rows.push_back({device.name,
            device.processed,
            device.rate,
            device.utilisation,
            1e3 * device.service50,
            1e3 * device.service99});
    return table;
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

std::string writeText(const engine::DetectionSummary& summary)
{
    const detect::RunFigures& figures = summary.result.figures;
    Table totals{.columns = {{"frames"},
                     {"processed"},
                     {"dropped"},
                     {"lambda [1/s]", 2},
                     {"sigma [1/s]", 2},
                     {"latency p50 [ms]", 2},
                     {"p99 [ms]", 2},
                     {"mean age", 2}}};
    totals.rows.push_back({figures.counts.read,
        figures.counts.processed,
        figures.counts.droppedInAll(),
        figures.lambda,
        figures.sigma,
        1e3 * figures.latency50,
        1e3 * figures.latency99,
        figures.meanAge});
    std::string text = toText(totals);
    for (std::size_t cause = 0; cause < detect::kDropCauses; ++cause)
        if (figures.counts.dropped[cause] > 0)
            text += "dropped, " + std::string(detect::id(static_cast<detect::DropCause>(cause))) + ": "
                + grouped(figures.counts.dropped[cause]) + "\n";
    return text + "\n" + toText(makeTable(summary)) + linksText(summary);
}

void addWhat(CLI::App& command, const std::shared_ptr<Arguments>& arguments)
{
    DetectionRequest& request = arguments->request;
    command
        .add_option("--source",
            request.source,
            "Video file, folder of PNG and JPEG pictures, synthetic or synthetic:WxH (noise)")
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
            "cpu, cpu:0, cpu:0-1 (cores), emulated:RATE[:jitter=SHARE][:law=uniform|normal|exponential]\n"
            "[:fail=FROM-UNTIL], remote:HOST:PORT[:jpeg=QUALITY|:raw] (a paired machine: detect pair; frames go\n"
            "there as JPEG of quality 90); with commas between; 3*DEVICE is three; DEVICE=MODEL (default cpu)")
        ->type_name("LIST");
    command.add_option("--frames", request.pipeline.maxFrames, "At most so many frames")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("N");
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
            "--buffer", request.pipeline.dispatch.buffer, "Frames that may wait, for each queue (default 4)")
        ->check(CLI::Range(0, 100000).description(""))
        ->type_name("N");
    addChoice(
        command,
        "--drop",
        {std::begin(detect::kDropPolicies), std::end(detect::kDropPolicies)},
        [arguments](std::size_t policy) { arguments->drop = static_cast<detect::DropPolicy>(policy); },
        "What a full queue does (default oldest with a rate, none without)");
    command
        .add_option(
            "--deadline", arguments->deadline, "Milliseconds after capture, for --schedule deadline (default 200)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("MS");
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
    addResultArguments(*command, arguments->result);
    command->footer(
        "frames = processed + dropped by cause: queue, deadline, device_lost, source_late, network, decode.\n"
        "mu: rate of a device without drops; lambda: of the source; sigma: of processed frames.");
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, engine::DetectionSummary>(
            arguments, run, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
