// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/decode_picture.h"
#include "core/detect/average_precision.h"
#include "core/detect/card_text.h"
#include "core/detect/matched_tables.h"
#include "core/detect/opencv/opencv_detector.h"
#include "core/detect/opencv/video_source.h"
#include "core/detect/shipped_cards.h"
#include "core/io/box_files.h"
#include "core/io/file_source.h"
#include "tests/support/source_tree.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace cobench;
using namespace cobench::detect;

namespace fs = std::filesystem;

/// Real networks by the cards that are shipped, on real frames.
class TestNetworks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void peopleOfTheVideoAreFoundAsWellAsOthersMeasured_data();
    void peopleOfTheVideoAreFoundAsWellAsOthersMeasured();
    void facesOfPicturesAreFoundAndNothingElse_data();
    void facesOfPicturesAreFoundAndNothingElse();
    void formsOfOneNetworkFindTheSame_data();
    void formsOfOneNetworkFindTheSame();

private:
    struct Labelled {
        std::int64_t number = 0;
        std::shared_ptr<const data::Image> picture;
    };
    static data::BoxTable found(Detector& network, const std::vector<Labelled>& frames);
    data::BoxTable m_truth; // corners counted from 0
    std::vector<Labelled> m_frames; // of the truth
    data::BoxTable m_faces;
    std::vector<Labelled> m_pictures; // with the faces
};

namespace {

const std::string kSamples = "/usr/share/doc/opencv-doc/examples/data/"; // of Debian's opencv-doc
const std::string kVideo = kSamples + "vtest.avi";

std::string dataPath(const std::string& name)
{
    return test::sourceTree("../shared/data/" + name);
}

std::string contentOf(const fs::path& path)
{
    Progress progress;
    const auto bytes = io::readFile(path, progress, {});
    return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : std::string();
}

Result<std::unique_ptr<Detector>> makeNetwork(const std::string& name)
{
    const auto shipped = shippedCards();
    const auto at = std::ranges::find(shipped, name, &ShippedCard::name);
    if (at == shipped.end())
        return Error{.code = ErrorCode::NotFound, .subject = name, .detail = "no such card is shipped"};
    const auto card = readCard(at->text, name);
    if (!card)
        return card.error();
    return makeOpenCvDetector({.name = name,
        .family = "network",
        .content = contentOf(dataPath("detectors/" + card->weights)),
        .config = card->config.empty() ? "" : contentOf(dataPath("detectors/" + card->config)),
        .card = std::string(at->text)});
}

std::shared_ptr<const data::Image> pictureOf(const std::string& path)
{
    const std::string content = contentOf(path);
    auto picture
        = data::decodePicture({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}, path);
    return picture ? std::make_shared<const data::Image>(std::move(*picture)) : nullptr;
}

double precisionOf(const data::BoxTable& truth, const data::BoxTable& found)
{
    const auto matched = matchTables(truth, found, {});
    if (!matched)
        return std::nan("");
    const auto result = averagePrecision(matched->frames, matched->classes.size(), {.thresholds = {0.5}}, {});
    return result ? result->map : std::nan("");
}

} // namespace

void TestNetworks::initTestCase()
{
    Progress progress;
    auto truth = io::readBoxes(dataPath("vtest/gt.txt"), io::BoxRole::Truth, progress, {});
    if (!truth || !fs::exists(kVideo) || !fs::exists(dataPath("detectors")))
        QSKIP("the networks, the video or its truth are not on this machine");
    m_truth = std::move(*truth);
    prepareOpenCv(1);
    auto video = VideoSource::open(kVideo);
    VERIFY_OK(video);
    std::vector<std::int64_t> numbers;
    for (const auto& frame : m_truth.frames)
        numbers.push_back(frame.number.value());
    const std::int64_t last = *std::ranges::max_element(numbers);
    for (std::int64_t number = 1; number <= last; ++number) {
        auto frame = (*video)->next();
        VERIFY_OK(frame);
        if (std::ranges::find(numbers, number) != numbers.end())
            m_frames.push_back({number, frame->value().picture});
    }
    QCOMPARE(m_frames.size(), std::size_t{20});

    m_pictures = {{1, pictureOf(kSamples + "messi5.jpg")}, {2, pictureOf(dataPath("test_images/bus.jpg"))}};
    for (const Labelled& picture : m_pictures) {
        QVERIFY(picture.picture);
        m_faces.frames.push_back({.name = std::to_string(picture.number), .number = picture.number});
    }
    // Drawn by hand: brow to chin, ear to ear.
    m_faces.rows = {{.frame = 0, .box = {226, 92, 31, 40}},
        {.frame = 1, .box = {113, 412, 38, 55}},
        {.frame = 1, .box = {268, 418, 36, 62}}};
}

/// Of class 0.
data::BoxTable TestNetworks::found(Detector& network, const std::vector<Labelled>& frames)
{
    data::BoxTable table;
    for (const Labelled& frame : frames) {
        const auto detections = network.detect({.picture = frame.picture});
        if (!detections)
            return {}; // without frames nothing can be matched
        for (const data::Detection& detection : **detections)
            if (detection.classIndex == 0)
                table.rows.push_back(
                    {.frame = table.frames.size(), .box = detection.box, .score = detection.score});
        table.frames.push_back({.name = std::to_string(frame.number), .number = frame.number});
    }
    return table;
}

/// `published`: worked out by others when the networks were collected; they took the truth's corners as counted
/// from 0. MOTChallenge counts from 1, and that is what `detect eval` tells.
void TestNetworks::peopleOfTheVideoAreFoundAsWellAsOthersMeasured_data()
{
    QTest::addColumn<double>("published");
    QTest::newRow("yolo-fastest-1.0") << 0.631;
    QTest::newRow("yolo-fastest-1.0-xl") << 0.697;
    QTest::newRow("yolo-fastest-1.1") << 0.603;
    QTest::newRow("yolo-fastest-1.1-xl") << 0.694;
    QTest::newRow("yolo-fastest-1.1-xl-608") << 0.847;
    QTest::newRow("yolo-fastest-1.1_body") << 0.771;
    QTest::newRow("yolo-fastest-1.1_body-608") << 0.859;
    QTest::newRow("fastestdet_352") << 0.709;
    QTest::newRow("yolo-fastestv2_352") << 0.255;
    QTest::newRow("nanodet_hpc203") << 0.813;
    QTest::newRow("nanodet_m_hpc203") << 0.847;
}

void TestNetworks::peopleOfTheVideoAreFoundAsWellAsOthersMeasured()
{
    QFETCH(double, published);
    auto network = makeNetwork(QTest::currentDataTag());
    VERIFY_OK(network);
    const data::BoxTable people = found(**network, m_frames);
    const double precision = precisionOf(m_truth, people);
    data::BoxTable shifted = m_truth;
    for (auto& row : shifted.rows) {
        row.box.x += 1.0;
        row.box.y += 1.0;
    }
    qInfo("person AP50 %.3f, published %.3f; with corners counted from 0 %.3f",
        precision,
        published,
        precisionOf(shifted, people));
    QVERIFY2(std::fabs(precision - published) <= 0.02, QByteArray::number(precision));
}

void TestNetworks::facesOfPicturesAreFoundAndNothingElse_data()
{
    QTest::addColumn<double>("least"); // score that faces reach and nothing else does
    for (const char* name : {"ulfg_version-RFB-320_simplified",
             "ulfg_version-RFB-320_without_postprocessing",
             "ulfg_RFB-320",
             "ulfg_version-slim-320_simplified",
             "ulfg_version-slim-320_without_postprocessing",
             "ulfg_slim-320"})
        QTest::newRow(name) << 0.8;
    for (const char* name : {"yunet_n_320_320", "yunet_n_640_640", "yunet_s_320_320"})
        QTest::newRow(name) << 0.8;
}

void TestNetworks::facesOfPicturesAreFoundAndNothingElse()
{
    QFETCH(double, least);
    auto network = makeNetwork(QTest::currentDataTag());
    VERIFY_OK(network);
    data::BoxTable faces = found(**network, m_pictures);
    QVERIFY(precisionOf(m_faces, faces) > 0.999);
    const auto sure = std::ranges::count_if(faces.rows, [&](const auto& row) { return row.score >= least; });
    QCOMPARE(sure, std::ptrdiff_t{3});
}

void TestNetworks::formsOfOneNetworkFindTheSame_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    for (const char* kind : {"RFB", "slim"}) {
        const QString onnx = QStringLiteral("ulfg_version-%1-320_").arg(QLatin1String(kind));
        QTest::addRow("%s, Caffe", kind) << onnx + QStringLiteral("without_postprocessing")
                                         << QStringLiteral("ulfg_%1-320").arg(QLatin1String(kind));
        QTest::addRow("%s, simplified", kind)
            << onnx + QStringLiteral("without_postprocessing") << onnx + QStringLiteral("simplified");
    }
}

void TestNetworks::formsOfOneNetworkFindTheSame()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    std::vector<data::BoxTable> tables;
    for (const QString& name : {one, other}) {
        auto network = makeNetwork(name.toStdString());
        VERIFY_OK(network);
        tables.push_back(found(**network, m_pictures));
    }
    QCOMPARE(tables[0].rows.size(), tables[1].rows.size());
    QVERIFY(!tables[0].rows.empty());
    for (std::size_t i = 0; i < tables[0].rows.size(); ++i) {
        const auto& a = tables[0].rows[i];
        const auto& b = tables[1].rows[i];
        QVERIFY(std::fabs(a.score - b.score) < 1e-4);
        QVERIFY(std::fabs(a.box.x - b.box.x) + std::fabs(a.box.y - b.box.y) + std::fabs(a.box.width - b.box.width)
                + std::fabs(a.box.height - b.box.height)
            < 0.01);
    }
}

QTEST_APPLESS_MAIN(TestNetworks)
#include "networks_test.moc"
