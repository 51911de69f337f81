// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/change_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace cobench::detect {

namespace {

constexpr double kLeastRate = 1e-3;
constexpr double kMostRate = 1e6;

Error wrong(std::string_view text, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::string(text),
        .detail = "is no change of a run",
        .cure = std::move(cure)};
}

template <typename T>
std::optional<T> parse(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

template <typename Id, std::size_t count>
std::optional<Id> find(std::string_view text, const std::string_view (&ids)[count])
{
    const auto* found = std::ranges::find(ids, text);
    return found == std::end(ids) ? std::nullopt : std::optional(static_cast<Id>(found - std::begin(ids)));
}

/// What stands behind the equals sign. Empty: it fits.
std::string readValue(std::string_view value, ChangeSpec& spec)
{
    using Kind = RunChange::Kind;
    if (spec.change.kind == Kind::Schedule) {
        const auto schedule = find<Schedule>(value, kSchedules);
        spec.change.schedule = schedule.value_or(Schedule::Fcfs);
        return schedule ? "" : "schedule=fcfs, rr, wrr, proportional, sect or deadline";
    }
    if (spec.change.kind == Kind::Rate) {
        spec.change.rate = parse<double>(value).value_or(0.0);
        return spec.change.rate > kLeastRate && spec.change.rate < kMostRate ? "" : "rate=FRAMES_PER_SECOND";
    }
    if (spec.change.kind == Kind::Add) {
        auto devices = parseDevices(value);
        if (devices && devices->size() == 1)
            spec.added = devices->front();
        return spec.added ? "" : devices ? "add=DEVICE, one at a time" : describe(devices.error());
    }
    const auto device = parse<DeviceIndex>(value);
    spec.change.device = device.value_or(0);
    return device ? "" : "the number of a device, from 0";
}

std::string shortest(double value)
{
    char digits[32] = {};
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    return {digits, end};
}

std::string secondsOf(Time time)
{
    return shortest(std::round(1e3 * seconds(time)) / 1e3);
}

} // namespace

Result<ChangeSpec> parseChange(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const std::size_t equals = text.find('=', std::min(colon, text.size()));
    if (equals == std::string_view::npos)
        return wrong(text, "SECONDS:CHANGE=VALUE, such as 5:unplug=1");
    ChangeSpec spec;
    const auto at = parse<double>(text.substr(0, colon));
    if (!at || !(*at >= 0.0 && *at < 1e9))
        return wrong(text, "the seconds of the run come first, such as 5:unplug=1");
    spec.at = fromSeconds(*at);
    const auto kind = find<RunChange::Kind>(text.substr(colon + 1, equals - colon - 1), kRunChanges);
    if (!kind)
        return wrong(text, "one of schedule, rate, unplug, plug, remove, add");
    spec.change.kind = *kind;
    if (std::string cure = readValue(text.substr(equals + 1), spec); !cure.empty())
        return wrong(text, std::move(cure));
    return spec;
}

std::string changeText(const RunEvent& event)
{
    using Kind = RunEvent::Kind;
    const std::string& detail = event.detail;
    const std::size_t sign = detail.rfind('#'); // "cpu:0#1": what a device is, and its number
    const auto told = [&](const char* change, const std::string& value) {
        return secondsOf(event.at) + ":" + change + "=" + value;
    };
    switch (event.kind) {
    case Kind::DeviceUnplugged:
        return told("unplug", detail.substr(sign + 1));
    case Kind::DevicePluggedIn:
        return told("plug", detail.substr(sign + 1));
    case Kind::DeviceRemoved:
        return told("remove", detail.substr(sign + 1));
    case Kind::DeviceAdded:
        return told("add", detail.substr(0, sign));
    case Kind::Schedule:
        return told("schedule", detail);
    case Kind::Rate:
        return told("rate", detail.substr(0, detail.find(' '))); // "20 frames/s"
    case Kind::SourceStale:
    case Kind::SourceBack:
        break;
    }
    return {};
}

std::string changeText(const RunChange& change)
{
    std::string text = std::string(kRunChanges[static_cast<std::size_t>(change.kind)]) + "=";
    if (change.kind == RunChange::Kind::Schedule)
        return text += kSchedules[static_cast<std::size_t>(change.schedule)];
    return text += change.kind == RunChange::Kind::Rate ? shortest(change.rate) : std::to_string(change.device);
}

} // namespace cobench::detect
