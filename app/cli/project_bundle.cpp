// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/store/bundle.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    std::string from;
    std::string to;
    ResultArguments result;
};

Result<void> pack(Context& context, const Arguments& arguments)
{
    const auto project = store::Project::open(arguments.from, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    return store::exportBundle(**project, arguments.to, context.progress, context.cancel);
}

Result<void> unpack(Context& context, const Arguments& arguments)
{
    return store::importBundle(arguments.from, arguments.to, context.progress, context.cancel);
}

/// One verb that makes the file `to` from the file `from`.
CLI::App* addVerb(CLI::App& parent,
    Command& chosen,
    const char* name,
    const char* help,
    const std::shared_ptr<Arguments>& arguments,
    Result<void> (*work)(Context&, const Arguments&))
{
    CLI::App* command = parent.add_subcommand(name, help);
    command->callback([arguments, work, &chosen] {
        chosen = [arguments, work](Context& context) -> Result<void> {
            if (auto done = work(context, *arguments); !done)
                return done;
            return print(context,
                arguments->result,
                {.json = [&](JsonWriter& json) { json.beginObject().member("written", arguments->to).endObject(); },
                    .text = [&] { return "Wrote " + arguments->to + "\n"; },
                    .table = {}});
        };
    });
    return command;
}

} // namespace

void addProjectBundle(CLI::App& parent, Command& chosen)
{
    const auto packing = std::make_shared<Arguments>();
    CLI::App* bundle
        = addVerb(parent, chosen, "bundle", "Pack a project with its runs into one file", packing, pack);
    bundle->add_option("PROJECT", packing->from, "Project file P.cobench")->required()->type_name("");
    bundle->add_option("--out", packing->to, "Bundle to write; replaced when it is there")
        ->required()
        ->type_name("X.cobenchz");
    addResultArguments(*bundle, packing->result, false);

    const auto unpacking = std::make_shared<Arguments>();
    CLI::App* unbundle
        = addVerb(parent, chosen, "unbundle", "Make a project of a bundle, checking every part", unpacking, unpack);
    unbundle->add_option("BUNDLE", unpacking->from, "Bundle X.cobenchz")->required()->type_name("");
    unbundle->add_option("--out", unpacking->to, "Project to make; must not be there yet")
        ->required()
        ->type_name("P.cobench");
    addResultArguments(*unbundle, unpacking->result, false);
}

} // namespace cobench::cli
