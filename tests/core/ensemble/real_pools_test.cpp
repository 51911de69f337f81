// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/score_teams.h"
#include "core/io/load_pool.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/support/source_tree.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

using namespace cobench;
using namespace cobench::ensemble;

namespace {

const std::string kData = cobench::test::sourceTree("../shared/data/");

std::shared_ptr<const data::Pool> load(const std::string& path)
{
    Progress progress;
    auto loaded = io::loadPool({.inputs = {kData + path}}, progress, {});
    if (!loaded)
        qFatal("%s", describe(loaded.error()).c_str());
    return loaded->pool;
}

std::size_t indexOf(const data::Pool& pool, const std::string& name)
{
    const auto found = std::ranges::find(pool.models, name, &data::Model::name);
    return static_cast<std::size_t>(found - pool.models.begin());
}

double teamAccuracy(const PreparedSplit& split, const Members& team, Consensus rule, Convention convention)
{
    Progress progress;
    const auto scores = scoreTeams(
        split, {.metrics = {}, .consensus = {rule}, .teams = {{team}}, .convention = convention}, progress, {});
    return scores->accuracyValue(0, 0);
}

Members wholePool(const PreparedSplit& split)
{
    Members all(split.models());
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

} // namespace

/// Figures published with the pools (SOURCE.txt of each); skipped where the data are absent.
class RealPoolsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void softVoteOfNineCifarNetsIsThePublishedOne();
    void pluralityOfThirtyCifarNetsIsThePublishedOne();
    void metricsOfRealTeamsEqualTheFormulas();

private:
    static bool isAbsent(const std::string& path) { return !std::filesystem::exists(kData + path); }
};

void RealPoolsTest::softVoteOfNineCifarNetsIsThePublishedOne()
{
    if (isAbsent("cifar10_soft_pool/soft_pool.npz"))
        QSKIP("no development data");
    const auto pool = load("cifar10_soft_pool/soft_pool.npz");
    const auto split = PreparedSplit::prepare(pool->defaultSplit(), pool->classes);
    QCOMPARE(split->models(), std::size_t{9});
    const std::size_t best = indexOf(*pool, "densenet-bc-L190-k40");
    QVERIFY(best < pool->size());
    QCOMPARE(split->rightCount(best), std::size_t{9668});
    const double soft = teamAccuracy(*split, wholePool(*split), Consensus::Soft, Convention::Corrected);
    QVERIFY2(std::abs(soft - 0.9477) < 0.00005, qPrintable(QString::number(soft)));
}

void RealPoolsTest::pluralityOfThirtyCifarNetsIsThePublishedOne()
{
    if (isAbsent("cifar10_pool30/cifar10_test_top1.csv"))
        QSKIP("no development data");
    const auto pool = load("cifar10_pool30/cifar10_test_top1.csv");
    const auto split = PreparedSplit::prepare(pool->defaultSplit(), pool->classes);
    QCOMPARE(split->models(), std::size_t{30});
    const double votes = teamAccuracy(*split, wholePool(*split), Consensus::Plurality, Convention::Reference);
    QVERIFY2(std::abs(votes - 0.9700) < 0.0005, qPrintable(QString::number(votes)));
}

void RealPoolsTest::metricsOfRealTeamsEqualTheFormulas()
{
    if (isAbsent("fashion_pool/bundle.npz"))
        QSKIP("no development data");
    const auto pool = load("fashion_pool/bundle.npz");
    const auto split = PreparedSplit::prepare(pool->split("test"), pool->classes);
    const std::vector<Members> teams{{0, 1}, {3, 7, 11}, {0, 2, 4, 6, 8, 10, 12, 14}, wholePool(*split)};
    Progress progress;
    const auto scores = scoreTeams(*split,
        {.metrics = {kAllMetrics.begin(), kAllMetrics.end()}, .consensus = {Consensus::Soft}, .teams = teams},
        progress,
        {});
    const auto samples = ensemble::test::samplesOf(*split, {.kind = SampleSet::Kind::Disagreement});
    for (std::size_t t = 0; t < teams.size(); ++t) {
        for (std::size_t k = 0; k < kAllMetrics.size(); ++k)
            QVERIFY(std::abs(scores->rawValue(k, t)
                        - ensemble::test::metricBySamples(*split, samples, teams[t], kAllMetrics[k]))
                < 1e-12);
        QCOMPARE(std::llround(scores->accuracyValue(0, t) * static_cast<double>(split->samples())),
            static_cast<long long>(
                ensemble::test::rightBySamples(*split, teams[t], Consensus::Soft, Convention::Corrected)));
    }
}

QTEST_APPLESS_MAIN(RealPoolsTest)
#include "real_pools_test.moc"
