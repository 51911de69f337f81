// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/selection_query.h"

#include "core/ensemble/metric.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace cobench::ui {

namespace {

using jobs::SelectionMethod;
using jobs::SelectionOptions;
using P = jobs::SelectionParameter;

constexpr std::array<std::string_view, 3> kWeightings{"rank", "uniform", "accuracy"};

template <typename Number>
bool readNumber(std::string_view text, Number& number)
{
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc() && end == text.data() + text.size();
}

bool readCount(std::string_view text, std::size_t& count)
{
    return readNumber(text, count) && count >= 1;
}

bool readShare(std::string_view text, double& share)
{
    return readNumber(text, share) && share >= 0.0 && share <= 1.0;
}

template <typename Number>
std::string written(Number number)
{
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

bool readSize(std::string_view text, SelectionOptions& options)
{
    std::size_t size = 0;
    const bool read = readCount(text, size);
    options.size = size;
    return read;
}

bool readTime(std::string_view text, SelectionOptions& options)
{
    double seconds = 0.0;
    const bool read = readNumber(text, seconds) && std::isfinite(seconds) && seconds > 0.0;
    options.time = std::chrono::duration<double>(seconds);
    return read;
}

bool readWeighting(std::string_view text, SelectionOptions& options)
{
    const auto found = std::ranges::find(kWeightings, text);
    options.weighting = static_cast<ensemble::FocalWeighting>(found - kWeightings.begin());
    return found != kWeightings.end();
}

/// One parameter of a method: how it is called, and how it is read and written.
struct Key {
    std::string_view name;
    P parameter;
    bool (*read)(std::string_view text, SelectionOptions& options);
    std::string (*write)(const SelectionOptions& options);
};

// clang-format off
constexpr std::array<Key, 12> kKeys{{
    {"min-size", P::Sizes, [](auto text, auto& o) { return readCount(text, o.minSize); },
        [](const auto& o) { return written(o.minSize); }},
    {"max-size", P::Sizes, [](auto text, auto& o) { return readCount(text, o.maxSize); },
        [](const auto& o) { return written(o.maxSize); }},
    {"size", P::Size, readSize, [](const auto& o) { return o.size ? written(*o.size) : std::string(); }},
    {"beta", P::Beta, [](auto text, auto& o) { return readShare(text, o.beta); },
        [](const auto& o) { return written(o.beta); }},
    {"k", P::Deviations, [](auto text, auto& o) { return readNumber(text, o.deviations) && std::isfinite(o.deviations); },
        [](const auto& o) { return written(o.deviations); }},
    {"k", P::Votes, [](auto text, auto& o) { return readCount(text, o.votes); },
        [](const auto& o) { return written(o.votes); }},
    {"n", P::Count, [](auto text, auto& o) { return readCount(text, o.count); },
        [](const auto& o) { return written(o.count); }},
    {"width", P::Width, [](auto text, auto& o) { return readCount(text, o.width); },
        [](const auto& o) { return written(o.width); }},
    {"diversity-share", P::Share, [](auto text, auto& o) { return readShare(text, o.diversityShare); },
        [](const auto& o) { return written(o.diversityShare); }},
    {"seed", P::Seed, [](auto text, auto& o) { return readNumber(text, o.seed); },
        [](const auto& o) { return written(o.seed); }},
    {"time", P::Time, readTime, [](const auto& o) { return written(o.time.count()); }},
    {"weighting", P::Weighting, readWeighting,
        [](const auto& o) { return std::string(kWeightings[static_cast<std::size_t>(o.weighting)]); }},
}};
// clang-format on

Error usage(std::string_view text, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = "selection \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

std::string methodIds()
{
    std::string ids = "choose one of";
    for (const SelectionMethod method : jobs::kAllSelectionMethods)
        ids.append(" ").append(jobs::info(method).id);
    return ids;
}

std::string keysOf(const jobs::SelectionMethodInfo& method)
{
    std::string names = "the method takes";
    for (const Key& key : kKeys)
        if (method.takes(key.parameter))
            names.append(" ").append(key.name);
    return names.append(method.takes(P::Metrics) ? " metrics" : "").append(" consensus convention focal");
}

bool readMetrics(std::string_view text, std::vector<ensemble::Metric>& metrics)
{
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('+', begin), text.size());
        const auto metric = ensemble::metricFromId(text.substr(begin, end - begin));
        if (!metric)
            return false;
        metrics.push_back(*metric);
        begin = end + 1;
    }
    return true;
}

/// What every method has; nothing when the key is none of these.
std::optional<bool> readCommon(std::string_view key, std::string_view value, SelectionQuery& query)
{
    const auto& method = jobs::info(query.options.method);
    if (key == "focal")
        return readNumber(value, query.focal.emplace());
    if (key == "metrics" && method.takes(P::Metrics))
        return readMetrics(value, query.options.metrics);
    if (key == "consensus") {
        query.options.rule = ensemble::consensusFromId(value);
        return query.options.rule.has_value();
    }
    if (key == "convention") {
        query.options.convention
            = value == "reference" ? ensemble::Convention::Reference : ensemble::Convention::Corrected;
        return value == "reference" || value == "corrected";
    }
    return std::nullopt;
}

Result<void> readPair(std::string_view text, std::string_view pair, SelectionQuery& query)
{
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    const auto& method = jobs::info(query.options.method);
    std::optional<bool> read = readCommon(name, value, query);
    const auto key
        = std::ranges::find_if(kKeys, [&](const Key& k) { return k.name == name && method.takes(k.parameter); });
    if (!read && key == kKeys.end())
        return usage(
            text, "\"" + std::string(name) + "\" makes no difference to " + std::string(method.id), keysOf(method));
    if (!read)
        read = key->read(value, query.options);
    if (!*read)
        return usage(
            text, "there is no " + std::string(name) + " \"" + std::string(value) + "\"", "write NAME=VALUE");
    return {};
}

} // namespace

Result<SelectionQuery> parseSelection(std::string_view text)
{
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view id = text.substr(0, colon);
    SelectionQuery query;
    if (!id.empty()) {
        const auto method = jobs::selectionMethodFromId(id);
        if (!method)
            return usage(text, "there is no method " + std::string(id), methodIds());
        query.options.method = *method;
    }
    std::string_view rest = text.substr(std::min(colon + 1, text.size()));
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (auto read = readPair(text, rest.substr(0, comma), query); !read)
            return read.error();
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return query;
}

std::vector<std::pair<std::string, std::string>> parametersOf(const SelectionOptions& options)
{
    const SelectionOptions usual;
    const auto& method = jobs::info(options.method);
    std::vector<std::pair<std::string, std::string>> parameters;
    for (const Key& key : kKeys)
        if (std::string value = key.write(options); method.takes(key.parameter) && value != key.write(usual))
            parameters.emplace_back(key.name, std::move(value));
    return parameters;
}

std::string toString(const SelectionQuery& query)
{
    const SelectionOptions& options = query.options;
    auto parameters = parametersOf(options);
    std::string metrics;
    for (const ensemble::Metric metric : options.metrics)
        metrics.append(metrics.empty() ? "" : "+").append(ensemble::info(metric).id);
    if (!metrics.empty() && jobs::info(options.method).takes(P::Metrics))
        parameters.emplace_back("metrics", metrics);
    if (options.rule)
        parameters.emplace_back("consensus", ensemble::id(*options.rule));
    if (options.convention == ensemble::Convention::Reference)
        parameters.emplace_back("convention", "reference");
    if (query.focal)
        parameters.emplace_back("focal", written(*query.focal));
    if (parameters.empty())
        return options.method == SelectionOptions().method ? std::string()
                                                           : std::string(jobs::info(options.method).id);
    std::string text(jobs::info(options.method).id);
    for (const auto& [name, value] : parameters)
        text.append(&name == &parameters.front().first ? ":" : ",").append(name).append("=").append(value);
    return text;
}

} // namespace cobench::ui
