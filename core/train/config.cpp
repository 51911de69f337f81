// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/config.h"

#include "core/data/dataset.h"
#include "core/lr/evaluate.h"
#include "core/lr/plateau_policy.h"
#include "core/lr/policy_text.h"
#include "core/train/models.h"
#include "core/train/prepare.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace cobench::train {

namespace {

using nlohmann::json;

constexpr std::uint32_t kMaxLoaders = 64;
constexpr std::uint64_t kRatesLookedAt = 1000; // of a policy's first ones

/// The one list of fields: reading and writing both walk it.
template <typename Config, typename Visit>
void visitFields(Config& config, Visit visit)
{
    visit("name", config.name);
    visit("dataset", config.dataset);
    visit("data_directory", config.dataDirectory);
    visit("image_size", config.imageSize);
    visit("model", config.model);
    visit("widths", config.widths);
    visit("shortcut", config.shortcut);
    visit("optimizer", config.optimizer);
    visit("learning_rate", config.learningRate);
    visit("learning_rate_unit", config.learningRateUnit);
    visit("momentum", config.momentum);
    visit("nesterov", config.nesterov);
    visit("weight_decay", config.weightDecay);
    visit("clip_norm", config.clipNorm);
    visit("label_smoothing", config.labelSmoothing);
    visit("normalization", config.normalization);
    visit("crop", config.crop);
    visit("flip", config.flip);
    visit("cutout", config.cutout);
    visit("batch", config.batch);
    visit("epochs", config.epochs);
    visit("early_stop", config.earlyStop);
    visit("seed", config.seed);
    visit("device", config.device);
    visit("threads", config.threads);
    visit("processes", config.processes);
    visit("loaders", config.loaders);
    visit("limit_train", config.limitTrain);
    visit("limit_test", config.limitTest);
    visit("record_every", config.recordEvery);
    visit("evaluate_train", config.evaluateTrain);
    visit("checkpoint_every", config.checkpointEvery);
    visit("keep_checkpoints", config.keepCheckpoints);
    visit("keep_best", config.keepBest);
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
    if (lr::isPlateauText(config.learningRate)) {
        if (const auto plateau = lr::parsePlateau(config.learningRate); !plateau)
            problems.push_back(plateau.error());
    } else if (const auto schedule = lr::parse(config.learningRate); !schedule) {
        problems.push_back(schedule.error());
    } else if (const auto rates = lr::summarize(*schedule, kRatesLookedAt).value();
               !(rates.minimum >= 0.0 && rates.maximum > 0.0 && std::isfinite(rates.maximum))) {
        problems.push_back(problem(config, "learning rate", "is " + config.learningRate, "a rate above 0"));
    }
    if (config.learningRateUnit != "iteration" && config.learningRateUnit != "epoch")
        problems.push_back(
            problem(config, "learning rate unit", "is " + config.learningRateUnit, "iteration or epoch"));
}

using Kind = OptimizerOptions::Kind;
constexpr std::pair<const char*, Kind> kOptimizers[]{{"sgd", Kind::Sgd},
    {"adam", Kind::Adam},
    {"adamw", Kind::AdamW},
    {"adagrad", Kind::Adagrad},
    {"adadelta", Kind::Adadelta},
    {"rmsprop", Kind::RmsProp}};

const std::pair<const char*, Kind>* findOptimizer(const std::string& name)
{
    const auto found
        = std::ranges::find(kOptimizers, name, [](const auto& known) { return std::string(known.first); });
    return found == std::end(kOptimizers) ? nullptr : &*found;
}

void checkOptimizer(const TrainConfig& config, std::vector<Error>& problems)
{
    if (!findOptimizer(config.optimizer))
        problems.push_back(problem(config,
            "optimizer",
            "unknown optimizer " + config.optimizer,
            "sgd, adam, adamw, adagrad, adadelta or rmsprop"));
    if (!(config.momentum >= 0.0 && config.momentum < 1.0))
        problems.push_back(
            problem(config, "momentum", "is " + std::to_string(config.momentum), "at least 0, below 1"));
    if (config.nesterov && config.momentum == 0.0)
        problems.push_back(problem(config, "nesterov", "needs momentum", "a momentum above 0"));
    const std::pair<const char*, double> amounts[]{
        {"weight decay", config.weightDecay}, {"longest gradient", config.clipNorm}};
    for (const auto& [name, value] : amounts)
        if (!(value >= 0.0 && std::isfinite(value)))
            problems.push_back(problem(config, name, "is " + std::to_string(value), "0 or above"));
    if (!(config.labelSmoothing >= 0.0 && config.labelSmoothing < 1.0))
        problems.push_back(problem(
            config, "label smoothing", "is " + std::to_string(config.labelSmoothing), "at least 0, below 1"));
}

bool isDevice(const std::string& name)
{
    const bool isNumbered = name.starts_with("cuda:") && name.size() > 5 && name.size() < 9
        && std::all_of(name.begin() + 5, name.end(), [](char c) { return c >= '0' && c <= '9'; });
    return name == "cpu" || name == "cuda" || isNumbered;
}

/// Of all processes.
std::uint64_t stepSamples(const TrainConfig& config)
{
    return std::uint64_t{config.batch} * config.processes;
}

void checkCounts(const TrainConfig& config, std::vector<Error>& problems)
{
    const std::pair<const char*, std::uint64_t> counts[]{{"batch", config.batch},
        {"epochs", config.epochs},
        {"threads", config.threads},
        {"processes", config.processes},
        {"checkpoints kept", config.keepCheckpoints}};
    for (const auto& [name, value] : counts)
        if (value == 0)
            problems.push_back(problem(config, name, "is 0", "at least 1"));
    if (config.loaders > kMaxLoaders)
        problems.push_back(problem(config,
            "loader threads",
            "are " + std::to_string(config.loaders),
            "at most " + std::to_string(kMaxLoaders)));
    if (config.limitTrain != 0 && stepSamples(config) > config.limitTrain)
        problems.push_back(problem(
            config, "batch", "is larger than the training set", "at most " + std::to_string(config.limitTrain)));
    if (!isDevice(config.device))
        problems.push_back(problem(config, "device", "unknown device " + config.device, "cpu, cuda or cuda:N"));
    if (config.normalization != "standard" && config.normalization != "unit")
        problems.push_back(
            problem(config, "normalization", "unknown normalization " + config.normalization, "standard or unit"));
}

void checkModel(const TrainConfig& config, std::vector<Error>& problems)
{
    const data::DatasetInfo* dataset = data::findDatasetInfo(config.dataset);
    if (!dataset && config.dataDirectory.empty())
        problems.push_back(problem(config,
            "dataset",
            "unknown dataset " + config.dataset,
            "fashion-mnist, mnist, cifar10, cifar100, digits, or a folder"));
    // Without the data's shape, at least the name and the widths can be checked on a usual one.
    const data::ImageShape shape = dataset ? dataset->shape : data::ImageShape{3, 32, 32};
    if (const auto network = networkFor(config, shape, dataset ? dataset->classNames.size() : 10); !network)
        problems.push_back(network.error());
    if (config.shortcut != "A" && config.shortcut != "B")
        problems.push_back(problem(config, "shortcut", "unknown shortcut " + config.shortcut, "A or B"));
}

} // namespace

std::string toJson(const TrainConfig& config)
{
    json object = json::object();
    visitFields(config, [&](const char* key, const auto& field) { object[key] = field; });
    // These came later: left out where they say nothing, so that older runs keep the same configuration.
    const TrainConfig usual;
    if (config.keepCheckpoints == usual.keepCheckpoints)
        object.erase("keep_checkpoints");
    if (!config.keepBest)
        object.erase("keep_best");
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

std::vector<std::string> knownOptimizers()
{
    std::vector<std::string> names;
    for (const auto& [name, kind] : kOptimizers)
        names.emplace_back(name);
    return names;
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

std::vector<Error> findProblems(const TrainConfig& config, const data::DatasetFacts& facts)
{
    std::vector<Error> problems;
    const std::uint64_t samples
        = config.limitTrain == 0 ? facts.trainSamples : std::min(config.limitTrain, facts.trainSamples);
    if (stepSamples(config) > samples && samples != config.limitTrain)
        problems.push_back(
            problem(config, "batch", "is larger than the training set", "at most " + std::to_string(samples)));
    if (!facts.hasPixels && (config.crop != 0 || config.flip || config.cutout != 0))
        problems.push_back(problem(config, "augmentation", "needs images", "none for a table"));
    const bool knowsShape = facts.shape.width > 0; // pictures that vary are not looked at beforehand
    if (facts.hasPixels && knowsShape && (config.crop >= facts.shape.width || config.cutout > facts.shape.width))
        problems.push_back(problem(
            config, "augmentation", "is larger than an image", "below " + std::to_string(facts.shape.width)));
    if (!data::findDatasetInfo(config.dataset) && findModelInfo(config.model) && knowsShape)
        if (const auto network = networkFor(config, facts.shape, facts.classes); !network)
            problems.push_back(network.error());
    return problems;
}

Error together(const std::vector<Error>& problems)
{
    if (problems.size() == 1)
        return problems.front();
    Error all{ErrorCode::Usage, "training configuration", {}, {}, {}};
    for (const Error& each : problems) {
        if (each.code != ErrorCode::Usage)
            all.code = ErrorCode::Value;
        all.detail += (all.detail.empty() ? "" : "; ") + describe(each);
    }
    return all;
}

OptimizerOptions optimizerOptions(const TrainConfig& config)
{
    const Kind kind = findOptimizer(config.optimizer)->second;
    const bool isSgd = kind == Kind::Sgd;
    return {.kind = kind,
        .momentum = isSgd ? config.momentum : 0.0,
        .nesterov = isSgd && config.nesterov,
        .weightDecay = config.weightDecay,
        .clipNorm = config.clipNorm};
}

} // namespace cobench::train
