// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "app/cli/train_config.h"
#include "app/cli/train_run.h"
#include "core/engine/follower.h"
#include "core/engine/local_client.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <optional>

namespace fs = std::filesystem;

namespace cobench::cli {

namespace {

using engine::Event;
using engine::RunState;

struct Arguments {
    train::TrainConfig config{.dataset = {}};
    std::string project; // empty = the user's own
    std::string resume; // number or name of a run; empty = a new one
    bool foreground = false;
    bool jsonLines = false;
    ResultArguments result;
};

using Group = std::optional<train::GroupPlace>;

Result<Group> groupHere()
{
    return train::groupPlace([](const char* name) -> std::optional<std::string> {
        const char* value = std::getenv(name);
        return value ? std::optional<std::string>(value) : std::nullopt;
    });
}

/// One line of --json-lines, written at once.
Result<void> writeLine(Context& context, const Event& event)
{
    JsonWriter json(context.out);
    json.beginObject();
    switch (event.kind) {
    case Event::Kind::Scalar:
        json.member("event", "scalar").member("tag", event.text).member("step", event.step);
        json.member("time", event.time).member("value", event.value);
        break;
    case Event::Kind::Progress:
        json.member("event", "progress").member("stage", event.text).member("step", event.step);
        json.member("total", event.total).member("time", event.time);
        break;
    case Event::Kind::RunState:
        json.member("event", "state").member("state", engine::id(event.state)).member("message", event.text);
        json.member("time", event.time);
        break;
    case Event::Kind::Log:
    case Event::Kind::Heartbeat:
        json.member("event", "log").member("line", event.text).member("time", event.time);
        break;
    case Event::Kind::Changed:
        json.member("event", "changed").member("change", event.text).member("time", event.time);
    }
    json.endObject();
    context.out.write("\n");
    return context.out.finish();
}

void writeFields(JsonWriter& json, const TrainedRun& run, const fs::path& project)
{
    json.member("run", run.id.value).key("final").beginObject();
    for (const char* tag : {"test/accuracy", "test/loss", "val/accuracy", "val/loss"})
        json.member(std::string(tag).replace(std::string(tag).find('/'), 1, "_"), run.value(tag));
    json.member("train_loss", run.value("train/epoch_loss"));
    json.endObject();
    json.member("seconds", run.value("run/seconds"))
        .member("samples_per_second", run.value("run/samples_per_second"));
    const double parameters = run.value("run/parameters");
    json.member("parameters", static_cast<std::uint64_t>(parameters > 0.0 ? parameters : 0.0));
    json.member("wait_share", run.value("run/wait_share"));
    json.member("state", engine::id(run.state)).member("message", run.message).member("project", project.string());
}

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", 100.0 * share);
    return share >= 0.0 ? text : "–";
}

std::string writeText(const TrainedRun& run, const fs::path& project)
{
    char time[64];
    std::snprintf(time, sizeof time, "%.1f s", run.value("run/seconds"));
    char rate[64] = ""; // one that was resumed after its last epoch has none
    if (const double perSecond = run.value("run/samples_per_second"); perSecond > 0.0)
        std::snprintf(rate, sizeof rate, ", %.0f samples/s", perSecond);
    std::string text = "Run " + std::to_string(run.id.value) + " of " + project.string() + " has finished\n";
    if (!run.message.empty())
        text += run.message + "\n";
    return text + "Test accuracy  " + percent(run.value("test/accuracy")) + "\nVal accuracy   "
        + percent(run.value("val/accuracy")) + "\nTime           " + time + rate + ", "
        + percent(run.value("run/wait_share")) + " of it waiting for data\n";
}

train::TrainConfig configOf(const Context& context, const Arguments& arguments, const Group& group)
{
    train::TrainConfig config = arguments.config;
    config.threads = context.threads;
    config.processes = group ? group->size : 1;
    completeConfig(config);
    return config;
}

/// The part of the processes that do not lead.
Result<void> follow(Context& context, const Arguments& arguments, const Group& group, const fs::path& project)
{
    const auto trainer = engine::findTrainer();
    if (!trainer)
        return trainer.error();
    const engine::StartMessage start{
        .config = configOf(context, arguments, group), .project = project.string(), .group = group};
    const std::string name = "process " + std::to_string(group->rank);
    return engine::followRun(
        *trainer, start, [&](const std::string& line) { context.note(name + ": " + line); }, context.cancel);
}

Result<TrainedRun> trainedRun(
    Context& context, const Arguments& arguments, const Group& group, const fs::path& project)
{
    const train::TrainConfig config = configOf(context, arguments, group);
    RunId before; // to go on with
    if (!arguments.resume.empty()) {
        const auto found = findRun(project, arguments.resume);
        if (!found)
            return found.error();
        before = found->id;
    } else {
        if (auto checked = checkConfig(config, project); !checked)
            return std::move(checked).error();
        if (auto made = makeProject(project); !made)
            return std::move(made).error();
    }
    const auto client = makeClient(context, arguments.foreground, group);
    if (!client)
        return client.error();
    const auto hear
        = [&](const Event& event) { return arguments.jsonLines ? writeLine(context, event) : Result<void>(); };
    TrainRun run(context, **client, project, hear);
    auto trained = arguments.resume.empty() ? run.train(config) : run.resume(before);
    if (!trained || trained->state == RunState::Finished)
        return trained;
    return Error{.code = trained->state == RunState::Cancelled ? ErrorCode::Cancelled : ErrorCode::Unsupported,
        .subject = "run " + std::to_string(trained->id.value),
        .detail
        = std::string(engine::id(trained->state)) + (trained->message.empty() ? "" : ": " + trained->message)};
}

Result<void> run(Context& context, const Arguments& arguments)
{
    const fs::path project = fs::absolute(runProject(arguments.project)).lexically_normal();
    const auto group = groupHere();
    if (!group)
        return group.error();
    if (*group && (*group)->rank > 0)
        return follow(context, arguments, *group, project);
    const auto trained = trainedRun(context, arguments, *group, project);
    if (!trained)
        return trained.error();
    if (arguments.jsonLines) {
        JsonWriter json(context.out);
        json.beginObject().member("event", "result");
        writeFields(json, *trained, project);
        json.endObject();
        context.out.write("\n");
        return context.out.finish();
    }
    return print(context,
        arguments.result,
        {.json =
                [&](JsonWriter& json) {
                    json.beginObject();
                    writeFields(json, *trained, project);
                    json.endObject();
                },
            .text = [&] { return writeText(*trained, project); },
            .table = {}});
}

} // namespace

void addTrain(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("train", "Train a network and keep the run in a project");
    addTrainConfig(*command, arguments->config);
    command
        ->add_option("--project",
            arguments->project,
            "Project that keeps the run (default $XDG_DATA_HOME/cobench/default.cobench)")
        ->type_name("P.cobench");
    command
        ->add_option("--resume",
            arguments->resume,
            "Go on with a run that was stopped, by number or name; other options do not count")
        ->type_name("RUN");
    command->add_flag("--foreground", arguments->foreground, "Train without the background engine");
    addResultArguments(*command, arguments->result, false);
    command->add_flag("--json-lines", arguments->jsonLines, "Print one JSON object a line as things happen");
    command->footer("With --threads N the network trains on N threads; its numbers are those of N.\n"
                    "Started several times over with MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE, or by srun,\n"
                    "the processes train one network together, each on --batch samples of a step; process 0\n"
                    "records it, in the foreground. Their network is neither encrypted nor authenticated.\n"
                    "LeNet-5 learns Fashion-MNIST to 90 % in five epochs with\n"
                    "  --nesterov --lr lrPolicy_POLY+k0_0+k1_0.05+p_1+l_4300 --epochs 5 --threads 1");
    command->callback(
        [arguments, &chosen] { chosen = [arguments](Context& context) { return run(context, *arguments); }; });
}

} // namespace cobench::cli
