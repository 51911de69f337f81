// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/samples_message.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace cobench::engine {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxLanes = 8192;
constexpr std::size_t kMaxSamples = 1000; // of one message
constexpr std::size_t kMaxText = 1024;

} // namespace

Error corruptMessage(std::string detail)
{
    return {ErrorCode::Corrupt, "worker message", {}, std::move(detail), {}};
}

Frame encodeSamples(const SamplesMessage& message)
{
    const data::Trace& trace = message.trace;
    json lanes = json::array();
    for (const data::TraceLane& lane : trace.lanes)
        lanes.push_back({lane.name, lane.unit, lane.missing});
    const json object{{"kind", "samples"}, {"lanes", std::move(lanes)}, {"times", trace.times}};
    Frame frame{object.dump(-1, ' ', false, json::error_handler_t::replace), {}};
    frame.bytes.assign(reinterpret_cast<const char*>(trace.values.data()), trace.values.size() * sizeof(float));
    return frame;
}

Result<SamplesMessage> decodeSamples(const json& object, const std::string& bytes)
{
    const json& lanes = object.at("lanes");
    const json& times = object.at("times");
    if (!lanes.is_array() || !times.is_array() || lanes.size() > kMaxLanes || times.size() > kMaxSamples
        || bytes.size() != lanes.size() * times.size() * sizeof(float))
        return corruptMessage("samples have the wrong size");
    SamplesMessage message;
    for (const json& row : lanes) {
        data::TraceLane lane{
            row.at(0).get<std::string>(), row.at(1).get<std::string>(), row.at(2).get<std::string>()};
        if (lane.name.empty() || lane.name.size() + lane.unit.size() + lane.missing.size() > kMaxText)
            return corruptMessage("a lane of the samples has no name or one that is too long");
        message.trace.lanes.push_back(std::move(lane));
    }
    for (const json& time : times) {
        message.trace.times.push_back(time.get<double>());
        if (!std::isfinite(message.trace.times.back()))
            return corruptMessage("a sample has no time");
    }
    message.trace.values.resize(bytes.size() / sizeof(float));
    std::ranges::copy(bytes, reinterpret_cast<char*>(message.trace.values.data()));
    return message;
}

} // namespace cobench::engine
