// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/focal_score.h"
#include "tests/core/ensemble/hand_made_scores.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

class FocalScoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Focal 0: 0.2 and 0.6; focal 1: 0.4 and 0.8; focal 2: 0.1 and 0.3: scaled 0/1 each, then rank weights.
    void hand_computed_scores_are_met()
    {
        const FocalScores fq = focalScores(handMadeScores(), 0, kHandMadeMembers, Convention::Corrected);
        QCOMPARE(fq.fq[0], 0.0); // focal 0 -> 0, focal 1 -> 0
        QCOMPARE(fq.fq[1], 2.0 / 3.0); // focal 0 -> 1 with weight 2 (0.9 > 0.8), focal 2 -> 0
        QCOMPARE(fq.fq[2], 1.0); // both at their maximum
        QCOMPARE(fq.fq[3], 0.5); // one team in each group: constant
        QCOMPARE(fq.constantGroup, (std::vector<std::uint8_t>{0, 0, 0, 1}));
    }

    void a_cancelled_pass_leaves_teams_without_a_score()
    {
        cobench::CancelSource cancel;
        cancel.cancel();
        const FocalScores fq = focalScores(
            handMadeScores(), 0, kHandMadeMembers, Convention::Corrected, FocalWeighting::Rank, cancel.token());
        QVERIFY(std::ranges::all_of(fq.fq, [](double score) { return std::isnan(score); }));
    }

    void reference_is_lower_is_diverse_and_leaves_the_full_team_out()
    {
        const FocalScores fq = focalScores(handMadeScores(), 0, kHandMadeMembers, Convention::Reference);
        QVERIFY(std::isnan(fq.fq[3]));
        QCOMPARE(fq.fq[0], 1.0);
        QCOMPARE(fq.fq[2], 0.0);
        QVERIFY(fq.diversity(2) > fq.diversity(0));
    }

    void reference_weights_are_an_argsort_and_not_ranks()
    {
        const Members members{0, 1, 2};
        const std::vector<double> accuracy{0.8, 0.9, 0.7};
        // argsort = 2 0 1; ranks = 2 3 1.
        QCOMPARE(focalWeights(members, accuracy, Convention::Reference, FocalWeighting::Rank),
            (std::vector<double>{2, 0, 1}));
        QCOMPARE(focalWeights(members, accuracy, Convention::Corrected, FocalWeighting::Rank),
            (std::vector<double>{2, 3, 1}));
    }

    void equal_accuracies_give_the_lower_index_the_smaller_rank()
    {
        QCOMPARE(focalWeights(
                     {1, 4}, std::vector<double>{0, 0.5, 0, 0, 0.5}, Convention::Corrected, FocalWeighting::Rank),
            (std::vector<double>{1, 2}));
    }

    void other_weightings_are_what_they_say()
    {
        QCOMPARE(focalWeights({0, 2}, kHandMadeMembers, Convention::Corrected, FocalWeighting::Uniform),
            (std::vector<double>{1, 1}));
        QCOMPARE(focalWeights({0, 2}, kHandMadeMembers, Convention::Corrected, FocalWeighting::Accuracy),
            (std::vector<double>{0.9, 0.8}));
    }

    void undefined_cells_are_left_out_of_scale_and_mean()
    {
        TeamScores scores = handMadeScores();
        scores.focal[0] = kNaN; // focal 0 of {0,1}
        scores.focal[4] = scores.focal[5] = kNaN; // all of {1,2}
        const FocalScores fq = focalScores(scores, 0, kHandMadeMembers, Convention::Corrected);
        QCOMPARE(fq.fq[0], 0.5); // only focal 1 is left, alone in its group: constant
        QVERIFY(std::isnan(fq.fq[2]));
    }
};

QTEST_APPLESS_MAIN(FocalScoreTest)
#include "focal_score_test.moc"
