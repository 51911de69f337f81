// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/order.h"
#include "core/train/philox.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>

using namespace cobench::train;

class OrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Known answers of Random123's kat_vectors, philox4x32 with 10 rounds.
    void philox_gives_the_published_answers()
    {
        using Words = std::array<std::uint32_t, 4>;
        QCOMPARE(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        const std::uint32_t ones = 0xffffffff;
        QCOMPARE(philox({ones, ones, ones, ones}, {ones, ones}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QCOMPARE(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void units_are_in_range_and_spread()
    {
        double sum = 0.0;
        for (std::uint64_t i = 0; i < 10000; ++i) {
            const double unit = randomUnit(7, Stream::Weights, 0, i);
            QVERIFY(unit >= 0.0 && unit < 1.0);
            sum += unit;
        }
        QVERIFY(std::abs(sum / 10000.0 - 0.5) < 0.015); // five deviations of the mean
    }

    void streams_do_not_share_numbers()
    {
        QVERIFY(randomBits(1, Stream::Order, 0, 0) != randomBits(1, Stream::Weights, 0, 0));
        QVERIFY(randomBits(1, Stream::Order, 0, 1) != randomBits(1, Stream::Order, 1, 0));
    }

    void every_epoch_visits_every_sample_once()
    {
        for (const std::uint32_t samples : {0U, 1U, 2U, 997U}) {
            auto order = epochOrder(3, 5, samples);
            std::ranges::sort(order);
            std::vector<std::uint32_t> all(samples);
            std::iota(all.begin(), all.end(), 0U);
            QCOMPARE(order, all);
        }
    }

    void order_depends_on_seed_and_epoch_and_on_nothing_else()
    {
        const auto order = epochOrder(1, 2, 1000);
        QCOMPARE(epochOrder(1, 2, 1000), order);
        QVERIFY(epochOrder(1, 3, 1000) != order);
        QVERIFY(epochOrder(2, 2, 1000) != order);
    }

    /// Each of the 24 orders of four samples should come about 1,000 times of 24,000; chi-square with 23 degrees of
    /// freedom stays below 49.7 with probability 0.999.
    void all_orders_are_equally_likely()
    {
        std::map<std::vector<std::uint32_t>, int> counts;
        for (std::uint32_t epoch = 0; epoch < 24000; ++epoch)
            ++counts[epochOrder(11, epoch, 4)];
        QCOMPARE(counts.size(), std::size_t{24});
        double chiSquare = 0.0;
        for (const auto& [order, count] : counts)
            chiSquare += (count - 1000.0) * (count - 1000.0) / 1000.0;
        QVERIFY(chiSquare < 49.7);
    }
};

QTEST_APPLESS_MAIN(OrderTest)
#include "order_test.moc"
