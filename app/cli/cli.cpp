// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/commands.h"
#include "app/cli/detect_commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress_line.h"
#include "core/store/mapped_file.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace cobench::cli {

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kCannotTrace = 125; // as env(1): COMMAND may end with 1 and 2

struct Globals {
    bool isQuiet = false;
    unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

CLI::App* addGroup(CLI::App& app, const char* name, const char* help)
{
    CLI::App* group = app.add_subcommand(name, help);
    group->require_subcommand(1);
    return group;
}

void declare(CLI::App& app, Globals& globals, Command& chosen)
{
    app.name(std::string(kProgram));
    app.require_subcommand(1);
    app.fallthrough();
    app.footer("With every verb: --quiet, --threads N, --version.\n"
               "Exit status: 0 done, 1 the work failed, 2 wrong usage.");
    app.set_help_flag("-h,--help", "Say what a command does and which options it has");
    app.set_version_flag("--version", std::string(kProgram) + " " COBENCH_VERSION, "Print the version");
    app.add_flag("-q,--quiet", globals.isQuiet, "No notes, warnings or progress; errors only");
    app.add_option("--threads", globals.threads, "Worker threads (default: one per core)")
        ->check(CLI::Range(1U, 1024U).description(""))
        ->type_name("N");

    CLI::App* pool = addGroup(app, "pool", "Pools of predictions");
    addPoolInfo(*pool, chosen);
    addPoolImport(*pool, chosen);
    addPoolVotes(*pool, chosen);
    CLI::App* ensemble = addGroup(app, "ensemble", "Diversity and accuracy of teams");
    addEnsembleMatrix(*ensemble, chosen);
    addEnsembleScore(*ensemble, chosen);
    addEnsembleSelect(*ensemble, chosen);
    addEnsembleTeam(*ensemble, chosen);
    addEnsembleConditions(*ensemble, chosen);
    addEnsembleDiversity(*ensemble, chosen);
    addEnsembleTop(*ensemble, chosen);
    addEnsembleTree(*ensemble, chosen);
    CLI::App* project = addGroup(app, "project", "Projects: what is in them, disk use, bundles");
    addProjectInfo(*project, chosen);
    addProjectClean(*project, chosen);
    addProjectBundle(*project, chosen);
    addModels(app, chosen);
    addTrain(app, chosen);
    addAttack(app, chosen);
    addCorrupt(app, chosen);
    CLI::App* runs = addGroup(app, "runs", "Training runs: list, show, pause, import, export, snapshots, delete");
    addRunsList(*runs, chosen);
    addRunsShow(*runs, chosen);
    addRunsExport(*runs, chosen);
    addRunsSnapshots(*runs, chosen);
    addRunsImport(*runs, chosen);
    addRunsEdit(*runs, chosen);
    CLI::App* rates = addGroup(app, "lr", "Learning-rate policies: values, code, tests, selection");
    addLrPolicies(*rates, chosen);
    addLrCode(*rates, chosen);
    addLrRangeTest(*rates, chosen);
    addLrRank(*rates, chosen);
    addLrCompose(*rates, chosen);
    addLrReplay(*rates, chosen);
    addLrSweep(*rates, chosen);
    addTrace(app, chosen);
    CLI::App* detection
        = addGroup(app, "detect", "Object detection: run detectors on devices, tell how good they are");
    addDetectRun(*detection, chosen);
    addDetectEval(*detection, chosen);
    addDetectModels(*detection, chosen);
    addDetectPair(*detection, chosen);
    addDetectPlan(*detection, chosen);
    addDetectSessions(*detection, chosen);
    addDemo(app, chosen);
    addEngine(*addGroup(app, "engine", "The background engine that trains"), chosen);
}

void tell(std::FILE* messages, const std::string& text)
{
    std::fputs((std::string(kProgram) + ": " + text + "\n").c_str(), messages);
}

/// The innermost verb that was named, for pointing at its help.
std::string verbPath(const CLI::App& app)
{
    std::string path(kProgram);
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        path += " " + at->get_name();
    }
    return path;
}

int answerParseError(const CLI::App& app, const CLI::ParseError& error, std::FILE* out, std::FILE* messages)
{
    if (error.get_exit_code() == 0) { // --help and --version
        std::ostringstream stream;
        app.exit(error, stream, stream);
        std::string text = stream.str();
        text.erase(text.find_last_not_of('\n') + 1);
        std::fputs((text + "\n").c_str(), out);
        return std::fflush(out) == 0 ? 0 : kFailed;
    }
    std::string text = error.what();
    std::vector<std::string> unknown = app.remaining(true);
    unknown.erase(std::ranges::find(unknown, "--"), unknown.end()); // what follows is not ours
    if (!unknown.empty()) // an unknown verb would be called a missing one
        text = unknown.front() + " is not known here";
    tell(messages, text + "; see " + verbPath(app) + " --help");
    return app.got_subcommand("trace") ? kCannotTrace : kWrongUsage;
}

int exitStatus(const Error& error, const Context& context)
{
    if (context.failedStatus)
        return *context.failedStatus;
    if (error.isCancelled() && InterruptGuard::signalSeen() != 0)
        return InterruptGuard::exitStatus();
    return error.code == ErrorCode::Usage ? kWrongUsage : kFailed;
}

Result<void> perform(const Command& command, Context& context)
{
    try {
        Result<void> done = command(context);
        if (auto spoilt = store::cutShort(); spoilt && done)
            return *std::move(spoilt);
        return done;
    } catch (const std::bad_alloc&) {
        return Error{.code = ErrorCode::TooLarge, .detail = "there is not enough memory for this"};
    } catch (const std::exception& exception) {
        return Error{.detail = std::string("unexpected failure: ") + exception.what(),
            .cure = "this is a defect of CoBench"};
    }
}

int perform(const Command& command, const Globals& globals, std::FILE* out, std::FILE* messages)
{
    const InterruptGuard interrupt;
    Output output(out);
    ProgressLine line(messages);
    const bool showsProgress = !globals.isQuiet && ::isatty(::fileno(messages)) != 0;
    Progress progress(
        showsProgress ? Progress::Sink([&](const ProgressState& state) { line.show(state); }) : Progress::Sink());
    Context context{.out = output,
        .messages = messages,
        .isQuiet = globals.isQuiet,
        .threads = globals.threads,
        .progress = progress,
        .line = line,
        .cancel = interrupt.token()};
    const auto done = perform(command, context);
    line.clear();
    if (done)
        return context.doneStatus;
    tell(messages, describe(done.error()));
    return exitStatus(done.error(), context);
}

} // namespace

int run(int argc, const char* const* argv, std::FILE* out, std::FILE* messages)
{
    CLI::App app("CoBench without a display; pictures and reports come from `cobench export|report`");
    Globals globals;
    Command command;
    declare(app, globals, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answerParseError(app, error, out, messages);
    }
    return perform(command, globals, out, messages);
}

} // namespace cobench::cli
