// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/device_text.h"

#include "core/detect/model_request.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace cobench::detect {

namespace {

constexpr std::size_t kMostDevices = 256;
constexpr unsigned kMostCores = 4096;

Error wrong(std::string_view device, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = "device \"" + std::string(device) + "\"",
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

template <typename T>
std::optional<T> parse(std::string_view text)
{
    T value{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end && !text.empty() ? std::optional(value) : std::nullopt;
}

/// The part before `mark`, which is cut off `text` together with the mark.
std::string_view cut(std::string_view& text, char mark)
{
    const std::size_t end = std::min(text.find(mark), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

Result<std::vector<unsigned>> parseCores(std::string_view device, std::string_view text)
{
    std::vector<unsigned> cores;
    if (text.empty())
        return cores;
    const std::string_view first = cut(text, '-');
    const auto from = parse<unsigned>(first);
    const auto to = text.empty() ? from : parse<unsigned>(text);
    if (!from || !to || *to < *from || *to >= kMostCores)
        return wrong(device, "names no cores", "cpu, cpu:0 or cpu:0-1");
    for (unsigned core = *from; core <= *to; ++core)
        cores.push_back(core);
    return cores;
}

/// "10-20" in seconds, or "10" for ever.
std::optional<Emulation::Outage> parseOutage(std::string_view text)
{
    const auto from = parse<double>(cut(text, '-'));
    const auto until = text.empty() ? from : parse<double>(text);
    if (!from || !until || *from < 0.0 || *until < *from || !(*until < 1e9))
        return std::nullopt;
    Emulation::Outage outage{.from = fromSeconds(*from)};
    if (!text.empty())
        outage.until = fromSeconds(*until);
    return outage;
}

bool applySetting(std::string_view setting, Emulation& emulation)
{
    const std::string_view name = cut(setting, '=');
    if (name == "jitter") {
        const auto share = parse<double>(setting);
        emulation.jitter = share.value_or(-1.0);
        return emulation.jitter >= 0.0 && emulation.jitter < 1.0;
    }
    if (name == "law") {
        constexpr std::string_view kLaws[] = {"uniform", "normal", "exponential"};
        const auto* found = std::ranges::find(kLaws, setting);
        emulation.law = static_cast<Emulation::Law>(found - std::begin(kLaws));
        return found != std::end(kLaws);
    }
    const auto outage = name == "fail" ? parseOutage(setting) : std::nullopt;
    if (!outage)
        return false;
    const auto& before = emulation.outages;
    const bool isAfter = before.empty() || (before.back().until && *before.back().until <= outage->from);
    emulation.outages.push_back(*outage);
    return isAfter;
}

Result<Emulation> parseEmulation(std::string_view device, std::string_view text)
{
    const auto rate = parse<double>(cut(text, ':'));
    if (!rate || !(*rate > 1e-6 && *rate < 1e6))
        return wrong(device, "has no rate", "frames per second, such as emulated:2.5");
    Emulation emulation{.rate = *rate};
    while (!text.empty()) {
        const std::string_view setting = cut(text, ':');
        if (!applySetting(setting, emulation))
            return wrong(device,
                "\"" + std::string(setting) + "\" is no setting",
                "jitter=SHARE below 1, law=uniform|normal|exponential, fail=FROM[-UNTIL] in seconds, one after the "
                "other");
    }
    return emulation;
}

/// "HOST", "HOST:PORT" or "[ADDRESS]:PORT" at the beginning of `text`, which is cut off.
std::string_view cutAddress(std::string_view& text)
{
    std::size_t end = text.starts_with('[') ? std::min(text.find(']'), text.size()) : 0;
    end = std::min(text.find(':', end), text.size());
    std::size_t behindPort = end + std::min<std::size_t>(1, text.size() - end);
    while (behindPort < text.size() && text[behindPort] >= '0' && text[behindPort] <= '9')
        ++behindPort;
    const bool hasPort = behindPort > end + 1 && (behindPort == text.size() || text[behindPort] == ':');
    const std::string_view address = text.substr(0, hasPort ? behindPort : end);
    text.remove_prefix(std::min(address.size() + 1, text.size()));
    return address;
}

Result<RemoteSpec> parseRemote(std::string_view device, std::string_view text)
{
    auto address = completeAddress(cutAddress(text));
    if (!address)
        return wrong(device, "names no machine", "remote:HOST or remote:HOST:PORT");
    RemoteSpec spec{.address = std::move(*address)};
    while (!text.empty()) {
        const std::string_view setting = cut(text, ':');
        std::string_view value = setting;
        const bool isQuality = cut(value, '=') == "jpeg";
        const auto quality = setting == "raw" ? std::optional(0U) : parse<unsigned>(value);
        if (!quality || *quality > 100 || isQuality != (*quality > 0))
            return wrong(
                device, "\"" + std::string(setting) + "\" is no setting", "jpeg=QUALITY from 1 to 100, or raw");
        spec.quality = *quality;
    }
    return spec;
}

Result<DeviceSpec> parseDevice(std::string_view whole)
{
    DeviceSpec spec;
    std::string_view text = whole;
    // A model is behind the last "=" unless that belongs to a setting.
    const std::size_t equals = text.rfind('=');
    if (equals != std::string_view::npos) {
        const std::string_view before = text.substr(0, equals);
        const std::string_view setting = before.substr(before.find_last_of(':') + 1);
        if (setting != "jitter" && setting != "law" && setting != "fail" && setting != "jpeg") {
            spec.model = text.substr(equals + 1);
            text = before;
            if (spec.model.empty())
                return wrong(whole, "names no model behind =", "DEVICE=MODEL");
        }
    }
    spec.text = text;
    const std::string_view kind = cut(text, ':');
    if (kind == "cpu") {
        auto cores = parseCores(whole, text);
        if (!cores)
            return std::move(cores).error();
        spec.cores = std::move(*cores);
    } else if (std::ranges::find(kNetworkTargets, kind) != std::end(kNetworkTargets)) {
        if (!text.empty())
            return wrong(whole, "has no settings", std::string(kind) + ", and = with a model behind it");
        spec.target = kind;
    } else if (kind == "emulated") {
        auto emulation = parseEmulation(whole, text);
        if (!emulation)
            return std::move(emulation).error();
        spec.emulation = std::move(*emulation);
    } else if (kind == "remote") {
        auto remote = parseRemote(whole, text);
        if (!remote)
            return std::move(remote).error();
        spec.remote = std::move(*remote);
    } else {
        return wrong(whole,
            "is of no kind that is known",
            "cpu, cpu:0, cpu:0-1, opencl, cuda, emulated:RATE or remote:HOST:PORT");
    }
    return spec;
}

} // namespace

Result<std::vector<DeviceSpec>> parseDevices(std::string_view text)
{
    std::vector<DeviceSpec> devices;
    while (!text.empty()) {
        std::string_view one = cut(text, ',');
        std::size_t count = 1;
        if (const std::size_t star = one.find('*'); star != std::string_view::npos) {
            const auto many = parse<unsigned>(one.substr(0, star));
            if (!many || *many == 0)
                return wrong(one, "is counted by no number", "such as 3*emulated:2.5");
            count = *many;
            one.remove_prefix(star + 1);
        }
        auto spec = parseDevice(one);
        if (!spec)
            return std::move(spec).error();
        if (devices.size() + count > kMostDevices)
            return wrong(one, "is one of too many", "at most 256 devices");
        devices.insert(devices.end(), count, *spec);
    }
    return devices;
}

} // namespace cobench::detect
