// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/outline.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cobench::lr;

class TestLrOutline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewStepsAreAllThere();
    void stepsAscendAndBothEndsAreThere();
    void everyColumnHasItsExtremes_data();
    void everyColumnHasItsExtremes();
    void aSegmentOfOneStepIsNotLost();
    void theCostIsThatOfTheColumns();
};

namespace {

Policy policyOf(Family family, double l, double gamma)
{
    const FamilyInfo& read = info(family);
    Policy policy{.family = family, .k0 = 0.001};
    if (read.k1)
        policy.k1 = 0.006;
    if (read.gamma)
        policy.gamma = gamma;
    if (family == Family::Sig)
        policy.gamma = -10.0 / l;
    if (family == Family::Inv)
        policy.gamma = 1e-4;
    if (read.p)
        policy.p = family == Family::Sgdr ? 2.0 : 0.75;
    if (read.l)
        policy.l = read.lIsList && family != Family::InvSqrt ? std::vector<double>{l, 2.5 * l, 4.0 * l}
                                                             : std::vector<double>{l};
    if (read.expression)
        policy.expression = "0.001 + 0.005*exp(-t/30000)*abs(sin(t/9000))";
    return policy;
}

/// Largest difference between a column's extremes in the outline and over all its steps, as a share of the range.
double worstColumn(const Schedule& schedule, std::uint64_t steps, std::size_t columns)
{
    const auto points = outline(schedule, 0, steps - 1, columns);
    std::vector<double> all(steps);
    values(schedule, 0.0, all);
    const auto [low, high] = std::ranges::minmax(all);
    double worst = 0.0;
    auto point = points.begin();
    for (std::size_t c = 0; c < columns; ++c) {
        const auto begin = static_cast<std::ptrdiff_t>(steps * c / columns);
        const auto end = static_cast<std::ptrdiff_t>(steps * (c + 1) / columns);
        const auto [least, most] = std::ranges::minmax(std::span(all).subspan(begin, end - begin));
        double found = INFINITY;
        double top = -INFINITY;
        for (; point != points.end() && point->t < static_cast<double>(end); ++point) {
            found = std::min(found, point->rate);
            top = std::max(top, point->rate);
        }
        worst = std::max({worst, std::abs(found - least), std::abs(top - most)});
    }
    return worst / std::max(high - low, 1e-300);
}

} // namespace

void TestLrOutline::fewStepsAreAllThere()
{
    const Schedule schedule{.policies = {policyOf(Family::Tri, 7.0, 1.0)}};
    const auto points = outline(schedule, 3, 42, 10);
    QCOMPARE(points.size(), std::size_t{40});
    for (std::size_t i = 0; i < points.size(); ++i) {
        QCOMPARE(points[i].t, static_cast<double>(3 + i));
        QVERIFY(std::abs(points[i].rate - valueAt(schedule, points[i].t)) < 1e-16);
    }
}

void TestLrOutline::stepsAscendAndBothEndsAreThere()
{
    const Schedule schedule{.policies = {policyOf(Family::SinExp, 333.3, 0.9999)}};
    const auto points = outline(schedule, 100, 1'000'000, 640);
    QCOMPARE(points.front().t, 100.0);
    QCOMPARE(points.back().t, 1'000'000.0);
    QVERIFY(points.size() <= 4 * 640);
    QVERIFY(std::ranges::is_sorted(points, std::less_equal<>(), &OutlinePoint::t));
}

void TestLrOutline::everyColumnHasItsExtremes_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<double>("l");
    for (const FamilyInfo& known : allFamilies())
        for (const double l : {2.5, 47.3, 900.0, 20'000.0})
            QTest::addRow("%s, l = %g", std::string(known.name).c_str(), l) << int(known.family) << l;
}

void TestLrOutline::everyColumnHasItsExtremes()
{
    QFETCH(int, family);
    QFETCH(double, l);
    constexpr std::uint64_t kSteps = 100'000;
    const Schedule schedule{.policies = {policyOf(Family(family), l, std::pow(0.01, 1.0 / kSteps))}};
    const double worst = worstColumn(schedule, kSteps, 200);
    QVERIFY2(worst < 0.02, qPrintable(QString::number(worst)));
}

void TestLrOutline::aSegmentOfOneStepIsNotLost()
{
    const Schedule schedule{
        .policies = {policyOf(Family::Fix, 1, 1), Policy{.k0 = 0.9}, policyOf(Family::Tri, 100, 1)},
        .boundaries = {500'000.0, 500'001.0}};
    const auto points = outline(schedule, 0, 999'999, 400);
    QVERIFY(std::ranges::find(points, OutlinePoint{500'000.0, 0.9}) != points.end());
}

void TestLrOutline::theCostIsThatOfTheColumns()
{
    const Schedule schedule{.policies = {policyOf(Family::CosRsw, 12345.6, 1)}};
    QVERIFY(outline(schedule, 0, 10'000'000'000ULL, 1000).size() <= 4000);
}

QTEST_APPLESS_MAIN(TestLrOutline)
#include "outline_test.moc"
