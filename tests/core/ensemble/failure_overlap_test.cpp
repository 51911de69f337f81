// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/failure_overlap.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

class FailureOverlapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsAreTheExactSetsOfMembersThatFail();
    void groupsAddUpToTheFailuresOfTheMembers();
    void aTeamWithoutFailuresHasNoGroups();
};

// Sample 0: nobody; 1: member 2; 2: members 0 and 2; 3: members 0 and 2; 4: all three.
void FailureOverlapTest::groupsAreTheExactSetsOfMembersThatFail()
{
    const auto split
        = labelPool({0, 0, 0, 0, 0}, {{0, 0, 1, 1, 1}, {1, 1, 1, 1, 1}, {0, 0, 0, 0, 1}, {0, 1, 1, 1, 1}}, 2);
    const auto overlap = failureOverlap(*split, {0, 2, 3}, std::vector<std::uint8_t>{1, 1, 1, 0, 0});
    QCOMPARE(overlap.allRight, std::size_t{1});
    QCOMPARE(overlap.groups.size(), std::size_t{3});
    QCOMPARE(overlap.groups[0].failing, (Members{0, 3}));
    QCOMPARE(overlap.groups[0].samples, std::size_t{2});
    QCOMPARE(overlap.groups[0].teamRight, std::size_t{1});
    QCOMPARE(overlap.groups[1].failing, (Members{3}));
    QCOMPARE(overlap.groups[1].teamRight, std::size_t{1});
    QCOMPARE(overlap.groups[2].failing, (Members{0, 2, 3}));
    QCOMPARE(overlap.groups[2].teamRight, std::size_t{0});
}

void FailureOverlapTest::groupsAddUpToTheFailuresOfTheMembers()
{
    const auto split = randomPool({.models = 7, .samples = 500, .skill = 1.0});
    const Members team{0, 1, 3, 4, 6};
    const auto overlap = failureOverlap(*split, team, std::vector<std::uint8_t>(500, 1));
    std::size_t samples = overlap.allRight;
    std::map<std::uint32_t, std::size_t> failures;
    for (const FailureGroup& group : overlap.groups) {
        QVERIFY(group.samples > 0 && !group.failing.empty());
        QCOMPARE(group.teamRight, group.samples);
        samples += group.samples;
        for (const std::uint32_t member : group.failing)
            failures[member] += group.samples;
    }
    QCOMPARE(samples, std::size_t{500});
    for (const std::uint32_t member : team)
        QCOMPARE(failures[member], 500 - split->rightCount(member));
}

void FailureOverlapTest::aTeamWithoutFailuresHasNoGroups()
{
    const auto split = labelPool({0, 1}, {{0, 1}, {0, 1}}, 2);
    const auto overlap = failureOverlap(*split, {0, 1}, std::vector<std::uint8_t>{1, 1});
    QCOMPARE(overlap.allRight, std::size_t{2});
    QVERIFY(overlap.groups.empty());
}

QTEST_APPLESS_MAIN(FailureOverlapTest)
#include "failure_overlap_test.moc"
