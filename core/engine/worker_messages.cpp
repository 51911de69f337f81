// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_messages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cobench::engine {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxTag = 256;
constexpr std::size_t kMaxScalars = 10000; // of one message
constexpr std::size_t kMaxLine = 4096;
constexpr std::array kOutcomes{train::Outcome::Converged,
    train::Outcome::Finished,
    train::Outcome::EarlyStop,
    train::Outcome::Cancelled,
    train::Outcome::Failed};

template <typename... Case>
struct Overloaded : Case... {
    using Case::operator()...;
};
template <typename... Case>
Overloaded(Case...) -> Overloaded<Case...>;

std::string text(const json& object)
{
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

Frame encodeBatch(const BatchMessage& batch)
{
    json scalars = json::array();
    for (const TimedScalar& s : batch.scalars)
        scalars.push_back({s.scalar.tag, s.scalar.step, s.time, s.scalar.value});
    return {
        text({{"kind", "batch"}, {"done", batch.done}, {"epoch", batch.epoch}, {"scalars", std::move(scalars)}}),
        {}};
}

Frame encodePredictions(const PredictionsMessage& message)
{
    const auto& truth = message.predictions.truth;
    const auto& probabilities = message.predictions.probabilities;
    Frame frame{text({{"kind", "predictions"},
                    {"split", message.predictions.split},
                    {"samples", truth.size()},
                    {"classes", message.classes},
                    {"goes_on", message.goesOn}}),
        {}};
    frame.bytes.append(reinterpret_cast<const char*>(truth.data()), truth.size() * sizeof(data::Label));
    frame.bytes.append(reinterpret_cast<const char*>(probabilities.data()), probabilities.size() * sizeof(float));
    return frame;
}

Frame encodePlan(const train::RunPlan& plan)
{
    return {text({{"kind", "plan"},
                {"parameters", plan.parameters},
                {"multiply_adds", plan.multiplyAdds},
                {"iterations", plan.iterations},
                {"iterations_per_epoch", plan.iterationsPerEpoch},
                {"train_samples", plan.trainSamples}}),
        {}};
}

Frame encodeDone(const DoneMessage& done)
{
    return {text({{"kind", "done"},
                {"outcome", train::id(done.outcome)},
                {"message", done.message},
                {"seconds", done.seconds},
                {"samples_per_second", done.samplesPerSecond},
                {"wait_share", done.waitShare}}),
        {}};
}

/// Throws like at() for what is not a natural number, where get() would convert.
std::uint64_t unsignedAt(const json& object, const char* key)
{
    return object.at(key).get_ref<const json::number_unsigned_t&>();
}

Result<WorkerMessage> decodeBatch(const json& object)
{
    BatchMessage batch{.done = unsignedAt(object, "done"), .epoch = unsignedAt(object, "epoch")};
    const json& scalars = object.at("scalars");
    if (!scalars.is_array() || scalars.size() > kMaxScalars)
        return corruptMessage("too many scalars");
    for (const json& row : scalars) {
        TimedScalar s{
            {row.at(0).get<std::string>(),
                row.at(1).get_ref<const json::number_unsigned_t&>(),
                row.at(3).is_number() ? row.at(3).get<double>() : std::numeric_limits<double>::quiet_NaN()},
            row.at(2).get<double>()};
        if (s.scalar.tag.empty() || s.scalar.tag.size() > kMaxTag)
            return corruptMessage("a scalar's tag is too long");
        batch.scalars.push_back(std::move(s));
    }
    return WorkerMessage(std::move(batch));
}

bool isDistribution(std::span<const float> row)
{
    double sum = 0.0;
    for (const float p : row) {
        if (!(p >= 0.0F && p <= 1.0F))
            return false;
        sum += p;
    }
    return std::abs(sum - 1.0) <= 1e-3;
}

Result<WorkerMessage> decodePredictions(const json& object, const std::string& bytes)
{
    const auto samples = unsignedAt(object, "samples");
    const auto classes = unsignedAt(object, "classes");
    if (classes == 0 || classes > 65535 || samples > kMaxFrameBytes
        || bytes.size() != samples * (sizeof(data::Label) + classes * sizeof(float)))
        return corruptMessage("predictions have the wrong size");
    std::vector<data::Label> truth(samples);
    std::vector<float> probabilities(samples * classes);
    const auto values = bytes.begin() + static_cast<std::ptrdiff_t>(samples * sizeof(data::Label));
    std::copy(bytes.begin(), values, reinterpret_cast<char*>(truth.data()));
    std::copy(values, bytes.end(), reinterpret_cast<char*>(probabilities.data()));
    for (std::size_t n = 0; n < samples; ++n)
        if (truth[n] >= classes || !isDistribution(std::span(probabilities).subspan(n * classes, classes)))
            return corruptMessage("prediction " + std::to_string(n) + " is not a distribution over the classes");
    return WorkerMessage(
        PredictionsMessage{{object.at("split").get<std::string>(), std::move(truth), std::move(probabilities)},
            static_cast<std::uint32_t>(classes),
            object.value("goes_on", false)});
}

/// 0 for what JSON cannot express.
double numberAt(const json& object, const char* key)
{
    const json& value = object.at(key);
    return value.is_number() ? value.get<double>() : 0.0;
}

Result<WorkerMessage> decodeDone(const json& object)
{
    const auto& name = object.at("outcome").get_ref<const std::string&>();
    for (const train::Outcome outcome : kOutcomes)
        if (train::id(outcome) == name)
            return WorkerMessage(DoneMessage{outcome,
                object.at("message").get<std::string>().substr(0, kMaxLine),
                object.at("seconds").get<double>(),
                numberAt(object, "samples_per_second"),
                numberAt(object, "wait_share")});
    return corruptMessage("unknown outcome " + name);
}

train::RunPlan decodePlan(const json& object)
{
    return {.parameters = unsignedAt(object, "parameters"),
        .multiplyAdds = unsignedAt(object, "multiply_adds"),
        .iterations = unsignedAt(object, "iterations"),
        .iterationsPerEpoch = unsignedAt(object, "iterations_per_epoch"),
        .trainSamples = unsignedAt(object, "train_samples")};
}

Result<WorkerMessage> decodeKind(const json& object, const Frame& frame)
{
    const auto& kind = object.at("kind").get_ref<const std::string&>();
    if (kind == "heartbeat")
        return WorkerMessage(HeartbeatMessage{});
    if (kind == "log")
        return WorkerMessage(LogMessage{object.at("line").get<std::string>().substr(0, kMaxLine)});
    if (kind == "plan")
        return WorkerMessage(decodePlan(object));
    if (kind == "batch")
        return decodeBatch(object);
    if (kind == "samples") {
        auto samples = decodeSamples(object, frame.bytes);
        return samples ? Result(WorkerMessage(std::move(*samples))) : std::move(samples).error();
    }
    if (kind == "predictions")
        return decodePredictions(object, frame.bytes);
    if (kind == "done")
        return decodeDone(object);
    return corruptMessage("unknown kind " + kind.substr(0, kMaxTag));
}

json toObject(const std::optional<train::GroupPlace>& place)
{
    if (!place)
        return {};
    json object{{"address", place->address}, {"port", place->port}, {"rank", place->rank}, {"size", place->size}};
    if (place->localRank)
        object["local"] = *place->localRank;
    return object;
}

std::optional<train::GroupPlace> placeFrom(const json& object)
{
    if (object.is_null())
        return std::nullopt;
    return train::GroupPlace{.address = object.at("address").get<std::string>(),
        .port = object.at("port").get<std::uint16_t>(),
        .rank = object.at("rank").get<unsigned>(),
        .size = object.at("size").get<unsigned>(),
        .localRank = object.contains("local") ? std::optional(object.at("local").get<unsigned>()) : std::nullopt};
}

json toObject(const TrainedNetwork& network)
{
    return {{"config", train::toJson(network.config)}, {"checkpoints", network.checkpoints}};
}

Result<TrainedNetwork> networkFrom(const json& object)
{
    auto config = train::configFromJson(object.at("config").get_ref<const std::string&>());
    if (!config)
        return std::move(config).error();
    return TrainedNetwork{std::move(*config), object.at("checkpoints").get<std::string>()};
}

Frame encodeProbe(const ProbeMessage& probe)
{
    json conditions = json::array();
    for (const train::Condition& condition : probe.conditions)
        conditions.push_back(train::toJson(condition));
    return {text({{"kind", "probe"},
                {"victim", toObject(probe.victim)},
                {"attacker", probe.attacker ? toObject(*probe.attacker) : json()},
                {"project", probe.project},
                {"split", probe.split},
                {"limit", probe.limit},
                {"conditions", std::move(conditions)}}),
        probe.program};
}

Result<EngineMessage> decodeStart(const json& object)
{
    auto network = networkFrom(object);
    if (!network)
        return std::move(network).error();
    return EngineMessage(StartMessage{std::move(network->config),
        object.at("project").get<std::string>(),
        std::move(network->checkpoints),
        placeFrom(object.at("group"))});
}

Result<EngineMessage> decodeProbe(const json& object, const std::string& program)
{
    auto victim = networkFrom(object.at("victim"));
    if (!victim)
        return std::move(victim).error();
    ProbeMessage probe{.victim = std::move(*victim),
        .program = program,
        .project = object.at("project").get<std::string>(),
        .split = object.at("split").get<std::string>(),
        .limit = object.at("limit").get<std::uint64_t>()};
    if (const json& attacker = object.at("attacker"); !attacker.is_null()) {
        auto network = networkFrom(attacker);
        if (!network)
            return std::move(network).error();
        probe.attacker = std::move(*network);
    }
    for (const json& each : object.at("conditions")) {
        auto condition = train::conditionFromJson(each.get_ref<const std::string&>());
        if (!condition)
            return std::move(condition).error();
        probe.conditions.push_back(*condition);
    }
    return EngineMessage(std::move(probe));
}

} // namespace

Frame encode(const EngineMessage& message)
{
    if (const auto* start = std::get_if<StartMessage>(&message))
        return {text({{"kind", "start"},
                    {"config", train::toJson(start->config)},
                    {"project", start->project},
                    {"checkpoints", start->checkpoints},
                    {"group", toObject(start->group)}}),
            {}};
    if (const auto* probe = std::get_if<ProbeMessage>(&message))
        return encodeProbe(*probe);
    if (const auto* pause = std::get_if<PauseMessage>(&message))
        return {text({{"kind", "pause"}, {"paused", pause->isPaused}}), {}};
    return {text({{"kind", "cancel"}}), {}};
}

Result<EngineMessage> decodeEngineMessage(const Frame& frame)
{
    const json object = json::parse(frame.text, nullptr, false);
    if (!object.is_object())
        return corruptMessage("is not a JSON object");
    try {
        const auto& kind = object.at("kind").get_ref<const std::string&>();
        if (kind == "cancel")
            return EngineMessage(CancelMessage{});
        if (kind == "pause")
            return EngineMessage(PauseMessage{object.at("paused").get<bool>()});
        if (kind == "start")
            return decodeStart(object);
        if (kind == "probe")
            return decodeProbe(object, frame.bytes);
        return corruptMessage("unknown kind " + kind);
    } catch (const json::exception&) {
        return corruptMessage("a field is missing or has the wrong type");
    }
}

Frame encode(const WorkerMessage& message)
{
    return std::visit(Overloaded{[](const HeartbeatMessage&) {
                                     return Frame{text({{"kind", "heartbeat"}}), {}};
                                 },
                          [](const LogMessage& log) {
                              return Frame{text({{"kind", "log"}, {"line", log.line}}), {}};
                          },
                          [](const train::RunPlan& plan) { return encodePlan(plan); },
                          [](const BatchMessage& batch) { return encodeBatch(batch); },
                          [](const SamplesMessage& samples) { return encodeSamples(samples); },
                          [](const PredictionsMessage& predictions) { return encodePredictions(predictions); },
                          [](const DoneMessage& done) { return encodeDone(done); }},
        message);
}

Result<WorkerMessage> decodeWorkerMessage(const Frame& frame)
{
    const json object = json::parse(frame.text, nullptr, false);
    if (!object.is_object())
        return corruptMessage("is not a JSON object");
    try {
        return decodeKind(object, frame);
    } catch (const json::exception&) {
        return corruptMessage("a field is missing or has the wrong type");
    }
}

} // namespace cobench::engine
