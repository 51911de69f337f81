// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

#include <atomic>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

/// Copies what it is told, at the moment it is told: what a window that shows partial results would do.
struct PartialCopy {
    explicit PartialCopy(const TeamScores& like)
        : raw(like.raw.size(), -1.0)
        , accuracy(like.accuracy.size(), -1.0)
        , told(like.size(), 0)
    {
    }

    void add(const TeamScores& scores, std::span<const std::uint32_t> teams)
    {
        if (inside.exchange(true))
            qFatal("two parts at a time");
        ++parts;
        for (const std::uint32_t team : teams) {
            ++told[team];
            for (std::size_t k = 0; k < scores.metrics.size(); ++k)
                raw[k * told.size() + team] = scores.rawValue(k, team);
            for (std::size_t r = 0; r < scores.consensus.size(); ++r)
                accuracy[r * told.size() + team] = scores.accuracyValue(r, team);
            for (std::uint64_t cell = scores.focalBegin[team]; cell < scores.focalBegin[team + 1]; ++cell)
                focal.emplace_back(cell, scores.focal[cell]);
        }
        inside = false;
    }

    std::atomic<bool> inside{false};
    std::vector<double> raw;
    std::vector<double> accuracy;
    std::vector<int> told;
    std::vector<std::pair<std::uint64_t, double>> focal; // cell, value
    std::size_t parts = 0;
};

ScoreOptions everything(unsigned threads)
{
    return {.metrics = kEveryMetric, .focal = true, .consensus = kEveryRule, .threads = threads};
}

} // namespace

/// Results that are told while the work goes on.
class ScoredPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTeamIsToldOnceWithItsFinalValues();
    void namedTeamsAreToldToo();
    void aCancelledRunTellsOnlyFinishedTeams();
};

void ScoredPartsTest::everyTeamIsToldOnceWithItsFinalValues()
{
    const auto split = randomPool({.models = 12, .samples = 200, .classes = 5});
    const TeamScores expected = scored(*split, everything(1));
    for (const unsigned threads : {1U, 3U}) {
        PartialCopy copy(expected);
        ScoreOptions options = everything(threads);
        options.onScored = [&](const TeamScores& scores, auto teams) { copy.add(scores, teams); };
        scored(*split, options);
        QVERIFY(copy.parts > 1);
        QCOMPARE(copy.told, std::vector<int>(expected.size(), 1));
        QVERIFY(sameBits(copy.raw, expected.raw));
        QVERIFY(sameBits(copy.accuracy, expected.accuracy));
        QCOMPARE(copy.focal.size(), expected.focal.size());
        for (const auto& [cell, told] : copy.focal)
            QVERIFY(sameBits({&told, 1}, {&expected.focal[cell], 1}));
    }
}

void ScoredPartsTest::namedTeamsAreToldToo()
{
    const auto split = randomPool({.models = 9, .samples = 80});
    std::vector<std::uint32_t> told;
    ScoreOptions options{.consensus = {Consensus::Soft}, .teams = {{{2, 5}, {0}, {2, 5}}}};
    options.onScored = [&](const TeamScores&, auto teams) { told.insert(told.end(), teams.begin(), teams.end()); };
    scored(*split, options);
    std::ranges::sort(told);
    QCOMPARE(told, (std::vector<std::uint32_t>{0, 1, 2}));
}

void ScoredPartsTest::aCancelledRunTellsOnlyFinishedTeams()
{
    const auto split = randomPool({.models = 13, .samples = 300, .classes = 5});
    const TeamScores expected = scored(*split, everything(1));
    CancelSource source;
    PartialCopy copy(expected);
    ScoreOptions options = everything(2);
    options.onScored = [&](const TeamScores& scores, auto teams) {
        copy.add(scores, teams);
        if (copy.parts == 2)
            source.cancel();
    };
    Progress progress;
    QVERIFY(scoreTeams(*split, options, progress, source.token()).error().isCancelled());
    QVERIFY(std::ranges::count(copy.told, 1) > 0 && std::ranges::count(copy.told, 0) > 0);
    for (std::size_t t = 0; t < expected.size(); ++t)
        if (copy.told[t] != 0)
            QCOMPARE(copy.accuracy[t], expected.accuracy[t]);
}

QTEST_APPLESS_MAIN(ScoredPartsTest)
#include "scored_parts_test.moc"
