// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/known_schedules.h"
#include "core/lr/policy_text.h"
#include "core/lr/surface.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace cobench::lr;

class TestLrSurface : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gradientsAreThoseOfTheHeights();
    void everyStartIsOnItsMap();
    void oneStepIsThatOfTheFormula();
    void aConstantRateGoesDownTheRavine();
    void aTypedFunctionIsASurface();
    void publishedSchedulesReadAndHaveNamesOfTheirOwn();
};

void TestLrSurface::gradientsAreThoseOfTheHeights()
{
    constexpr double h = 1e-5;
    for (const Surface& surface : surfaces())
        for (double x = -1.0; x <= 1.0; x += 0.23)
            for (double y = -1.0; y <= 1.0; y += 0.31) {
                const Point p{x * surface.limit, y * surface.limit};
                const Point g = surface.gradient(p);
                const double dx = (surface.height({p.x + h, p.y}) - surface.height({p.x - h, p.y})) / (2.0 * h);
                const double dy = (surface.height({p.x, p.y + h}) - surface.height({p.x, p.y - h})) / (2.0 * h);
                QVERIFY2(std::abs(g.x - dx) < 1e-5 * (1.0 + std::abs(dx)), surface.id.c_str());
                QVERIFY2(std::abs(g.y - dy) < 1e-5 * (1.0 + std::abs(dy)), surface.id.c_str());
            }
}

void TestLrSurface::everyStartIsOnItsMap()
{
    for (const Surface& surface : surfaces()) {
        QVERIFY(std::abs(surface.start.x) <= surface.limit && std::abs(surface.start.y) <= surface.limit);
        QCOMPARE(findSurface(surface.id), &surface);
    }
    QVERIFY(findSurface("no such surface") == nullptr);
}

// On (x² + 20y²)/2 from (1, 1) with rate 0.1 and momentum 0.9: g = (1, 20), a = g, p -= 0.1·(g + 0.9a) = 0.19g.
void TestLrSurface::oneStepIsThatOfTheFormula()
{
    const auto trail = race(*findSurface("ravine"),
        {.policies = {Policy{.k0 = 0.1}}},
        {.start = {1.0, 1.0}, .steps = 1, .mapLimit = 2.0});
    QCOMPARE(trail.size(), std::size_t{2});
    QCOMPARE(trail[0].loss, 10.5);
    QVERIFY(std::abs(trail[1].at.x - 0.81) < 1e-15);
    QVERIFY(std::abs(trail[1].at.y + 2.8) < 1e-14);
    QVERIFY(trail[0].onMap && !trail[1].onMap);
}

void TestLrSurface::aConstantRateGoesDownTheRavine()
{
    const Surface& surface = *findSurface("ravine");
    const auto trail = race(surface,
        {.policies = {Policy{.k0 = 0.01}}},
        {.start = surface.start, .steps = 400, .momentum = 0.9, .mapLimit = surface.limit});
    QVERIFY(trail.back().loss < 1e-6);
}

void TestLrSurface::aTypedFunctionIsASurface()
{
    const auto surface = typedSurface("(x^2 + 20*y^2)/2", 2.0);
    QVERIFY(surface);
    const Surface& known = *findSurface("ravine");
    for (const Point p : {Point{0.3, -1.1}, Point{-1.7, 0.2}}) {
        QVERIFY(std::abs(surface->height(p) - known.height(p)) < 1e-12);
        QVERIFY(std::abs(surface->gradient(p).y - known.gradient(p).y) < 1e-6);
    }
    QCOMPARE(typedSurface("x + t", 1.0).error().code, cobench::ErrorCode::Usage);
    QCOMPARE(typedSurface("x +", 1.0).error().code, cobench::ErrorCode::Usage);
}

void TestLrSurface::publishedSchedulesReadAndHaveNamesOfTheirOwn()
{
    std::set<std::string_view> names;
    for (const KnownSchedule& known : knownSchedules()) {
        const auto schedule = parse(known.text);
        QVERIFY2(schedule, std::string(known.name).c_str());
        QVERIFY(*parse(format(*schedule)) == *schedule);
        QVERIFY(known.steps > 1 && !known.source.empty());
        QVERIFY(names.insert(known.name).second);
    }
}

QTEST_APPLESS_MAIN(TestLrSurface)
#include "surface_test.moc"
