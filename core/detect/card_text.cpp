// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/card_text.h"

#include "core/detect/card_keys.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace cobench::detect {

namespace {

using Json = nlohmann::json;

constexpr double kMostSide = 4096;

std::string placeOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto lines = std::ranges::count(before, '\n');
    const std::size_t column = before.size() - (lines == 0 ? 0 : before.rfind('\n') + 1);
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1);
}

/// "line 4, "width"": the parser does not keep places, but a card names each key once.
std::string placeOf(std::string_view text, const std::string& key)
{
    std::string quoted = '"' + key + '"';
    const std::size_t found = text.find(quoted);
    if (found == std::string_view::npos)
        return quoted;
    const auto before = text.substr(0, found);
    return "line " + std::to_string(std::ranges::count(before, '\n') + 1) + ", " + quoted;
}

constexpr std::string_view kCardKeys[] = {"name",
    "format",
    "weights",
    "config",
    "input",
    "layout",
    "classes",
    "strides",
    "anchors",
    "score",
    "overlap",
    "licence",
    "source"};
constexpr std::string_view kInputKeys[] = {"width", "height", "mean", "scale", "order", "fit", "border", "resize"};
constexpr std::string_view kOrders[] = {"rgb", "bgr"};
constexpr std::string_view kFits[] = {"stretch", "letterbox"};

void readInput(const CardKeys& keys, ModelCard& card)
{
    keys.number("width", card.width, 8, kMostSide, true);
    keys.number("height", card.height, 8, kMostSide, true);
    keys.triple("mean", card.mean);
    keys.triple("scale", card.scale);
    std::size_t order = 0;
    keys.choice("order", kOrders, order, true);
    card.isRgb = order == 0;
    std::size_t fit = 0;
    keys.choice("fit", kFits, fit, false);
    card.isLetterboxed = fit == 1;
    keys.number("border", card.border, 0, 255, false);
    keys.choice("resize", kResizeFilters, card.filter, false);
    keys.refuseOthers(kInputKeys);
}

/// What the layouts need beyond the classes.
void checkLayout(const CardKeys& keys, const ModelCard& card)
{
    constexpr OutputLayout kPerStride[] = {OutputLayout::FastestDet,
        OutputLayout::YoloFastestV2,
        OutputLayout::NanoDet,
        OutputLayout::Priors,
        OutputLayout::YuNet};
    const bool isPerStride = std::ranges::find(kPerStride, card.layout) != std::end(kPerStride);
    if (isPerStride && card.strides.empty())
        return keys.fail("strides", "the pixels of the input that a cell of each output covers");
    if (card.layout == OutputLayout::FastestDet && card.strides.size() != 1)
        return keys.fail("strides", "one stride, for one map");
    const bool isAnchored = card.layout == OutputLayout::YoloFastestV2 || card.layout == OutputLayout::Priors;
    if (isAnchored && card.anchors.size() != card.strides.size())
        return keys.fail("anchors", "one list for each stride");
    const bool isPaired = card.layout == OutputLayout::YoloFastestV2;
    const bool areEqual = std::ranges::all_of(card.anchors, [&](const std::vector<double>& one) {
        return one.size() % 2 == 0 && one.size() == card.anchors.front().size();
    });
    if (isPaired && !areEqual)
        keys.fail("anchors", "widths and heights in turn, as many for each stride");
}

void readKeys(const CardKeys& keys, ModelCard& card)
{
    keys.text("name", card.name, true);
    keys.choice("format", kNetworkFormats, card.format, true);
    keys.file("weights", card.weights, true);
    keys.file("config", card.config, card.format == NetworkFormat::Darknet || card.format == NetworkFormat::Caffe);
    keys.choice("layout", kOutputLayouts, card.layout, true);
    keys.classes("classes", card.classes);
    keys.strides("strides", card.strides);
    keys.lists("anchors", card.anchors);
    keys.number("score", card.leastScore, 0, 1, false);
    keys.number("overlap", card.overlap, 0, 1, false);
    keys.text("licence", card.licence, false);
    keys.text("source", card.source, false);
    keys.refuseOthers(kCardKeys);
    checkLayout(keys, card);
}

Result<Json> parse(std::string_view text, const std::string& subject)
{
    if (text.size() > kMaxCardBytes)
        return Error{.code = ErrorCode::TooLarge,
            .subject = subject,
            .detail = "is larger than any model card",
            .cure = "at most " + std::to_string(kMaxCardBytes) + " bytes"};
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const std::size_t offset = error.byte == 0 ? 0 : error.byte - 1;
        return Error{.code = ErrorCode::Corrupt,
            .subject = subject,
            .place = placeOf(text, offset),
            .detail = "is no JSON from here on",
            .cure = "a model card: a JSON object"};
    }
}

} // namespace

Result<ModelCard> readCard(std::string_view text, const std::string& subject)
{
    const auto root = parse(text, subject);
    if (!root)
        return root.error();
    std::optional<Error> error;
    const auto fail = [&](const std::string& key, std::string detail, std::string cure) {
        if (!error)
            error = Error{.code = ErrorCode::Value,
                .subject = subject,
                .place = placeOf(text, key),
                .detail = std::move(detail),
                .cure = std::move(cure)};
    };
    if (!root->is_object())
        return Error{ErrorCode::Value, subject, {}, "is no JSON object", "a model card: a JSON object"};
    ModelCard card;
    const CardKeys keys(*root, fail);
    readKeys(keys, card);
    const Json input = root->value("input", Json());
    if (!input.is_object())
        keys.fail("input", "an object with width, height and order");
    const CardKeys inputKeys(input, fail);
    if (!error)
        readInput(inputKeys, card);
    if (error)
        return std::move(*error);
    return card;
}

} // namespace cobench::detect
