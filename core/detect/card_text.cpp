// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/card_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>

namespace cobench::detect {

namespace {

using Json = nlohmann::json;

constexpr double kMostSide = 4096;
constexpr std::size_t kMostClasses = 10000;
constexpr std::size_t kMostStrides = 8;
constexpr std::size_t kMostAnchors = 64; // numbers for one stride

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
    const std::string quoted = '"' + key + '"';
    const std::size_t found = text.find(quoted);
    if (found == std::string_view::npos)
        return quoted;
    const auto before = text.substr(0, found);
    return "line " + std::to_string(std::ranges::count(before, '\n') + 1) + ", " + quoted;
}

template <std::size_t N>
std::string listed(const std::string_view (&words)[N])
{
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

std::string shortNumber(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

/// Reads the keys of one object; only the first thing that is wrong is kept.
class KeyReader
{
public:
    using Fail = std::function<void(const std::string& key, std::string detail, std::string cure)>;

    KeyReader(const Json& object, Fail fail)
        : m_object(object)
        , m_fail(std::move(fail))
    {
    }

    bool has(const char* key) const { return m_object.contains(key); }
    void fail(const char* key, std::string cure) const
    {
        m_fail(key, has(key) ? kWrong : kMissing, std::move(cure));
    }

    void text(const char* key, std::string& value, bool isNeeded)
    {
        const Json* found = find(key, isNeeded, "a text");
        if (found != nullptr && !found->is_string())
            return fail(key, "a text");
        if (found != nullptr)
            value = found->get<std::string>();
    }

    /// A file below the card's folder.
    void file(const char* key, std::string& value, bool isNeeded)
    {
        text(key, value, isNeeded);
        const std::filesystem::path path(value);
        const bool leaves = std::ranges::find(path, "..") != path.end();
        if (path.is_absolute() || leaves || value.find('\0') != std::string::npos || (isNeeded && value.empty()))
            fail(key, "the name of a file that lies beside the card or below it");
    }

    template <typename T>
    void number(const char* key, T& value, double from, double to, bool isNeeded)
    {
        const std::string wanted = "a number from " + shortNumber(from) + " to " + shortNumber(to);
        const Json* found = find(key, isNeeded, wanted);
        if (found == nullptr)
            return;
        const bool isWhole = std::is_floating_point_v<T> || found->is_number_integer();
        if (!isWhole || !isWithin(*found, from, to))
            return fail(key, (std::is_floating_point_v<T> ? "" : "a whole number: ") + wanted);
        value = static_cast<T>(found->get<double>());
    }

    template <typename T>
    void numbers(const char* key, std::vector<T>& values, double from, double to, std::size_t most)
    {
        if (const Json* found = find(key, false, {}); found != nullptr && !read(*found, values, from, to, most))
            fail(key, "a list of at most " + std::to_string(most) + " numbers above 0");
    }

    void lists(const char* key, std::vector<std::vector<double>>& values)
    {
        const Json* found = find(key, false, {});
        if (found == nullptr)
            return;
        bool isRight = found->is_array() && found->size() <= kMostStrides;
        for (std::size_t i = 0; isRight && i < found->size(); ++i)
            isRight = read((*found)[i], values.emplace_back(), 1e-3, 1e5, kMostAnchors);
        if (!isRight)
            fail(key, "one list of numbers above 0 for each stride");
    }

    /// Three numbers, or one for all three.
    void triple(const char* key, std::array<double, 3>& values)
    {
        const Json* found = find(key, false, {});
        if (found == nullptr)
            return;
        std::vector<double> read;
        if (isWithin(*found, -1e6, 1e6))
            read.assign(3, found->get<double>());
        else if (!this->read(*found, read, -1e6, 1e6, 3) || read.size() != 3)
            return fail(key, "a number, or one for each of three channels");
        std::ranges::copy(read, values.begin());
    }

    void truth(const char* key, bool& value)
    {
        const Json* found = find(key, false, {});
        if (found != nullptr && !found->is_boolean())
            return fail(key, "true or false");
        if (found != nullptr)
            value = found->get<bool>();
    }

    template <typename Enum, std::size_t N>
    void choice(const char* key, const std::string_view (&words)[N], Enum& value, bool isNeeded)
    {
        const Json* found = find(key, isNeeded, listed(words));
        if (found == nullptr)
            return;
        const auto* at = found->is_string() ? std::ranges::find(words, found->get<std::string>()) : std::end(words);
        if (at == std::end(words))
            return fail(key, listed(words));
        value = static_cast<Enum>(at - std::begin(words));
    }

    /// "coco", or a list of names.
    void classes(const char* key, std::vector<std::string>& names)
    {
        const char* wanted = "\"coco\", or a list of names";
        const Json* found = find(key, true, wanted);
        if (found == nullptr)
            return;
        if (found->is_string() && found->get<std::string>() == "coco") {
            names = cocoClasses();
            return;
        }
        const bool areNames = found->is_array() && !found->empty() && found->size() <= kMostClasses
            && std::ranges::all_of(*found, [](const Json& name) { return name.is_string(); });
        if (!areNames)
            return fail(key, wanted);
        for (const Json& name : *found)
            names.push_back(name.get<std::string>());
    }

    template <std::size_t N>
    void refuseOthers(const std::string_view (&known)[N]) const
    {
        for (const auto& [key, value] : m_object.items())
            if (std::ranges::find(known, key) == std::end(known))
                m_fail(key, "is no key of a model card", listed(known));
    }

private:
    static constexpr const char* kMissing = "is missing";
    static constexpr const char* kWrong = "is of the wrong form";

    const Json* find(const char* key, bool isNeeded, const std::string& wanted) const
    {
        const auto found = m_object.find(key);
        if (found == m_object.end() && isNeeded)
            fail(key, wanted);
        return found == m_object.end() ? nullptr : &*found;
    }

    static bool isWithin(const Json& value, double from, double to)
    {
        return value.is_number() && value.get<double>() >= from && value.get<double>() <= to;
    }

    template <typename T>
    static bool read(const Json& list, std::vector<T>& values, double from, double to, std::size_t most)
    {
        if (!list.is_array() || list.empty() || list.size() > most)
            return false;
        for (const Json& one : list) {
            if (!isWithin(one, from, to))
                return false;
            values.push_back(static_cast<T>(one.get<double>()));
        }
        return true;
    }

    const Json& m_object;
    Fail m_fail;
};

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

void readInput(KeyReader& reader, ModelCard& card)
{
    reader.number("width", card.width, 8, kMostSide, true);
    reader.number("height", card.height, 8, kMostSide, true);
    reader.triple("mean", card.mean);
    reader.triple("scale", card.scale);
    std::size_t order = 0;
    reader.choice("order", kOrders, order, true);
    card.isRgb = order == 0;
    std::size_t fit = 0;
    reader.choice("fit", kFits, fit, false);
    card.isLetterboxed = fit == 1;
    reader.number("border", card.border, 0, 255, false);
    reader.choice("resize", kResizeFilters, card.filter, false);
    reader.refuseOthers(kInputKeys);
}

/// What the layouts need beyond the classes.
void checkLayout(const KeyReader& reader, const ModelCard& card)
{
    const bool isPerStride = card.layout != OutputLayout::Region && card.layout != OutputLayout::Corners;
    if (isPerStride && card.strides.empty())
        return reader.fail("strides", "the pixels of the input that a cell of each output covers");
    if (card.layout == OutputLayout::FastestDet && card.strides.size() != 1)
        return reader.fail("strides", "one stride, for one map");
    const bool isAnchored = card.layout == OutputLayout::YoloFastestV2 || card.layout == OutputLayout::Priors;
    if (isAnchored && card.anchors.size() != card.strides.size())
        return reader.fail("anchors", "one list for each stride");
    const bool isPaired = card.layout == OutputLayout::YoloFastestV2;
    const bool areEqual = std::ranges::all_of(card.anchors, [&](const std::vector<double>& one) {
        return one.size() % 2 == 0 && one.size() == card.anchors.front().size();
    });
    if (isPaired && !areEqual)
        reader.fail("anchors", "widths and heights in turn, as many for each stride");
}

void readKeys(KeyReader& reader, ModelCard& card)
{
    reader.text("name", card.name, true);
    reader.choice("format", kNetworkFormats, card.format, true);
    reader.file("weights", card.weights, true);
    reader.file("config", card.config, card.format != NetworkFormat::Onnx);
    reader.choice("layout", kOutputLayouts, card.layout, true);
    reader.classes("classes", card.classes);
    reader.numbers("strides", card.strides, 1, kMostSide, kMostStrides);
    reader.lists("anchors", card.anchors);
    reader.number("score", card.leastScore, 0, 1, false);
    reader.number("overlap", card.overlap, 0, 1, false);
    reader.text("licence", card.licence, false);
    reader.text("source", card.source, false);
    reader.refuseOthers(kCardKeys);
    checkLayout(reader, card);
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
    KeyReader reader(*root, fail);
    readKeys(reader, card);
    const Json input = root->value("input", Json());
    if (!input.is_object())
        reader.fail("input", "an object with width, height and order");
    KeyReader inputReader(input, fail);
    if (!error)
        readInput(inputReader, card);
    if (error)
        return std::move(*error);
    return card;
}

} // namespace cobench::detect
