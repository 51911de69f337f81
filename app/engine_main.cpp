// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runtime_directory.h"
#include "core/engine/server.h"
#include "core/engine/start_engine.h"

#include <cstdlib>
#include <iostream>
#include <string_view>

using namespace cobench;

namespace {

constexpr std::string_view kHelp = R"(Usage: cobench-engine [OPTIONS]
Serves training and detection runs to the CoBench programs of this user. They start it when they need it.
With --listen it also lends this machine to others, as a device that detects; each is paired once, with a code.

  --listen [ADDRESS:PORT]  be a device of other machines (default every address, port 4727)
  --pair              show a pairing code at the start, not only when nobody is paired yet
  --background        go on in a session of its own, with its own log file
  --idle-seconds N    end after N seconds without run and client (default 60)
  --cores N           cores that runs share (default all)
  --worker PROGRAM    program that trains (default cobench-trainer)
  --version, --help
)";

constexpr auto kEverywhere = "0.0.0.0";

struct CommandLine {
    engine::EngineOptions options{.worker = engine::findProgram("cobench-trainer")};
    bool background = false;
};

[[noreturn]] void refuse(std::string_view argument)
{
    std::cerr << "cobench-engine: " << argument << ": unknown option or missing value\n" << kHelp;
    std::exit(2);
}

CommandLine parse(int count, char** arguments)
{
    CommandLine line;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        const char* value = i + 1 < count ? arguments[i + 1] : nullptr;
        if (argument == "--help" || argument == "--version") {
            std::cout << (argument == "--help" ? kHelp : "cobench-engine " COBENCH_VERSION "\n");
            std::exit(0);
        }
        if (argument == "--listen") {
            const bool hasAddress = value && *value != '-';
            line.options.listen = hasAddress ? value : kEverywhere;
            i += hasAddress ? 1 : 0;
            continue;
        }
        if (argument == "--pair") {
            line.options.pair = true;
            continue;
        }
        if (argument == "--background") {
            line.background = true;
            continue;
        }
        if (!value)
            refuse(argument);
        if (argument == "--idle-seconds")
            line.options.idleSeconds = std::atof(value);
        else if (argument == "--cores")
            line.options.cores = static_cast<unsigned>(std::atoi(value));
        else if (argument == "--worker")
            line.options.worker = value;
        else
            refuse(argument);
        ++i;
    }
    return line;
}

} // namespace

int main(int count, char** arguments)
{
    const CommandLine line = parse(count, arguments);
    Result<void> result;
    if (line.background)
        result = engine::moveToBackground(engine::engineLogPath());
    if (result)
        result = engine::runEngine(line.options);
    if (result)
        return 0;
    std::cerr << "cobench-engine: " << describe(result.error()) << std::endl;
    return 1;
}
