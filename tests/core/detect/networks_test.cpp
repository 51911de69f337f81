// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
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

private:
    struct Labelled {
        std::int64_t number = 0;
        std::shared_ptr<const data::Image> picture;
    };
    data::BoxTable m_truth; // corners counted from 0
    std::vector<Labelled> m_frames; // of the truth
};

namespace {

const std::string kVideo = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";

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
    data::BoxTable found;
    for (const Labelled& frame : m_frames) {
        const auto detections = (*network)->detect({.picture = frame.picture});
        VERIFY_OK(detections);
        for (const data::Detection& detection : **detections)
            if (detection.classIndex == 0)
                found.rows.push_back(
                    {.frame = found.frames.size(), .box = detection.box, .score = detection.score});
        found.frames.push_back({.name = std::to_string(frame.number), .number = frame.number});
    }
    const double precision = precisionOf(m_truth, found);
    data::BoxTable shifted = m_truth;
    for (auto& row : shifted.rows) {
        row.box.x += 1.0;
        row.box.y += 1.0;
    }
    qInfo("person AP50 %.3f, published %.3f; with corners counted from 0 %.3f",
        precision,
        published,
        precisionOf(shifted, found));
    QVERIFY2(std::fabs(precision - published) <= 0.02, QByteArray::number(precision));
}

QTEST_APPLESS_MAIN(TestNetworks)
#include "networks_test.moc"
