// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/aligned.h"
#include "core/ensemble/kernels.h"
#include "core/ensemble/team_plan.h"

#include <QTest>

#include <bit>
#include <random>

using namespace cobench::ensemble;

namespace {

std::vector<SimdLevel> levels()
{
    std::vector<SimdLevel> result;
    for (const SimdLevel level : {SimdLevel::Baseline, SimdLevel::Avx2, SimdLevel::Avx512})
        if (level <= bestSimd())
            result.push_back(level);
    return result;
}

/// A block of random votes; coarse ones tie all the time.
struct RandomBlock {
    RandomBlock(std::size_t models, std::uint32_t rowCount, std::uint32_t keyCount, bool coarse, std::uint32_t seed)
        : values(models * rowCount * keyCount * kLanes)
        , strict(rowCount)
        , rows(rowCount)
        , keys(keyCount)
    {
        std::mt19937 random(seed);
        for (std::size_t i = 0; i < models * rows * keys * kLanes; ++i)
            values.data()[i]
                = coarse ? static_cast<float>(random() % 3) : static_cast<float>(random()) / 4294967296.0F;
        for (std::uint32_t& lanes : strict)
            lanes = static_cast<std::uint32_t>(random());
    }

    VoteBlock block() const { return {values.data(), strict.data(), rows, keys}; }

    float sum(const Members& team, std::uint32_t key, std::uint32_t row, std::size_t lane) const
    {
        float total = 0.0F;
        for (const std::uint32_t model : team)
            total += values.data()[((std::size_t{model} * keys + key) * rows + row) * kLanes + lane];
        return total;
    }

    /// The rule, lane by lane: the true class wins unless a rival has more, or as much and the tie.
    std::uint32_t right(const Members& team) const
    {
        std::uint32_t count = 0;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            bool lost = false;
            for (std::uint32_t row = 1; row < rows; ++row) {
                const float mine = sum(team, 0, 0, lane);
                const float rival = sum(team, 0, row, lane);
                bool takesTie = (strict[row] >> lane & 1U) != 0;
                if (keys == 2 && sum(team, 1, row, lane) != sum(team, 1, 0, lane))
                    takesTie = sum(team, 1, row, lane) > sum(team, 1, 0, lane);
                lost = lost || rival > mine || (rival == mine && takesTie);
            }
            count += lost ? 0 : 1;
        }
        return count;
    }

    AlignedFloats values;
    std::vector<std::uint32_t> strict;
    std::uint32_t rows;
    std::uint32_t keys;
};

std::vector<std::uint32_t> counted(const VoteBlock& block, const TeamPlan& plan, SimdLevel level)
{
    std::vector<std::uint32_t> right(plan.teams);
    AlignedFloats sums((plan.deepest + 1) * block.rows * block.keys * kLanes);
    for (const TeamPlan::Chunk& chunk : plan.chunks)
        kernelsFor(level).countVotes(block,
            {chunk.lead.data(), chunk.lead.data() + chunk.lead.size()},
            {plan.steps.data() + chunk.begin, plan.steps.data() + chunk.end},
            sums.data(),
            right.data());
    return right;
}

std::vector<std::uint32_t> byHand(const RandomBlock& random, const TeamPlan& plan)
{
    std::vector<std::uint32_t> right(plan.teams);
    forEachTeam(plan, [&](std::size_t team, const Members& members) { right[team] = random.right(members); });
    return right;
}

} // namespace

/// The inner loops of every instruction set against plain sums, for every shape they are compiled for.
class KernelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLevelsAreWhatTheySay();
    void votesEqualPlainSums_data();
    void votesEqualPlainSums();
    void listedTeamsWithRepeatsEqualPlainSums();
    void commonBitsAreCountedExactly();
    void equalLabelsAreCountedBeyondSixteenBits();
};

void KernelsTest::theLevelsAreWhatTheySay()
{
    for (const SimdLevel level : levels())
        QVERIFY(kernelsFor(level).level == level);
}

void KernelsTest::votesEqualPlainSums_data()
{
    QTest::addColumn<uint>("rows");
    QTest::addColumn<uint>("keys");
    QTest::addColumn<bool>("coarse");
    for (uint rows = 2; rows <= 12; ++rows)
        for (uint keys = 1; keys <= 2; ++keys)
            for (const bool coarse : {false, true})
                QTest::addRow("%u rows, %u keys%s", rows, keys, coarse ? ", ties" : "") << rows << keys << coarse;
}

void KernelsTest::votesEqualPlainSums()
{
    QFETCH(uint, rows);
    QFETCH(uint, keys);
    QFETCH(bool, coarse);
    constexpr std::size_t kModels = 11; // more than one chunk of steps
    const RandomBlock random(kModels, rows, keys, coarse, rows);
    for (const TeamPlan& plan : {planAll(kModels, 1, kModels), planAll(kModels, 3, 4)}) {
        const auto expected = byHand(random, plan);
        for (const SimdLevel level : levels())
            QCOMPARE(counted(random.block(), plan, level), expected);
    }
}

void KernelsTest::listedTeamsWithRepeatsEqualPlainSums()
{
    const std::vector<Members> teams{{0, 1, 4}, {2}, {0, 1, 4}, {0, 1}, {3, 3, 3, 4}, {0, 1, 2, 3, 4}, {0, 2}, {1}};
    const TeamPlan plan = planListed(5, teams);
    const RandomBlock random(5, 4, 1, true, 9);
    for (const SimdLevel level : levels()) {
        const auto right = counted(random.block(), plan, level);
        for (std::size_t t = 0; t < teams.size(); ++t)
            QCOMPARE(right[t], random.right(teams[t]));
    }
}

void KernelsTest::commonBitsAreCountedExactly()
{
    std::mt19937_64 random(4);
    for (const std::size_t words : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{157}}) {
        std::vector<std::uint64_t> a(words);
        std::vector<std::uint64_t> b(words);
        std::uint64_t expected = 0;
        for (std::size_t w = 0; w < words; ++w) {
            a[w] = random();
            b[w] = random();
            expected += static_cast<std::uint64_t>(std::popcount(a[w] & b[w]));
        }
        for (const SimdLevel level : levels())
            QCOMPARE(kernelsFor(level).countBoth(a.data(), b.data(), words), expected);
    }
}

/// All labels equal, more than a 16-bit lane could count by itself.
void KernelsTest::equalLabelsAreCountedBeyondSixteenBits()
{
    constexpr std::size_t kCount = 64 * 65536 + 33;
    const std::vector<std::uint16_t> labels(kCount, 7);
    std::vector<std::uint16_t> others = labels;
    others[0] = others[kCount - 1] = others[100] = 8;
    for (const SimdLevel level : levels()) {
        QCOMPARE(kernelsFor(level).countEqual(labels.data(), labels.data(), kCount), std::uint64_t{kCount});
        QCOMPARE(kernelsFor(level).countEqual(labels.data(), others.data(), kCount), std::uint64_t{kCount - 3});
        QCOMPARE(kernelsFor(level).countEqual(labels.data(), others.data(), 0), std::uint64_t{0});
    }
}

QTEST_APPLESS_MAIN(KernelsTest)
#include "kernels_test.moc"
