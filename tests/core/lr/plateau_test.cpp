// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/plateau.h"

#include <QTest>

using namespace cobench::lr;
using Action = ChangeOnPlateau::Action;

namespace {

ChangeOnPlateauOptions threeRates()
{
    return {.policies = {{.k0 = 0.3}, {.k0 = 0.2}, {.k0 = 0.1}},
        .start = 1,
        .cooldown = 2,
        .threshold = 0.01,
        .window = 3};
}

} // namespace

class PlateauTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acts_only_when_more_values_than_the_window_were_seen()
    {
        ChangeOnPlateau plateau(threeRates());
        for (int epoch = 0; epoch < 3; ++epoch)
            QCOMPARE(plateau.observe(1.0, 0, 100), Action::None);
        QCOMPARE(plateau.observe(1.0, 0, 100), Action::Larger);
        QCOMPARE(plateau.rate(1), 0.3);
    }

    void counts_the_cool_down_in_epochs()
    {
        ChangeOnPlateau plateau(threeRates());
        std::vector<Action> actions;
        for (int epoch = 0; epoch < 7; ++epoch)
            actions.push_back(plateau.observe(1.0, 90, 100));
        const std::vector<Action> expected{
            Action::None, Action::None, Action::None, Action::Smaller, Action::None, Action::None, Action::End};
        QCOMPARE(actions, expected);
        QCOMPARE(plateau.index(), std::size_t(2));
    }

    void one_good_epoch_in_the_window_is_no_plateau()
    {
        ChangeOnPlateau plateau(threeRates());
        for (const double value : {1.0, 1.0, 1.0})
            plateau.observe(value, 0, 100);
        QCOMPARE(plateau.observe(0.98, 0, 100), Action::None);
    }

    void an_improvement_equal_to_the_threshold_is_no_plateau()
    {
        auto options = threeRates();
        options.threshold = 0.25;
        ChangeOnPlateau plateau(options);
        for (const double value : {1.0, 1.0, 1.0})
            plateau.observe(value, 0, 100);
        QCOMPARE(plateau.observe(0.75, 0, 100), Action::None);
    }

    void accuracy_improves_upwards()
    {
        auto options = threeRates();
        options.direction = Direction::Higher;
        ChangeOnPlateau plateau(options);
        for (const double value : {0.5, 0.6, 0.7, 0.8})
            QCOMPARE(plateau.observe(value, 0, 100), Action::None);
    }

    void a_switch_does_not_restart_time()
    {
        auto options = threeRates();
        options.policies[0] = {.family = Family::Exp, .k0 = 1.0, .gamma = 0.5};
        ChangeOnPlateau plateau(options);
        for (int epoch = 0; epoch < 4; ++epoch)
            plateau.observe(1.0, 0, 100);
        QCOMPARE(plateau.index(), std::size_t(0));
        QCOMPARE(plateau.rate(3), 0.125);
    }

    // torch.optim.lr_scheduler.ReduceLROnPlateau(mode="min", factor=0.5, patience=1): worked out by hand from its
    // definition: best 1.0; two bad epochs exceed the patience, so the third value halves the rate.
    void reduces_after_the_patience_as_pytorch_does()
    {
        ReduceOnPlateau plateau({.initialRate = 1.0, .factor = 0.5, .patience = 1});
        QCOMPARE(plateau.observe(1.0), Action::None);
        QCOMPARE(plateau.observe(0.99995), Action::None); // within the relative threshold 1e-4: not better
        QCOMPARE(plateau.observe(1.0), Action::Smaller);
        QCOMPARE(plateau.rate(), 0.5);
        QCOMPARE(plateau.observe(0.5), Action::None);
        QCOMPARE(plateau.rate(), 0.5);
    }

    void never_goes_below_the_minimum_rate()
    {
        ReduceOnPlateau plateau({.initialRate = 1.0, .factor = 0.1, .patience = 0, .minimumRate = 0.05});
        for (int epoch = 0; epoch < 10; ++epoch)
            plateau.observe(1.0);
        QCOMPARE(plateau.rate(), 0.05);
        QCOMPARE(plateau.observe(1.0), Action::End);
    }

    void an_absolute_threshold_is_no_share_of_the_best()
    {
        ReduceOnPlateau plateau({.initialRate = 1.0, .patience = 0, .threshold = 0.1, .relativeThreshold = false});
        QCOMPARE(plateau.observe(10.0), Action::None);
        QCOMPARE(plateau.observe(9.8), Action::None); // by more than 0.1, though by less than a tenth
        QCOMPARE(plateau.observe(9.75), Action::Smaller);
    }
};

QTEST_APPLESS_MAIN(PlateauTest)
#include "plateau_test.moc"
