// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric_agreement.h"
#include "core/ensemble/selection.h"
#include "core/ensemble/selection_statistics.h"
#include "tests/core/ensemble/hand_made_scores.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> kTeamAccuracy{0.80, 0.85, 0.95, 0.90};

using Indices = std::vector<std::uint32_t>;

} // namespace

class SelectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mean_keeps_what_is_strictly_more_diverse()
    {
        const TeamScores scores = handMadeScores();
        const Selection selection = selectByMean({scores, kTeamAccuracy, kHandMadeMembers});
        QCOMPARE(selection.teams, Indices({2})); // mean 0.3; the team at exactly 0.3 stays out
        QCOMPARE(selection.score, std::vector<double>{0.6});
    }

    void undefined_scores_are_left_out_of_the_mean()
    {
        TeamScores scores = handMadeScores();
        scores.raw[2] = kNaN;
        const Selection selection = selectByMean({scores, kTeamAccuracy, kHandMadeMembers});
        QCOMPARE(selection.teams, Indices({3})); // mean of 0.1 0.2 0.3
    }

    void reference_rounds_the_threshold_to_three_decimals()
    {
        TeamScores scores = handMadeScores();
        scores.raw = {0.9004, 0.9005, 0.9006, 0.9005};
        // Lower-is-diverse values 0.0996 0.0995 0.0994 0.0995: mean 0.0995 rounds to 0.1 (or 0.099), all or none
        // pass.
        const Selection selection
            = selectByMean({scores, kTeamAccuracy, kHandMadeMembers, 0, Convention::Reference});
        QCOMPARE(selection.thresholds[0].value,
            roundDecimals((1 - 0.9004 + 1 - 0.9005 + 1 - 0.9006 + 1 - 0.9005) / 4, 3));
    }

    void decimals_round_as_python_does()
    {
        QCOMPARE(roundDecimals(2.675, 2), 2.67); // 2.675 is stored below the tie
        QCOMPARE(roundDecimals(0.5, 0), 0.0);
        QCOMPARE(roundDecimals(1.5, 0), 2.0);
        QCOMPARE(roundDecimals(-0.0005, 3), -0.001); // stored past the tie
    }

    void a_group_of_one_team_falls_back_to_its_mean_and_keeps_nothing()
    {
        TeamScores scores = handMadeScores();
        const Selection selection = selectByTwoMeans({scores, kTeamAccuracy, kHandMadeMembers});
        QVERIFY(std::ranges::find(selection.teams, 3U) == selection.teams.end());
        QCOMPARE(selection.notes.size(), std::size_t(1));
    }

    // Size 2, focal 0: (0.80,0.2) (0.85,0.6); low-accuracy cluster holds 0.2, the mean 0.4 is stricter: keeps
    // {0,2}. Focal 1: (0.80,0.4) (0.95,0.8): keeps {1,2}. Focal 2: (0.85,0.1) (0.95,0.3): keeps {1,2}.
    void two_means_keeps_the_hand_computed_union()
    {
        const TeamScores scores = handMadeScores();
        QCOMPARE(selectByTwoMeans({scores, kTeamAccuracy, kHandMadeMembers}).teams, Indices({1, 2}));
    }

    // Candidates {0,2} with FQ 2/3 and {1,2} with FQ 1: the low-accuracy centre sits at 2/3.
    void focal_selection_keeps_the_hand_computed_team()
    {
        const TeamScores scores = handMadeScores();
        const Selection selection = selectByFocal({scores, kTeamAccuracy, kHandMadeMembers});
        QCOMPARE(selection.teams, Indices({2}));
        QCOMPARE(selection.score, std::vector<double>{1.0});
    }

    void a_single_candidate_is_kept_when_corrected_and_skipped_when_reference()
    {
        TeamScores scores = handMadeScores();
        scores.focal = {0.2, 0.2, 0.2, 0.1, 0.8, 0.1, 0.5, 0.5, 0.5};
        QCOMPARE(selectByFocal({scores, kTeamAccuracy, kHandMadeMembers}).teams, Indices({2}));
        QVERIFY(selectByFocal({scores, kTeamAccuracy, kHandMadeMembers, 0, Convention::Reference}).teams.empty());
    }

    void top_takes_the_most_diverse()
    {
        const TeamScores scores = handMadeScores();
        QCOMPARE(selectTop({scores, kTeamAccuracy, kHandMadeMembers}, 2).teams, Indices({2, 3}));
        QCOMPARE(selectTop({scores, kTeamAccuracy, kHandMadeMembers}, 100).teams.size(), std::size_t(4));
    }

    // mean 0.875, std 0.0559: the bar 0.819 is first missed by {0,1}, the least diverse, at GD 0.1.
    void deviation_stops_at_the_first_bad_team()
    {
        const TeamScores scores = handMadeScores();
        QCOMPARE(selectByDeviation({scores, kTeamAccuracy, kHandMadeMembers}, 1.0).teams, Indices({1, 2, 3}));
        QVERIFY(!selectByDeviation({scores, kTeamAccuracy, kHandMadeMembers}, 5.0).notes.empty());
    }

    void agreement_intersects_the_three_best_metrics()
    {
        const std::vector<double> fq{0.1, 0.2, 0.9, 0.4};
        const std::vector<MetricVote> votes{
            {Metric::BD, {.teams = {1, 2}, .score = {0.2, 0.9}}, fq},
            {Metric::KW, {.teams = {2, 3}, .score = {0.9, 0.4}}, fq},
            {Metric::GD, {.teams = {2}, .score = {0.9}}, fq},
            {Metric::CK, {.teams = {0}, .score = {0.1}}, fq},
        };
        const Selection agreed = selectByAgreement(votes, kTeamAccuracy);
        QCOMPARE(agreed.teams, Indices({2}));
        QCOMPARE(agreed.notes.size(), std::size_t(1)); // BD and KW hold one opinion
        QCOMPARE(selectByCount(votes, 1).teams, Indices({0, 1, 2, 3}));
        QCOMPARE(selectByCount(votes, 3).teams, Indices({2}));
        const Selection borda = selectByBorda(votes, kTeamAccuracy, 2);
        QCOMPARE(borda.teams, Indices({2, 3}));
        QCOMPARE(borda.score, (std::vector<double>{12, 8}));
    }

    void statistics_are_the_hand_computed_ones()
    {
        const std::vector<Members> teams{{0, 1}, {0, 2}, {1, 2}};
        const std::vector<double> accuracy{0.80, 0.90, 0.95};
        std::vector<data::Model> models(3);
        models[1].cost.parameters = 10;
        models[2].cost.parameters = 5;
        const auto result
            = summarizeSelection(teams, accuracy, kHandMadeMembers, models, 0.96, Convention::Corrected);
        QCOMPARE(result.count, std::size_t(3));
        QCOMPARE(result.best, (Members{1, 2}));
        QCOMPARE(result.notWorseThanMembers, std::size_t(2)); // {0,1} loses against model 0
        QCOMPARE(result.atLeastBest, std::size_t(2));
        QCOMPARE(result.atLeastMean, std::size_t(3)); // mean 0.8
        QCOMPARE(result.atLeastWorst, std::size_t(3));
        QVERIFY(std::abs(result.mean - 0.8833333333333333) < 1e-15);
        QVERIFY(std::abs(result.std - 0.06236095644623236) < 1e-15); // numpy.std
        QVERIFY(std::abs(*result.regret - 0.01) < 1e-15);
        QCOMPARE(*result.bestCost.parameters, 15.0);
        QVERIFY(!result.bestCost.flops);
    }

    void reference_rounds_member_figures_to_two_decimals_of_percent()
    {
        const std::vector<Members> teams{{0, 1}};
        const std::vector<double> accuracy{0.90002};
        const std::vector<double> members{0.900024, 0.5};
        QCOMPARE(summarizeSelection(teams, accuracy, members, {}, {}, Convention::Corrected).atLeastBest, 0U);
        QCOMPARE(summarizeSelection(teams, accuracy, members, {}, {}, Convention::Reference).atLeastBest, 1U);
    }

    void an_empty_selection_has_no_figures()
    {
        const auto result = summarizeSelection({}, {}, kHandMadeMembers, {}, 0.9, Convention::Corrected);
        QCOMPARE(result.count, std::size_t(0));
        QVERIFY(std::isnan(result.mean) && !result.regret);
    }
};

QTEST_APPLESS_MAIN(SelectionTest)
#include "selection_test.moc"
