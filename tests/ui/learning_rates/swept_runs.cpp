// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/learning_rates/swept_runs.h"

#include "core/runs/store_runs.h"

#include <QTest>

namespace cobench::test {

namespace {

std::vector<runs::ForeignRun> sweptRuns()
{
    std::vector<runs::ForeignRun> all;
    const auto add = [&](const std::string& optimizer, double rate, int seed, double accuracy, double lastLoss) {
        runs::ForeignRun run{.name = optimizer,
            .config = "{\"dataset\":\"digits\",\"model\":\"mlp\",\"batch\":8,\"epochs\":2,\"optimizer\":\""
                + optimizer + "\",\"learning_rate\":" + std::to_string(rate) + ",\"seed\":" + std::to_string(seed)
                + "}"};
        for (const auto& [step, share] : {std::pair(std::uint64_t{10}, 0.5), std::pair(std::uint64_t{20}, 1.0)}) {
            run.scalars.push_back({"test/accuracy", step, 0.0, share * accuracy});
            run.scalars.push_back({"test/loss", step, 0.0, 2.0 - accuracy});
            run.scalars.push_back({"train/epoch_loss", step, 0.0, share < 1.0 ? 2.0 : lastLoss});
        }
        all.push_back(std::move(run));
    };
    add("sgd", 0.01, 1, 0.80, 1.0);
    add("sgd", 0.01, 2, 0.84, 1.0);
    add("sgd", 0.1, 1, 0.9, 1.0);
    add("sgd", 1.0, 1, 0.1, 9.0);
    add("adam", 0.001, 1, 0.7, 1.0);
    add("adam", 0.01, 1, 0.6, 1.0);
    return all;
}

} // namespace

void writeSweep(const QString& project)
{
    Progress progress;
    const auto store = store::RunStore::open(project.toStdString(), store::RunStore::Role::Writer);
    QVERIFY(store.ok());
    QVERIFY(runs::storeRuns(**store, sweptRuns(), progress, {}).ok());
}

} // namespace cobench::test
