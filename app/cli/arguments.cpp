// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "core/io/atomic_file.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace cobench::cli {

void addChoice(CLI::App& command,
    const std::string& name,
    const std::vector<std::string>& words,
    const std::function<void(std::size_t)>& choose,
    const std::string& help)
{
    const std::string known = CLI::detail::join(words, "|");
    const auto find = [=](const std::string& text) {
        const auto found = std::ranges::find(words, text);
        if (found == words.end())
            throw CLI::ValidationError(name, "\"" + text + "\" is not one of " + known);
        choose(static_cast<std::size_t>(found - words.begin()));
    };
    command.add_option_function<std::string>(name, find, help)->type_name(known);
}

void addPoolArguments(CLI::App& command, PoolArguments& arguments, bool withSplit)
{
    command
        .add_option("POOL",
            arguments.open.pool,
            "Directory, bundle .npz, label table .csv[.gz], val=PATH,test=PATH, or P.cobench#NAME")
        ->required()
        ->type_name("");
    command.add_option("--labels", arguments.open.labels, "File with the truth, when it is kept elsewhere")
        ->type_name("FILE");
    addChoice(
        command,
        "--values",
        {"probabilities", "logits"},
        [&arguments](std::size_t chosen) {
            arguments.open.values = chosen == 0 ? io::ValueReading::Probabilities : io::ValueReading::Logits;
        },
        "How to read numbers (default: found out)");
    command.add_flag("--keep-going", arguments.open.keepGoing, "Leave out members that cannot be read");
    if (withSplit)
        command.add_option("--split", arguments.split, "Split to use (default: the only one, else test)")
            ->type_name("NAME");
}

Result<io::LoadedPool> openPool(Context& context, const PoolArguments& arguments)
{
    jobs::OpenPoolOptions options = arguments.open;
    options.threads = context.threads;
    auto loaded = jobs::openPool(options, context.progress, context.cancel);
    if (!loaded)
        return loaded;
    for (const Error& refused : loaded->refused)
        context.note("left out: " + describe(refused));
    for (const Warning& warning : loaded->warnings)
        context.warn(warning);
    return loaded;
}

Result<OpenedSplit> openSplit(Context& context, const PoolArguments& arguments)
{
    const auto loaded = openPool(context, arguments);
    if (!loaded)
        return loaded.error();
    auto split = jobs::chooseSplit(*loaded->pool, arguments.split);
    if (!split)
        return split.error();
    return OpenedSplit{.pool = loaded->pool, .split = std::move(*split)};
}

void addSplitArguments(CLI::App& command, SplitArguments& arguments, const std::string& uses)
{
    command
        .add_option("--select-split",
            arguments.selection,
            "Split that " + uses + " (default: val where there is one, else the reported)")
        ->type_name("NAME");
    command.add_option("--report-split", arguments.report, "Split told about (default: the only one, else test)")
        ->type_name("NAME");
}

Result<jobs::TeamSplits> openSplits(Context& context, const PoolArguments& pool, const SplitArguments& arguments)
{
    const auto loaded = openPool(context, pool);
    if (!loaded)
        return loaded.error();
    const auto chosen = jobs::chooseSplits(*loaded->pool,
        pool.split.empty() ? arguments.selection : pool.split,
        pool.split.empty() ? arguments.report : pool.split);
    if (!chosen)
        return chosen.error();
    const auto prepare = [&](const std::shared_ptr<const data::Split>& split) {
        return ensemble::PreparedSplit::prepare(split, loaded->pool->classes);
    };
    jobs::TeamSplits splits{.pool = loaded->pool, .report = prepare(chosen->report)};
    splits.selection = chosen->areOne() ? splits.report : prepare(chosen->selection);
    return splits;
}

void addConvention(CLI::App& command, ensemble::Convention& convention)
{
    addChoice(
        command,
        "--convention",
        {"corrected", "reference"},
        [&convention](std::size_t chosen) {
            convention = chosen == 0 ? ensemble::Convention::Corrected : ensemble::Convention::Reference;
        },
        "Corrected values (default) or those of the published programs");
}

void addResultArguments(CLI::App& command, ResultArguments& arguments, bool withCsv)
{
    command.add_flag("--json", arguments.json, "Print one JSON document in full precision; undefined is null");
    if (withCsv)
        command.add_option("--csv", arguments.csv, "Write the table to FILE instead of printing it")
            ->type_name("FILE");
}

Result<void> print(Context& context, const ResultArguments& arguments, const Report& report)
{
    if (!arguments.csv.empty()) {
        const Table table = report.table();
        if (auto written = io::writeFile(arguments.csv, toCsv(table)); !written)
            return written;
        context.note("wrote " + grouped(table.rows.size()) + " rows to " + arguments.csv);
    }
    if (arguments.json) {
        JsonWriter writer(context.out);
        report.json(writer);
        context.out.write("\n");
    } else if (arguments.csv.empty()) {
        context.out.write(report.text());
    }
    return context.out.finish();
}

} // namespace cobench::cli
