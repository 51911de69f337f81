// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/trainer_state.h"

#include "core/runs/json_log.h"

#include <nlohmann/json.hpp>

namespace cobench::runs {

namespace {

/// rewrite_logs() of transformers/integrations.
std::string tagOf(const std::string& key)
{
    for (const std::string kind : {"eval", "test"})
        if (key.starts_with(kind + "_"))
            return kind + "/" + key.substr(kind.size() + 1);
    return "train/" + key;
}

Error refuse(const std::string& name, std::string place, std::string detail)
{
    return {.code = ErrorCode::Corrupt,
        .subject = name,
        .place = std::move(place),
        .detail = std::move(detail),
        .cure = "choose the trainer_state.json of a checkpoint"};
}

} // namespace

Result<ForeignRuns> readTrainerState(std::string_view text, const std::string& name)
{
    const auto state = parsedJson(text);
    if (!state.is_object())
        return refuse(name, {}, "is no JSON object");
    const auto history = state.find("log_history");
    if (history == state.end() || !history->is_array())
        return refuse(name, "log_history", "is missing or no list");
    ForeignRuns result{.runs = {ForeignRun{.source = name}}};
    auto settings = nlohmann::json::object();
    for (const char* key : {"max_steps", "num_train_epochs", "train_batch_size", "total_flos"})
        if (const auto value = state.find(key); value != state.end() && value->is_number())
            settings[key] = *value;
    result.runs.front().config = settings.dump();
    MetricRows rows;
    for (std::size_t row = 0; row < history->size(); ++row) {
        const auto& entry = (*history)[row];
        if (!entry.is_object())
            return refuse(name, "log_history[" + std::to_string(row) + "]", "is no object");
        Numbers numbers;
        for (const auto& [key, value] : entry.items())
            if (value.is_number())
                numbers.emplace_back(key == "step" ? key : tagOf(key), value.get<double>());
        rows.add(numbers, 0.0, result.runs.front().scalars);
    }
    return result;
}

} // namespace cobench::runs
