// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/plateau_policy.h"

#include <QTest>

#include <random>

using namespace cobench::lr;

class PlateauPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void both_forms_read_back_as_they_are_written()
    {
        for (const char* text :
            {"lrPlateau_REDUCE+k0_0.1+factor_0.2+patience_2+threshold_1e-04+cooldown_0+min_0+monitor_val/loss",
                "lrPlateau_CHANGE+start_1+cooldown_3+threshold_0.001+n_3+monitor_val/accuracy"
                "-lrPolicy_TRI2+k0_0+k1_0.005+l_4689-lrPolicy_EXPR+expr_{0.1-t-1}-lrPolicy_FIX+k0_1e-05"}) {
            const auto read = parsePlateau(text);
            QVERIFY2(read.ok(), text);
            QCOMPARE(format(*read), text);
        }
    }

    void what_is_left_out_has_the_usual_value_and_the_monitor_gives_the_direction()
    {
        const auto reduce = std::get<ReduceOnPlateauOptions>(parsePlateau("lrPlateau_REDUCE+k0_1e+0")->options);
        QCOMPARE(reduce.initialRate, 1.0);
        QCOMPARE(reduce.patience, 10U);
        QVERIFY(reduce.direction == Direction::Lower);
        const auto change = std::get<ChangeOnPlateauOptions>(
            parsePlateau("lrPlateau_CHANGE+monitor_val/accuracy-lrPolicy_FIX+k0_1")->options);
        QVERIFY(change.direction == Direction::Higher);
    }

    void faults_name_the_column_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("kind") << "lrPlateau_KEEP"
                              << "column 11";
        QTest::newRow("key") << "lrPlateau_REDUCE+k0_1+patients_2"
                             << "column 23";
        QTest::newRow("number") << "lrPlateau_REDUCE+k0_x"
                                << "column 21";
        QTest::newRow("monitor") << "lrPlateau_REDUCE+k0_1+monitor_loss"
                                 << "column 23";
        QTest::newRow("no rate") << "lrPlateau_REDUCE"
                                 << "column 17";
        QTest::newRow("inner policy") << "lrPlateau_CHANGE+n_3-lrPolicy_FIX+k0_x"
                                      << "column 38";
        QTest::newRow("start") << "lrPlateau_CHANGE+start_1-lrPolicy_FIX+k0_1"
                               << "column 43";
    }

    void faults_name_the_column()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const auto read = parsePlateau(text.toStdString());
        QVERIFY(!read.ok());
        QCOMPARE(QString::fromStdString(read.error().place), place);
        QVERIFY(!read.error().cure.empty());
    }

    // Window 2: a plateau needs more than two values. Loss stalls from the third epoch on; cool-down 1 epoch.
    void a_replay_marks_where_it_would_have_switched()
    {
        const auto policy = parsePlateau(
            "lrPlateau_CHANGE+start_1+cooldown_1+threshold_0.1+n_2-lrPolicy_FIX+k0_1-lrPolicy_FIX+k0_0.1"
            "-lrPolicy_FIX+k0_0.01");
        QVERIFY(policy.ok());
        const double losses[]{1.0, 0.5, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44, 0.43, 0.42};
        const auto epochs = replay(*policy, losses, 100);
        using Action = ChangeOnPlateau::Action;
        QVERIFY(epochs[1].action == Action::None);
        QVERIFY(epochs[2].action == Action::Larger);
        QCOMPARE(epochs[2].rate, 0.1);
        QCOMPARE(epochs[3].rate, 1.0);
        QVERIFY(epochs[3].action == Action::None); // cools down
        QVERIFY(epochs[8].action == Action::Smaller); // 90 % of the iterations are done
        QCOMPARE(epochs[9].rate, 0.1);
    }

    void a_reduction_is_replayed_too()
    {
        const auto policy = parsePlateau("lrPlateau_REDUCE+k0_1+factor_0.5+patience_1");
        const double losses[]{1.0, 1.0, 1.0, 0.5};
        const auto epochs = replay(*policy, losses, 10);
        QVERIFY(epochs[2].action == ChangeOnPlateau::Action::Smaller);
        QCOMPARE(epochs[3].rate, 0.5);
        QCOMPARE(epochs[3].index, std::size_t(1));
    }

    void garbage_is_refused_without_harm()
    {
        std::mt19937_64 random(13);
        const std::vector<std::string> words{"lrPlateau_",
            "REDUCE",
            "CHANGE",
            "+",
            "-",
            "_",
            "k0_1",
            "lrPolicy_",
            "FIX",
            "-lrPolicy_FIX+k0_1",
            "{",
            "}",
            "n_3",
            "e",
            "1e400",
            "start_99999999999",
            "monitor_val/loss"};
        for (int round = 0; round < 20000; ++round) {
            std::string text = "lrPlateau_";
            for (std::size_t i = random() % 12; i > 0; --i)
                text += words[random() % words.size()];
            if (const auto read = parsePlateau(text); read.ok())
                QVERIFY(parsePlateau(format(*read)).ok());
        }
    }
};

QTEST_APPLESS_MAIN(PlateauPolicyTest)
#include "plateau_policy_test.moc"
