// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/plateau_replay.h"

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
                "lrPlateau_REDUCE+k0_0.1+factor_0.2+patience_2+threshold_0.5+mode_abs+cooldown_0+min_0+monitor_val/"
                "loss",
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
        QTest::newRow("mode") << "lrPlateau_REDUCE+k0_1+mode_relative"
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
        using Action = PlateauAction;
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
        QVERIFY(epochs[2].action == PlateauAction::Smaller);
        QCOMPARE(epochs[3].rate, 0.5);
        QCOMPARE(epochs[3].index, std::size_t(1));
    }

    void a_replay_follows_whatever_was_recorded()
    {
        const char* text = "lrPlateau_REDUCE+k0_1+monitor_valid_loss";
        QVERIFY(!parsePlateau(text).ok());
        QCOMPARE(parsePlateau(text, Monitors::Any)->monitor, std::string("valid_loss"));
        QVERIFY(!parsePlateau("lrPlateau_REDUCE+k0_1+monitor_", Monitors::Any).ok());
    }

    // 0.1 times 1 stays above the lowest rate 0.1 for one reduction; the second has nowhere to go.
    void a_plateau_with_nowhere_to_go_is_told_apart()
    {
        const auto policy = parsePlateau("lrPlateau_REDUCE+k0_1+factor_0.1+patience_0+min_0.1");
        const double losses[]{1.0, 1.0, 1.0};
        const auto epochs = replay(*policy, losses, 10);
        QCOMPARE(epochs[0].action, PlateauAction::None);
        QCOMPARE(epochs[1].action, PlateauAction::Smaller);
        QCOMPARE(epochs[1].lastRate, 1.0);
        QCOMPARE(epochs[1].nextRate, 0.1);
        QCOMPARE(epochs[2].action, PlateauAction::End);
        QCOMPARE(epochs[2].index, std::size_t(1));
    }

    // EXP 0.5^t halves with each iteration counted from 1; after the second epoch of two iterations FIX 0.01 holds.
    void the_line_of_rates_has_every_iteration_and_steps_where_the_policy_moves()
    {
        const auto policy = parsePlateau("lrPlateau_CHANGE+start_0+cooldown_9+threshold_0.1+n_2-lrPolicy_EXP+k0_1+"
                                         "gamma_0.5-lrPolicy_FIX+k0_0.01");
        const double losses[]{1.0, 1.0, 1.0, 1.0, 1.0};
        auto epochs = replay(*policy, losses, 2);
        for (ReplayedEpoch& epoch : epochs) // as if it had moved after the second
            epoch.index = &epoch - epochs.data() >= 1 ? 1 : 0;
        const auto line = replayedRates(*policy, epochs, 2, 1000);
        const std::vector<OutlinePoint> expected{
            {0.0, 0.5}, {1.0, 0.25}, {2.0, 0.125}, {3.0, 0.0625}, {4.0, 0.0625}};
        QVERIFY(line.size() > expected.size());
        QVERIFY(std::equal(expected.begin(), expected.end(), line.begin()));
        QCOMPARE(line[5].t, 4.0);
        for (std::size_t i = 5; i < line.size(); ++i)
            QCOMPARE(line[i].rate, 0.01);
        QCOMPARE(line.back().t, 10.0);
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
