// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/detect_commands.h"
#include "core/engine/find_card.h"
#include "core/io/file_source.h"
#include "core/jobs/evaluate_detections.h"

#include <CLI/CLI.hpp>
#include <iterator>

namespace cobench::cli {

namespace {

struct Arguments {
    jobs::EvaluateOptions evaluate;
    std::string names; // file
    std::string imageSize;
    ResultArguments result;
};

Result<void> parseImageSize(const std::string& text, detect::MatchOptions& match)
{
    unsigned width = 0;
    unsigned height = 0;
    int end = 0;
    const int read = std::sscanf(text.c_str(), "%6ux%6u%n", &width, &height, &end);
    if (!text.empty() && (read != 2 || static_cast<std::size_t>(end) != text.size() || width * height == 0))
        return Error{.code = ErrorCode::Usage,
            .subject = "--image-size",
            .detail = "\"" + text + "\" is no size",
            .cure = "WxH, such as 640x480"};
    match.imageWidth = width;
    match.imageHeight = height;
    return {};
}

/// Of a model card, or one name a line.
Result<std::vector<std::string>> readNames(Context& context, const std::string& file)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored) || file.ends_with(".json")) {
        auto card = engine::findCard(file, engine::modelFolders({}));
        if (!card)
            return std::move(card).error();
        if (*card)
            return std::move((*card)->card.classes);
    }
    const auto bytes = io::readFile(file, context.progress, context.cancel, 1U << 24);
    if (!bytes)
        return bytes.error();
    const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    std::vector<std::string> names;
    for (std::string_view name : splitList(text, '\n')) {
        if (name.ends_with('\r'))
            name.remove_suffix(1);
        names.emplace_back(name);
    }
    return names;
}

Result<jobs::Evaluation> evaluate(Context& context, const Arguments& arguments)
{
    jobs::EvaluateOptions options = arguments.evaluate;
    if (auto parsed = parseImageSize(arguments.imageSize, options.match); !parsed)
        return std::move(parsed).error();
    if (!arguments.names.empty()) {
        auto names = readNames(context, arguments.names);
        if (!names)
            return std::move(names).error();
        options.match.classNames = std::move(*names);
    }
    auto evaluation = jobs::evaluateDetections(options, context.progress, context.cancel);
    if (evaluation)
        for (const Warning& warning : evaluation->warnings)
            context.warn(warning);
    return evaluation;
}

void writeJson(JsonWriter& json, const jobs::Evaluation& evaluation)
{
    const detect::ApResult& precision = evaluation.precision;
    json.beginObject().member("map", precision.map).key("ap").beginObject();
    for (std::size_t index = 0; index < evaluation.classes.size(); ++index)
        json.member(evaluation.classes[index], precision.classes[index].ap);
    json.endObject().member("frames", evaluation.frames);
    json.member("small", precision.small).member("medium", precision.medium).member("large", precision.large);
    json.key("thresholds").array(precision.thresholds).key("map_at").array(precision.perThreshold).endObject();
}

Table makeTable(const jobs::Evaluation& evaluation)
{
    Table table{.columns = {{"class"}, {"ap"}, {"objects"}, {"detections"}}};
    for (std::size_t index = 0; index < evaluation.classes.size(); ++index) {
        const auto& one = evaluation.precision.classes[index];
        table.rows.push_back(
            {evaluation.classes[index], one.ap, std::uint64_t{one.objects}, std::uint64_t{one.detections}});
    }
    return table;
}

std::string writeText(const jobs::Evaluation& evaluation)
{
    const detect::ApResult& precision = evaluation.precision;
    Table sizes{.columns = {{"map"}, {"small"}, {"medium"}, {"large"}, {"frames"}}};
    sizes.rows.push_back(
        {precision.map, precision.small, precision.medium, precision.large, std::uint64_t{evaluation.frames}});
    return toText(makeTable(evaluation)) + "\n" + toText(sizes);
}

} // namespace

void addDetectEval(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("eval", "Average precision of detections against the truth");
    command
        ->add_option(
            "--truth", arguments->evaluate.truth, "MOT text, COCO JSON, CSV, folder of VOC XML or YOLO texts")
        ->required()
        ->type_name("PATH");
    command
        ->add_option(
            "--detections", arguments->evaluate.detections, "MOT text, COCO results, CSV, folder of YOLO texts")
        ->required()
        ->type_name("PATH");
    addChoice(
        *command,
        "--metric",
        {std::begin(detect::kApMetrics), std::end(detect::kApMetrics)},
        [arguments](std::size_t metric) { arguments->evaluate.metric = static_cast<detect::ApMetric>(metric); },
        "Which average precision (default coco)");
    command
        ->add_option("--iou",
            arguments->evaluate.thresholds,
            "Overlap that makes a hit (default .5; coco: .5 to .95 in ten steps)")
        ->check(CLI::Range(0.0, 1.0).description(""))
        ->delimiter(',')
        ->type_name("T");
    command->add_flag("--all-frames",
        arguments->evaluate.match.keepsUnlistedFrames,
        "Detections in frames that the truth does not list count as misses");
    command->add_option("--class", arguments->evaluate.match.onlyClass, "Only this class, by name or number")
        ->type_name("CLASS");
    command
        ->add_option("--names",
            arguments->names,
            "Names of classes that detections give by number: a model card, or a file with one a line")
        ->type_name("CARD|FILE");
    command->add_option("--image-size", arguments->imageSize, "Of the pictures, for YOLO's relative boxes")
        ->type_name("WxH");
    addResultArguments(*command, arguments->result);
    command->footer("Truth of column 7 = 0 (MOT), difficult (VOC) and crowd (COCO) is neither hit nor missed.\n"
                    "Numbered detections of named pictures: number n is the n-th picture by name.\n"
                    "What dropped and stale frames of a kept run cost: detect show --truth --reference.");
    command->callback([arguments, &chosen] {
        chosen = answering<Arguments, jobs::Evaluation>(
            arguments, evaluate, {.json = writeJson, .text = writeText, .table = makeTable});
    });
}

} // namespace cobench::cli
