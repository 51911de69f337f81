// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pareto.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <limits>

using namespace cobench::ensemble;

namespace {

using Objectives = std::vector<std::vector<double>>;
using Flags = std::vector<std::uint8_t>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Every point against every other one.
Flags byBruteForce(const Objectives& objectives)
{
    const std::size_t points = objectives.front().size();
    Flags isOn(points, 1);
    for (std::size_t a = 0; a < points; ++a)
        for (std::size_t b = 0; b < points; ++b) {
            bool asGood = true;
            bool better = false;
            for (const auto& values : objectives) {
                asGood = asGood && values[b] >= values[a];
                better = better || values[b] > values[a];
            }
            if (asGood && better)
                isOn[a] = 0;
        }
    return isOn;
}

} // namespace

class ParetoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFrontOfSixPointsEqualsThatByHand();
    void theFrontEqualsBruteForce_data();
    void theFrontEqualsBruteForce();
    void undefinedPointsTakeNoPart();
    void nothingHasNoFront();
};

// (3,1) and (1,3) end the front, (2,2) is between, twice; (2,1) and (1,1) are dominated.
void ParetoTest::theFrontOfSixPointsEqualsThatByHand()
{
    const Objectives points{{3, 2, 2, 2, 1, 1}, {1, 2, 1, 2, 3, 1}};
    QCOMPARE(paretoFront(points), (Flags{1, 1, 0, 1, 1, 0}));
}

void ParetoTest::theFrontEqualsBruteForce_data()
{
    QTest::addColumn<int>("objectives");
    QTest::addColumn<int>("levels"); // few: many ties
    for (const int objectives : {1, 2, 3, 4})
        for (const int levels : {3, 12, 1000000})
            QTest::addRow("%d objectives, %d levels", objectives, levels) << objectives << levels;
}

void ParetoTest::theFrontEqualsBruteForce()
{
    QFETCH(int, objectives);
    QFETCH(int, levels);
    std::mt19937 random(7);
    for (int repeat = 0; repeat < 20; ++repeat) {
        Objectives points(static_cast<std::size_t>(objectives));
        for (auto& values : points)
            for (int i = 0; i < 60; ++i)
                values.push_back(static_cast<double>(random() % static_cast<unsigned>(levels)));
        QCOMPARE(paretoFront(points), byBruteForce(points));
    }
}

void ParetoTest::undefinedPointsTakeNoPart()
{
    const Objectives points{{5, 4, 1}, {kNan, 2, 3}};
    QCOMPARE(paretoFront(points), (Flags{0, 1, 1}));
}

void ParetoTest::nothingHasNoFront()
{
    QVERIFY(paretoFront({}).empty());
    QVERIFY(paretoFront(Objectives(2)).empty());
}

QTEST_APPLESS_MAIN(ParetoTest)
#include "pareto_test.moc"
