// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    std::string project;
    store::CleanUp what;
    ResultArguments result;
};

Result<std::uint64_t> clean(Context& context, const Arguments& arguments)
{
    const auto project = store::Project::open(arguments.project, store::OpenMode::ReadWrite);
    if (!project)
        return project.error();
    return (*project)->cleanUp(arguments.what, context.progress, context.cancel);
}

} // namespace

void addProjectClean(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("clean", "Remove deleted pools and models of a project for good");
    command->add_option("PROJECT", arguments->project, "Project file P.cobench")->required()->type_name("");
    command->add_flag("--backups", arguments->what.backups, "Also the backups made when CoBench was updated");
    addResultArguments(*command, arguments->result, false);
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) -> Result<void> {
            const auto freed = clean(context, *arguments);
            if (!freed)
                return freed.error();
            return print(context,
                arguments->result,
                {.json = [&](JsonWriter& json) { json.beginObject().member("freed", *freed).endObject(); },
                    .text = [&] { return "Freed " + sizeText(*freed) + "\n"; },
                    .table = {}});
        };
    });
}

} // namespace cobench::cli
