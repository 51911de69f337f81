// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "core/detect/model_request.h"
#include "core/engine/find_card.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

using engine::FoundCard;

struct Arguments {
    std::string folder;
    ResultArguments result;
};

Result<std::vector<FoundCard>> listModels(Context& context, const Arguments& arguments)
{
    std::vector<Warning> warnings;
    auto cards = engine::listCards(engine::modelFolders(arguments.folder), warnings);
    for (const Warning& warning : warnings)
        context.warn(warning);
    return cards;
}

bool isComplete(const FoundCard& card)
{
    return !card.weights.empty() && (card.card.config.empty() || !card.config.empty());
}

std::string_view formatOf(const FoundCard& card)
{
    return detect::kNetworkFormats[static_cast<std::size_t>(card.card.format)];
}

std::string_view layoutOf(const FoundCard& card)
{
    return detect::kOutputLayouts[static_cast<std::size_t>(card.card.layout)];
}

void writeJson(JsonWriter& json, const std::vector<FoundCard>& cards)
{
    json.beginObject().key("built_in").array(detect::kBuiltInModels).key("models").beginArray();
    for (const FoundCard& card : cards) {
        json.beginObject().member("name", card.name).member("title", card.card.name);
        json.member("card", card.file.string()).member("format", formatOf(card));
        json.member("width", card.card.width).member("height", card.card.height);
        json.member("layout", layoutOf(card)).key("classes").array(card.card.classes);
        json.key("weights");
        if (isComplete(card))
            json.value(card.weights.string());
        else
            json.value(nullptr);
        json.member("licence", card.card.licence).member("source", card.card.source).endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const std::vector<FoundCard>& cards)
{
    Table table{.columns = {{"name"}, {"format"}, {"input"}, {"layout"}, {"classes"}, {"weights"}, {"licence"}}};
    for (const FoundCard& card : cards)
        table.rows.push_back({card.name,
            std::string(formatOf(card)),
            std::to_string(card.card.width) + "x" + std::to_string(card.card.height),
            std::string(layoutOf(card)),
            std::uint64_t{card.card.classes.size()},
            isComplete(card) ? card.weights.string() : "missing",
            card.card.licence});
    return table;
}

std::string writeText(const std::vector<FoundCard>& cards)
{
    std::string builtIn;
    for (const std::string_view name : detect::kBuiltInModels)
        builtIn += (builtIn.empty() ? "built in: " : ", ") + std::string(name);
    return toText(makeTable(cards)) + "\n" + builtIn + "\n";
}

} // namespace

void addDetectModels(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("models", "Models that can be run: built in, and by model card");
    addModelFolder(*command, arguments->folder);
    addResultArguments(*command, arguments->result);
    command->footer("Weights do not come with CoBench: each card tells where they come from (--json: source).");
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, std::vector<FoundCard>>(
            arguments, listModels, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
