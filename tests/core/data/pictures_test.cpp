// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/decode_picture.h"
#include "core/data/pictures.h"

#include "tests/core/data/idx_file.h"
#include "tests/support/verify_ok.h"

#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using data::Image;

namespace {

QByteArray encoded(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, format, 95);
    return bytes;
}

QImage gradient(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(4 * x, 3 * y, 100));
    return image;
}

Result<Image> decode(const QByteArray& bytes)
{
    return data::decodePicture(
        std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())),
        "picture");
}

void writePicture(const std::filesystem::path& path, const QImage& image, const char* format = "PNG")
{
    std::filesystem::create_directories(path.parent_path());
    writeBytes(path, encoded(image, format).toStdString());
}

QImage plain(int side, int value)
{
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(value);
    return image;
}

} // namespace

class PicturesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path root() const { return m_folder->path().toStdString(); }

    data::DatasetRequest request(std::uint32_t imageSize = 0) const
    {
        return {.name = "mine", .dataDirectory = root(), .imageSize = imageSize, .decode = data::decodePicture};
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void png_comes_back_exactly()
    {
        const auto image = decode(encoded(gradient(20, 10), "PNG"));
        VERIFY_OK(image);
        QCOMPARE(image->width, 20U);
        QCOMPARE(image->height, 10U);
        QCOMPARE(image->channels, 3U);
        const std::size_t at = (std::size_t{7} * 20 + 13) * 3;
        QCOMPARE(int(image->pixels[at]), 52);
        QCOMPARE(int(image->pixels[at + 1]), 21);
        QCOMPARE(int(image->pixels[at + 2]), 100);
        QCOMPARE(decode(encoded(plain(5, 77), "PNG"))->channels, 1U);
    }

    void jpeg_comes_back_nearly()
    {
        const auto image = decode(encoded(gradient(40, 30), "JPG"));
        VERIFY_OK(image);
        QCOMPARE(image->width, 40U);
        const std::size_t at = (std::size_t{20} * 40 + 20) * 3;
        QVERIFY(std::abs(image->pixels[at] - 80) < 12 && std::abs(image->pixels[at + 1] - 60) < 12);
    }

    /// Half of a JPEG is decoded by others as a picture that is grey below.
    void a_picture_cut_short_anywhere_is_refused()
    {
        for (const char* format : {"JPG", "PNG"}) {
            const QByteArray whole = encoded(gradient(64, 64), format);
            for (qsizetype length = 0; length < whole.size() - 2; length += 7)
                QVERIFY2(!decode(whole.first(length)).ok(), format);
        }
    }

    void what_is_no_picture_is_refused()
    {
        QCOMPARE(decode("GIF89a").error().code, ErrorCode::Unsupported);
        QCOMPARE(decode({}).error().code, ErrorCode::Unsupported);
    }

    void shrinking_takes_means_and_the_middle()
    {
        const Image wide{4, 2, 1, {9, 10, 20, 9, 9, 30, 40, 9}};
        QCOMPARE(data::squared(wide, 1).pixels, (std::vector<std::uint8_t>{25}));
        QCOMPARE(data::squared(wide, 2).pixels, (std::vector<std::uint8_t>{10, 20, 30, 40}));
        QCOMPARE(data::squared({1, 1, 3, {1, 2, 3}}, 2).pixels,
            (std::vector<std::uint8_t>{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3}));
    }

    void colours_become_planes_or_grey()
    {
        const Image two{2, 1, 3, {255, 0, 0, 10, 20, 30}};
        QCOMPARE(data::planes(two, 3), (std::vector<std::uint8_t>{255, 10, 0, 20, 0, 30}));
        QCOMPARE(data::planes(two, 1), (std::vector<std::uint8_t>{76, 18}));
        QCOMPARE(data::planes({1, 1, 1, {5}}, 3), (std::vector<std::uint8_t>{5, 5, 5}));
    }

    void folders_of_classes_become_splits()
    {
        for (int i = 0; i < 20; ++i)
            for (const char* name : {"cat", "dog"})
                writePicture(root() / "train" / name / (std::to_string(100 + i) + ".png"),
                    plain(8, 10 * i + (*name == 'd' ? 1 : 0)));
        writePicture(root() / "test/dog/a.jpeg", plain(8, 200), "JPG");
        const auto facts = data::describeDataset(request());
        VERIFY_OK(facts);
        QCOMPARE(facts->trainSamples, std::uint64_t{36});
        const auto set = data::loadDataset(request());
        VERIFY_OK(set);
        QCOMPARE((*set)->classNames, (std::vector<std::string>{"cat", "dog"}));
        const auto& train = *(*set)->split("train");
        QCOMPARE(train.samples(), std::size_t{36});
        QCOMPARE(int(train.pixels[3 * 64]), 11); // the second dog: classes take turns
        QCOMPARE(train.labels[3], data::Label{1});
        QCOMPARE((*set)->split("val")->samples(), std::size_t{4});
        QCOMPARE((*set)->split("test")->labels[0], data::Label{1});
    }

    void without_a_test_every_fifth_picture_is_one()
    {
        for (int i = 0; i < 10; ++i)
            for (const char* name : {"a", "b"})
                writePicture(root() / name / (std::to_string(i) + ".png"), plain(4, i));
        const auto set = data::loadDataset(request());
        VERIFY_OK(set);
        const auto& test = *(*set)->split("test");
        QCOMPARE(test.samples(), std::size_t{4});
        QCOMPARE(int(test.pixels[0]), 4);
    }

    void pictures_of_other_sizes_need_an_image_size()
    {
        writePicture(root() / "a/1.png", plain(8, 1));
        writePicture(root() / "b/1.png", gradient(20, 10));
        const auto mixed = data::loadDataset(request());
        QCOMPARE(mixed.error().code, ErrorCode::Shape);
        QVERIFY(mixed.error().subject.ends_with("b/1.png"));
        const auto set = data::loadDataset(request(5));
        VERIFY_OK(set);
        QVERIFY(((*set)->shape == data::ImageShape{1, 5, 5}));
        auto without = request(5);
        without.decode = {};
        QCOMPARE(data::loadDataset(without).error().code, ErrorCode::Unsupported);
    }

    void a_damaged_picture_is_named()
    {
        writePicture(root() / "a/1.png", plain(8, 1));
        writePicture(root() / "b/1.png", plain(8, 1));
        const std::string whole = encoded(plain(8, 1), "PNG").toStdString();
        writeBytes(root() / "b/2.png", whole.substr(0, whole.size() / 2));
        const auto set = data::loadDataset(request());
        QCOMPARE(set.error().code, ErrorCode::Truncated);
        QVERIFY(set.error().subject.ends_with("b/2.png"));
    }

    /// A sheet in which each digit's cell is filled with 2 x row + (column >= 50).
    void the_sheet_of_digits_is_cut_into_cells()
    {
        QImage sheet(2000, 1000, QImage::Format_Grayscale8);
        for (int y = 0; y < 1000; ++y)
            for (int x = 0; x < 2000; ++x)
                sheet.scanLine(y)[x] = static_cast<uchar>(2 * (y / 20) + (x >= 1000 ? 1 : 0));
        writePicture(root() / "digits.png", sheet);
        auto wanted = request();
        wanted.name = "digits";
        const auto set = data::loadDataset(wanted);
        VERIFY_OK(set);
        QCOMPARE((*set)->split("train")->samples(), std::size_t{2250});
        QCOMPARE((*set)->split("val")->samples(), std::size_t{250});
        const auto& test = *(*set)->split("test");
        QCOMPARE(test.samples(), std::size_t{2500});
        QCOMPARE(test.labels[49], data::Label{9});
        QCOMPARE(int(test.pixels[49 * 400]), 99);
        QCOMPARE(data::describeDataset(wanted)->trainSamples, std::uint64_t{2250});
        writePicture(root() / "digits.png", plain(20, 0));
        QCOMPARE(data::loadDataset(wanted).error().code, ErrorCode::Shape);
    }
};

QTEST_GUILESS_MAIN(PicturesTest)
#include "pictures_test.moc"
