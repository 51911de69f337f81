// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/data/dataset.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>

namespace cobench::cli {

namespace {

struct Arguments {
    std::string input = "3x32x32"; // or a dataset's name
    std::uint64_t classes = 10;
    std::string shortcut = "A";
    ResultArguments result;
};

struct ListedModel {
    const train::ModelInfo* info = nullptr;
    std::optional<train::NetworkFigures> figures; // none where the images do not fit
};

Result<train::Shape> parseInput(const std::string& text)
{
    if (const data::DatasetInfo* dataset = data::findDatasetInfo(text))
        return train::Shape{dataset->shape.channels, dataset->shape.height, dataset->shape.width};
    unsigned channels = 0;
    unsigned height = 0;
    unsigned width = 0;
    int end = 0;
    const int read = std::sscanf(text.c_str(), "%4ux%5ux%5u%n", &channels, &height, &width, &end);
    if (read != 3 || static_cast<std::size_t>(end) != text.size() || channels * height * width == 0)
        return Error{.code = ErrorCode::Usage,
            .subject = "--input",
            .detail = "\"" + text + "\" is no shape",
            .cure = "CxHxW, such as 1x28x28, or a dataset's name"};
    return train::Shape{channels, height, width};
}

Result<std::vector<ListedModel>> listModels(Context&, const Arguments& arguments)
{
    const auto input = parseInput(arguments.input);
    if (!input)
        return input.error();
    std::vector<ListedModel> listed;
    for (const train::ModelInfo& info : train::knownModels()) {
        ListedModel model{.info = &info};
        const auto network = train::buildNetwork({.model = info.name,
            .input = *input,
            .classes = arguments.classes,
            .shortcut = arguments.shortcut == "B" ? train::Shortcut::B : train::Shortcut::A});
        if (network)
            model.figures = train::analyse(*network).value();
        listed.push_back(model);
    }
    return listed;
}

void writeJson(JsonWriter& json, const std::vector<ListedModel>& models)
{
    const double undefined = std::numeric_limits<double>::quiet_NaN();
    json.beginObject().key("models").beginArray();
    for (const ListedModel& model : models) {
        json.beginObject().member("name", model.info->name).member("title", model.info->title);
        if (model.figures)
            json.member("parameters", model.figures->parameters)
                .member("multiply_adds", model.figures->multiplyAdds);
        else
            json.member("parameters", undefined).member("multiply_adds", undefined);
        json.member("source", model.info->source).endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const std::vector<ListedModel>& models)
{
    Table table{.columns = {{"name"}, {"parameters"}, {"multiply_adds"}, {"source"}}};
    for (const ListedModel& model : models) {
        const auto cell = [&](std::uint64_t train::NetworkFigures::*figure) -> Table::Cell {
            return model.figures ? Table::Cell((*model.figures).*figure)
                                 : Table::Cell(std::numeric_limits<double>::quiet_NaN());
        };
        table.rows.push_back({model.info->name,
            cell(&train::NetworkFigures::parameters),
            cell(&train::NetworkFigures::multiplyAdds),
            model.info->source});
    }
    return table;
}

std::string writeText(const std::vector<ListedModel>& models)
{
    return toText(makeTable(models));
}

} // namespace

void addModels(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("models", "Networks that can be trained, with their sizes and costs");
    command
        ->add_option("--input", arguments->input, "Shape of a sample, CxHxW, or a dataset's name (default 3x32x32)")
        ->type_name("SHAPE");
    command->add_option("--classes", arguments->classes, "Default 10")
        ->check(CLI::Range(2U, 65535U).description(""))
        ->type_name("N");
    command->add_option("--shortcut", arguments->shortcut, "Of CIFAR ResNets: A (default) or B")
        ->check(CLI::IsMember({"A", "B"}).description(""))
        ->type_name("A|B");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering(arguments, listModels, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
