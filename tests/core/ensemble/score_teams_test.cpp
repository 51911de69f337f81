// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"
#include "tests/support/patience.h"
#include "tests/support/shortest.h"

#include <QTest>

#include <bit>
#include <chrono>
#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

Error refusal(const PreparedSplit& split, const ScoreOptions& options)
{
    Progress progress;
    auto scores = scoreTeams(split, options, progress, {});
    return scores ? Error{} : scores.error();
}

std::vector<float> weightsFor(const PreparedSplit& split, Consensus rule)
{
    const bool weighted = rule == Consensus::WeightedSoft || rule == Consensus::WeightedPlurality;
    return weighted ? voteWeights(split) : std::vector<float>{};
}

std::vector<PoolShape> variedPools()
{
    return {{.models = 6, .samples = 200},
        {.models = 6, .samples = 200, .coarse = true, .seed = 2},
        {.models = 7, .samples = 130, .classes = 13, .skill = 1.0, .seed = 3},
        {.models = 5, .samples = 65, .classes = 2, .sharedNoise = 2.0, .seed = 4},
        {.models = 6, .samples = 64, .classes = 40, .coarse = true, .seed = 5},
        {.models = 5, .samples = 17, .classes = 3, .skill = -1.0, .seed = 6},
        {.models = 4, .samples = 1, .seed = 7},
        {.models = 2, .samples = 40, .classes = 1, .seed = 8}};
}

} // namespace

class ScoreTeamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMetricEqualsTheFormulaSampleBySample();
    void everyFocalMetricEqualsTheFormulaOnTheNegatives();
    void everyConsensusEqualsTheRuleSampleBySample();
    void everyInstructionSetCountsTheSame();
    void labelOnlyPoolsVoteByPlurality();
    void threadsDoNotChangeABit();
    void aTeamScoresTheSameAloneAndAmongAll();
    void teamsComeBySizeThenLexicographically();
    void sizesLimitTheEnumeration();
    void poolsBeyondSixtyFourModelsUseMemberLists();
    void refusesWhatCannotBeScored();
    void refusesMoreTeamsThanItCanHold();
    void cancelsWithinFiftyMilliseconds();
};

void ScoreTeamsTest::everyMetricEqualsTheFormulaSampleBySample()
{
    for (const PoolShape& shape : variedPools()) {
        const auto split = randomPool(shape);
        for (const SampleSet& set : {SampleSet{}, SampleSet{.kind = SampleSet::Kind::Disagreement}}) {
            const auto samples = samplesOf(*split, set);
            const auto scores = scored(*split, {.metrics = kEveryMetric, .samples = set, .minSize = 1});
            for (std::size_t t = 0; t < scores.size(); ++t)
                for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
                    QVERIFY(agree(scores.rawValue(k, t),
                        metricBySamples(*split, samples, scores.members(t), kEveryMetric[k])));
        }
    }
}

void ScoreTeamsTest::everyFocalMetricEqualsTheFormulaOnTheNegatives()
{
    for (const PoolShape& shape : variedPools()) {
        const auto split = randomPool(shape);
        const auto scores = scored(*split, {.metrics = kEveryMetric, .focal = true});
        for (std::size_t t = 0; t < scores.size(); ++t) {
            const Members team = scores.members(t);
            const double* cell = scores.focal.data() + scores.focalBegin[t];
            QCOMPARE(scores.focalBegin[t + 1] - scores.focalBegin[t], team.size() * kEveryMetric.size());
            for (const std::uint32_t f : team) {
                const auto negatives = samplesOf(*split, {.kind = SampleSet::Kind::Focal, .focal = f});
                for (const Metric metric : kEveryMetric)
                    QVERIFY(agree(*cell++, metricBySamples(*split, negatives, team, metric)));
            }
        }
    }
}

void ScoreTeamsTest::everyConsensusEqualsTheRuleSampleBySample()
{
    for (const PoolShape& shape : variedPools()) {
        const auto split = randomPool(shape);
        for (const Convention convention : {Convention::Corrected, Convention::Reference}) {
            const auto scores = scored(*split, {.consensus = kEveryRule, .minSize = 1, .convention = convention});
            for (std::size_t t = 0; t < scores.size(); ++t)
                for (std::size_t r = 0; r < kEveryRule.size(); ++r) {
                    const auto expected = rightBySamples(
                        *split, scores.members(t), kEveryRule[r], convention, weightsFor(*split, kEveryRule[r]));
                    QCOMPARE(std::llround(scores.accuracyValue(r, t) * static_cast<double>(split->samples())),
                        static_cast<long long>(expected));
                }
        }
    }
}

void ScoreTeamsTest::everyInstructionSetCountsTheSame()
{
    for (const PoolShape& shape : variedPools()) {
        const auto split = randomPool(shape);
        ScoreOptions options{.metrics = {}, .consensus = kEveryRule, .simd = SimdLevel::Baseline};
        const auto baseline = scored(*split, options);
        for (const SimdLevel level : {SimdLevel::Avx2, SimdLevel::Avx512}) {
            options.simd = level;
            if (level <= bestSimd())
                QCOMPARE(scored(*split, options).accuracy, baseline.accuracy);
        }
    }
}

void ScoreTeamsTest::labelOnlyPoolsVoteByPlurality()
{
    const auto split = randomPool({.models = 6, .samples = 150, .classes = 5, .skill = 0.5, .labelOnly = true});
    const auto scores = scored(*split, {.consensus = {Consensus::Plurality}});
    for (std::size_t t = 0; t < scores.size(); ++t)
        QCOMPARE(scores.accuracyValue(0, t) * 150.0,
            static_cast<double>(
                rightBySamples(*split, scores.members(t), Consensus::Plurality, Convention::Corrected)));
}

void ScoreTeamsTest::threadsDoNotChangeABit()
{
    const auto split = randomPool({.models = 12, .samples = 300, .classes = 6});
    ScoreOptions options{.metrics = kEveryMetric, .focal = true, .consensus = kEveryRule};
    const auto single = scored(*split, options);
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        const auto many = scored(*split, options);
        QVERIFY(sameBits(many.raw, single.raw));
        QVERIFY(sameBits(many.focal, single.focal));
        QVERIFY(sameBits(many.accuracy, single.accuracy));
        QCOMPARE(many.masks, single.masks);
    }
}

void ScoreTeamsTest::aTeamScoresTheSameAloneAndAmongAll()
{
    const auto split = randomPool({.models = 9, .samples = 250, .classes = 10});
    ScoreOptions options{.metrics = kEveryMetric, .focal = true, .consensus = kEveryRule};
    const auto all = scored(*split, options);
    for (const std::size_t t : {std::size_t{0}, std::size_t{100}, all.size() - 1}) {
        options.teams = {{all.members(t)}};
        const auto alone = scored(*split, options);
        for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
            QCOMPARE(std::bit_cast<std::uint64_t>(alone.rawValue(k, 0)),
                std::bit_cast<std::uint64_t>(all.rawValue(k, t)));
        for (std::size_t r = 0; r < kEveryRule.size(); ++r)
            QCOMPARE(alone.accuracyValue(r, 0), all.accuracyValue(r, t));
        const auto focal = std::span(all.focal).subspan(all.focalBegin[t], alone.focal.size());
        QVERIFY(sameBits(alone.focal, focal));
    }
}

void ScoreTeamsTest::teamsComeBySizeThenLexicographically()
{
    const auto split = randomPool({.models = 6, .samples = 20});
    const auto scores = scored(*split, {});
    const auto expected = everyTeam(6, 2, 6);
    QCOMPARE(scores.size(), expected.size());
    for (std::size_t t = 0; t < expected.size(); ++t)
        QCOMPARE(scores.members(t), expected[t]);
}

void ScoreTeamsTest::sizesLimitTheEnumeration()
{
    const auto split = randomPool({.models = 8, .samples = 50});
    const auto scores = scored(*split, {.focal = true, .consensus = {Consensus::Soft}, .minSize = 3, .maxSize = 4});
    const auto expected = everyTeam(8, 3, 4);
    QCOMPARE(scores.size(), expected.size());
    for (std::size_t t = 0; t < expected.size(); ++t) {
        QCOMPARE(scores.members(t), expected[t]);
        QCOMPARE(scores.accuracyValue(0, t) * 50.0,
            static_cast<double>(rightBySamples(*split, expected[t], Consensus::Soft, Convention::Corrected)));
    }
}

void ScoreTeamsTest::poolsBeyondSixtyFourModelsUseMemberLists()
{
    const auto split = randomPool({.models = 70, .samples = 40, .classes = 3});
    const auto pairs = scored(*split, {.consensus = {Consensus::Soft}, .maxSize = 2});
    QCOMPARE(pairs.size(), std::size_t{70 * 69 / 2});
    QVERIFY(pairs.masks.empty());
    QCOMPARE(pairs.members(pairs.size() - 1), (Members{68, 69}));
    const Members wide{0, 3, 33, 65, 66, 67, 68, 69};
    const auto named = scored(*split, {.metrics = {Metric::BD}, .teams = {{{1, 69}, wide, wide}}});
    const auto samples = samplesOf(*split, {.kind = SampleSet::Kind::Disagreement});
    QCOMPARE(named.size(), std::size_t{3});
    QCOMPARE(named.members(1), wide);
    QVERIFY(agree(named.rawValue(0, 1), metricBySamples(*split, samples, wide, Metric::BD)));
    QCOMPARE(named.rawValue(0, 2), named.rawValue(0, 1));
}

void ScoreTeamsTest::refusesWhatCannotBeScored()
{
    const auto labels = randomPool({.models = 3, .samples = 10, .labelOnly = true});
    QCOMPARE(refusal(*labels, {.consensus = {Consensus::Soft}}).code, ErrorCode::Usage);
    QCOMPARE(refusal(*labels, {.consensus = {Consensus::Stacking}}).code, ErrorCode::Usage);
    QCOMPARE(refusal(*labels, {.teams = {{{0, 3}}}}).code, ErrorCode::Usage);
    QCOMPARE(refusal(*labels, {.teams = {{{1, 0}}}}).code, ErrorCode::Usage);
    QCOMPARE(refusal(*labels, {.teams = {{{1, 1}}}}).code, ErrorCode::Usage);
    QCOMPARE(refusal(*labels, {.teams = {{Members{}}}}).code, ErrorCode::Usage);
    QCOMPARE(refusal(*labels, {.minSize = 4}).code, ErrorCode::Usage);
}

void ScoreTeamsTest::refusesMoreTeamsThanItCanHold()
{
    const auto split = randomPool({.models = 40, .samples = 10});
    const Error error = refusal(*split, {});
    QCOMPARE(error.code, ErrorCode::Usage);
    QVERIFY(!error.cure.empty());
}

void ScoreTeamsTest::cancelsWithinFiftyMilliseconds()
{
    const auto split = randomPool({.models = 20, .samples = 2000, .classes = 10});
    for (const bool focal : {false, true}) {
        bool isCancelled = true;
        const auto takes = [&]() -> std::chrono::nanoseconds {
            CancelSource source;
            std::chrono::steady_clock::time_point asked;
            // Cancels from inside, at the first report of the work proper.
            Progress progress([&](const ProgressState& state) {
                if (state.done == 0 || source.token().isCancelled())
                    return;
                source.cancel();
                asked = std::chrono::steady_clock::now();
            });
            ScoreOptions options{.focal = focal, .threads = 2};
            if (!focal)
                options = {.metrics = {}, .consensus = {Consensus::Soft}, .threads = 2};
            const auto scores = scoreTeams(*split, options, progress, source.token());
            const auto elapsed = std::chrono::steady_clock::now() - asked;
            isCancelled = isCancelled && !scores && scores.error().isCancelled();
            return elapsed;
        };
        constexpr std::chrono::nanoseconds kLimit = cobench::test::patient(std::chrono::milliseconds(50));
        QVERIFY(cobench::test::shortest(5, kLimit, takes) <= kLimit);
        QVERIFY(isCancelled);
    }
}

QTEST_APPLESS_MAIN(ScoreTeamsTest)
#include "score_teams_test.moc"
