// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/dropping_facts.h"

#include "core/detect/device_text.h"
#include "core/detect/pipeline.h"
#include "core/detect/sources.h"
#include "ui/pages/edge/run_sums.h"
#include "ui/pages/reports/phrases.h"

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr double kLambda = 14.0; // EVA's published case
constexpr double kMu = 2.5;
constexpr std::uint64_t kFrames = 5000;

struct Case {
    QString name;
    std::string devices;
    double rate = kLambda;
    std::size_t buffer = 4;
    detect::Schedule schedule = detect::Schedule::Fcfs;
};

Result<detect::RunFigures> figuresOf(const Case& one, Progress& progress, const CancelToken& cancel)
{
    auto specs = detect::parseDevices(one.devices);
    if (!specs)
        return std::move(specs).error();
    std::vector<detect::Device> devices;
    for (detect::DeviceSpec& spec : *specs)
        devices.push_back({.name = spec.text,
            .detector = std::make_unique<detect::NullDetector>(),
            .emulation = spec.emulation,
            .startRate = spec.emulation->rate});
    detect::SyntheticSource source(nullptr);
    const auto result = detect::runSimulated(
        source,
        devices,
        {.dispatch = {.schedule = one.schedule, .drop = detect::DropPolicy::Oldest, .buffer = one.buffer},
            .rate = one.rate,
            .maxFrames = kFrames},
        [](const detect::Outcome&) { return Result<void>(); },
        progress,
        cancel);
    if (!result)
        return result.error();
    return result->figures;
}

void tell(LessonFacts& facts, const QString& name, double rate, const detect::RunFigures& figures)
{
    const RunSums sums = sumsOf(figures, true);
    const auto add
        = [&](const QString& what, const QString& value) { facts.words.insert(name + u'.' + what, value); };
    add(u"sigma"_s, fixed(figures.sigma, 2));
    add(u"mu"_s, fixed(sums.mu, 1));
    add(u"lambda"_s, fixed(rate, 1));
    add(u"dropped"_s, percent(sums.droppedShare, 1));
    add(u"age"_s, fixed(figures.meanAge, 1));
    add(u"p50"_s, fixed(1e3 * figures.latency50, 0) + u" ms"_s);
    add(u"devices"_s, QString::number(figures.devices.size()));
}

} // namespace

Result<LessonFacts> droppingFacts(const LessonSubject&, Progress& progress, const CancelToken& cancel)
{
    const std::vector<Case> cases{{.name = u"one"_s, .devices = "emulated:2.5"},
        {.name = u"six"_s, .devices = "6*emulated:2.5"},
        {.name = u"full"_s, .devices = "6*emulated:2.5:law=exponential", .rate = 15.0},
        {.name = u"short"_s, .devices = "emulated:2.5", .buffer = 0},
        {.name = u"long"_s, .devices = "emulated:2.5", .buffer = 16},
        {.name = u"rr"_s,
            .devices = "emulated:10,emulated:2.5",
            .rate = 10.0,
            .schedule = detect::Schedule::RoundRobin},
        {.name = u"fcfs"_s, .devices = "emulated:10,emulated:2.5", .rate = 10.0}};
    LessonFacts facts;
    facts.words.insert(u"lambda"_s, fixed(kLambda, 0));
    facts.words.insert(u"mu"_s, fixed(kMu, 1));
    facts.words.insert(u"frames"_s, count(kFrames));
    facts.words.insert(u"need"_s, QString::number(std::ceil(kLambda / kMu)));
    for (const Case& one : cases) {
        const auto figures = figuresOf(one, progress, cancel);
        if (!figures)
            return figures.error();
        tell(facts, one.name, one.rate, *figures);
    }
    return facts;
}

} // namespace cobench::ui
