// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "ui/pages/learning_rates/composition.h"
#include "ui/pages/learning_rates/segment_handles.h"
#include "ui/pages/reports/policy_query.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using lr::Family;
using lr::Policy;
using lr::Schedule;

class CompositionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBoundaryStaysBetweenItsNeighbours();
    void anAddedSegmentHalvesAndGoesOn();
    void aRemovedSegmentGivesItsStepsAway();
    void swappedSegmentsKeepTheirLengths();
    void anotherFamilyKeepsTheRange();
    void typicalPoliciesAreValidAndInRange_data();
    void typicalPoliciesAreValidAndInRange();
    void aDraggedHandleIsWhereItWasDragged_data();
    void aDraggedHandleIsWhereItWasDragged();
    void handlesKeepTheirNumbersWhileDragged();
    void aPolicyQueryReadsBack_data();
    void aPolicyQueryReadsBack();
    void aPolicyQueryThatIsNoneSaysWhatWouldBe();
};

namespace {

constexpr std::uint64_t kSteps = 1000;

Schedule three()
{
    return {.policies = {Policy{.k0 = 0.1},
                Policy{.family = Family::Tri, .k0 = 0.01, .k1 = 0.05, .l = {50}},
                Policy{.k0 = 0.001}},
        .boundaries = {100, 600}};
}

} // namespace

void CompositionTest::aBoundaryStaysBetweenItsNeighbours()
{
    QCOMPARE(withBoundary(three(), 0, 250.4, kSteps).boundaries.front(), 250.0);
    QCOMPARE(withBoundary(three(), 0, -30, kSteps).boundaries.front(), 1.0);
    QCOMPARE(withBoundary(three(), 0, 5000, kSteps).boundaries.front(), 599.0);
    QCOMPARE(withBoundary(three(), 1, 5000, kSteps).boundaries.back(), 999.0);
}

void CompositionTest::anAddedSegmentHalvesAndGoesOn()
{
    const Schedule more = withSegmentAfter(three(), 1, kSteps);
    QCOMPARE(more.boundaries, (std::vector<double>{100, 350, 600}));
    QCOMPARE(more.policies.size(), std::size_t{4});
    QVERIFY(more.policies[2].family == Family::Fix);
    QVERIFY(std::abs(more.policies[2].k0 - lr::valueAt(three(), 349.0)) < 0.0005);
    QVERIFY(lr::validate(withSegmentAfter({.policies = {Policy{}, Policy{}}, .boundaries = {1}}, 0, 2)));
}

void CompositionTest::aRemovedSegmentGivesItsStepsAway()
{
    QCOMPARE(withoutSegment(three(), 1).boundaries, std::vector<double>{600});
    QCOMPARE(withoutSegment(three(), 0).boundaries, std::vector<double>{600});
    QCOMPARE(withoutSegment(three(), 2).boundaries, std::vector<double>{100});
    const Schedule one{.policies = {Policy{.k0 = 1}}};
    QVERIFY(withoutSegment(one, 0) == one);
}

void CompositionTest::swappedSegmentsKeepTheirLengths()
{
    const Schedule swapped = withSegmentsSwapped(three(), 0, kSteps);
    QCOMPARE(swapped.boundaries, (std::vector<double>{500, 600}));
    QVERIFY(swapped.policies[0].family == Family::Tri);
    QVERIFY(withSegmentsSwapped(swapped, 0, kSteps) == three());
}

void CompositionTest::anotherFamilyKeepsTheRange()
{
    const Policy policy = withFamily(three(), 1, Family::CosExp, kSteps).policies[1];
    QCOMPARE(policy.k0, 0.01);
    QCOMPARE(policy.k1, 0.05);
    QCOMPARE(policy.l, std::vector<double>{50});
}

void CompositionTest::typicalPoliciesAreValidAndInRange_data()
{
    QTest::addColumn<int>("family");
    for (const lr::FamilyInfo& known : lr::allFamilies())
        QTest::addRow("%s", std::string(known.name).c_str()) << int(known.family);
}

void CompositionTest::typicalPoliciesAreValidAndInRange()
{
    QFETCH(int, family);
    for (const double length : {2.0, 60.0, 1e7}) {
        const Policy policy = typicalPolicy(Family(family), length, 0.001, 0.1);
        QVERIFY(lr::validate(policy));
        for (double t = 0.0; t < length; t += std::max(1.0, length / 100.0)) {
            const double rate = lr::valueAt(policy, t);
            QVERIFY2(rate >= 0.0 && rate <= 0.1 + 1e-12, qPrintable(QString::number(rate)));
        }
    }
}

void CompositionTest::aDraggedHandleIsWhereItWasDragged_data()
{
    typicalPoliciesAreValidAndInRange_data();
}

void CompositionTest::aDraggedHandleIsWhereItWasDragged()
{
    QFETCH(int, family);
    const Schedule schedule{.policies = {typicalPolicy(Family(family), double(kSteps), 0.001, 0.1)}};
    const auto before = handlesOf(schedule, kSteps, lr::Convention::Corrected);
    for (std::size_t i = 0; i < before.size(); ++i) {
        const QPointF to(before[i].movesX ? before[i].x + 7.0 : before[i].x, 0.8 * before[i].y + 1e-4);
        const Schedule moved = withHandleAt(schedule, kSteps, i, to);
        QVERIFY(lr::validate(moved));
        const auto after = handlesOf(moved, kSteps, lr::Convention::Corrected);
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after[i].x, to.x());
        QVERIFY2(std::abs(after[i].y - to.y()) < 1e-9,
            qPrintable(QStringLiteral("%1: %2 for %3").arg(before[i].name).arg(after[i].y).arg(to.y())));
    }
}

void CompositionTest::handlesKeepTheirNumbersWhileDragged()
{
    const auto handles = handlesOf(three(), kSteps, lr::Convention::Corrected);
    QCOMPARE(handles.size(), std::size_t{6}); // two boundaries, three starts, one turn
    QVERIFY(handles[0].isLine && handles[0].movesX && !handles[0].movesY);
    const Schedule moved = withHandleAt(three(), kSteps, 0, {300, 0});
    QCOMPARE(handlesOf(moved, kSteps, lr::Convention::Corrected)[0].x, 300.0);
    QVERIFY(withHandleAt(three(), kSteps, 99, {1, 1}) == three());
}

void CompositionTest::aPolicyQueryReadsBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a text") << QByteArray("lrPolicy_TRI+k0_0.001+k1_0.006+l_2000");
    QTest::newRow("its length") << QByteArray("lrPolicy_FIX+k0_0.1:5000");
    QTest::newRow("epochs") << QByteArray("warm then still:90:epoch");
    QTest::newRow("no length, reference") << QByteArray("lrPolicy_RSW+k0_0+k1_1+l_5::iteration:reference");
    QTest::newRow("several on one axis") << QByteArray("mine;lrPolicy_STEP+k0_0.1+gamma_0.1+l_30*390;other:10000");
    QTest::newRow("a colon in a name") << QByteArray("a%3Ab");
}

void CompositionTest::aPolicyQueryReadsBack()
{
    QFETCH(QByteArray, text);
    const auto query = parsePolicyQuery(text.toStdString());
    QVERIFY(query);
    QCOMPARE(QByteArray::fromStdString(toString(*query)), text);
    QVERIFY(*parsePolicyQuery(toString(*query)) == *query);
}

void CompositionTest::aPolicyQueryThatIsNoneSaysWhatWouldBe()
{
    for (const char* text : {"", ";a", "a:1", "a:x", "a:10:days", "a:10:epoch:wrong", "a:10:epoch:corrected:b"}) {
        const auto query = parsePolicyQuery(text);
        QVERIFY2(!query, text);
        QVERIFY2(query.error().cure.starts_with("write POLICY"), text);
    }
}

QTEST_MAIN(CompositionTest)
#include "composition_test.moc"
