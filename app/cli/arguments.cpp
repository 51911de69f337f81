// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "core/io/atomic_file.h"

#include <CLI/CLI.hpp>
#include <map>

namespace cobench::cli {

void addPoolArguments(CLI::App& command, PoolArguments& arguments, bool withSplit)
{
    static const std::map<std::string, io::ValueReading> readings{
        {"probabilities", io::ValueReading::Probabilities}, {"logits", io::ValueReading::Logits}};
    command
        .add_option("POOL",
            arguments.open.pool,
            "Directory, bundle .npz, label table .csv[.gz], val=PATH,test=PATH, or P.cobench#NAME")
        ->required();
    command.add_option("--labels", arguments.open.labels, "File with the truth, when it is kept elsewhere")
        ->type_name("FILE");
    command
        .add_option(
            "--values", arguments.open.values, "Read numbers as probabilities or logits (default: found out)")
        ->transform(CLI::CheckedTransformer(readings))
        ->type_name("probabilities|logits");
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

void addConvention(CLI::App& command, ensemble::Convention& convention)
{
    static const std::map<std::string, ensemble::Convention> conventions{
        {"corrected", ensemble::Convention::Corrected}, {"reference", ensemble::Convention::Reference}};
    command.add_option("--convention", convention, "Corrected values (default) or those of the published programs")
        ->transform(CLI::CheckedTransformer(conventions))
        ->type_name("corrected|reference");
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
