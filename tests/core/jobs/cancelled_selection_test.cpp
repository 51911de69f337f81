// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/jobs/selection_kit.h"

#include <limits>

using namespace cobench;
using namespace cobench::jobs;
using namespace cobench::test;

namespace {

/// How often the work told of itself: in all, and after the cancel that the `moment`-th time provoked.
struct Told {
    int times = 0;
    int afterCancel = 0;
    bool cancelled = false;
};

Told tellAndCancel(const SelectionOptions& options, int moment)
{
    const auto split = randomPool({.models = 13, .samples = 150, .skill = 1.0});
    CancelSource source;
    Told told;
    Progress progress(
        [&](const ProgressState&) {
            told.afterCancel += told.times > moment ? 1 : 0;
            if (told.times++ == moment)
                source.cancel();
        },
        std::chrono::milliseconds(0));
    const auto answer = selectTeams(subjectOf(split, split), options, progress, source.token());
    told.cancelled = !answer && answer.error().isCancelled();
    return told;
}

} // namespace

class CancelledSelectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCancelledSelectionIsCancelled_data() { addMethodRows(); }
    void aCancelledSelectionIsCancelled();
    void aCancelMidwayEndsTheWork_data() { addMethodRows(); }
    void aCancelMidwayEndsTheWork();
};

void CancelledSelectionTest::aCancelledSelectionIsCancelled()
{
    QFETCH(int, method);
    CancelSource source;
    source.cancel();
    const auto answer = run(twoSplits(), optionsFor(static_cast<SelectionMethod>(method)), source.token());
    QVERIFY(!answer && answer.error().isCancelled());
}

/// Every piece of the work (a chunk of teams, a round of a search) is told when it is done: after a cancel none is.
void CancelledSelectionTest::aCancelMidwayEndsTheWork()
{
    QFETCH(int, method);
    const SelectionOptions options = optionsFor(static_cast<SelectionMethod>(method));
    const int times = tellAndCancel(options, std::numeric_limits<int>::max()).times;
    QVERIFY(times > 1);
    for (int moment = 0; moment < times - 1; moment += std::max(1, times / 12)) {
        const Told told = tellAndCancel(options, moment);
        QVERIFY2(told.cancelled, qPrintable(QString::number(moment)));
        QVERIFY2(
            told.afterCancel <= 1, qPrintable(QString::number(told.afterCancel))); // the end of a stage at most
    }
}

QTEST_APPLESS_MAIN(CancelledSelectionTest)
#include "cancelled_selection_test.moc"
