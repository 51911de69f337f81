// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "core/store/layout.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    std::vector<std::string> runs; // numbers or names
    std::string project;
    std::string text; // note, tags
    ResultArguments result;
};

/// What a verb does with one run.
using Work = std::function<Result<void>(RunOwner&, const std::filesystem::path& project, RunId run)>;

struct Verb {
    const char* name;
    const char* help;
    const char* done; // "paused"
    const char* text = nullptr; // help of the words that it takes, where it does
    bool needsEngine = false;
};

Result<void> change(Context& context, const Arguments& arguments, const Verb& verb, const Work& work)
{
    const auto project = runProject(arguments.project);
    std::error_code missing;
    if (!std::filesystem::exists(project, missing))
        return Error{.code = ErrorCode::NotFound, .subject = project.string(), .detail = "does not exist"};
    auto owner = verb.needsEngine ? askEngine(project) : ownRuns(project, context.cancel);
    if (!owner)
        return std::move(owner).error();
    for (const std::string& text : arguments.runs) {
        const auto run = findRun(project, text);
        if (!run)
            return run.error();
        if (auto done = work(*owner, project, run->id); !done)
            return done;
    }
    const std::size_t count = arguments.runs.size();
    return print(context,
        arguments.result,
        {.json = [&](JsonWriter& json) { json.beginObject().member(verb.done, count).endObject(); },
            .text =
                [&] {
                    return std::string(verb.done) + " " + std::to_string(count)
                        + (count == 1 ? " run\n" : " runs\n");
                },
            .table = {}});
}

void addVerb(CLI::App& parent, Command& chosen, const Verb& verb, const std::function<Work(const Arguments&)>& make)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(verb.name, verb.help);
    command->add_option("RUN", arguments->runs, "Numbers or names of the runs")->required()->type_name("");
    if (verb.text)
        command->add_option("--text", arguments->text, verb.text)->required()->type_name("TEXT");
    addRunProject(*command, arguments->project);
    addResultArguments(*command, arguments->result, false);
    command->callback([=, &chosen] {
        chosen = [=](Context& context) { return change(context, *arguments, verb, make(*arguments)); };
    });
}

Work edit(const engine::RunEdit& edit)
{
    return [edit](RunOwner& owner, const std::filesystem::path& project, RunId run) -> Result<void> {
        if (auto edited = owner.client->edit(project, run, edit); !edited)
            return std::move(edited).error();
        return {};
    };
}

Work setText(const std::string& key, const std::string& text)
{
    return [key, text](RunOwner& owner, const std::filesystem::path&, RunId run) {
        return owner.writer->setText(run, key, text);
    };
}

/// Goes on with one that is paused, or from the newest checkpoint of one that was stopped.
Result<void> resume(RunOwner& owner, const std::filesystem::path& project, RunId run)
{
    const auto paused = owner.client->edit(project, run, engine::PauseRun{false});
    return paused ? Result<void>() : owner.client->resume(project, run);
}

Result<void> erase(RunOwner& owner, const std::filesystem::path& project, RunId run)
{
    if (auto deleted = owner.writer->deleteRun(run); !deleted)
        return deleted;
    std::error_code ignored; // an engine has done so itself
    std::filesystem::remove_all(
        store::layoutOf(project).folder / "checkpoints" / std::to_string(run.value), ignored);
    return {};
}

} // namespace

void addRunsEdit(CLI::App& parent, Command& chosen)
{
    addVerb(parent,
        chosen,
        {"pause", "Let training runs wait after the iteration they are in", "paused", nullptr, true},
        [](const Arguments&) { return edit(engine::PauseRun{true}); });
    addVerb(parent,
        chosen,
        {"resume",
            "Go on with paused runs, or with stopped ones from their newest checkpoints",
            "resumed",
            nullptr,
            true},
        [](const Arguments&) { return resume; });
    addVerb(parent,
        chosen,
        {"cancel", "End training runs after the iteration they are in", "cancelled", nullptr, true},
        [](const Arguments&) -> Work {
            return [](RunOwner& owner, const std::filesystem::path& project, RunId run) {
                return owner.client->cancel(project, run);
            };
        });
    addVerb(parent,
        chosen,
        {"note", "Write a note to runs", "noted", "The note; empty removes it"},
        [](const Arguments& arguments) { return setText("note", arguments.text); });
    addVerb(parent,
        chosen,
        {"tag", "Give runs tags, in place of those they have", "tagged", "Words; empty removes them"},
        [](const Arguments& arguments) { return setText("tags", arguments.text); });
    addVerb(parent,
        chosen,
        {"archive", "Put runs aside: the window does not list them", "archived"},
        [](const Arguments&) { return setText("archived", "1"); });
    addVerb(parent, chosen, {"unarchive", "Take runs back that were archived", "unarchived"}, [](const Arguments&) {
        return setText("archived", "");
    });
    addVerb(parent,
        chosen,
        {"delete", "Delete runs with all that they recorded and their checkpoints; cannot be undone", "deleted"},
        [](const Arguments&) { return erase; });
}

} // namespace cobench::cli
