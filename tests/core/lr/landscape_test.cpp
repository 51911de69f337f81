// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/landscape.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cobench::lr;

namespace {

/// Plain descent until it stands still; finds the minimum of the basin it starts in.
Point descend(Point at)
{
    for (int step = 0; step < 20000; ++step) {
        const Point g = publishedGradient(at);
        at = {at.x - 0.002 * g.x, at.y - 0.002 * g.y};
    }
    return at;
}

bool leavesTheMap(const std::vector<TrailStep>& trail)
{
    return std::ranges::any_of(trail, [](const TrailStep& step) { return !step.onMap; });
}

} // namespace

class LandscapeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gradient_equals_central_differences()
    {
        constexpr double h = 1e-6;
        for (double x = -1.5; x <= 1.5; x += 0.25)
            for (double y = -1.5; y <= 1.5; y += 0.25) {
                const Point g = publishedGradient({x, y});
                const double dx = (publishedSurface({x + h, y}) - publishedSurface({x - h, y})) / (2 * h);
                const double dy = (publishedSurface({x, y + h}) - publishedSurface({x, y - h})) / (2 * h);
                QVERIFY(std::abs(g.x - dx) < 1e-6 && std::abs(g.y - dy) < 1e-6);
            }
    }

    void both_minima_are_where_the_published_surface_has_them()
    {
        const Point global = descend({-0.9, 0.6});
        QVERIFY(std::abs(global.x + 0.98) < 0.01 && std::abs(global.y - 0.50) < 0.01);
        QVERIFY(std::abs(publishedSurface(global) + 6.417) < 0.001);
        const Point local = descend({0.9, -0.4});
        QVERIFY(std::abs(local.x - 0.96) < 0.01 && std::abs(local.y + 0.50) < 0.01);
        QVERIFY(std::abs(publishedSurface(local) + 5.001) < 0.001);
    }

    void the_published_set_ends_as_its_parameters_give()
    {
        const Schedule fixed{.policies = {{.k0 = 0.025}}};
        const Schedule nstep{
            .policies = {{.family = Family::NStep, .k0 = 0.05, .gamma = 0.1, .l = {35.0, 45.0, 50.0}}}};
        const Schedule triexp{
            .policies = {{.family = Family::TriExp, .k0 = 0.05, .k1 = 0.3, .gamma = 0.94, .l = {50.0}}}};
        QCOMPARE(race(fixed).size(), std::size_t(51));
        QVERIFY(leavesTheMap(race(nstep)));
        QVERIFY(leavesTheMap(race(triexp)));
    }

    void every_step_carries_its_rate_and_loss()
    {
        const auto trail = race({.policies = {{.family = Family::Exp, .k0 = 0.01, .gamma = 0.9}}}, {.steps = 3});
        QCOMPARE(trail[2].rate, 0.01 * std::pow(0.9, 2.0));
        QCOMPARE(trail[0].loss, publishedSurface({0.75, 1.0}));
        QCOMPARE(trail[3].rate, 0.0);
    }
};

QTEST_APPLESS_MAIN(LandscapeTest)
#include "landscape_test.moc"
