// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "app/cli/run_project.h"
#include "core/detect/capacity_plan.h"
#include "core/jobs/detection_sessions.h"

#include <CLI/CLI.hpp>
#include <iterator>

namespace cobench::cli {

namespace {

using detect::CapacityPlan;
using detect::Prediction;

struct Arguments {
    detect::CapacityQuestion question;
    std::string devices; // empty: those of the session
    std::string project;
    std::string session;
    double latency99 = 200.0; // ms
    double dropped = 1.0; // per cent
    double deadline = 200.0; // ms
    ResultArguments result;
};

struct Answer {
    detect::CapacityQuestion question;
    CapacityPlan plan;
    std::optional<jobs::StoredSession> measured;
};

Result<Answer> plan(Context& context, const Arguments& arguments)
{
    Answer answer{.question = arguments.question};
    answer.question.latency99 = 1e-3 * arguments.latency99;
    answer.question.droppedShare = 1e-2 * arguments.dropped;
    answer.question.dispatch.deadline = detect::fromSeconds(1e-3 * arguments.deadline);
    if (arguments.devices.empty() == arguments.session.empty())
        return Error{.code = ErrorCode::Usage,
            .subject = "detect plan",
            .detail = "needs either devices or a session that measured them",
            .cure = "--devices emulated:RATE, or --session NUMBER --project P.cobench"};
    if (!arguments.session.empty()) {
        const auto project = store::Project::open(runProject(arguments.project), store::OpenMode::ReadOnly);
        if (!project)
            return project.error();
        auto session = jobs::findSession(**project, arguments.session);
        if (!session)
            return std::move(session).error();
        const auto device = jobs::measuredDevice(**project, *session);
        if (!device)
            return device.error();
        answer.question.devices = {*device};
        answer.measured = std::move(*session);
    } else {
        auto devices = detect::emulatedDevices(arguments.devices);
        if (!devices)
            return std::move(devices).error();
        answer.question.devices = std::move(*devices);
    }
    auto made = detect::planCapacity(answer.question, context.progress, context.cancel);
    if (!made)
        return std::move(made).error();
    answer.plan = std::move(*made);
    return answer;
}

void writePrediction(JsonWriter& json, const char* key, const Prediction& prediction)
{
    json.key(key).beginObject().member("sigma", prediction.sigma).member("dropped", prediction.droppedShare);
    json.key("causes").beginObject().member("queue", prediction.queueShare);
    json.member("deadline", prediction.deadlineShare).endObject().key("latency_ms").beginObject();
    json.member("p50", 1e3 * prediction.latency50).member("p90", 1e3 * prediction.latency90);
    json.member("p99", 1e3 * prediction.latency99).member("p999", 1e3 * prediction.latency999);
    json.endObject().endObject();
}

void writeNumber(JsonWriter& json, const char* key, const std::optional<std::size_t>& number)
{
    if (number)
        json.member(key, std::uint64_t{*number});
    else
        json.key(key).value(nullptr);
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("lambda", answer.question.rate).key("devices_needed").beginObject();
    writeNumber(json, "queueing", answer.plan.byQueueing);
    writeNumber(json, "emulated", answer.plan.byEmulation);
    json.endObject().key("rows").beginArray();
    for (const CapacityPlan::Row& row : answer.plan.rows) {
        json.beginObject().member("devices", std::uint64_t{row.devices});
        writePrediction(json, "queueing", row.queueing);
        writePrediction(json, "emulated", row.emulated);
        json.endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const Answer& answer)
{
    Table table{.columns = {{"devices"},
                    {"by"},
                    {"sigma [1/s]", 2},
                    {"dropped [%]", 2},
                    {"queue [%]", 2},
                    {"deadline [%]", 2},
                    {"p50 [ms]", 1},
                    {"p90 [ms]", 1},
                    {"p99 [ms]", 1},
                    {"p99.9 [ms]", 1}}};
    const auto add = [&](std::size_t devices, const char* by, const Prediction& told) {
        table.rows.push_back({std::uint64_t{devices},
            std::string(by),
            told.sigma,
            100.0 * told.droppedShare,
            100.0 * told.queueShare,
            100.0 * told.deadlineShare,
            1e3 * told.latency50,
            1e3 * told.latency90,
            1e3 * told.latency99,
            1e3 * told.latency999});
    };
    for (const CapacityPlan::Row& row : answer.plan.rows) {
        add(row.devices, "queueing", row.queueing);
        add(row.devices, "emulator", row.emulated);
    }
    if (answer.measured) {
        const detect::RunFigures& figures = answer.measured->record.figures;
        add(figures.devices.size(), "measured", detect::measured(figures));
    }
    return table;
}

std::string needed(const std::optional<std::size_t>& devices, const CapacityPlan& plan)
{
    return devices ? std::to_string(*devices) : "more than " + std::to_string(plan.rows.back().devices);
}

std::string writeText(const Answer& answer)
{
    const detect::CapacityQuestion& question = answer.question;
    return toText(makeTable(answer)) + "\nFor " + shortest(question.rate) + " frames/s, at most "
        + shortest(100.0 * question.droppedShare) + " % dropped and p99 at most "
        + shortest(1e3 * question.latency99) + " ms, it takes " + needed(answer.plan.byEmulation, answer.plan)
        + " devices by the emulator, " + needed(answer.plan.byQueueing, answer.plan)
        + " by the queueing formula.\n";
}

void addDevices(CLI::App& command, const std::shared_ptr<Arguments>& arguments)
{
    command
        .add_option("--devices",
            arguments->devices,
            "emulated:RATE[:jitter=SHARE][:law=…]; one stands for n like it, of several the first n serve")
        ->type_name("LIST");
    command.add_option("--session", arguments->session, "Instead: a device like those of this kept run")
        ->type_name("SESSION");
    addRunProject(command, arguments->project);
    command.add_option("--most", arguments->question.most, "Devices, at most (default 8)")
        ->check(CLI::Range(1, 256).description(""))
        ->type_name("N");
}

void addDemand(CLI::App& command, const std::shared_ptr<Arguments>& arguments)
{
    detect::CapacityQuestion& question = arguments->question;
    command.add_option("--rate", question.rate, "Frames per second that come in (default 30)")
        ->check(CLI::Range(1e-3, 1e6).description(""))
        ->type_name("RATE");
    command.add_option("--p99", arguments->latency99, "Milliseconds that p99 of the latency may be (default 200)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("MS");
    command.add_option("--dropped", arguments->dropped, "Per cent of the frames that may be dropped (default 1)")
        ->check(CLI::Range(0.0, 100.0).description(""))
        ->type_name("PERCENT");
    addChoice(
        command,
        "--schedule",
        {std::begin(detect::kSchedules), std::end(detect::kSchedules)},
        [arguments](std::size_t schedule) {
            arguments->question.dispatch.schedule = static_cast<detect::Schedule>(schedule);
        },
        "Which device takes which frame (default fcfs)");
    command.add_option("--buffer", question.dispatch.buffer, "Frames that may wait, for each queue (default 4)")
        ->check(CLI::Range(1, 100000).description(""))
        ->type_name("N");
    addChoice(
        command,
        "--drop",
        {"oldest", "newest"},
        [arguments](std::size_t policy) {
            arguments->question.dispatch.drop
                = policy == 0 ? detect::DropPolicy::Oldest : detect::DropPolicy::Newest;
        },
        "What a full queue does (default oldest)");
    command
        .add_option(
            "--deadline", arguments->deadline, "Milliseconds after capture, for --schedule deadline (default 200)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("MS");
    command.add_option("--frames", question.frames, "Frames that are emulated (default 10000)")
        ->check(CLI::Range(100, 10000000).description(""))
        ->type_name("N");
    command.add_option("--seed", question.seed, "Of emulated service times (default 1)")->type_name("N");
}

} // namespace

void addDetectPlan(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("plan", "How many devices a stream needs");
    addDevices(*command, arguments);
    addDemand(*command, arguments);
    addResultArguments(*command, arguments->result);
    command->footer(
        "queueing: reflected Brownian motion (Harrison 1985) with Sakasegawa's waiting probability (1977);\n"
        "emulator: the pipeline itself on the simulated clock; measured: the session.");
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, Answer>(
            arguments, plan, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
