// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selection_memory.h"

#include "tests/core/jobs/selection_kit.h"
#include "tests/support/verify_ok.h"

using namespace cobench;
using namespace cobench::jobs;
using namespace cobench::test;

namespace {

Result<TeamSelection> runWith(SelectionMemory& memory, const TeamSplits& splits, const SelectionOptions& options)
{
    Progress progress;
    return jobs::selectTeams(splits, options, progress, {}, {}, &memory);
}

/// The method with other shares, counts, sizes and conventions, one after the other.
std::vector<SelectionOptions> moves(SelectionMethod method)
{
    const SelectionOptions first = optionsFor(method);
    std::vector<SelectionOptions> all(8, first);
    all[1].beta = 0.4;
    all[2].deviations = 0.25;
    all[3].count = 3;
    all[4].size = 3;
    all[5].convention = ensemble::Convention::Reference;
    all[6].rule = ensemble::Consensus::Plurality;
    all[7].minSize = 3;
    all.push_back(first);
    return all;
}

} // namespace

class SelectionMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsRememberedChangesNoSelection_data() { addMethodRows(); }
    void whatIsRememberedChangesNoSelection();
    void aMovedThresholdCountsNothingAnew();
    void aMovedShareScoresOnlyTeamsThatAreCandidatesForTheFirstTime();
    void otherSplitsAreToldApart();
    void aCancelledSelectionLeavesNothingBehind();
};

void SelectionMemoryTest::whatIsRememberedChangesNoSelection()
{
    QFETCH(int, method);
    const TeamSplits splits = twoSplits();
    SelectionMemory memory;
    for (const SelectionOptions& options : moves(static_cast<SelectionMethod>(method))) {
        const auto fresh = run(splits, options);
        const auto remembered = runWith(memory, splits, options);
        QCOMPARE(remembered.ok(), fresh.ok());
        if (!fresh)
            continue;
        QVERIFY(sameChoice(remembered->choice, fresh->choice));
        QCOMPARE(remembered->reportAccuracy, fresh->reportAccuracy);
        QCOMPARE(remembered->hindsight, fresh->hindsight);
        QCOMPARE(remembered->pick, fresh->pick);
    }
}

void SelectionMemoryTest::aMovedThresholdCountsNothingAnew()
{
    const TeamSplits splits = twoSplits();
    SelectionMemory memory;
    SelectionOptions options = optionsFor(SelectionMethod::Top);
    options.count = 20;
    VERIFY_OK(runWith(memory, splits, options));
    const std::uint64_t counted = memory.counted();
    QCOMPARE(counted, std::uint64_t(57 + 57)); // scores; hindsight, which the chosen ones are looked up in
    options.count = 12;
    const auto fewer = runWith(memory, splits, options);
    VERIFY_OK(fewer);
    QCOMPARE(fewer->choice.teams.size(), std::size_t(12));
    QCOMPARE(memory.counted(), counted);
}

void SelectionMemoryTest::aMovedShareScoresOnlyTeamsThatAreCandidatesForTheFirstTime()
{
    const TeamSplits splits = twoSplits();
    SelectionMemory memory;
    SelectionOptions options = optionsFor(SelectionMethod::Hierarchical);
    options.beta = 0.0;
    VERIFY_OK(runWith(memory, splits, options)); // every team is a candidate
    const std::uint64_t counted = memory.counted();
    options.beta = 0.3;
    VERIFY_OK(runWith(memory, splits, options));
    QCOMPARE(memory.counted(), counted);
}

void SelectionMemoryTest::otherSplitsAreToldApart()
{
    SelectionMemory memory;
    const SelectionOptions options = optionsFor(SelectionMethod::Mean);
    for (const std::uint32_t seed : {2U, 77U, 2U}) {
        const TeamSplits splits = twoSplits(seed);
        const auto remembered = runWith(memory, splits, options);
        VERIFY_OK(remembered);
        QCOMPARE(remembered->reportAccuracy, run(splits, options)->reportAccuracy);
    }
}

void SelectionMemoryTest::aCancelledSelectionLeavesNothingBehind()
{
    const TeamSplits splits = twoSplits();
    SelectionMemory memory;
    CancelSource cancel;
    cancel.cancel();
    Progress progress;
    const SelectionOptions options = optionsFor(SelectionMethod::Focal);
    QVERIFY(jobs::selectTeams(splits, options, progress, cancel.token(), {}, &memory).error().isCancelled());
    const auto remembered = runWith(memory, splits, options);
    VERIFY_OK(remembered);
    QVERIFY(sameChoice(remembered->choice, run(splits, options)->choice));
}

QTEST_APPLESS_MAIN(SelectionMemoryTest)
#include "selection_memory_test.moc"
