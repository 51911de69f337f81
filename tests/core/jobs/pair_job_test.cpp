// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pair_job.h"

#include "core/jobs/matrix_job.h"
#include "tests/core/jobs/small_pool.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using ensemble::Metric;

namespace {

std::shared_ptr<const ensemble::PreparedSplit> prepare(const data::Pool& pool)
{
    return ensemble::PreparedSplit::prepare(pool.splits.front(), pool.classes);
}

double raw(const jobs::PairDetail& detail, Metric metric)
{
    return detail.raw[static_cast<std::size_t>(metric)];
}

} // namespace

class PairJobTest : public QObject
{
    Q_OBJECT
private slots:
    void countsAreTheHandComputedOnes();
    void swappingTheModelsSwapsTheirCounts();
    void metricsAreThoseOfTheMatrix();
    void disagreeingSamplesStayInsideTheSet();
    void notAPairIsRefused();

private:
    static Result<jobs::PairDetail> compare(
        const ensemble::PreparedSplit& split, std::size_t i, std::size_t j, ensemble::SampleSet set = {});
};

Result<jobs::PairDetail> PairJobTest::compare(
    const ensemble::PreparedSplit& split, std::size_t i, std::size_t j, ensemble::SampleSet set)
{
    Progress progress;
    return jobs::comparePair(split, {.first = i, .second = j, .samples = set}, progress, CancelToken{});
}

// Model 1 is wrong on sample 3 only, model 2 on 2 and 3, where both say class 0.
void PairJobTest::countsAreTheHandComputedOnes()
{
    const auto pair = compare(*prepare(test::smallPool()), 1, 2);
    VERIFY_OK(pair);
    QCOMPARE(pair->samples, std::size_t(4));
    QCOMPARE(pair->bothRight, std::size_t(2));
    QCOMPARE(pair->onlyFirst, std::size_t(1));
    QCOMPARE(pair->onlySecond, std::size_t(0));
    QCOMPARE(pair->bothWrong, std::size_t(1));
    QCOMPARE(pair->sameLabel, std::size_t(3));
    QCOMPARE(pair->disagreeing, std::vector<std::uint32_t>{2});
    QCOMPARE(raw(*pair, Metric::BD), 0.25);
    QCOMPARE(raw(*pair, Metric::DF), 0.25);
    QCOMPARE(raw(*pair, Metric::QS), 1.0);
}

void PairJobTest::swappingTheModelsSwapsTheirCounts()
{
    const auto split = prepare(test::samplePool(7));
    const auto there = compare(*split, 0, 1);
    const auto back = compare(*split, 1, 0);
    VERIFY_OK(there);
    VERIFY_OK(back);
    QCOMPARE(there->onlyFirst, back->onlySecond);
    QCOMPARE(there->onlySecond, back->onlyFirst);
    QCOMPARE(there->disagreeing, back->disagreeing);
    QCOMPARE(there->bothRight + there->onlyFirst + there->onlySecond + there->bothWrong, there->samples);
    QCOMPARE(there->sameLabel + there->disagreeing.size(), there->samples);
}

void PairJobTest::metricsAreThoseOfTheMatrix()
{
    const auto split = prepare(test::samplePool(8, {.models = 4}));
    const auto pair = compare(*split, 1, 3);
    VERIFY_OK(pair);
    for (const Metric metric : ensemble::kAllMetrics) {
        Progress progress;
        const auto matrix = jobs::computeMatrix(*split, {.metric = metric}, progress, CancelToken{});
        VERIFY_OK(matrix);
        QCOMPARE(raw(*pair, metric), matrix->values[1 * 4 + 3]);
    }
}

void PairJobTest::disagreeingSamplesStayInsideTheSet()
{
    const auto split = prepare(test::samplePool(9));
    const ensemble::SampleSet focal{.kind = ensemble::SampleSet::Kind::Focal, .focal = 2};
    const auto pair = compare(*split, 0, 1, focal);
    VERIFY_OK(pair);
    QCOMPARE(pair->samples, split->samples() - split->rightCount(2));
    for (const std::uint32_t sample : pair->disagreeing) {
        QVERIFY(!split->isRight(2, sample));
        QVERIFY(split->predicted(0)[sample] != split->predicted(1)[sample]);
    }
}

void PairJobTest::notAPairIsRefused()
{
    const auto split = prepare(test::smallPool());
    for (const auto& [i, j] : {std::pair(1, 1), std::pair(0, 3), std::pair(9, 0)}) {
        const auto pair = compare(*split, std::size_t(i), std::size_t(j));
        QVERIFY(!pair);
        QCOMPARE(pair.error().code, ErrorCode::Usage);
    }
}

QTEST_APPLESS_MAIN(PairJobTest)
#include "pair_job_test.moc"
