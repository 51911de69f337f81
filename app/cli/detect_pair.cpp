// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "core/engine/remote_machines.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace cobench::cli {

namespace {

using engine::MachineStatus;
using engine::Pairing;

struct PairArguments {
    std::string address;
    std::string code; // empty: asked for
    ResultArguments result;
};

Result<Pairing> pair(Context& context, const PairArguments& arguments)
{
    const auto machines = engine::RemoteMachines::load();
    if (!machines)
        return machines.error();
    std::string code = arguments.code;
    if (code.empty()) {
        context.note("The code that " + arguments.address + " shows:");
        std::getline(std::cin, code);
    }
    return (*machines)->pair(arguments.address, code);
}

void addPair(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<PairArguments>();
    CLI::App* command = parent.add_subcommand("pair", "Pair with another machine, to use it as a device");
    command->add_option("ADDRESS", arguments->address, "HOST or HOST:PORT where its engine listens (port 4727)")
        ->required()
        ->type_name("");
    command->add_option("--code", arguments->code, "The code it shows (default: asked for)")->type_name("CODE");
    addResultArguments(*command, arguments->result, false);
    command->footer(
        "On the other machine: cobench-engine --listen, or cobench-cli engine start --listen ADDRESS:PORT\n"
        "and cobench-cli engine pair. Each side then knows the other by its certificate.");
    command->callback([arguments, &chosen] {
        chosen = answering<PairArguments, Pairing>(arguments,
            pair,
            {.json =
                    [](JsonWriter& json, const Pairing& pairing) {
                        json.beginObject().member("name", pairing.name).member("address", pairing.address);
                        json.member("fingerprint", pairing.fingerprint).endObject();
                    },
                .text =
                    [](const Pairing& pairing) {
                        return "Paired with " + pairing.name + ": --devices remote:" + pairing.address + "\n";
                    },
                .table = nullptr});
    });
}

struct MachinesArguments {
    ResultArguments result;
};
struct KnownMachine {
    Pairing pairing;
    Result<MachineStatus> status;
};
struct KnownMachines {
    std::vector<KnownMachine> machines;
    std::vector<Pairing> clients;
};

Result<KnownMachines> listMachines(Context&, const MachinesArguments&)
{
    auto pairings = engine::readPairings();
    if (!pairings)
        return std::move(pairings).error();
    KnownMachines known{.machines = {}, .clients = std::move(pairings->clients)};
    if (pairings->machines.empty())
        return known;
    const auto remote = engine::RemoteMachines::load();
    for (Pairing& machine : pairings->machines) {
        auto status = remote ? (*remote)->status(machine.address) : Result<MachineStatus>(remote.error());
        known.machines.push_back({std::move(machine), std::move(status)});
    }
    return known;
}

void writeMachines(JsonWriter& json, const KnownMachines& known)
{
    json.beginObject().key("machines").beginArray();
    for (const auto& [pairing, status] : known.machines) {
        json.beginObject().member("name", pairing.name).member("address", pairing.address);
        json.member("fingerprint", pairing.fingerprint).member("reachable", status.ok());
        if (status) {
            json.member("version", status->version).member("cores", status->cores);
            json.member("sessions", status->sessions).member("most_sessions", status->mostSessions);
            json.key("models").array(status->models);
        } else {
            json.member("reason", describe(status.error()));
        }
        json.endObject();
    }
    json.endArray().key("clients").beginArray();
    for (const Pairing& client : known.clients)
        json.beginObject().member("name", client.name).member("fingerprint", client.fingerprint).endObject();
    json.endArray().endObject();
}

Table machinesTable(const KnownMachines& known)
{
    Table table{.columns = {{"machine"}, {"address"}, {"use"}, {"state"}, {"fingerprint"}}};
    for (const auto& [pairing, status] : known.machines)
        table.rows.push_back({pairing.name,
            pairing.address,
            "device",
            status ? std::to_string(status->cores) + " cores, " + std::to_string(status->sessions) + " of "
                    + std::to_string(status->mostSessions) + " sessions in use"
                   : "not reachable: " + status.error().detail,
            pairing.fingerprint.substr(0, 16)});
    for (const Pairing& client : known.clients)
        table.rows.push_back({client.name, "", "may use this machine", "", client.fingerprint.substr(0, 16)});
    return table;
}

void addMachines(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<MachinesArguments>();
    CLI::App* command
        = parent.add_subcommand("machines", "Machines this one is paired with, and whether they answer");
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = answering<MachinesArguments, KnownMachines>(arguments,
            listMachines,
            {.json = writeMachines,
                .text =
                    [](const KnownMachines& known) {
                        if (known.machines.empty() && known.clients.empty())
                            return std::string("No machine is paired\n");
                        return toText(machinesTable(known));
                    },
                .table = machinesTable});
    });
}

struct UnpairArguments {
    std::string who;
    ResultArguments result;
};

Result<std::size_t> unpair(Context&, const UnpairArguments& arguments)
{
    auto forgotten = engine::forgetPairing(arguments.who);
    if (forgotten && *forgotten == 0)
        return Error{.code = ErrorCode::NotFound,
            .subject = "\"" + arguments.who + "\"",
            .detail = "is not paired",
            .cure = "a name, an address or a whole fingerprint that detect machines lists"};
    return forgotten;
}

void addUnpair(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<UnpairArguments>();
    CLI::App* command
        = parent.add_subcommand("unpair", "Forget a machine: it is used no more, and may use this one no more");
    command->add_option("MACHINE", arguments->who, "Its name, address or fingerprint")->required()->type_name("");
    addResultArguments(*command, arguments->result, false);
    command->callback([arguments, &chosen] {
        chosen = answering<UnpairArguments, std::size_t>(arguments,
            unpair,
            {.json =
                    [](JsonWriter& json, const std::size_t& forgotten) {
                        json.beginObject().member("forgotten", std::uint64_t{forgotten}).endObject();
                    },
                .text =
                    [](const std::size_t& forgotten) {
                        return "Forgotten: " + std::to_string(forgotten)
                            + (forgotten == 1 ? " pairing\n" : " pairings\n");
                    },
                .table = nullptr});
    });
}

} // namespace

void addDetectPair(CLI::App& parent, Command& chosen)
{
    addPair(parent, chosen);
    addMachines(parent, chosen);
    addUnpair(parent, chosen);
}

} // namespace cobench::cli
