// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prediction_pieces.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>

using namespace cobench;
using namespace cobench::engine;

namespace {

constexpr std::uint32_t kClasses = 3;
constexpr std::size_t kSampleBytes = sizeof(data::Label) + kClasses * sizeof(float);

/// Sample n has the label n mod 3, and surely the class after it.
train::SplitPredictions numbered(std::size_t samples)
{
    std::vector<data::Label> truth;
    std::vector<float> probabilities(samples * kClasses, 0.0F);
    for (std::size_t n = 0; n < samples; ++n) {
        truth.push_back(static_cast<data::Label>(n % kClasses));
        probabilities[n * kClasses + (n + 1) % kClasses] = 1.0F;
    }
    return {"test", std::move(truth), std::move(probabilities)};
}

/// As it arrives on the other side.
PredictionsMessage sent(const PredictionsMessage& message)
{
    const auto received = decodeWorkerMessage(encode(WorkerMessage(message)));
    return received ? std::get<PredictionsMessage>(*received) : PredictionsMessage();
}

} // namespace

class PredictionPiecesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_split_comes_back_whole_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("pieces");
        QTest::newRow("nothing") << 0 << 1;
        QTest::newRow("one piece") << 4 << 1;
        QTest::newRow("a short last one") << 5 << 2;
        QTest::newRow("several") << 12 << 3;
    }
    void a_split_comes_back_whole()
    {
        QFETCH(int, samples);
        QFETCH(int, pieces);
        const auto all = numbered(static_cast<std::size_t>(samples));
        const auto messages = inPieces(all, kClasses, 4 * kSampleBytes);
        QCOMPARE(messages.size(), static_cast<std::size_t>(pieces));
        PredictionPieces gathered;
        std::optional<PredictionsMessage> whole;
        for (const PredictionsMessage& message : messages) {
            QVERIFY(!whole);
            const auto added = gathered.add(sent(message));
            VERIFY_OK(added);
            whole = *added;
        }
        QVERIFY(whole.has_value());
        QCOMPARE(whole->predictions.split, all.split);
        QCOMPARE(whole->classes, kClasses);
        QVERIFY(std::ranges::equal(whole->predictions.truth, all.truth));
        QVERIFY(std::ranges::equal(whole->predictions.probabilities, all.probabilities));
    }

    /// 100,000 samples of 1,000 classes are more than a frame may hold.
    void no_piece_is_longer_than_a_frame()
    {
        constexpr std::uint32_t classes = 1000;
        const std::size_t samples = kMaxFrameBytes / (classes * sizeof(float)) + 1;
        const train::SplitPredictions all{
            "val", std::vector<data::Label>(samples), std::vector<float>(samples * classes)};
        std::size_t told = 0;
        for (const PredictionsMessage& message : inPieces(all, classes)) {
            const Frame frame = encode(WorkerMessage(message));
            QVERIFY(frame.bytes.size() <= kPieceBytes);
            told += message.predictions.truth.size();
        }
        QCOMPARE(told, samples);
    }

    void a_sample_is_never_cut() { QCOMPARE(inPieces(numbered(2), kClasses, 1).size(), std::size_t{2}); }

    void pieces_of_different_splits_are_refused()
    {
        const auto messages = inPieces(numbered(2), kClasses, kSampleBytes);
        PredictionPieces gathered;
        VERIFY_OK(gathered.add(messages[0]));
        PredictionsMessage other = messages[1];
        other.predictions.split = "val";
        const auto refused = gathered.add(other);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
    }

    void pieces_without_end_are_refused()
    {
        const auto messages = inPieces(numbered(3), kClasses, kSampleBytes);
        PredictionPieces gathered(2 * kClasses * sizeof(float));
        for (const std::size_t piece : {0, 1})
            VERIFY_OK(gathered.add(messages[piece]));
        const auto refused = gathered.add(messages[2]);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(PredictionPiecesTest)
#include "prediction_pieces_test.moc"
