// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_loader.h"
#include "core/train/batches.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace cobench;
using namespace cobench::train;

namespace {

constexpr data::ImageShape kShape{1, 4, 5};

/// Pixel p of sample n is 20 n + p + 1: none is black.
data::ImageSplit counted(std::size_t samples)
{
    std::vector<std::uint8_t> pixels(samples * kShape.size());
    std::iota(pixels.begin(), pixels.end(), std::uint8_t{1});
    return {"train", std::move(pixels), std::vector<data::Label>(samples)};
}

/// Bytes as `reader` gives them with the normalisation undone.
std::vector<int> bytes(const SampleReader& reader, std::uint32_t sample, std::uint32_t epoch)
{
    std::vector<float> values(reader.size());
    reader.read(sample, epoch, values);
    std::vector<int> result;
    for (const float value : values)
        result.push_back(static_cast<int>(std::lround(value * 255.0F)));
    return result;
}

} // namespace

class BatchesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void without_augmentation_images_come_as_they_are()
    {
        const auto split = counted(2);
        const auto unit = Normalizer::unit(kShape);
        const SampleReader reader(split, kShape, unit);
        std::vector<int> expected(20);
        std::iota(expected.begin(), expected.end(), 21);
        QCOMPARE(bytes(reader, 1, 0), expected);
    }

    /// Of four rows and five columns, shifted by (down, right) and maybe flipped: whatever was drawn, what is seen
    /// is one of the 2 x 25 possible pictures, and over many epochs all of them are.
    void crop_and_flip_give_every_shift_and_nothing_else()
    {
        const auto split = counted(1);
        const auto unit = Normalizer::unit(kShape);
        const SampleReader reader(split, kShape, unit, {.crop = 2, .flip = true}, 7);
        std::set<std::vector<int>> possible;
        for (const bool flip : {false, true})
            for (int down = -2; down <= 2; ++down)
                for (int right = -2; right <= 2; ++right) {
                    std::vector<int> picture;
                    for (int y = 0; y < 4; ++y)
                        for (int x = 0; x < 5; ++x) {
                            const int from = (flip ? 4 - x : x) + right;
                            const bool inside = y + down >= 0 && y + down < 4 && from >= 0 && from < 5;
                            picture.push_back(inside ? (y + down) * 5 + from + 1 : 0);
                        }
                    possible.insert(picture);
                }
        QCOMPARE(possible.size(), std::size_t{50});
        std::set<std::vector<int>> seen;
        for (std::uint32_t epoch = 0; epoch < 1000; ++epoch)
            seen.insert(bytes(reader, 0, epoch));
        QVERIFY(seen == possible);
    }

    void cutout_zeroes_one_square_cut_at_the_border()
    {
        const auto split = counted(1);
        const auto unit = Normalizer::unit(kShape);
        const SampleReader reader(split, kShape, unit, {.cutout = 2}, 7);
        std::set<long> sizes;
        for (std::uint32_t epoch = 0; epoch < 200; ++epoch)
            sizes.insert(std::ranges::count(bytes(reader, 0, epoch), 0));
        QVERIFY(sizes == (std::set<long>{1, 2, 4}));
    }

    void values_of_a_table_are_normalised_by_column()
    {
        const data::ImageSplit table{
            "train", {}, std::vector<data::Label>{0, 1}, std::vector<float>{1.0F, 10.0F, 3.0F, 10.0F}};
        const auto normalizer = Normalizer::fit(table, {2, 1, 1}, 2);
        std::vector<float> row(2);
        SampleReader(table, {2, 1, 1}, normalizer).read(1, 0, row);
        QCOMPARE(row, (std::vector<float>{1.0F, 0.0F})); // mean 2, deviation 1; a constant column becomes 0
    }

    void a_loader_hands_out_an_epoch_in_order_and_starts_again()
    {
        const auto split = counted(7);
        const auto unit = Normalizer::unit(kShape);
        const SampleReader reader(split, kShape, unit);
        for (const unsigned threads : {0U, 1U, 3U}) {
            BatchLoader loader(reader, threads);
            for (const std::size_t skipped : {0, 2, 0, 4}) {
                loader.begin({6, 5, 4, 3, 2, 1, 0}, 0, 2, skipped);
                std::vector<int> firsts;
                std::size_t samples = 0;
                while (const Batch* batch = loader.next()) {
                    firsts.push_back(static_cast<int>(std::lround(batch->inputs[0] * 255.0F)));
                    samples += batch->labels.size();
                }
                QCOMPARE(samples, 7 - std::min<std::size_t>(7, 2 * skipped));
                const std::vector<int> all{121, 81, 41, 1};
                QCOMPARE(firsts, std::vector<int>(all.begin() + static_cast<long>(skipped), all.end()));
            }
        }
    }

    void loaders_of_a_group_share_every_batch_between_them()
    {
        const auto split = counted(7);
        const auto unit = Normalizer::unit(kShape);
        const SampleReader reader(split, kShape, unit);
        std::vector<std::vector<int>> sizes;
        std::vector<int> firsts;
        for (const unsigned part : {0U, 1U, 2U}) {
            BatchLoader loader(reader, 1);
            loader.share(part, 3);
            loader.begin({6, 5, 4, 3, 2, 1, 0}, 0, 3);
            auto& own = sizes.emplace_back();
            while (const Batch* batch = loader.next()) {
                own.push_back(static_cast<int>(batch->labels.size()));
                if (own.size() == 1)
                    firsts.push_back(static_cast<int>(std::lround(batch->inputs[0] * 255.0F)));
            }
        }
        QCOMPARE(sizes, (std::vector<std::vector<int>>{{1, 1, 0}, {1, 1, 0}, {1, 1, 1}})); // 3 + 3 + 1
        QCOMPARE(firsts, (std::vector<int>{121, 101, 81}));
    }

    void a_loader_may_be_left_in_the_middle()
    {
        const auto split = counted(7);
        const auto unit = Normalizer::unit(kShape);
        const SampleReader reader(split, kShape, unit);
        BatchLoader loader(reader, 2);
        loader.begin({0, 1, 2, 3, 4, 5, 6}, 0, 1);
        QVERIFY(loader.next() != nullptr);
    }
};

QTEST_APPLESS_MAIN(BatchesTest)
#include "batches_test.moc"
