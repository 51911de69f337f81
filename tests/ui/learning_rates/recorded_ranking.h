// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy_text.h"
#include "core/store/runs.h"
#include "core/train/config.h"

#include <QString>
#include <QTest>

namespace cobench::test {

/// Two policies with two seeds each, as an earlier session trained them.
inline void writeRanking(const QString& project)
{
    auto store = store::RunStore::open(project.toStdString(), store::RunStore::Role::Writer);
    QVERIFY(store.ok());
    for (const double rate : {0.05, 0.08})
        for (const std::uint64_t seed : {1, 2}) {
            const train::TrainConfig config{
                .learningRate = lr::format(lr::Schedule{.policies = {{.k0 = rate}}}), .epochs = 1, .seed = seed};
            const auto id = (*store)->createRun(
                {.batch = "earlier", .configJson = train::toJson(config), .state = "queued", .createdAt = 1.0});
            QVERIFY(id.ok());
            const std::vector<store::ScalarRow> scalars{
                {"val/accuracy", 5, 1.0, 5.0 * rate}, {"val/accuracy", 10, 2.0, 10.0 * rate - 0.01 * double(seed)}};
            std::vector<store::EventRow> none;
            QVERIFY((*store)->append(*id, scalars, none).ok());
            QVERIFY((*store)->setState(*id, "finished", {}).ok());
        }
}

} // namespace cobench::test
