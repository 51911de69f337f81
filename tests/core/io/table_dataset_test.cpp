// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/open_dataset.h"

#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using test::writeFile;

class TableDatasetTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path root() const { return m_folder->path().toStdString(); }
    data::DatasetRequest request() const { return {.name = "wine", .dataDirectory = root()}; }
    ErrorCode codeOf(const char* csv) const
    {
        writeFile(root() / "train.csv", csv);
        return io::openDataset(request()).error().code;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void a_csv_table_has_its_label_anywhere()
    {
        std::string train = "alcohol,label,acid\n";
        for (int i = 0; i < 20; ++i)
            train += std::to_string(i) + "," + std::to_string(i % 3) + ",-0.5e1\n";
        writeFile(root() / "train.csv", train);
        writeFile(root() / "test.csv", "alcohol,label,acid\n7,2.0,1\n");
        const auto set = io::openDataset(request());
        VERIFY_OK(set);
        QVERIFY(((*set)->shape == data::ImageShape{2, 1, 1}));
        QCOMPARE((*set)->classes, 3U);
        QCOMPARE((*set)->split("train")->samples(), std::size_t{18});
        QCOMPARE((*set)->split("val")->values[0], 18.0F);
        QCOMPARE((*set)->split("train")->values[3], -5.0F);
        QCOMPARE((*set)->split("test")->labels[0], data::Label{2});
        const auto facts = io::describeDataset(request());
        VERIFY_OK(facts);
        QVERIFY(!facts->hasPixels);
        QCOMPARE(facts->trainSamples, std::uint64_t{18});
    }

    void without_a_column_label_the_last_one_is_it()
    {
        writeFile(root() / "train.csv", "a,b\n1,0\n2,1\n");
        const auto set = io::openDataset(request());
        VERIFY_OK(set);
        QCOMPARE((*set)->split("train")->labels[1], data::Label{1});
        QVERIFY((*set)->split("test") == nullptr);
    }

    void arrays_are_tables_or_images()
    {
        const std::vector<float> values{1, 2, 3, 4, 5, 6};
        writeFile(root() / "train_x.npy", test::npyFile("<f4", "(3, 2)", test::bytesOf(values)));
        writeFile(root() / "train_y.npy",
            test::npyFile("<i8", "(3,)", test::bytesOf(std::vector<std::int64_t>{0, 1, 2})));
        const auto table = io::openDataset(request());
        VERIFY_OK(table);
        QVERIFY(((*table)->shape == data::ImageShape{2, 1, 1}));
        QCOMPARE((*table)->split("train")->values[5], 6.0F);

        writeFile(root() / "train_x.npy", test::npyFile("|u1", "(3, 1, 2)", std::string("\1\2\3\4\5\xFF")));
        const auto images = io::openDataset(request());
        VERIFY_OK(images);
        QVERIFY(((*images)->shape == data::ImageShape{1, 1, 2}));
        QCOMPARE(int((*images)->split("train")->pixels[5]), 255);
        writeFile(
            root() / "train_y.npy", test::npyFile("<i8", "(2,)", test::bytesOf(std::vector<std::int64_t>{0, 1})));
        QCOMPARE(io::openDataset(request()).error().code, ErrorCode::Shape);
    }

    void bad_cells_are_refused_with_their_line()
    {
        writeFile(root() / "train.csv", "a,label\n1,0\nx,1\n");
        const auto set = io::openDataset(request());
        QCOMPARE(set.error().code, ErrorCode::Value);
        QCOMPARE(set.error().place, std::string("line 3"));
        QCOMPARE(codeOf(""), ErrorCode::Empty);
        QCOMPARE(codeOf("label\n1\n"), ErrorCode::Shape);
        QCOMPARE(codeOf("a,label\n1\n"), ErrorCode::Shape);
        QCOMPARE(codeOf("a,label\n1,-1\n"), ErrorCode::Value);
        QCOMPARE(codeOf("a,label\n1,0.5\n"), ErrorCode::Value);
        QCOMPARE(codeOf("a,label\nnan,0\n"), ErrorCode::Value);
        QCOMPARE(codeOf("a,label\n3.5e38,0\n"), ErrorCode::Value); // a double, but no float
        QCOMPARE(codeOf("a,label\n-1e300,0\n"), ErrorCode::Value);
        writeFile(root() / "test.csv", "a,b,label\n1,2,0\n");
        QCOMPARE(codeOf("a,label\n1,0\n"), ErrorCode::Shape);
    }
};

QTEST_APPLESS_MAIN(TableDatasetTest)
#include "table_dataset_test.moc"
