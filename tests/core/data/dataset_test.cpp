// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include "tests/core/data/idx_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace cobench;
using data::loadDataset;

namespace {

constexpr std::uint32_t kTrain = 5003;
constexpr std::uint32_t kTest = 4;
constexpr std::size_t kImage = 28 * 28;

/// Every pixel of image n is n mod 256, its label n mod 10.
std::string images(std::uint32_t count)
{
    std::string payload;
    for (std::uint32_t n = 0; n < count; ++n)
        payload.append(kImage, static_cast<char>(n % 256));
    return idxBytes({count, 28, 28}, payload);
}

std::string labels(std::uint32_t count)
{
    std::string payload;
    for (std::uint32_t n = 0; n < count; ++n)
        payload += static_cast<char>(n % 10);
    return idxBytes({count}, payload);
}

} // namespace

class DatasetTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path root() const { return m_folder.path().toStdString(); }
    void writeTrainLabels(const std::string& bytes) const { writeBytes(root() / "train-labels-idx1-ubyte", bytes); }

private Q_SLOTS:
    void init()
    {
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("home")).toUtf8());
        writeBytes(root() / "train-images-idx3-ubyte", images(kTrain));
        writeTrainLabels(labels(kTrain));
        writeBytes(root() / "t10k-images.idx3-ubyte", images(kTest));
        writeBytes(root() / "t10k-labels.idx1-ubyte", labels(kTest));
    }

    void val_is_the_last_5000_training_samples()
    {
        const auto set = loadDataset({.name = "mnist", .dataDirectory = root()});
        QVERIFY2(set.ok(), set.ok() ? "" : describe(set.error()).c_str());
        const data::Dataset& dataset = **set;
        QCOMPARE(dataset.split("train")->samples(), std::size_t{3});
        QCOMPARE(dataset.split("val")->samples(), std::size_t{5000});
        QCOMPARE(dataset.split("test")->samples(), std::size_t{4});
        QCOMPARE(dataset.split("val")->labels[0], data::Label{3});
        QCOMPARE(int(dataset.split("val")->pixels[0]), 3);
        QCOMPARE(dataset.split("train")->pixels.size(), 3 * kImage);
        QCOMPARE(dataset.split("extra"), nullptr);
    }

    void one_split_alone_equals_its_part_of_the_whole()
    {
        const auto whole = loadDataset({.name = "mnist", .dataDirectory = root()});
        for (const char* name : {"train", "val", "test"}) {
            const auto alone = loadDataset({.name = "mnist", .dataDirectory = root(), .splits = {name}});
            QCOMPARE((*alone)->splits.size(), std::size_t{1});
            QVERIFY(std::ranges::equal((*alone)->split(name)->pixels, (*whole)->split(name)->pixels));
            QVERIFY(std::ranges::equal((*alone)->split(name)->labels, (*whole)->split(name)->labels));
        }
    }

    void datasets_beside_the_project_and_in_the_data_home_are_found()
    {
        const auto beside = loadDataset({.name = "mnist", .project = root() / "p.cobench"});
        QVERIFY(beside.ok());
        const auto home = root() / "home/cobench/datasets";
        std::filesystem::create_directories(home);
        std::filesystem::create_directory_symlink(root(), home / "mnist");
        QVERIFY(loadDataset({.name = "mnist"}).ok());
    }

    void image_of_a_sample_has_its_pixels()
    {
        const auto set = loadDataset({.name = "mnist", .dataDirectory = root(), .splits = {"test"}});
        const auto image = data::sampleImage(**set, "test", 2);
        QVERIFY(image.ok());
        QCOMPARE(image->width, 28U);
        QCOMPARE(image->channels, 1U);
        QCOMPARE(image->pixels, std::vector<std::uint8_t>(kImage, 2));
        QCOMPARE(data::sampleImage(**set, "test", 4).error().code, ErrorCode::NotFound);
        QCOMPARE(data::sampleImage(**set, "val", 0).error().code, ErrorCode::NotFound);
    }

    void colour_planes_become_interleaved_pixels()
    {
        data::Dataset dataset{.name = "tiny", .shape = {3, 1, 2}, .classes = 1};
        dataset.splits.push_back(
            {"test", std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}, std::vector<data::Label>{0}});
        QCOMPARE(data::sampleImage(dataset, "test", 0)->pixels, (std::vector<std::uint8_t>{1, 3, 5, 2, 4, 6}));
    }

    void label_out_of_range_is_named()
    {
        std::string bad = labels(kTrain);
        bad[8 + 4000] = 10;
        writeTrainLabels(bad);
        const auto set = loadDataset({.name = "mnist", .dataDirectory = root()});
        QCOMPARE(set.error().code, ErrorCode::Value);
        QCOMPARE(set.error().place, std::string("label 4000"));
        const auto val = loadDataset({.name = "mnist", .dataDirectory = root(), .splits = {"val"}});
        QCOMPARE(val.error().place, std::string("label 4000"));
    }

    void unequal_counts_are_refused()
    {
        writeTrainLabels(labels(kTrain - 1));
        QCOMPARE(loadDataset({.name = "mnist", .dataDirectory = root()}).error().code, ErrorCode::Conflict);
    }

    void missing_dataset_names_the_folders_looked_at()
    {
        qputenv("XDG_DATA_HOME", "/nowhere");
        const auto set = loadDataset({.name = "mnist", .dataDirectory = "/nowhere"});
        if (set.ok())
            QSKIP("this machine has MNIST installed");
        QCOMPARE(set.error().code, ErrorCode::NotFound);
        QVERIFY(describe(set.error()).find("/nowhere/mnist") != std::string::npos);
        QCOMPARE(loadDataset({.name = "emnist"}).error().code, ErrorCode::Usage);
    }

    /// Facts of the published files: 60,000 + 10,000 images, 6,000 + 1,000 of each class.
    void fashion_mnist_of_the_package_is_whole()
    {
        const auto set = loadDataset({});
        if (!set.ok())
            QSKIP("dataset-fashion-mnist is not installed");
        QCOMPARE((*set)->split("train")->samples(), std::size_t{55000});
        QCOMPARE((*set)->split("test")->samples(), std::size_t{10000});
        std::vector<int> counts(10);
        for (const char* name : {"train", "val"})
            for (const data::Label label : (*set)->split(name)->labels)
                ++counts[label];
        QCOMPARE(counts, std::vector<int>(10, 6000));
        QCOMPARE((*set)->split("train")->labels[0], data::Label{9});
    }
};

QTEST_APPLESS_MAIN(DatasetTest)
#include "dataset_test.moc"
