// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/focal_score.h"

#include <QTest>

#include <cmath>

using namespace cobench::ensemble;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// All teams of three models with hand-set focal GD values (GD: high = diverse, so D is the raw value).
TeamScores handMade()
{
    TeamScores scores;
    scores.models = 3;
    scores.metrics = {Metric::GD};
    scores.masks = {0b011, 0b101, 0b110, 0b111};
    scores.raw = {0.1, 0.2, 0.3, 0.4};
    scores.focalBegin = {0, 2, 4, 6, 9};
    scores.focal = {
        0.2,
        0.4, // {0,1}
        0.6,
        0.1, // {0,2}
        0.8,
        0.3, // {1,2}
        0.5,
        0.5,
        0.5, // {0,1,2}
    };
    return scores;
}

const std::vector<double> kAccuracy{0.9, 0.7, 0.8};

} // namespace

class FocalScoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Focal 0: 0.2 and 0.6; focal 1: 0.4 and 0.8; focal 2: 0.1 and 0.3: scaled 0/1 each, then rank weights.
    void hand_computed_scores_are_met()
    {
        const FocalScores fq = focalScores(handMade(), 0, kAccuracy, Convention::Corrected);
        QCOMPARE(fq.fq[0], 0.0); // focal 0 -> 0, focal 1 -> 0
        QCOMPARE(fq.fq[1], 2.0 / 3.0); // focal 0 -> 1 with weight 2 (0.9 > 0.8), focal 2 -> 0
        QCOMPARE(fq.fq[2], 1.0); // both at their maximum
        QCOMPARE(fq.fq[3], 0.5); // one team in each group: constant
        QCOMPARE(fq.constantGroup, (std::vector<std::uint8_t>{0, 0, 0, 1}));
    }

    void reference_is_lower_is_diverse_and_leaves_the_full_team_out()
    {
        const FocalScores fq = focalScores(handMade(), 0, kAccuracy, Convention::Reference);
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
        QCOMPARE(focalWeights({0, 2}, kAccuracy, Convention::Corrected, FocalWeighting::Uniform),
            (std::vector<double>{1, 1}));
        QCOMPARE(focalWeights({0, 2}, kAccuracy, Convention::Corrected, FocalWeighting::Accuracy),
            (std::vector<double>{0.9, 0.8}));
    }

    void undefined_cells_are_left_out_of_scale_and_mean()
    {
        TeamScores scores = handMade();
        scores.focal[0] = kNaN; // focal 0 of {0,1}
        scores.focal[4] = scores.focal[5] = kNaN; // all of {1,2}
        const FocalScores fq = focalScores(scores, 0, kAccuracy, Convention::Corrected);
        QCOMPARE(fq.fq[0], 0.5); // only focal 1 is left, alone in its group: constant
        QVERIFY(std::isnan(fq.fq[2]));
    }
};

QTEST_APPLESS_MAIN(FocalScoreTest)
#include "focal_score_test.moc"
