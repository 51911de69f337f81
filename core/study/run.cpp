// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace cobench::study {

namespace {

using nlohmann::json;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kDeepest = 16; // objects in each other; what a file says may be made to exhaust the stack

std::string listText(const json& list)
{
    std::string text;
    for (const json& item : list)
        text += (text.empty() ? "" : " ")
            + (item.is_string()           ? item.get<std::string>()
                    : item.is_primitive() ? item.dump()
                                          : "…");
    return text;
}

void addValues(const json& object, const std::string& prefix, int depth, std::map<std::string, Value>& values)
{
    for (const auto& [key, value] : object.items()) {
        if (value.is_object() && depth < kDeepest)
            addValues(value, prefix + key + '.', depth + 1, values);
        else if (value.is_number())
            values[prefix + key] = value.get<double>();
        else if (value.is_boolean())
            values[prefix + key] = value.get<bool>() ? 1.0 : 0.0;
        else if (value.is_string())
            values[prefix + key] = value.get<std::string>();
        else if (value.is_array())
            values[prefix + key] = listText(value);
    }
}

bool holds(std::string_view text, std::string_view word)
{
    return text.find(word) != std::string_view::npos;
}

double number(const std::map<std::string, Value>& config, const std::string& key)
{
    const auto found = config.find(key);
    const double* value = found == config.end() ? nullptr : std::get_if<double>(&found->second);
    return value ? *value : kNone;
}

} // namespace

void Figures::add(double step, double value)
{
    ++points;
    lastStep = step;
    last = value;
    min = std::fmin(min, value);
    max = std::fmax(max, value);
}

std::map<std::string, Value> configValues(std::string_view text)
{
    std::map<std::string, Value> values;
    if (const json object = json::parse(text, nullptr, false); object.is_object())
        addValues(object, {}, 0, values);
    return values;
}

Better betterOf(std::string_view tag)
{
    static constexpr std::array<std::string_view, 8> kLow{
        "loss", "error", "nll", "ece", "perplexity", "mae", "mse", "seconds"};
    static constexpr std::array<std::string_view, 8> kHigh{
        "accuracy", "acc", "top", "f1", "auc", "precision", "recall", "samples_per_second"};
    const auto isIn = [&](const auto& words) {
        return std::ranges::any_of(words, [&](std::string_view word) { return holds(tag, word); });
    };
    if (isIn(kHigh))
        return Better::High;
    return isIn(kLow) ? Better::Low : Better::Neither;
}

std::string_view id(Statistic statistic)
{
    switch (statistic) {
    case Statistic::Last:
        return "last";
    case Statistic::Min:
        return "min";
    case Statistic::Max:
        return "max";
    case Statistic::Best:
        break;
    }
    return "best";
}

double valueOf(const Figures& figures, std::string_view tag, Statistic statistic)
{
    const Better better = betterOf(tag);
    switch (statistic) {
    case Statistic::Last:
        return figures.last;
    case Statistic::Min:
        return figures.min;
    case Statistic::Max:
        return figures.max;
    case Statistic::Best:
        break;
    }
    return better == Better::Neither ? kNone : better == Better::Low ? figures.min : figures.max;
}

Value valueOf(const Run& run, std::string_view name, Statistic statistic)
{
    if (name == "id")
        return static_cast<double>(run.id.value);
    if (name == "name")
        return run.name;
    if (name == "batch_name")
        return run.batch;
    if (name == "state")
        return run.state;
    if (name == "tags")
        return run.tags;
    if (name == "note")
        return run.note;
    if (name == "archived")
        return run.isArchived ? 1.0 : 0.0;
    if (name == "seconds")
        return secondsOf(run);
    const std::string key(name);
    if (const auto found = run.config.find(key); found != run.config.end())
        return found->second;
    if (const auto found = run.figures.find(key); found != run.figures.end())
        return valueOf(found->second, name, statistic);
    return kNone;
}

double secondsOf(const Run& run)
{
    if (const auto told = run.figures.find("run/seconds"); told != run.figures.end())
        return told->second.last;
    return run.heartbeatAt > run.createdAt ? run.heartbeatAt - run.createdAt : kNone;
}

double iterationsPerEpoch(const Run& run)
{
    const double epochs = number(run.config, "epochs");
    if (const auto told = run.figures.find("run/iterations"); told != run.figures.end() && epochs > 0.0)
        return told->second.last / epochs;
    double last = 0.0;
    for (const auto& [tag, figures] : run.figures)
        last = std::max(last, figures.lastStep);
    if (run.state == "finished" && epochs > 0.0 && last > 0.0)
        return last / epochs;
    const double samples = number(run.config, "limit_train");
    const double batch = number(run.config, "batch");
    return samples > 0.0 && batch > 0.0 ? std::ceil(samples / batch) : kNone;
}

bool isUndefined(const Value& value)
{
    const double* number = std::get_if<double>(&value);
    return number && std::isnan(*number);
}

bool isBefore(const Value& first, const Value& second)
{
    if (isUndefined(first) || isUndefined(second))
        return !isUndefined(first) && isUndefined(second);
    return first < second; // a variant compares its alternative first, and numbers are the first one
}

std::string toText(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (isUndefined(value))
        return {};
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::get<double>(value));
    return {buffer.data(), end.ptr};
}

} // namespace cobench::study
