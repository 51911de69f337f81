// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/runs/run_files.h"

#include "core/engine/event.h"
#include "core/store/runs.h"
#include "tests/ui/window_kit.h"

#include <QTest>

namespace cobench::test {

namespace {

store::EventRow row(RunId run, engine::Event event)
{
    event.run = run;
    return {.payload = engine::encodeEvent(event)};
}

void writeRun(store::RunStore& store, const std::string& model, std::uint64_t seed, double number)
{
    const train::TrainConfig config{
        .name = model + "-" + std::to_string(seed), .model = model, .epochs = 2, .seed = seed};
    const auto id = store.createRun({.batch = "six",
        .name = config.name,
        .configJson = train::toJson(config),
        .state = "queued",
        .createdAt = 1000.0,
        .heartbeatAt = 1030.0});
    QVERIFY(id.ok());
    std::vector<store::ScalarRow> scalars;
    for (std::uint64_t step = 1; step <= 20; ++step)
        scalars.push_back({"train/loss", step, 1000.0 + double(step), number / double(step)});
    for (const std::uint64_t step : {10, 20})
        scalars.push_back({"val/accuracy", step, 1000.0 + double(step), 0.8 + number / 100.0});
    scalars.push_back({"run/seconds", 20, 1020.0, 20.0});
    std::vector<store::EventRow> events{
        row(*id, {.time = 1001.0, .kind = engine::Event::Kind::Log, .text = config.name + " says hello"})};
    QVERIFY(store.append(*id, scalars, events).ok());
    QVERIFY(store.setState(*id, "finished", {}).ok());
}

} // namespace

void writeRuns(const QString& project)
{
    auto store = store::RunStore::open(project.toStdString(), store::RunStore::Role::Writer);
    QVERIFY2(store.ok(), store ? "" : describe(store.error()).c_str());
    double number = 0.0;
    for (const char* model : {"mlp", "lenet5"})
        for (std::uint64_t seed = 1; seed <= 3; ++seed)
            writeRun(**store, model, seed, ++number);
}

void writeTrace(const QString& project, RunId run, const data::Trace& trace)
{
    auto store = store::RunStore::open(project.toStdString(), store::RunStore::Role::Writer);
    QVERIFY2(store.ok(), store ? "" : describe(store.error()).c_str());
    std::vector<store::EventRow> none;
    QVERIFY((*store)->append(run, {}, none, trace).ok());
}

} // namespace cobench::test
