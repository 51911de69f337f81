// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/lr/expression.h"
#include "core/lr/known_schedules.h"
#include "core/lr/policy_text.h"
#include "tests/core/lr/typical_policy.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace cobench::lr;

namespace {

bool near(double a, double b, double tolerance = 1e-15)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class LaterPoliciesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void all_families_have_a_name_a_formula_and_parameters()
    {
        QCOMPARE(allFamilies().size(), kAllFamilies);
        for (const FamilyInfo& family : allFamilies()) {
            QVERIFY(familyFromName(family.name) == family.family);
            QVERIFY(!family.formula.empty());
            QVERIFY(!parametersOf(family.family).empty());
            QVERIFY2(validate(test::typical(family.family)).ok(), family.name.data());
        }
    }

    void a_warm_up_rises_in_a_line_and_then_the_policy_begins_at_its_first_step()
    {
        const Schedule schedule
            = withWarmUp({.policies = {{.k0 = 1.0}, {.k0 = 0.5}}, .boundaries = {10.0}}, 4.0, 0.2);
        QCOMPARE(valueAt(schedule, 0.0), 0.2);
        QVERIFY(near(valueAt(schedule, 2.0), 0.6));
        QCOMPARE(valueAt(schedule, 4.0), 1.0);
        QCOMPARE(valueAt(schedule, 13.0), 1.0);
        QCOMPARE(valueAt(schedule, 14.0), 0.5);
    }

    // By hand from OneCycleLR's definition: 10 steps, a third of them up to the top at step 2.
    void one_cycle_turns_at_its_share_and_ends_at_its_last_step()
    {
        const Policy policy{.family = Family::OneCycle, .k0 = 0.1, .k1 = 1.0, .gamma = 0.01, .p = 0.3, .l = {10.0}};
        QCOMPARE(valueAt(policy, 0.0), 0.1);
        QVERIFY(near(valueAt(policy, 1.0), 0.55));
        QVERIFY(near(valueAt(policy, 2.0), 1.0));
        QVERIFY(near(valueAt(policy, 9.0), 0.001));
        QVERIFY(near(valueAt(policy, 50.0), 0.001));
    }

    void warm_restarts_begin_again_at_longer_cycles()
    {
        const Policy policy{.family = Family::Sgdr, .k0 = 0.0, .k1 = 1.0, .p = 2.0, .l = {10.0}};
        for (const double begin : {0.0, 10.0, 30.0, 70.0, 150.0})
            QCOMPARE(valueAt(policy, begin), 1.0);
        QVERIFY(near(valueAt(policy, 5.0), 0.5) && near(valueAt(policy, 20.0), 0.5)
            && near(valueAt(policy, 50.0), 0.5));
    }

    void warm_up_stable_decay_has_its_three_parts()
    {
        const Policy policy{.family = Family::Wsd, .k0 = 0.1, .k1 = 1.0, .l = {10.0, 30.0, 50.0}};
        QVERIFY(near(valueAt(policy, 5.0), 0.55));
        QCOMPARE(valueAt(policy, 10.0), 1.0);
        QCOMPARE(valueAt(policy, 29.0), 1.0);
        QVERIFY(near(valueAt(policy, 40.0), 0.55));
        QCOMPARE(valueAt(policy, 60.0), 0.1);
    }

    void inverse_square_root_falls_from_the_end_of_its_warm_up()
    {
        const Policy policy{.family = Family::InvSqrt, .k0 = 1.0, .l = {100.0}};
        QVERIFY(near(valueAt(policy, 50.0), 0.5));
        QCOMPARE(valueAt(policy, 100.0), 1.0);
        QVERIFY(near(valueAt(policy, 400.0), 0.5));
        const Policy scaled{.family = Family::InvSqrt, .k0 = 1.0, .l = {0.0, 25.0}};
        QVERIFY(near(valueAt(scaled, 75.0), 0.5));
    }

    void a_formula_is_what_its_text_says()
    {
        const auto at = [](const char* text, double t) { return Expression::parse(text).value().at(t); };
        QCOMPARE(at("0.1*exp(-t/500)", 250.0), 0.1 * std::exp(-0.5));
        QCOMPARE(at("t < 10 ? 1 : 2^-1", 10.0), 0.5);
        QCOMPARE(at("mod(t, 7) + floor(1.5) + ceil(0.2) + pow(2, 3)", 9.0), 12.0);
        QCOMPARE(at("cos(pi) + ln(e)", 0.0), 0.0);
        QCOMPARE(at("-2^2", 0.0), -4.0);
    }

    void a_formula_stands_in_braces_and_reads_back()
    {
        const char* text = "lrPolicy_LINEAR+k0_0+k1_0.1+l_100-lrPolicy_EXPR+expr_{0.1*exp(-t/5e2)}-AT-100";
        const auto read = parse(text);
        QVERIFY(read.ok());
        QCOMPARE(format(*read), text);
        QCOMPARE(valueAt(*read, 600.0), 0.1 * std::exp(-1.0));
    }

    void faults_of_formulas_name_the_column_data()
    {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QString>("place");
        QTest::newRow("empty") << ""
                               << "column 1";
        QTest::newRow("unknown name") << "0.1*x"
                                      << "column 5";
        QTest::newRow("unknown function") << "0.1*system(1)"
                                          << "column 5";
        QTest::newRow("dangling") << "1+"
                                  << "column 3";
        QTest::newRow("assignment") << "t = 3"
                                    << "column 3";
        QTest::newRow("two") << "1,2"
                             << "column 2";
        QTest::newRow("text") << "\"a\""
                              << "column 1";
        QTest::newRow("too long") << QString(5000, QLatin1Char('1')) << "column 4097";
    }

    void faults_of_formulas_name_the_column()
    {
        QFETCH(QString, formula);
        QFETCH(QString, place);
        const auto parsed = Expression::parse(formula.toStdString());
        QVERIFY(!parsed.ok());
        QCOMPARE(QString::fromStdString(parsed.error().place), place);
        QVERIFY(!parsed.error().cure.empty());
    }

    void a_fault_inside_a_policy_names_the_column_of_the_whole_text()
    {
        const auto read = parse("lrPolicy_EXPR+expr_{0.1*x}");
        QVERIFY(!read.ok());
        QCOMPARE(read.error().place, "column 25");
        QCOMPARE(parse("lrPolicy_EXPR+expr_{1").error().place, "column 21");
        QCOMPARE(parse("lrPolicy_EXPR+expr_1").error().place, "column 20");
    }

    void garbage_formulas_are_refused_or_evaluate_without_harm()
    {
        std::mt19937_64 random(5);
        const std::string alphabet = "t0123456789.e+-*/^()<>=!&|?:, sincoxplgmdfr_";
        for (int round = 0; round < 20000; ++round) {
            std::string text(1 + random() % 30, ' ');
            for (char& letter : text)
                letter = alphabet[random() % alphabet.size()];
            if (const auto parsed = Expression::parse(text); parsed.ok())
                (void)parsed->at(3.0);
        }
    }

    void wrong_parameters_are_refused()
    {
        QVERIFY(!validate(Policy{.family = Family::OneCycle, .p = 1.5, .l = {10.0}}).ok());
        QVERIFY(!validate(Policy{.family = Family::Sgdr, .p = 0.5, .l = {10.0}}).ok());
        QVERIFY(!validate(Policy{.family = Family::Wsd, .l = {10.0}}).ok());
        QVERIFY(!validate(Policy{.family = Family::Wsd, .l = {10.0, 5.0, 20.0}}).ok());
        QVERIFY(!validate(Policy{.family = Family::InvSqrt, .l = {10.0, 0.0}}).ok());
        QVERIFY(!validate(Policy{.family = Family::Expr, .expression = "x"}).ok());
        QVERIFY(validate(Policy{.family = Family::InvSqrt, .l = {0.0}}).ok());
    }

    void every_known_schedule_is_valid_and_has_a_source()
    {
        for (const KnownSchedule& known : knownSchedules()) {
            QVERIFY2(parse(known.text).ok(), known.name.data());
            QVERIFY(!known.source.empty());
        }
    }

    void every_later_policy_reads_back_from_its_text()
    {
        for (const FamilyInfo& family : allFamilies().subspan(kFamilies)) {
            const std::string text = format(test::typical(family.family));
            const auto read = parse(text);
            QVERIFY2(read.ok(), text.c_str());
            QCOMPARE(format(*read), text);
        }
    }
};

QTEST_APPLESS_MAIN(LaterPoliciesTest)
#include "later_policies_test.moc"
