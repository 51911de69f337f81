// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/config.h"

#include "core/data/dataset.h"
#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"
#include "core/train/models.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace cobench::train {

namespace {

using nlohmann::json;

/// The one list of fields: reading and writing both walk it.
template <typename Config, typename Visit>
void visitFields(Config& config, Visit visit)
{
    visit("name", config.name);
    visit("dataset", config.dataset);
    visit("data_directory", config.dataDirectory);
    visit("model", config.model);
    visit("widths", config.widths);
    visit("optimizer", config.optimizer);
    visit("learning_rate", config.learningRate);
    visit("learning_rate_unit", config.learningRateUnit);
    visit("momentum", config.momentum);
    visit("nesterov", config.nesterov);
    visit("weight_decay", config.weightDecay);
    visit("batch", config.batch);
    visit("epochs", config.epochs);
    visit("seed", config.seed);
    visit("device", config.device);
    visit("threads", config.threads);
    visit("limit_train", config.limitTrain);
    visit("limit_test", config.limitTest);
    visit("record_every", config.recordEvery);
}

template <typename Integer>
bool readInteger(const json& value, Integer& field)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::numeric_limits<Integer>::max())
        return false;
    field = value.get<Integer>();
    return true;
}
bool read(const json& value, std::uint32_t& field)
{
    return readInteger(value, field);
}
bool read(const json& value, std::uint64_t& field)
{
    return readInteger(value, field);
}
bool read(const json& value, bool& field)
{
    return value.is_boolean() && (field = value.get<bool>(), true);
}
bool read(const json& value, double& field)
{
    return value.is_number() && (field = value.get<double>(), true);
}
bool read(const json& value, std::string& field)
{
    return value.is_string() && (field = value.get<std::string>(), true);
}
bool read(const json& value, std::vector<std::uint32_t>& field)
{
    if (!value.is_array())
        return false;
    field.assign(value.size(), 0);
    for (std::size_t i = 0; i < value.size(); ++i)
        if (!readInteger(value[i], field[i]))
            return false;
    return true;
}

Error problem(const TrainConfig& config, std::string place, std::string detail, std::string cure)
{
    return {ErrorCode::Usage, config.name, std::move(place), std::move(detail), std::move(cure)};
}

void checkLearningRate(const TrainConfig& config, std::vector<Error>& problems)
{
    const auto schedule = lr::parse(config.learningRate);
    if (!schedule) {
        problems.push_back(schedule.error());
    } else if (const double first = lr::valueAt(*schedule, 0.0);
               schedule->policies.front().family == lr::Family::Fix && !(first > 0.0 && std::isfinite(first))) {
        problems.push_back(problem(config, "learning rate", "is " + config.learningRate, "a rate above 0"));
    }
    if (config.learningRateUnit != "iteration" && config.learningRateUnit != "epoch")
        problems.push_back(
            problem(config, "learning rate unit", "is " + config.learningRateUnit, "iteration or epoch"));
}

void checkOptimizer(const TrainConfig& config, std::vector<Error>& problems)
{
    if (config.optimizer != "sgd" && config.optimizer != "adam")
        problems.push_back(problem(config, "optimizer", "unknown optimizer " + config.optimizer, "sgd or adam"));
    if (!(config.momentum >= 0.0 && config.momentum < 1.0))
        problems.push_back(
            problem(config, "momentum", "is " + std::to_string(config.momentum), "at least 0, below 1"));
    if (config.nesterov && config.momentum == 0.0)
        problems.push_back(problem(config, "nesterov", "needs momentum", "a momentum above 0"));
    if (!(config.weightDecay >= 0.0 && std::isfinite(config.weightDecay)))
        problems.push_back(
            problem(config, "weight decay", "is " + std::to_string(config.weightDecay), "0 or above"));
}

void checkCounts(const TrainConfig& config, std::vector<Error>& problems)
{
    const std::pair<const char*, std::uint64_t> counts[]{
        {"batch", config.batch}, {"epochs", config.epochs}, {"threads", config.threads}};
    for (const auto& [name, value] : counts)
        if (value == 0)
            problems.push_back(problem(config, name, "is 0", "at least 1"));
    if (config.limitTrain != 0 && config.batch > config.limitTrain)
        problems.push_back(problem(
            config, "batch", "is larger than the training set", "at most " + std::to_string(config.limitTrain)));
    if (config.device != "cpu" && config.device.rfind("cuda", 0) != 0)
        problems.push_back(problem(config, "device", "unknown device " + config.device, "cpu, cuda or cuda:N"));
}

void checkModel(const TrainConfig& config, std::vector<Error>& problems)
{
    const data::DatasetInfo* dataset = data::findDatasetInfo(config.dataset);
    if (!dataset)
        problems.push_back(problem(config, "dataset", "unknown dataset " + config.dataset, {}));
    // Without the data's shape, at least the name and the widths can be checked on a usual one.
    const data::ImageShape shape = dataset ? dataset->shape : data::ImageShape{3, 32, 32};
    const auto network = buildNetwork({.model = config.model,
        .widths = config.widths,
        .input = {shape.channels, shape.height, shape.width},
        .classes = dataset ? dataset->classNames.size() : 10});
    if (!network)
        problems.push_back(network.error());
}

} // namespace

std::string toJson(const TrainConfig& config)
{
    json object = json::object();
    visitFields(config, [&](const char* key, const auto& field) { object[key] = field; });
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<TrainConfig> configFromJson(std::string_view text)
{
    json object = json::parse(text, nullptr, false);
    if (!object.is_object())
        return Error{ErrorCode::Corrupt, "training configuration", {}, "is not a JSON object", {}};
    TrainConfig config;
    std::string wrong;
    visitFields(config, [&](const char* key, auto& field) {
        const auto found = object.find(key);
        if (found == object.end())
            return;
        if (!read(*found, field))
            wrong = key;
        object.erase(found);
    });
    if (!wrong.empty())
        return Error{ErrorCode::Value, "training configuration", wrong, "has the wrong type or range", {}};
    if (!object.empty())
        return Error{ErrorCode::NewerVersion, "training configuration", object.begin().key(), "unknown field", {}};
    return config;
}

std::vector<Error> findProblems(const TrainConfig& config)
{
    std::vector<Error> problems;
    checkModel(config, problems);
    checkOptimizer(config, problems);
    checkLearningRate(config, problems);
    checkCounts(config, problems);
    return problems;
}

} // namespace cobench::train
