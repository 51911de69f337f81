// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/parallel.h"

#include <QTest>

#include <atomic>
#include <stdexcept>
#include <vector>

using namespace cobench;

class ParallelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIndexIsCalledOnce();
    void nothingToDoIsDone();
    void anExceptionBecomesAnError();
    void cancellingStopsHandingOutIndices();
};

void ParallelTest::everyIndexIsCalledOnce()
{
    for (const unsigned threads : {0U, 1U, 2U, 7U}) {
        std::vector<int> calls(1000, 0);
        QVERIFY(parallelFor(threads, calls.size(), [&](std::size_t i) { ++calls[i]; }).ok());
        QCOMPARE(calls, std::vector<int>(1000, 1));
    }
}

void ParallelTest::nothingToDoIsDone()
{
    QVERIFY(parallelFor(4, 0, [](std::size_t) { qFatal("called"); }).ok());
}

void ParallelTest::anExceptionBecomesAnError()
{
    const auto done = parallelFor(3, 100, [](std::size_t i) {
        if (i == 5)
            throw std::runtime_error("planted");
    });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Internal);
    QCOMPARE(done.error().detail, std::string("planted"));
}

void ParallelTest::cancellingStopsHandingOutIndices()
{
    CancelSource source;
    std::atomic<int> calls = 0;
    const auto done = parallelFor(
        2,
        1000000,
        [&](std::size_t) {
            if (++calls == 10)
                source.cancel();
        },
        source.token());
    QVERIFY(!done && done.error().isCancelled());
    QVERIFY(calls < 1000000);
}

QTEST_APPLESS_MAIN(ParallelTest)
#include "parallel_test.moc"
