// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/two_means.h"

#include <QTest>

#include <random>

using namespace cobench::ensemble;

class TwoMeansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void two_clumps_are_told_apart()
    {
        const std::vector<PlanePoint> points{{0, 0}, {0, 1}, {10, 10}, {10, 11}};
        const TwoMeans clusters = twoMeans(points, {PlanePoint{10, 11}, PlanePoint{0, 0}}, false);
        QCOMPARE(clusters.label, (std::vector<std::uint8_t>{1, 1, 0, 0}));
        QCOMPARE(clusters.centres[0], (PlanePoint{10, 10.5}));
        QCOMPARE(clusters.centres[1], (PlanePoint{0, 0.5}));
        QCOMPARE(clusters.lowAccuracyCluster(), std::size_t(1));
        QVERIFY(!clusters.emptyCluster);
    }

    void unscaled_accuracy_in_percent_outweighs_the_metric_and_scaling_mends_it()
    {
        // By points of accuracy the last three stand apart; by standard deviations the first, the only diverse one.
        const std::vector<PlanePoint> points{{90, 0.9}, {90, 0.1}, {90, 0.1}, {91, 0.1}, {91, 0.1}, {91, 0.1}};
        const std::array<PlanePoint, 2> start{PlanePoint{91, 0.9}, PlanePoint{90, 0.1}};
        QCOMPARE(twoMeans(points, start, false).label, (std::vector<std::uint8_t>{1, 1, 1, 0, 0, 0}));
        QCOMPARE(twoMeans(points, start, true).label, (std::vector<std::uint8_t>{0, 1, 1, 1, 1, 1}));
    }

    void ties_go_to_the_first_centre()
    {
        const std::vector<PlanePoint> points{{0, 0}, {1, 0}, {2, 0}};
        const TwoMeans clusters = twoMeans(points, {PlanePoint{2, 0}, PlanePoint{0, 0}}, false);
        QCOMPARE(clusters.label[1], std::uint8_t(0));
    }

    void cancelled_before_it_begins_everything_is_in_one_cluster()
    {
        cobench::CancelSource cancel;
        cancel.cancel();
        const std::vector<PlanePoint> points{{0, 0}, {1, 1}, {9, 9}, {10, 10}};
        const TwoMeans clusters = twoMeans(points, {PlanePoint{10, 10}, PlanePoint{0, 0}}, false, cancel.token());
        QVERIFY(clusters.emptyCluster);
        QCOMPARE(clusters.label, std::vector<std::uint8_t>(4, 0));
    }

    void rounding_breaks_no_tie()
    {
        // Midpoints whose distances to both ends differ in the last digits, one way or the other.
        for (int middle = 2; middle < 100; ++middle)
            for (int step = 1; step < middle; ++step) {
                const auto at = [](int hundredths) {
                    return PlanePoint{hundredths / 100.0, 0.3 + hundredths / 700.0};
                };
                const std::vector<PlanePoint> points{at(middle - step), at(middle), at(middle + step)};
                for (const bool standardise : {false, true})
                    for (const std::size_t first : {0U, 2U})
                        QCOMPARE(twoMeans(points, {points[first], points[2 - first]}, standardise).label[1],
                            std::uint8_t(0));
            }
    }

    void an_axis_that_differs_by_rounding_alone_is_constant()
    {
        const double kw = 0.1 + 0.2; // 0.30000000000000004
        const std::vector<PlanePoint> points{{0.5, 0.3}, {0.6, kw}, {0.8, 0.3}, {0.9, kw}};
        const TwoMeans clusters = twoMeans(points, {PlanePoint{0.9, kw}, PlanePoint{0.5, 0.3}}, true);
        QCOMPARE(clusters.label, (std::vector<std::uint8_t>{1, 1, 0, 0}));
    }

    void one_distinct_point_leaves_an_empty_cluster()
    {
        const std::vector<PlanePoint> points{{0.5, 0.5}, {0.5, 0.5}};
        const TwoMeans clusters = twoMeans(points, {points[0], points[0]}, true);
        QVERIFY(clusters.emptyCluster);
        QVERIFY(twoMeans({}, {PlanePoint{}, PlanePoint{}}, true).emptyCluster);
    }

    void centres_are_the_means_of_their_points_and_labels_are_nearest()
    {
        std::mt19937_64 random(3);
        std::uniform_real_distribution<double> uniform(0.0, 1.0);
        for (int round = 0; round < 200; ++round) {
            std::vector<PlanePoint> points(2 + random() % 40);
            for (PlanePoint& point : points)
                point = {uniform(random), uniform(random)};
            const TwoMeans clusters = twoMeans(points, {PlanePoint{1, 1}, PlanePoint{0, 0}}, false);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const auto distance = [&](std::size_t k) {
                    const double dx = points[i].accuracy - clusters.centres[k].accuracy;
                    const double dy = points[i].diversity - clusters.centres[k].diversity;
                    return dx * dx + dy * dy;
                };
                QVERIFY(distance(clusters.label[i]) <= distance(1 - clusters.label[i]) + 1e-12);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TwoMeansTest)
#include "two_means_test.moc"
