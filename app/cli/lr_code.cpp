// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_arguments.h"
#include "core/lr/import_code.h"
#include "core/lr/policy_text.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace cobench::cli {

namespace {

struct ExportArguments {
    std::string policy;
    lr::CodeFormat format = lr::CodeFormat::PyTorch;
    lr::ExportOptions options;
    bool json = false;
};

Result<void> exportPolicy(Context& context, const ExportArguments& arguments)
{
    const auto schedule = lr::parse(arguments.policy);
    if (!schedule)
        return schedule.error();
    const auto code = lr::exportCode(*schedule, arguments.format, arguments.options);
    if (!code)
        return code.error();
    if (arguments.json) {
        JsonWriter(context.out)
            .beginObject()
            .member("policy", lr::format(*schedule))
            .member("to", lr::id(arguments.format))
            .member("code", *code)
            .endObject();
        context.out.write("\n");
    } else {
        context.out.write(*code);
    }
    return context.out.finish();
}

struct ImportArguments {
    std::string source; // file; "-" = standard input; or the text itself
    lr::ImportOptions options;
    bool list = false;
    ResultArguments result;
};

constexpr std::size_t kLongestSource = 1 << 20;

Result<std::string> readSource(const std::string& source)
{
    std::error_code ignored;
    const bool isFile = std::filesystem::is_regular_file(source, ignored);
    if (source != "-" && !isFile
        && (source.starts_with("lrPolicy_") || source.find_first_of("\n({") != std::string::npos))
        return source;
    std::ifstream file;
    if (source != "-") {
        file.open(source, std::ios::binary);
        if (!file)
            return Error{.code = ErrorCode::NotFound,
                .subject = source,
                .detail = "cannot be read",
                .cure = "name a file, - for standard input, or give the code itself in quotes"};
    }
    std::istream& stream = source == "-" ? std::cin : file;
    std::string text(kLongestSource + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

struct Imported {
    lr::ImportedSchedule read;
    bool isList = false;
};

Result<Imported> importPolicy(Context& context, const ImportArguments& arguments)
{
    if (arguments.list)
        return Imported{.isList = true};
    if (arguments.source.empty())
        return Error{.code = ErrorCode::Usage,
            .subject = "lr import",
            .detail = "there is nothing to import",
            .cure = "name a file, - for standard input, or give the code itself in quotes"};
    const auto text = readSource(arguments.source);
    if (!text)
        return text.error();
    auto read = lr::importCode(*text, arguments.options);
    if (!read)
        return std::move(read).error();
    for (const std::string& note : read->notes)
        context.note(note);
    return Imported{.read = *std::move(read)};
}

Table listTable()
{
    Table table{.columns = {{"library"}, {"name"}}};
    for (const std::string_view library : lr::codeFormatIds())
        for (std::string& name : lr::importableNames(*lr::codeFormatFromId(library)))
            table.rows.push_back({std::string(library), std::move(name)});
    return table;
}

void writeJson(JsonWriter& json, const Imported& imported)
{
    json.beginObject();
    if (imported.isList) {
        for (const std::string_view library : lr::codeFormatIds())
            json.key(library).array(lr::importableNames(*lr::codeFormatFromId(library)));
    } else {
        json.member("policy", lr::format(imported.read.schedule)).member("unit", unitName(imported.read.unit));
        json.member("source", imported.read.source).key("notes").array(imported.read.notes);
    }
    json.endObject();
}

Table makeTable(const Imported& imported)
{
    if (imported.isList)
        return listTable();
    return {.columns = {{"policy"}, {"unit"}, {"source"}},
        .rows = {{lr::format(imported.read.schedule), unitName(imported.read.unit), imported.read.source}}};
}

std::string writeText(const Imported& imported)
{
    return imported.isList ? toText(listTable()) : lr::format(imported.read.schedule) + "\n";
}

void addExport(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = parent.add_subcommand("export", "A policy as code or fields of another program");
    addPolicy(*command, arguments->policy);
    std::vector<std::string> formats;
    for (const std::string_view each : lr::codeFormatIds())
        formats.emplace_back(each);
    addChoice(
        *command,
        "--to",
        formats,
        [arguments](std::size_t which) { arguments->format = static_cast<lr::CodeFormat>(which); },
        "Where it goes (default pytorch)");
    addUnit(*command, arguments->options.unit);
    addLrConvention(*command, arguments->options.convention);
    command->add_flag("--json", arguments->json, "Print one JSON document with the code in it");
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) { return exportPolicy(context, *arguments); };
    });
}

void addImport(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = parent.add_subcommand("import", "A policy out of another program's code or fields");
    command->add_option("SOURCE", arguments->source, "File, - for standard input, or the code itself")
        ->type_name("");
    std::vector<std::string> formats;
    for (const std::string_view each : lr::codeFormatIds())
        formats.emplace_back(each);
    addChoice(
        *command,
        "--from",
        formats,
        [arguments](std::size_t which) { arguments->options.format = static_cast<lr::CodeFormat>(which); },
        "What it is (default: told from the text)");
    command->add_option("--base", arguments->options.baseRate, "The optimiser's rate, where the code names none")
        ->type_name("RATE");
    command->add_flag("--list", arguments->list, "The schedulers that are read, by library");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<ImportArguments, Imported>(arguments, importPolicy, {writeJson, writeText, makeTable});
    });
}

} // namespace

void addLrCode(CLI::App& parent, Command& chosen)
{
    addExport(parent, chosen);
    addImport(parent, chosen);
}

} // namespace cobench::cli
