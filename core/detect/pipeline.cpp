// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/run_parts.h"

#include <charconv>

namespace cobench::detect {

namespace {

Error usage(std::string subject, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

} // namespace

Result<void> check(const PipelineConfig& config, std::size_t devices, bool isLive)
{
    if (devices == 0)
        return usage("devices", "there is none", "name at least one");
    if (isLive && config.rate > 0.0)
        return usage("rate", "frames of a live source come when they come", "max or native");
    if (config.rate == 0.0 && !isLive && config.dispatch.drop != DropPolicy::None)
        return usage("drop policy",
            "without a rate frames are taken as fast as they are processed, so none is ever dropped",
            "give a rate in frames per second");
    return {};
}

std::vector<double> startRates(const std::vector<Device>& devices)
{
    std::vector<double> rates;
    rates.reserve(devices.size());
    for (const Device& device : devices)
        rates.push_back(device.startRate);
    return rates;
}

std::vector<std::string> deviceNames(const std::vector<Device>& devices)
{
    std::vector<std::string> names;
    names.reserve(devices.size());
    for (const Device& device : devices)
        names.push_back(device.name);
    return names;
}

bool bringsDevice(const RunChange& change)
{
    return change.kind == RunChange::Kind::PlugIn || change.kind == RunChange::Kind::Add;
}

std::string rateText(double rate)
{
    char digits[32] = {};
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, rate);
    return std::string(digits, end) + " frames/s";
}

Result<void> deliver(
    const std::vector<Outcome>& outcomes, FigureCollector& figures, Progress& progress, const OutcomeSink& sink)
{
    for (const Outcome& outcome : outcomes) {
        figures.add(outcome);
        progress.advance();
        if (auto taken = sink(outcome); !taken)
            return taken;
    }
    return {};
}

} // namespace cobench::detect
