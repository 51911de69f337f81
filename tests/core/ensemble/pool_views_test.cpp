// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/arg_max.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/member_report.h"
#include "core/ensemble/pair_counts.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

PreparedPtr oneMember(std::vector<data::Label> truth, std::vector<float> probabilities, std::uint32_t classes)
{
    auto split = std::make_shared<data::Split>();
    split->truth = std::move(truth);
    split->members.push_back({.probabilities = std::move(probabilities), .labels = {}});
    return PreparedSplit::prepare(std::move(split), classes);
}

std::vector<std::size_t> bitsOf(const SampleBits& bits)
{
    std::vector<std::size_t> samples;
    for (std::size_t n = 0; n < bits.words.size() * 64; ++n)
        if ((bits.words[n / 64] >> (n % 64) & 1) != 0)
            samples.push_back(n);
    return samples;
}

} // namespace

class PoolViewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void argMaxTiesGoToTheSmallestClass();
    void argMaxOfManyClassesEqualsThatOfFew();
    void rightBitsStopAtTheLastSample();
    void sampleSetsAreReadAndWritten();
    void sampleSetsNameWhatIsWrong();
    void sampleBitsEqualTheirDefinition();
    void masksAndMembersAreTheSameTeam();
    void consensusIdsRoundTrip();
    void topFiveTiesGoToTheSmallerClass();
    void calibrationErrorEqualsHandComputation();
    void reliabilityBinsAreRightClosed();
    void logLossIsClamped();
    void labelOnlyMembersOfferNoCalibration();
    void confusionAndRecallCountEachClass();
    void pairCountsEqualCountsSampleBySample();
    void matrixIsSymmetricWithAnEmptyDiagonal();
    void clusteredOrderPutsLikeModelsTogether();
    void clusteredOrderIsAPermutationWhateverIsUndefined();
};

void PoolViewsTest::argMaxTiesGoToTheSmallestClass()
{
    const std::vector<float> rows{0.2F, 0.4F, 0.4F, 0.5F, 0.0F, 0.5F};
    std::vector<data::Label> labels(2);
    argMaxRows(rows, 3, labels);
    QCOMPARE(labels, (std::vector<data::Label>{1, 0}));
}

void PoolViewsTest::argMaxOfManyClassesEqualsThatOfFew()
{
    std::mt19937 random(3);
    for (const std::uint32_t classes : {1U, 2U, 31U, 32U, 33U, 47U, 100U, 1000U}) {
        std::vector<float> rows(classes * 20);
        for (float& value : rows)
            value = static_cast<float>(random() % 64); // many ties
        std::vector<data::Label> labels(20);
        argMaxRows(rows, classes, labels);
        for (std::size_t n = 0; n < labels.size(); ++n) {
            const auto row = rows.begin() + static_cast<std::ptrdiff_t>(n * classes);
            QCOMPARE(std::ptrdiff_t{labels[n]}, std::max_element(row, row + classes) - row);
        }
    }
}

void PoolViewsTest::rightBitsStopAtTheLastSample()
{
    const auto split = labelPool(std::vector<data::Label>(70, 1), {std::vector<data::Label>(70, 1)}, 2);
    QCOMPARE(split->rightCount(0), std::size_t{70});
    QCOMPARE(split->rightBits(0)[1], (std::uint64_t{1} << 6) - 1);
    QCOMPARE(split->accuracy(0), 1.0);
}

void PoolViewsTest::sampleSetsAreReadAndWritten()
{
    for (const char* text : {"all", "disagreement", "focal:0", "focal:11"})
        QCOMPARE(toString(parseSampleSet(text, 12).value()), std::string(text));
}

void PoolViewsTest::sampleSetsNameWhatIsWrong()
{
    for (const char* text : {"", "every", "focal:", "focal:x", "focal:3x", "focal:-1", "focal:3"}) {
        const auto set = parseSampleSet(text, 3);
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::Usage);
        QVERIFY(!set.error().cure.empty());
    }
}

void PoolViewsTest::sampleBitsEqualTheirDefinition()
{
    const auto split = randomPool({.models = 4, .samples = 131, .skill = 1.0});
    for (const SampleSet& set : {SampleSet{},
             SampleSet{.kind = SampleSet::Kind::Disagreement},
             SampleSet{.kind = SampleSet::Kind::Focal, .focal = 2}}) {
        const SampleBits bits = select(*split, set);
        QCOMPARE(bitsOf(bits), samplesOf(*split, set));
        QCOMPARE(bits.count, samplesOf(*split, set).size());
    }
}

void PoolViewsTest::masksAndMembersAreTheSameTeam()
{
    const Members members{0, 3, 63};
    QCOMPARE(membersOf(maskOf(members)), members);
    QCOMPARE(toString(members), std::string("0,3,63"));
    QVERIFY(membersOf(0).empty());
}

void PoolViewsTest::consensusIdsRoundTrip()
{
    for (const Consensus rule : kAllConsensus)
        QCOMPARE(consensusFromId(id(rule)), std::optional(rule));
    QCOMPARE(consensusFromId("SOFT"), std::optional(Consensus::Soft));
    QVERIFY(!consensusFromId("harmonic"));
    QVERIFY(needsProbabilities(Consensus::Soft));
    QVERIFY(!needsProbabilities(Consensus::Majority));
}

void PoolViewsTest::topFiveTiesGoToTheSmallerClass()
{
    // Six classes, all equal: class 4 is fifth, class 5 sixth.
    const std::vector<float> flat(6, 1.0F / 6.0F);
    QCOMPARE(reportMember(*oneMember({4}, flat, 6), 0).top5, 1.0);
    QCOMPARE(reportMember(*oneMember({5}, flat, 6), 0).top5, 0.0);
}

void PoolViewsTest::calibrationErrorEqualsHandComputation()
{
    // Confidence .75 twice (one right), .5 once (right): bins 12 and 8.
    const auto split = oneMember({0, 1, 0}, {0.75F, 0.25F, 0.75F, 0.25F, 0.5F, 0.5F}, 2);
    const auto report = reportMember(*split, 0);
    QVERIFY(std::abs(report.ece - (2.0 / 3.0 * 0.25 + 1.0 / 3.0 * 0.5)) < 1e-12);
    QCOMPARE(report.errors, std::size_t{1});
    QVERIFY(std::abs(report.nll + (std::log(0.75) + std::log(0.25) + std::log(0.5)) / 3.0) < 1e-12);
    const auto bins = reliability(*split, 0);
    QCOMPARE(bins.size(), std::size_t{15});
    QCOMPARE(bins[11].count, std::size_t{2});
    QCOMPARE(bins[11].accuracy, 0.5);
    QCOMPARE(bins[7].count, std::size_t{1});
}

void PoolViewsTest::reliabilityBinsAreRightClosed()
{
    // 0.6 as float lies just above 9/15, its predecessor just below.
    const float above = 0.6F;
    const float below = std::nextafter(above, 0.0F);
    const auto split = oneMember({0, 0, 0}, {above, 1.0F - above, below, 1.0F - below, 1.0F, 0.0F}, 2);
    const auto bins = reliability(*split, 0);
    QCOMPARE(bins[8].count, std::size_t{1});
    QCOMPARE(bins[9].count, std::size_t{1});
    QCOMPARE(bins[14].count, std::size_t{1});
}

void PoolViewsTest::logLossIsClamped()
{
    const auto report = reportMember(*oneMember({1}, {1.0F, 0.0F}, 2), 0);
    QVERIFY(std::abs(report.nll + std::log(1e-12)) < 1e-9);
}

void PoolViewsTest::labelOnlyMembersOfferNoCalibration()
{
    const auto split = labelPool({0, 1}, {{0, 0}}, 2);
    const auto report = reportMember(*split, 0);
    QCOMPARE(report.accuracy, 0.5);
    QCOMPARE(report.errors, std::size_t{1});
    QVERIFY(std::isnan(report.top5) && std::isnan(report.nll) && std::isnan(report.ece));
    QVERIFY(reliability(*split, 0).empty());
}

void PoolViewsTest::confusionAndRecallCountEachClass()
{
    const auto split = labelPool({0, 0, 1, 1, 1}, {{0, 1, 1, 1, 2}}, 3);
    QCOMPARE(confusion(*split, 0), (std::vector<std::uint32_t>{1, 1, 0, 0, 2, 1, 0, 0, 0}));
    const auto recall = perClassRecall(*split, 0);
    QCOMPARE(recall[0], 0.5);
    QCOMPARE(recall[1], 2.0 / 3.0);
    QVERIFY(std::isnan(recall[2]));
}

void PoolViewsTest::pairCountsEqualCountsSampleBySample()
{
    const auto split = randomPool({.models = 4, .samples = 200, .classes = 3, .skill = 1.0});
    const SampleSet set{.kind = SampleSet::Kind::Focal, .focal = 3};
    const PairCounts counts = countPairs(*split, select(*split, set));
    const auto samples = samplesOf(*split, set);
    QCOMPARE(counts.samples, samples.size());
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(std::accumulate(counts.marginals.begin() + static_cast<std::ptrdiff_t>(i * 3),
                     counts.marginals.begin() + static_cast<std::ptrdiff_t>(i * 3 + 3),
                     std::size_t{0}),
            samples.size());
        for (std::size_t j = 0; j < 4; ++j) {
            std::uint32_t agree = 0;
            std::uint32_t bothWrong = 0;
            for (const std::size_t n : samples) {
                agree += split->predicted(i)[n] == split->predicted(j)[n] ? 1 : 0;
                bothWrong += !split->isRight(i, n) && !split->isRight(j, n) ? 1 : 0;
            }
            QCOMPARE(counts.agreement(i, j), agree);
            QCOMPARE(counts.bothWrong(i, j), bothWrong);
        }
    }
}

void PoolViewsTest::matrixIsSymmetricWithAnEmptyDiagonal()
{
    const auto split = randomPool({.models = 5, .samples = 120});
    const PairCounts counts = countPairs(*split, select(*split, {}));
    for (const Metric metric : kAllMetrics) {
        const auto matrix = diversityMatrix(counts, metric);
        for (std::uint32_t i = 0; i < 5; ++i)
            for (std::uint32_t j = 0; j < 5; ++j) {
                if (i == j) {
                    QVERIFY(std::isnan(matrix[i * 5 + j]));
                    continue;
                }
                QCOMPARE(matrix[i * 5 + j], matrix[j * 5 + i]);
                QVERIFY(std::abs(matrix[i * 5 + j] - metricBySamples(*split, samplesOf(*split, {}), {i, j}, metric))
                    < 1e-12);
            }
    }
}

void PoolViewsTest::clusteredOrderPutsLikeModelsTogether()
{
    // Two families, interleaved: kappa .9 inside, .1 across.
    constexpr std::size_t kModels = 6;
    std::vector<double> matrix(kModels * kModels, std::nan(""));
    for (std::size_t i = 0; i < kModels; ++i)
        for (std::size_t j = 0; j < kModels; ++j)
            if (i != j)
                matrix[i * kModels + j] = i % 2 == j % 2 ? 0.9 : 0.1;
    auto order = clusteredOrder(matrix, kModels, Metric::CK);
    for (std::size_t k = 1; k < 3; ++k)
        QCOMPARE(order[k] % 2, order[0] % 2);
    QCOMPARE(clusteredOrder(matrix, kModels, Metric::CK), order);
}

void PoolViewsTest::clusteredOrderIsAPermutationWhateverIsUndefined()
{
    std::mt19937 random(5);
    for (const std::size_t models : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{17}}) {
        for (const double share : {0.0, 0.5, 1.0}) {
            std::vector<double> matrix(models * models, std::nan(""));
            for (std::size_t i = 0; i < models; ++i)
                for (std::size_t j = i + 1; j < models; ++j)
                    if (noise(random) + 1.0 >= 2.0 * share)
                        matrix[i * models + j] = matrix[j * models + i] = noise(random);
            auto order = clusteredOrder(matrix, models, Metric::BD);
            std::ranges::sort(order);
            std::vector<std::size_t> all(models);
            std::iota(all.begin(), all.end(), std::size_t{0});
            QCOMPARE(order, all);
        }
    }
}

QTEST_APPLESS_MAIN(PoolViewsTest)
#include "pool_views_test.moc"
