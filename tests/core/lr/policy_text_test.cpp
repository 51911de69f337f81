// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy_text.h"

#include <QTest>

#include <random>

using namespace cobench::lr;
using cobench::Result;

namespace {

Policy randomPolicy(std::mt19937_64& random)
{
    std::uniform_real_distribution<double> uniform(-2.0, 2.0);
    const FamilyInfo& family = families()[random() % kFamilies];
    Policy policy{.family = family.family, .k0 = uniform(random)};
    if (family.k1)
        policy.k1 = uniform(random) * 1e-5;
    if (family.gamma)
        policy.gamma = uniform(random);
    if (family.p)
        policy.p = uniform(random);
    if (family.l)
        policy.l = {1.0 + double(random() % 10000)};
    if (family.lIsList)
        policy.l.push_back(policy.l.back() + 0.5);
    return policy;
}

} // namespace

class PolicyTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canonical_text_is_what_lrbench_users_know()
    {
        const Policy policy{.family = Family::NStep, .k0 = 0.001, .gamma = 0.1, .l = {8571.0, 9286.0, 10000.0}};
        QCOMPARE(format(policy), "lrPolicy_NSTEP+k0_0.001+gamma_0.1+l_8571+9286+10000");
        QCOMPARE(format(Policy{.k0 = 1e-05}), "lrPolicy_FIX+k0_1e-05");
    }

    void every_valid_schedule_reads_back_equal()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 2000; ++round) {
            Schedule schedule;
            const std::size_t count = 1 + random() % 4;
            for (std::size_t i = 0; i < count; ++i) {
                schedule.policies.push_back(randomPolicy(random));
                if (i > 0)
                    schedule.boundaries.push_back(100.0 * double(i) + 0.25);
            }
            const std::string text = format(schedule);
            const Result<Schedule> read = parse(text);
            QVERIFY2(read.ok(), text.c_str());
            QVERIFY2(*read == schedule, text.c_str());
            QCOMPARE(format(*read), text);
        }
    }

    void the_released_form_is_read()
    {
        const auto read = parse("k0_1.0+lrPolicy_STEP+l_1.0+gamma_1.0+k1_None-lrPolicy_FIX+k0_0.1+k1_None-AT-10");
        QVERIFY(read.ok());
        QCOMPARE(format(*read), "lrPolicy_STEP+k0_1+gamma_1+l_1-lrPolicy_FIX+k0_0.1-AT-10");
        const auto negative = parse("lrPolicy_POLY+k0_-0.5+k1_1e-05+p_-2+l_1e+2");
        QVERIFY(negative.ok());
        QCOMPARE(negative->policies[0].k0, -0.5);
        QCOMPARE(negative->policies[0].l[0], 100.0);
    }

    void a_bare_number_is_a_fixed_rate()
    {
        const auto read = parse("0.05");
        QVERIFY(read.ok());
        QCOMPARE(format(*read), "lrPolicy_FIX+k0_0.05");
    }

    void errors_name_the_column_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("empty") << ""
                               << "column 1";
        QTest::newRow("unknown policy") << "lrPolicy_TRIANGLE+k0_1"
                                        << "column 10";
        QTest::newRow("unknown key") << "lrPolicy_FIX+kO_1"
                                     << "column 14";
        QTest::newRow("not a number") << "lrPolicy_FIX+k0_abc"
                                      << "column 17";
        QTest::newRow("infinite") << "lrPolicy_FIX+k0_inf"
                                  << "column 17";
        QTest::newRow("no underscore") << "lrPolicyFIX"
                                       << "column 12";
        QTest::newRow("trailing") << "lrPolicy_FIX+k0_1 "
                                  << "column 18";
        QTest::newRow("no policy key") << "k0_1"
                                       << "column 5";
        QTest::newRow("dangling AT") << "lrPolicy_FIX+k0_1-AT-"
                                     << "column 22";
    }

    void errors_name_the_column()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const auto read = parse(text.toStdString());
        QVERIFY(!read.ok());
        QCOMPARE(QString::fromStdString(read.error().place), place);
        QVERIFY(!read.error().cure.empty());
    }

    void three_policies_need_two_boundaries()
    {
        QVERIFY(!parse("lrPolicy_FIX+k0_1-lrPolicy_FIX+k0_2-lrPolicy_FIX+k0_3-AT-10").ok());
        QVERIFY(!parse("lrPolicy_FIX+k0_1-lrPolicy_FIX+k0_2-lrPolicy_FIX+k0_3-AT-10+10").ok());
    }

    void garbage_is_refused_without_harm()
    {
        std::mt19937_64 random(11);
        const std::string alphabet = "lrPolicy_TRI+k0-AT1.e5 \xff";
        for (int round = 0; round < 20000; ++round) {
            std::string text(random() % 40, ' ');
            for (char& letter : text)
                letter = alphabet[random() % alphabet.size()];
            if (const auto read = parse(text); read.ok())
                QVERIFY(parse(format(*read)).ok());
        }
    }
};

QTEST_APPLESS_MAIN(PolicyTextTest)
#include "policy_text_test.moc"
