// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/content_hash.h"
#include "core/data/dataset.h"

#include "tests/core/data/idx_file.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using data::loadDataset;

namespace {

constexpr std::size_t kImage = 3 * 32 * 32;

/// Sample n: label n mod 10 (behind a coarse label 7 where there are two), every byte n.
std::string records(std::size_t first, std::size_t count, bool hasCoarse = false)
{
    std::string bytes;
    for (std::size_t n = first; n < first + count; ++n) {
        if (hasCoarse)
            bytes += '\7';
        bytes += static_cast<char>(n % 10);
        bytes.append(kImage, static_cast<char>(n));
    }
    return bytes;
}

} // namespace

class CifarTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path root() const { return m_folder->path().toStdString(); }

    void writeTen(const std::filesystem::path& folder) const
    {
        std::filesystem::create_directories(folder);
        for (std::size_t batch = 0; batch < 5; ++batch)
            writeBytes(folder / ("data_batch_" + std::to_string(batch + 1) + ".bin"), records(4 * batch, 4));
        writeBytes(folder / "test_batch.bin", records(100, 3));
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void cifar10_is_five_batches_and_a_test()
    {
        writeTen(root() / "cifar-10-batches-bin");
        const auto set = loadDataset({.name = "cifar10", .dataDirectory = root()});
        VERIFY_OK(set);
        QCOMPARE((*set)->classNames[3], std::string("cat"));
        QCOMPARE((*set)->split("train")->samples(), std::size_t{18}); // a tenth is val
        QCOMPARE((*set)->split("val")->samples(), std::size_t{2});
        QCOMPARE((*set)->split("train")->labels[17], data::Label{7});
        QCOMPARE(int((*set)->split("val")->pixels[0]), 18);
        QCOMPARE(int((*set)->split("test")->pixels[2 * kImage]), 102);
    }

    void cifar100_takes_the_fine_labels()
    {
        writeBytes(root() / "train.bin", records(0, 20, true));
        writeBytes(root() / "test.bin", records(5, 1, true));
        const auto set = loadDataset({.name = "cifar100", .dataDirectory = root()});
        VERIFY_OK(set);
        QCOMPARE((*set)->classes, 100U);
        QCOMPARE((*set)->classNames[5], std::string("bed"));
        QCOMPARE((*set)->split("test")->labels[0], data::Label{5});
    }

    void facts_are_told_from_the_sizes()
    {
        writeTen(root());
        const auto facts = data::describeDataset({.name = "cifar10", .dataDirectory = root()});
        VERIFY_OK(facts);
        QCOMPARE(facts->trainSamples, std::uint64_t{18});
        QCOMPARE(facts->valSamples, std::uint64_t{2});
        QCOMPARE(facts->testSamples, std::uint64_t{3});
    }

    void a_folder_of_another_name_is_recognised()
    {
        writeTen(root());
        const auto set = loadDataset({.name = "mine", .dataDirectory = root(), .splits = {"test"}});
        VERIFY_OK(set);
        QCOMPARE((*set)->name, std::string("mine"));
        QCOMPARE((*set)->splits.size(), std::size_t{1});
    }

    void the_hash_is_that_of_the_content()
    {
        writeTen(root());
        const auto hash = [&](const char* name) {
            return data::contentHash(**loadDataset({.name = name, .dataDirectory = root()}));
        };
        const std::string whole = hash("cifar10");
        QCOMPARE(hash("mine"), whole);
        std::string changed = records(4, 4);
        changed[1] = '\x77';
        writeBytes(root() / "data_batch_2.bin", changed);
        QVERIFY(hash("cifar10") != whole);
    }

    void damaged_files_are_refused_by_name()
    {
        writeTen(root());
        writeBytes(root() / "data_batch_3.bin", records(0, 4).substr(1));
        const auto cut = loadDataset({.name = "cifar10", .dataDirectory = root()});
        QCOMPARE(cut.error().code, ErrorCode::Corrupt);
        QVERIFY(cut.error().subject.ends_with("data_batch_3.bin"));
        writeBytes(root() / "data_batch_3.bin", std::string(kImage + 1, '\xFF'));
        const auto label = loadDataset({.name = "cifar10", .dataDirectory = root()});
        QCOMPARE(label.error().code, ErrorCode::Value);
        QCOMPARE(label.error().place, std::string("record 0"));
        std::filesystem::remove(root() / "data_batch_3.bin");
        QCOMPARE(loadDataset({.name = "cifar10", .dataDirectory = root()}).error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(CifarTest)
#include "cifar_test.moc"
