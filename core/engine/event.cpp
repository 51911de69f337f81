// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/event.h"

#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <limits>

namespace cobench::engine {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> kStates{
    "queued", "running", "paused", "finished", "failed", "cancelled", "interrupted"};
constexpr std::array<std::string_view, 6> kKinds{"state", "progress", "scalar", "log", "heartbeat", "changed"};

template <std::size_t N>
std::optional<std::size_t> indexOf(const std::array<std::string_view, N>& names, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == text)
            return i;
    return std::nullopt;
}

void addFields(const Event& event, json& object)
{
    switch (event.kind) {
    case Event::Kind::RunState:
        object["state"] = id(event.state);
        break;
    case Event::Kind::Progress:
        object["total"] = event.total;
        object["step"] = event.step;
        break;
    case Event::Kind::Scalar:
        object["step"] = event.step;
        object["value"] = event.value;
        break;
    case Event::Kind::Log:
    case Event::Kind::Heartbeat:
    case Event::Kind::Changed:
        break;
    }
}

} // namespace

std::string_view id(RunState state)
{
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<RunState> runStateFromId(std::string_view text)
{
    const auto index = indexOf(kStates, text);
    return index ? std::optional(static_cast<RunState>(*index)) : std::nullopt;
}

bool isOver(RunState state)
{
    return state != RunState::Queued && state != RunState::Running && state != RunState::Paused;
}

std::string encodeEvent(const Event& event)
{
    json object{{"kind", kKinds[static_cast<std::size_t>(event.kind)]},
        {"time", event.time},
        {"run", event.run.value},
        {"text", event.text}};
    addFields(event, object);
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Event> decodeEvent(std::uint64_t number, std::string_view payload)
{
    const auto corrupt = [&](const char* what) {
        return Error{ErrorCode::Corrupt, "event " + std::to_string(number), {}, what, {}};
    };
    const json object = json::parse(payload, nullptr, false);
    if (!object.is_object())
        return corrupt("is not an event");
    try {
        const auto kind = indexOf(kKinds, object.at("kind").get_ref<const std::string&>());
        const auto state = runStateFromId(object.value("state", "queued"));
        if (!kind || !state)
            return corrupt("has an unknown kind or state");
        const auto value = object.find("value");
        const bool hasValue = value != object.end() && value->is_number();
        return Event{.number = number,
            .time = object.at("time").get<double>(),
            .kind = static_cast<Event::Kind>(*kind),
            .run = {object.at("run").get<std::int64_t>()},
            .state = *state,
            .text = object.value("text", ""),
            .step = object.value("step", std::uint64_t{0}),
            .total = object.value("total", std::uint64_t{0}),
            .value = hasValue                                            ? value->get<double>()
                : *kind == static_cast<std::size_t>(Event::Kind::Scalar) ? std::numeric_limits<double>::quiet_NaN()
                                                                         : 0.0};
    } catch (const json::exception&) {
        return corrupt("lacks a field");
    }
}

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace cobench::engine
