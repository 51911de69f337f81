// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_score_cache.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cstring>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

bool sameBits(double a, double b)
{
    return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

TeamScores scoredAtOnce(const PreparedSplit& split, Metric metric, const std::vector<Members>& teams)
{
    Progress progress;
    return scoreTeams(split,
        {.metrics = {metric}, .focal = true, .consensus = {judgingRule(split)}, .teams = teams},
        progress,
        {})
        .value();
}

TeamScores asked(TeamScoreCache& cache, const std::vector<Members>& teams)
{
    Progress progress;
    return cache.score(teams, progress, {}).value();
}

void compare(const TeamScores& actual, const TeamScores& expected)
{
    QCOMPARE(actual.size(), expected.size());
    QCOMPARE(actual.focalBegin, expected.focalBegin);
    for (std::size_t team = 0; team < expected.size(); ++team) {
        QCOMPARE(actual.members(team), expected.members(team));
        QVERIFY(sameBits(actual.rawValue(0, team), expected.rawValue(0, team)));
        QVERIFY(sameBits(actual.accuracyValue(0, team), expected.accuracyValue(0, team)));
    }
    for (std::size_t cell = 0; cell < expected.focal.size(); ++cell)
        QVERIFY(sameBits(actual.focal[cell], expected.focal[cell]));
}

} // namespace

class TeamScoreCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_remembered_is_what_scoring_at_once_gives()
    {
        const auto split = randomPool({.models = 7});
        const std::vector<Members> first{{0, 1}, {2, 5, 6}, {0, 3}};
        const std::vector<Members> second{{0, 3}, {1, 2, 3, 4}, {2, 5, 6}, {0, 6}};
        for (const Metric metric : {Metric::GD, Metric::QS, Metric::EN}) {
            TeamScoreCache cache(split, metric, Convention::Corrected, 1);
            compare(asked(cache, first), scoredAtOnce(*split, metric, first));
            compare(asked(cache, second), scoredAtOnce(*split, metric, second));
        }
    }

    void a_team_is_scored_once()
    {
        TeamScoreCache cache(randomPool({.models = 6}), Metric::BD, Convention::Corrected, 2);
        asked(cache, {{0, 1}, {2, 3}});
        QCOMPARE(cache.scored(), std::size_t(2));
        asked(cache, {{2, 3}, {0, 1}});
        QCOMPARE(cache.scored(), std::size_t(2));
        asked(cache, {{2, 3}, {2, 4}});
        QCOMPARE(cache.scored(), std::size_t(3));
    }

    void label_only_pools_and_pools_of_more_than_64_models_work()
    {
        const auto labels = randomPool({.models = 5, .labelOnly = true});
        TeamScoreCache voting(labels, Metric::CK, Convention::Corrected, 1);
        compare(asked(voting, {{0, 4}, {1, 2, 3}}), scoredAtOnce(*labels, Metric::CK, {{0, 4}, {1, 2, 3}}));
        const auto many = randomPool({.models = 66, .samples = 80});
        TeamScoreCache cache(many, Metric::GD, Convention::Corrected, 1);
        compare(asked(cache, {{0, 65}, {1, 2, 64}}), scoredAtOnce(*many, Metric::GD, {{0, 65}, {1, 2, 64}}));
    }

    void a_cancelled_call_leaves_nothing_behind()
    {
        TeamScoreCache cache(randomPool({.models = 6}), Metric::GD, Convention::Corrected, 1);
        CancelSource source;
        source.cancel();
        Progress progress;
        const auto scores = cache.score({{0, 1}}, progress, source.token());
        QVERIFY(!scores.ok() && scores.error().isCancelled());
        QCOMPARE(cache.scored(), std::size_t(0));
        QCOMPARE(asked(cache, {{0, 1}}).size(), std::size_t(1));
    }

    void a_pool_too_large_for_focal_sets_is_refused()
    {
        const auto split = randomPool({.models = 450, .samples = 4, .classes = 2});
        TeamScoreCache cache(split, Metric::GD, Convention::Corrected, 1);
        Progress progress;
        const auto scores = cache.score({{0, 1}}, progress, {});
        QVERIFY(!scores.ok() && scores.error().code == ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TeamScoreCacheTest)
#include "team_score_cache_test.moc"
