// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/engine/client.h"

#include <CLI/CLI.hpp>
#include <optional>

namespace cobench::cli {

namespace {

using engine::Client;
using engine::EngineStatus;

Result<void> tell(Context& context, const ResultArguments& result, const std::optional<EngineStatus>& status)
{
    const auto writeJson = [&](JsonWriter& json) {
        json.beginObject().member("running", status.has_value());
        if (status) {
            json.member("pid", status->pid).member("version", status->version);
            json.member("active_runs", status->activeRuns).member("active_detections", status->activeDetections);
            json.member("clients", status->clients);
        }
        json.endObject();
    };
    const auto writeText = [&]() -> std::string {
        if (!status)
            return "No engine is running\n";
        return "Engine " + status->version + ", process " + std::to_string(status->pid) + ": "
            + std::to_string(status->activeRuns) + " active runs, " + std::to_string(status->activeDetections)
            + " active detection runs, " + std::to_string(status->clients) + " connections\n";
    };
    return print(context, result, {.json = writeJson, .text = writeText, .table = {}});
}

Result<void> tellStatus(Context& context, const ResultArguments& result, Client& client)
{
    const auto status = client.status();
    if (!status)
        return status.error();
    return tell(context, result, *status);
}

Result<void> start(Context& context, const ResultArguments& result, const std::string& listen)
{
    const auto program = engine::engineProgram();
    if (program.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "cobench-engine",
            .detail = "it is not installed beside this program",
            .cure = "install the whole of CoBench, built with gRPC"};
    const auto client = Client::connect({.executable = program});
    if (!client)
        return client.error();
    if (!listen.empty()) {
        const auto address = (*client)->listen(listen);
        if (!address)
            return address.error();
        context.note("Other machines that are paired may use this one at " + *address);
    }
    return tellStatus(context, result, **client);
}

Result<void> showCode(Context& context, const ResultArguments& result)
{
    const auto client = Client::connect({});
    if (!client)
        return client.error();
    const auto shown = (*client)->openPairing();
    if (!shown)
        return shown.error();
    return print(context,
        result,
        {.json =
                [&](JsonWriter& json) {
                    json.beginObject().member("code", shown->code).member("seconds", shown->seconds).endObject();
                },
            .text =
                [&] {
                    return "Pairing code " + shown->code + ", for one machine within "
                        + std::to_string(shown->seconds / 60) + " minutes\n";
                },
            .table = {}});
}

Result<void> report(Context& context, const ResultArguments& result)
{
    const auto client = Client::connect({});
    if (!client && client.error().code == ErrorCode::Disconnected)
        return tell(context, result, std::nullopt);
    if (!client)
        return client.error();
    return tellStatus(context, result, **client);
}

Result<void> stop(Context& context, const ResultArguments& result)
{
    const auto client = Client::connect({});
    if (!client && client.error().code == ErrorCode::Disconnected)
        return tell(context, result, std::nullopt);
    if (!client)
        return client.error();
    if (auto ended = (*client)->shutdown(); !ended)
        return ended;
    return tell(context, result, std::nullopt);
}

using Verb = Result<void> (*)(Context&, const ResultArguments&);

void addVerb(CLI::App& parent, Command& chosen, const char* name, const char* help, Verb verb)
{
    const auto result = std::make_shared<ResultArguments>();
    CLI::App* command = parent.add_subcommand(name, help);
    addResultArguments(*command, *result, false);
    command->callback(
        [result, verb, &chosen] { chosen = [result, verb](Context& context) { return verb(context, *result); }; });
}

void addStart(CLI::App& parent, Command& chosen)
{
    struct Arguments {
        ResultArguments result;
        std::string listen;
    };
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("start", "Start the engine unless it is running");
    command
        ->add_option("--listen",
            arguments->listen,
            "Lend this machine as a device to machines that are paired, at this address until the\n"
            "engine is stopped; 0.0.0.0 is every address, the port 4727 unless named")
        ->type_name("ADDRESS:PORT");
    addResultArguments(*command, arguments->result, false);
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) { return start(context, arguments->result, arguments->listen); };
    });
}

} // namespace

void addEngine(CLI::App& parent, Command& chosen)
{
    addStart(parent, chosen);
    addVerb(parent, chosen, "pair", "Show a code with which another machine can be paired with this one", showCode);
    addVerb(parent, chosen, "status", "Say whether the engine is running, and what it does", report);
    addVerb(parent, chosen, "stop", "End the engine; its runs can be resumed", stop);
}

} // namespace cobench::cli
