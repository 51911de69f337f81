// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"

#include "core/lr/policy_text.h"
#include "tests/core/lr/reference_values.h"
#include "tests/core/lr/typical_policy.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

using namespace cobench::lr;
using cobench::lr::test::typical;

namespace {

constexpr double kPi = std::numbers::pi;

/// The formulas as the released program writes them (asin of sin, powers at each call), restart family included.
double published(const Policy& policy, double t)
{
    const double l = policy.l.front();
    const double period = 2.0 * l;
    const double d = policy.k1 - policy.k0;
    const auto tri = [&](double x) { return 2.0 / kPi * std::abs(std::asin(std::sin(kPi * x / period))); };
    const auto sn = [&](double x) { return std::abs(std::sin(kPi * x / period)); };
    const auto cosine = [&](double x) { return 0.5 * (1.0 + std::cos(kPi * x / l)); };
    const double r = -t / l - std::floor(-t / l);
    const double power = std::pow(policy.gamma, t);
    const auto half = [](double cycles) { return std::pow(2.0, -std::floor(cycles)); };
    switch (policy.family) {
    case Family::Tri:
        return d * tri(t) + policy.k0;
    case Family::Tri2:
        return d * tri(t) * half(t / period) + policy.k0;
    case Family::TriExp:
        return d * tri(t) * power + policy.k0;
    case Family::DTri:
        return d * tri(t + l) + policy.k0;
    case Family::DTri2:
        return d * tri(t + l) * half((t + l) / period) + policy.k0;
    case Family::DTriExp:
        return d * tri(t + l) * power + policy.k0;
    case Family::Sin:
        return d * sn(t) + policy.k0;
    case Family::Sin2:
        return d * sn(t) * half(t / period) + policy.k0;
    case Family::SinExp:
        return d * sn(t) * power + policy.k0;
    case Family::DSin:
        return d * sn(t + l) + policy.k0;
    case Family::DSin2:
        return d * sn(t + l) * half((t + l) / period) + policy.k0;
    case Family::DSinExp:
        return d * sn(t + l) * power + policy.k0;
    case Family::Cos:
        return d * cosine(t) + policy.k0;
    case Family::Cos2:
        return d * cosine(t) * half((t + l) / period) + policy.k0;
    case Family::CosExp:
        return d * cosine(t) * power + policy.k0;
    case Family::UpCos:
        return d * cosine(t + l) + policy.k0;
    case Family::UpCos2:
        return d * cosine(t + l) * half(t / period) + policy.k0;
    case Family::UpCosExp:
        return d * cosine(t + l) * power + policy.k0;
    case Family::Rsw:
        return d * r + policy.k0;
    case Family::Rsw2:
        return d * r * half(t / l) + policy.k0;
    case Family::RswExp:
        return d * r * power + policy.k0;
    case Family::SinRsw:
        return d * std::sin(kPi / 2.0 * r) + policy.k0;
    case Family::SinRsw2:
        return d * std::sin(kPi / 2.0 * r) * half(t / l) + policy.k0;
    case Family::SinRswExp:
        return d * std::sin(kPi / 2.0 * r) * power + policy.k0;
    case Family::CosRsw:
        return d * 0.5 * (1.0 - std::cos(kPi * r)) + policy.k0;
    case Family::CosRsw2:
        return d * 0.5 * (1.0 - std::cos(kPi * r)) * half(t / l) + policy.k0;
    case Family::CosRswExp:
        return d * 0.5 * (1.0 - std::cos(kPi * r)) * power + policy.k0;
    default:
        return valueAt(policy, t, Convention::Reference);
    }
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

void compareBlock(const FamilyInfo& family, double l, double first, Convention convention)
{
    Policy policy = typical(family.family);
    if (l > 0.0 && family.l && !family.lIsList)
        policy.l = {l};
    std::vector<double> block(2500);
    values(policy, first, block, convention);
    for (std::size_t i = 0; i < block.size(); ++i) {
        const double single = valueAt(policy, first + double(i), convention);
        if (!near(block[i], single, 4e-15))
            QFAIL(qPrintable(QStringLiteral("%1 l=%2 t=%3: %4, not %5")
                                 .arg(QLatin1String(family.name.data()))
                                 .arg(l)
                                 .arg(first + double(i))
                                 .arg(block[i], 0, 'g', 17)
                                 .arg(single, 0, 'g', 17)));
    }
}

} // namespace

class EvaluateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_policy_has_a_name_that_finds_it_again()
    {
        QCOMPARE(families().size(), kFamilies);
        for (const FamilyInfo& family : families()) {
            QCOMPARE(&info(family.family), &family);
            QVERIFY(familyFromName(family.name) == family.family);
        }
        QVERIFY(!familyFromName("tri"));
    }

    // Values worked out by hand from the definitions, k0 = 0.1, k1 = 1, l = 10.
    void hand_computed_values_are_met()
    {
        const auto at = [](Family family, double t) { return valueAt(typical(family), t); };
        QVERIFY(near(at(Family::Cos, 0), 1.0, 1e-15) && near(at(Family::Cos, 5), 0.55, 1e-15)
            && near(at(Family::Cos, 10), 0.1, 1e-15));
        QVERIFY(near(at(Family::Tri2, 10), 1.0, 1e-15) && near(at(Family::Tri2, 30), 0.55, 1e-15)
            && near(at(Family::Tri2, 50), 0.325, 1e-15));
        QVERIFY(near(at(Family::DTri2, 0), 1.0, 1e-15) && near(at(Family::DTri2, 20), 0.55, 1e-15));
        QVERIFY(near(at(Family::Cos2, 20), 0.55, 1e-15));
        QVERIFY(near(at(Family::Poly, 5), 0.49174775, 5e-9));
        QCOMPARE(at(Family::Poly, 10), 0.1);
        QCOMPARE(at(Family::Poly, 1000), 0.1);
        QVERIFY(near(valueAt({.family = Family::Step, .k0 = 1.0, .gamma = 0.5, .l = {10.0}}, 25.0), 0.25, 0.0));
    }

    void restarts_start_at_the_top_and_the_reference_dips_to_the_bottom()
    {
        const Policy rsw = typical(Family::Rsw);
        QCOMPARE(valueAt(rsw, 0.0), 1.0);
        QCOMPARE(valueAt(rsw, 10.0), 1.0);
        QCOMPARE(valueAt(rsw, 0.0, Convention::Reference), 0.1);
        QVERIFY(near(valueAt(rsw, 1.0, Convention::Reference), 0.91, 1e-15));
        QCOMPARE(valueAt(rsw, 10.0, Convention::Reference), 0.1);
        QVERIFY(near(valueAt(rsw, 11.0, Convention::Reference), 0.91, 1e-15));
    }

    void nstep_counts_boundaries_whatever_was_asked_before()
    {
        const Policy nstep{.family = Family::NStep, .k0 = 1.0, .gamma = 0.1, .l = {10.0, 20.0, 30.0}};
        QVERIFY(near(valueAt(nstep, 25.0), 0.01, 1e-17));
        QCOMPARE(valueAt(nstep, 9.0), 1.0);
        QVERIFY(near(valueAt(nstep, 10.0), 0.1, 1e-17));
    }

    void a_composite_asked_past_two_boundaries_answers_with_its_third_policy()
    {
        const Schedule schedule{
            .policies = {{.k0 = 1.0}, {.k0 = 2.0}, {.family = Family::Exp, .k0 = 3.0, .gamma = 0.5}},
            .boundaries = {10.0, 20.0}};
        QCOMPARE(valueAt(schedule, 9.0), 1.0);
        QCOMPARE(valueAt(schedule, 10.0), 2.0);
        QCOMPARE(valueAt(schedule, 20.0), 3.0);
        QCOMPARE(valueAt(schedule, 22.0), 0.75);
    }

    void reference_equals_the_published_functions()
    {
        for (const FamilyInfo& family : families()) {
            for (const double l : {2.0, 3.0, 10.0, 2000.0}) {
                Policy policy = typical(family.family);
                if (!family.lIsList)
                    policy.l = {l};
                for (double t = 0.0; t <= 10000.0; t += 1.0)
                    if (!near(valueAt(policy, t, Convention::Reference), published(policy, t), 1e-12))
                        QFAIL(qPrintable(
                            QStringLiteral("%1 l=%2 t=%3").arg(QLatin1String(family.name.data())).arg(l).arg(t)));
            }
        }
    }

    // The tolerance is the specification's beyond 10^4 steps.
    void reference_equals_independent_values_up_to_a_million_steps()
    {
        std::set<Family> met;
        for (const auto& row : cobench::lr::test::kReferenceRows) {
            const auto read = parse(row.policy);
            QVERIFY2(read.ok(), row.policy);
            met.insert(read->policies.front().family);
            for (std::size_t i = 0; i < row.values.size(); ++i) {
                const double step = cobench::lr::test::kReferenceSteps[i];
                double inBlock = 0.0;
                values(*read, step, std::span(&inBlock, 1), Convention::Reference);
                QVERIFY2(near(valueAt(*read, step, Convention::Reference), row.values[i], 1e-9), row.policy);
                QVERIFY2(near(inBlock, row.values[i], 1e-9), row.policy);
            }
        }
        QCOMPARE(met.size(), kFamilies);
    }

    void only_the_restart_family_differs_between_the_conventions()
    {
        for (const FamilyInfo& family : families()) {
            const Policy policy = typical(family.family);
            bool differs = false;
            for (double t = 0.0; t < 100.0; t += 1.0)
                differs |= !near(valueAt(policy, t), valueAt(policy, t, Convention::Reference), 1e-13);
            QCOMPARE(differs, family.family >= Family::Rsw);
        }
    }

    void a_block_equals_the_single_values()
    {
        for (const FamilyInfo& family : allFamilies())
            for (const double l : {0.0, 0.7, 3.0, 1e4, 3.3e6})
                for (const double first : {0.0, 137.0, 123456.0, 9e6})
                    for (const Convention convention : {Convention::Corrected, Convention::Reference})
                        compareBlock(family, l, first, convention);
    }

    void a_block_across_boundaries_equals_the_single_values()
    {
        const Schedule schedule{.policies = {typical(Family::TriExp), typical(Family::Cos), typical(Family::Exp)},
            .boundaries = {3.5, 700.0}};
        std::vector<double> block(1000);
        values(schedule, 0.0, block);
        for (std::size_t i = 0; i < block.size(); ++i)
            QVERIFY(near(block[i], valueAt(schedule, double(i)), 4e-15));
    }

    void halving_underflows_and_the_sigmoid_saturates()
    {
        QCOMPARE(valueAt(typical(Family::Sin2), 1e7 + 5.0), 0.1);
        const Policy sigmoid{.family = Family::Sig, .k0 = 0.1, .gamma = 5.0, .l = {1e6}};
        QCOMPARE(valueAt(sigmoid, 0.0), 0.0);
        QCOMPARE(valueAt(sigmoid, 1e7), 0.1);
    }

    void values_stay_between_the_ends()
    {
        for (const FamilyInfo& family : families()) {
            if (!family.k1)
                continue;
            std::vector<double> block(5000);
            values(typical(family.family), 0.0, block);
            QVERIFY2(std::ranges::all_of(block, [](double v) { return v >= 0.1 - 1e-15 && v <= 1.0 + 1e-15; }),
                family.name.data());
        }
    }

    void a_summary_covers_every_step()
    {
        const Schedule schedule{.policies = {typical(Family::Tri)}};
        const CurveSummary summary = summarize(schedule, 5000).value();
        QVERIFY(near(summary.minimum, 0.1, 1e-15) && near(summary.maximum, 1.0, 1e-15));
        QVERIFY(near(summary.area, 5000 * 0.55, 1e-9));
    }

    void wrong_parameters_are_refused_by_name()
    {
        QVERIFY(!validate(Policy{.family = Family::Tri}).ok());
        QVERIFY(!validate(Policy{.family = Family::Tri, .l = {-1.0}}).ok());
        QVERIFY(!validate(Policy{.family = Family::NStep, .l = {20.0, 10.0}}).ok());
        QVERIFY(!validate(Policy{.k0 = std::nan("")}).ok());
        QVERIFY(!validate(Schedule{.policies = {Policy{}, Policy{}, Policy{}}, .boundaries = {10.0}}).ok());
        QVERIFY(!validate(Schedule{.policies = {Policy{}, Policy{}}, .boundaries = {0.0}}).ok());
        QCOMPARE(validate(Policy{.family = Family::Tri}).error().subject, "TRI");
    }
};

QTEST_APPLESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"
