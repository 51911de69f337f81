// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/corruption.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace cobench;
using namespace cobench::train;

namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels corrupted(
    const Corruption& corruption, const data::ImageShape& shape, const Pixels& pixels, std::uint32_t sample = 0)
{
    Pixels out(pixels.size());
    corrupt(corruption, shape, sample, pixels, out);
    return out;
}

} // namespace

class CorruptionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Hendrycks and Dietterich's own scripts, make_cifar_c.py and make_imagenet_c.py.
    void strengths_are_those_of_cifar_10_c_and_of_imagenet_c()
    {
        const data::ImageShape small{3, 32, 32}, large{3, 224, 224};
        QCOMPARE(corruptionStrength({CorruptionKind::Noise, 5}, small), 0.10);
        QCOMPARE(corruptionStrength({CorruptionKind::Noise, 1}, large), 0.08);
        QCOMPARE(corruptionStrength({CorruptionKind::Blur, 3}, small), 0.7);
        QCOMPARE(corruptionStrength({CorruptionKind::Blur, 5}, large), 6.0);
        QCOMPARE(corruptionStrength({CorruptionKind::Contrast, 1}, small), 0.75);
        QCOMPARE(corruptionStrength({CorruptionKind::Contrast, 4}, large), 0.1);
    }

    /// Severity 2 halves what sets a pixel apart from the mean of its channel: 100 in the first, 20 in the second.
    void contrast_draws_each_channel_to_its_mean()
    {
        const Pixels pixels{0, 200, 40, 160, 20, 20, 20, 20};
        const Pixels wanted{50, 150, 70, 130, 20, 20, 20, 20};
        QCOMPARE(corrupted({CorruptionKind::Contrast, 2}, {2, 2, 2}, pixels), wanted);
    }

    /// Deviation 0.4 reaches int(4 x 0.4 + 0.5) = 2 pixels; weights exp(-d^2 / 0.32): 1, 0.04394, 3.7e-6, whose sum
    /// is 1.08788. A white dot leaves 0.91922^2 in its place and 0.91922 x 0.04039 beside it.
    void blur_spreads_a_dot_as_computed_by_hand()
    {
        Pixels pixels(49, 0);
        pixels[24] = 255;
        const Pixels out = corrupted({CorruptionKind::Blur, 1}, {1, 7, 7}, pixels);
        QCOMPARE(int(out[24]), 215);
        for (const std::size_t neighbour : {17, 23, 25, 31})
            QCOMPARE(int(out[neighbour]), 9);
        QCOMPARE(int(out[16]), 0); // 0.04039^2 of white
    }

    void blur_leaves_an_even_picture_as_it_is()
    {
        const Pixels even(5 * 6, 77);
        for (unsigned severity = 1; severity <= kMaxSeverity; ++severity)
            QCOMPARE(corrupted({CorruptionKind::Blur, severity}, {1, 5, 6}, even), even);
    }

    /// 4,096 grey pixels, far from black and white: the deviation's own error is 1.1 %.
    void noise_has_the_deviation_it_should_and_follows_from_seed_and_sample()
    {
        const data::ImageShape shape{1, 64, 64};
        const Pixels grey(shape.size(), 128);
        for (unsigned severity = 1; severity <= kMaxSeverity; ++severity) {
            const Corruption noise{CorruptionKind::Noise, severity, 3};
            const Pixels out = corrupted(noise, shape, grey, 9);
            double sum = 0.0, squares = 0.0;
            for (const std::uint8_t value : out) {
                sum += value - 128.0;
                squares += (value - 128.0) * (value - 128.0);
            }
            const double deviation = std::sqrt(squares / 4096.0) / 255.0;
            QVERIFY(std::abs(deviation / corruptionStrength(noise, shape) - 1.0) < 0.05);
            QVERIFY(std::abs(sum / 4096.0) < 4.0 * 255.0 * deviation / 64.0);
            QCOMPARE(corrupted(noise, shape, grey, 9), out);
            QVERIFY(corrupted(noise, shape, grey, 10) != out);
            QVERIFY(corrupted({CorruptionKind::Noise, severity, 4}, shape, grey, 9) != out);
        }
    }

    void a_split_is_corrupted_sample_by_sample_and_keeps_its_labels()
    {
        Pixels pixels(3 * 16);
        std::iota(pixels.begin(), pixels.end(), std::uint8_t{0});
        const data::ImageSplit split{"test", Pixels(pixels), std::vector<data::Label>{2, 0, 1}};
        const Corruption noise{CorruptionKind::Noise, 5};
        const auto out = corruptSplit(noise, {1, 4, 4}, split, 2);
        QCOMPARE(out.samples(), std::size_t{2});
        QCOMPARE(out.labels[0], data::Label{2});
        const Pixels second(pixels.begin() + 16, pixels.begin() + 32);
        QVERIFY(std::ranges::equal(out.pixels.view().subspan(16), corrupted(noise, {1, 4, 4}, second, 1)));
    }
};

QTEST_APPLESS_MAIN(CorruptionTest)
#include "corruption_test.moc"
