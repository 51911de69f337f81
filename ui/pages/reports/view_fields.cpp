// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/view_fields.h"

#include "core/ensemble/pruning_text.h"

#include <algorithm>
#include <charconv>

namespace cobench::ui {

namespace {

using Fields = std::span<const std::string_view>;
using Kind = ViewSpec::Kind;

constexpr std::uint32_t kMostShuffles = 1'000'000;

template <typename Number>
bool readNumber(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

Error leftOver(std::string_view text, Kind kind)
{
    return viewUsage(text, "something is left over", formOf(kind).form);
}

bool isSampleSet(std::string_view text)
{
    constexpr std::string_view kFocal = "focal:";
    if (text.empty() || text == "all" || text == "disagreement")
        return true;
    return text.starts_with(kFocal) && text.size() > kFocal.size()
        && text.find_first_not_of("0123456789", kFocal.size()) == std::string_view::npos;
}

/// The words of a sample set hold a colon themselves: they are all that is left.
Result<void> readSamples(std::string_view text, Fields fields, ViewSpec& view)
{
    if (fields.empty())
        return {};
    view.samples = std::string(text.substr(static_cast<std::size_t>(fields[0].data() - text.data())));
    if (isSampleSet(view.samples))
        return {};
    return viewUsage(text, "there is no sample set " + view.samples, "all, disagreement or focal:INDEX");
}

Result<void> readPruning(std::string_view text, Fields fields, ensemble::PruningOptions& options)
{
    if (!fields.empty() && !fields[0].empty() && (!readNumber(fields[0], options.maxSize) || options.maxSize < 2))
        return viewUsage(text, "there is no team size " + std::string(fields[0]), "a number from 2 on");
    if (fields.size() > 1 && !fields[1].empty())
        if (auto shares = ensemble::parseShares(fields[1], options); !shares)
            return shares;
    if (fields.size() > 2) {
        if (fields[2] != "corrected" && fields[2] != "reference")
            return viewUsage(text, "there is no convention " + std::string(fields[2]), "corrected or reference");
        if (fields[2] == "reference")
            options.convention = ensemble::Convention::Reference;
    }
    return fields.size() > 3 ? leftOver(text, Kind::Tree) : Result<void>();
}

Result<void> readChance(std::string_view text, Fields fields, ViewSpec& view)
{
    if (!fields.empty() && !fields[0].empty()
        && (!readNumber(fields[0], view.shuffles) || view.shuffles < 1 || view.shuffles > kMostShuffles))
        return viewUsage(text, "there is no number of shuffled pools " + std::string(fields[0]), "1 to 1000000");
    if (fields.size() > 1 && !fields[1].empty() && !readNumber(fields[1], view.seed))
        return viewUsage(text, "there is no seed " + std::string(fields[1]), "a whole number");
    return readSamples(text, fields.subspan(std::min<std::size_t>(2, fields.size())), view);
}

Result<void> readSelection(std::string_view text, Fields fields, ViewSpec& view)
{
    auto query = parseSelection(text.substr(static_cast<std::size_t>(fields[0].data() - text.data())));
    if (!query)
        return query.error();
    view.selection = *std::move(query);
    return {};
}

/// One of these words, of which the first is the default and left out.
Result<void> readShown(std::string_view text,
    Fields fields,
    std::span<const std::string_view> words,
    std::string_view choice,
    ViewSpec& view)
{
    if (fields.empty() || fields[0].empty())
        return {};
    if (std::ranges::find(words, fields[0]) == words.end())
        return viewUsage(text, "there is nothing to show called " + std::string(fields[0]), choice);
    if (fields[0] != words.front())
        view.shown = std::string(fields[0]);
    return {};
}

Result<void> readRule(std::string_view text, Fields fields, ViewSpec& view)
{
    if (fields[0].empty())
        return {};
    view.rule = ensemble::consensusFromId(fields[0]);
    if (view.rule)
        return {};
    std::string ids;
    for (const ensemble::Consensus rule : ensemble::kAllConsensus)
        ids.append(ids.empty() ? "one of " : " ").append(ensemble::id(rule));
    return viewUsage(text, "there is no rule " + std::string(fields[0]), ids);
}

Result<void> readTeam(std::string_view text, Fields fields, ViewSpec& view)
{
    constexpr std::string_view kShown[] = {"team", "best", "difference"};
    if (view.kind == Kind::TeamRecall || fields.empty())
        return fields.empty() ? Result<void>() : leftOver(text, view.kind);
    if (auto rule = readRule(text, fields, view); !rule)
        return rule;
    const bool hasShown = view.kind == Kind::TeamConfusion;
    if (fields.size() > (hasShown ? 2U : 1U))
        return leftOver(text, view.kind);
    return hasShown ? readShown(text, fields.subspan(1), kShown, "team, best or difference", view) : Result<void>();
}

/// What differs from the defaults, as readPruning reads it.
std::string pruningFields(const ensemble::PruningOptions& options)
{
    const ensemble::PruningOptions defaults;
    const std::string shares = ensemble::sharesText(options);
    const bool reference = options.convention == ensemble::Convention::Reference;
    std::string text;
    if (reference)
        text = ":reference";
    if (reference || shares != ensemble::sharesText(defaults))
        text = ":" + shares + text;
    if (!text.empty() || options.maxSize != defaults.maxSize)
        text = ":" + std::to_string(options.maxSize) + text;
    return text;
}

std::string chanceFields(const ViewSpec& view)
{
    const ViewSpec defaults;
    std::string text = view.samples.empty() ? std::string() : ":" + view.samples;
    if (!text.empty() || view.seed != defaults.seed)
        text = ":" + std::to_string(view.seed) + text;
    if (!text.empty() || view.shuffles != defaults.shuffles)
        text = ":" + std::to_string(view.shuffles) + text;
    return text;
}

std::string ruleFields(const ViewSpec& view)
{
    std::string text = view.shown.empty() ? std::string() : ":" + view.shown;
    if (!text.empty() || view.rule)
        text = ":" + (view.rule ? std::string(ensemble::id(*view.rule)) : std::string()) + text;
    return text;
}

} // namespace

Error viewUsage(std::string_view text, std::string detail, std::string_view form)
{
    return Error{.code = ErrorCode::Usage,
        .subject = "view \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write " + std::string(form)};
}

Result<void> readViewFields(std::string_view text, Fields fields, ViewSpec& view)
{
    constexpr std::string_view kAxes[] = {"diversity", "cost"};
    if (fields.empty())
        return {};
    switch (view.kind) {
    case Kind::Matrix:
    case Kind::Scatter:
    case Kind::Correlations:
        return readSamples(text, fields, view);
    case Kind::Pareto:
        if (auto axis = readShown(text, fields, kAxes, "diversity or cost", view); !axis)
            return axis;
        return readSamples(text, fields.subspan(1), view);
    case Kind::Tree:
        return readPruning(text, fields, view.pruning);
    case Kind::Chance:
        return readChance(text, fields, view);
    case Kind::Selection:
        return readSelection(text, fields, view);
    case Kind::Overlap:
    case Kind::TeamConfusion:
    case Kind::TeamRecall:
        return readTeam(text, fields, view);
    default:
        return leftOver(text, view.kind);
    }
}

std::string viewFields(const ViewSpec& view)
{
    std::string samples = view.samples.empty() ? std::string() : ":" + view.samples;
    switch (view.kind) {
    case Kind::Tree:
        return pruningFields(view.pruning);
    case Kind::Chance:
        return chanceFields(view);
    case Kind::Selection: {
        const std::string query = toString(view.selection);
        return query.empty() ? query : ":" + query;
    }
    case Kind::Pareto:
        return view.shown.empty() && samples.empty() ? samples : ":" + view.shown + samples;
    case Kind::Overlap:
    case Kind::TeamConfusion:
        return ruleFields(view);
    default:
        return samples;
    }
}

} // namespace cobench::ui
