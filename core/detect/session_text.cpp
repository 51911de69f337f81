// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/session_text.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace cobench::detect {

namespace {

using Json = nlohmann::json;

/// One list of the numbers of each struct, for both directions.
template <typename Figures, typename Visit>
void visitNumbers(Figures& figures, Visit visit)
{
    visit("seconds", figures.seconds);
    visit("lambda", figures.lambda);
    visit("sigma", figures.sigma);
    visit("latency_p50", figures.latency50);
    visit("latency_p90", figures.latency90);
    visit("latency_p99", figures.latency99);
    visit("latency_p999", figures.latency999);
    visit("mean_age", figures.meanAge);
}

template <typename Device, typename Visit>
void visitDeviceNumbers(Device& device, Visit visit)
{
    visit("mu", device.rate);
    visit("utilisation", device.utilisation);
    visit("service_p50", device.service50);
    visit("service_p90", device.service90);
    visit("service_p99", device.service99);
    visit("service_p999", device.service999);
}

template <typename Lost, typename Visit>
void visitLost(Lost& lost, Visit visit)
{
    visit("shown", lost.shown);
    visit("dropped", lost.dropped);
    visit("stale", lost.stale);
    visit("processed", lost.processed);
    visit("missed", lost.missed);
}

auto writing(Json& json)
{
    return [&json](const char* key, double value) { json[key] = value; }; // NaN is written as null
}

auto reading(const Json& json)
{
    return [&json](const char* key, double& value) {
        const Json& found = json.at(key);
        value = found.is_null() ? std::numeric_limits<double>::quiet_NaN() : found.get<double>();
    };
}

Json jsonOf(const ShownPrecision& precision)
{
    return {{"ap", precision.ap}, {"ap50", precision.ap50}};
}

ShownPrecision precisionOf(const Json& json)
{
    ShownPrecision precision;
    reading(json)("ap", precision.ap);
    reading(json)("ap50", precision.ap50);
    return precision;
}

Json jsonOf(const RunFigures& figures)
{
    Json json{
        {"frames", figures.counts.read}, {"processed", figures.counts.processed}, {"max_age", figures.maxAge}};
    visitNumbers(figures, writing(json));
    for (std::size_t cause = 0; cause < kDropCauses; ++cause)
        json["dropped"][std::string(id(static_cast<DropCause>(cause)))] = figures.counts.dropped[cause];
    json["devices"] = Json::array();
    for (const RunFigures::Device& device : figures.devices) {
        Json& one = json["devices"].emplace_back(Json{{"name", device.name}, {"processed", device.processed}});
        visitDeviceNumbers(device, writing(one));
    }
    return json;
}

RunFigures figuresOf(const Json& json)
{
    RunFigures figures;
    json.at("frames").get_to(figures.counts.read);
    json.at("processed").get_to(figures.counts.processed);
    json.at("max_age").get_to(figures.maxAge);
    visitNumbers(figures, reading(json));
    for (std::size_t cause = 0; cause < kDropCauses; ++cause)
        json.at("dropped").at(std::string(id(static_cast<DropCause>(cause)))).get_to(figures.counts.dropped[cause]);
    for (const Json& one : json.at("devices")) {
        RunFigures::Device& device = figures.devices.emplace_back();
        one.at("name").get_to(device.name);
        one.at("processed").get_to(device.processed);
        visitDeviceNumbers(device, reading(one));
    }
    return figures;
}

template <typename Id, std::size_t count>
Id idOf(const Json& json, const std::string_view (&ids)[count])
{
    const auto* found = std::ranges::find(ids, json.get<std::string>());
    if (found == std::end(ids))
        throw Json::other_error::create(500, "no such word", nullptr);
    return static_cast<Id>(found - std::begin(ids));
}

Json jsonOf(const std::vector<RunEvent>& events)
{
    Json json = Json::array();
    for (const RunEvent& event : events)
        json.push_back({{"at", seconds(event.at)},
            {"kind", kRunEvents[static_cast<std::size_t>(event.kind)]},
            {"detail", event.detail}});
    return json;
}

std::vector<RunEvent> eventsOf(const Json& json)
{
    std::vector<RunEvent> events;
    for (const Json& one : json)
        events.push_back({.at = fromSeconds(one.at("at").get<double>()),
            .kind = idOf<RunEvent::Kind>(one.at("kind"), kRunEvents),
            .detail = one.at("detail").get<std::string>()});
    return events;
}

SessionRecord recordOf(const Json& json)
{
    SessionRecord record{.settings = json.at("settings").dump(),
        .isReference = json.at("reference").get<bool>(),
        .problem = json.at("problem").get<std::string>(),
        .figures = figuresOf(json.at("figures")),
        .longestQueue = json.at("longest_queue").get<std::uint64_t>(),
        .rate = json.at("rate").get<double>(),
        .losses = json.at("losses").get<std::vector<std::string>>(),
        .againstTruth = precisionOf(json.at("against_truth")),
        .againstReference = precisionOf(json.at("against_reference"))};
    record.end = idOf<SessionRecord::End>(json.at("end"), kSessionEnds);
    if (json.contains("events")) // older ones have none
        record.events = eventsOf(json["events"]);
    if (json.contains("lost_accuracy"))
        visitLost(record.lost, reading(json["lost_accuracy"]));
    record.file = json.value("file", std::string());
    return record;
}

} // namespace

void endBy(const Error& error, SessionRecord& record)
{
    record.end = error.isCancelled() ? SessionRecord::End::Stopped : SessionRecord::End::Failed;
    record.problem = error.isCancelled() ? std::string() : describe(error);
}

std::string formatEvents(const std::vector<RunEvent>& events)
{
    return jsonOf(events).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::vector<RunEvent>> parseEvents(std::string_view text)
{
    try {
        return eventsOf(Json::parse(text));
    } catch (const Json::exception&) {
        return Error{.code = ErrorCode::Corrupt, .detail = "events of the session cannot be read"};
    }
}

std::string formatSession(const SessionRecord& record)
{
    Json json{{"settings", Json::parse(record.settings, nullptr, false)},
        {"reference", record.isReference},
        {"end", kSessionEnds[static_cast<std::size_t>(record.end)]},
        {"problem", record.problem},
        {"figures", jsonOf(record.figures)},
        {"longest_queue", record.longestQueue},
        {"rate", record.rate},
        {"losses", record.losses},
        {"events", jsonOf(record.events)},
        {"against_truth", jsonOf(record.againstTruth)},
        {"against_reference", jsonOf(record.againstReference)},
        {"lost_accuracy", Json::object()}};
    visitLost(record.lost, writing(json["lost_accuracy"]));
    if (!record.file.empty())
        json["file"] = record.file;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<SessionRecord> parseSession(std::string_view text)
{
    try {
        return recordOf(Json::parse(text));
    } catch (const Json::exception&) {
        return Error{.code = ErrorCode::Corrupt, .detail = "the figures of the session cannot be read"};
    }
}

} // namespace cobench::detect
