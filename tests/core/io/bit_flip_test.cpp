// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/parallel.h"
#include "tests/core/io/in_memory.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace cobench;
using namespace cobench::test;

namespace {

constexpr std::uint64_t kRows = 1300;

std::vector<float> probabilities()
{
    std::vector<float> values;
    for (std::uint64_t row = 0; row < kRows; ++row) {
        const float first = static_cast<float>(row * 37 % 101) / 101.0F;
        values.insert(values.end(), {first, 1 - first, 0, 0, 0, 0, 0, 0, 0, 0});
    }
    return values;
}

std::vector<std::int64_t> labels()
{
    std::vector<std::int64_t> values;
    for (std::uint64_t row = 0; row < kRows; ++row)
        values.push_back(static_cast<std::int64_t>(row % 10));
    return values;
}

std::string torchFile()
{
    const SavedDictionary saved{
        {"predictionVectors", savedTensor("FloatStorage", "0", {kRows, 10}, bytesOf(probabilities()))},
        {"labelVectors", savedTensor("LongStorage", "1", {kRows}, bytesOf(labels()))}};
    return torchZip(torchPickle(saved), saved);
}

std::string numpyFile()
{
    const std::string rows = std::to_string(kRows);
    return zipFile({{"predictions.npy", npyFile("<f4", "(" + rows + ", 10)", bytesOf(probabilities()))},
        {"labels.npy", npyFile("<i8", "(" + rows + ",)", bytesOf(labels()))}});
}

bool equal(const io::RawFile& a, const io::RawFile& b)
{
    return a.splits.size() == b.splits.size() && a.splits[0].truth == b.splits[0].truth
        && a.splits[0].members.size() == b.splits[0].members.size() && onlyMember(a).values == onlyMember(b).values
        && onlyMember(a).classes == onlyMember(b).classes;
}

/// What the flips of one byte's eight bits came to.
struct Tally {
    std::atomic<std::uint64_t> refused = 0;
    std::atomic<std::uint64_t> harmless = 0;
    std::atomic<std::uint64_t> changed = 0;
};

/// Flips each bit of bytes [first, last) in a copy of its own.
void flipRange(const std::string& file, std::size_t first, std::size_t last, const io::RawFile& truth, Tally& tally)
{
    std::string copy = file;
    const io::Bytes view(nullptr, std::as_bytes(std::span(std::as_const(copy))));
    for (std::size_t bit = 8 * first; bit < 8 * last; ++bit) {
        const char mask = static_cast<char>(1 << bit % 8);
        copy[bit / 8] = static_cast<char>(copy[bit / 8] ^ mask);
        io::ReadContext context("a file", copy.size());
        const auto read = io::readPredictionFile(view, context);
        ++(!read ? tally.refused : equal(*read, truth) ? tally.harmless : tally.changed);
        copy[bit / 8] = static_cast<char>(copy[bit / 8] ^ mask);
    }
}

} // namespace

class BitFlipTest : public QObject
{
    Q_OBJECT

private slots:
    void no_flipped_bit_changes_a_value_data();
    void no_flipped_bit_changes_a_value();
};

void BitFlipTest::no_flipped_bit_changes_a_value_data()
{
    QTest::addColumn<std::string>("file");
    QTest::newRow("a zip .pt") << torchFile();
    QTest::newRow("an .npz") << numpyFile();
}

void BitFlipTest::no_flipped_bit_changes_a_value()
{
    QFETCH(std::string, file);
    QVERIFY(file.size() >= 60'000 && file.size() <= 70'000);
    const auto truth = parse(file);
    VERIFY_OK(truth);
    QCOMPARE(onlyMember(*truth).values, probabilities());

    constexpr std::size_t kPiece = 512;
    Tally tally;
    VERIFY_OK(parallelFor(std::thread::hardware_concurrency(), file.size() / kPiece + 1, [&](std::size_t i) {
        flipRange(file, i * kPiece, std::min(file.size(), (i + 1) * kPiece), *truth, tally);
    }));
    QCOMPARE(tally.refused + tally.harmless, std::uint64_t(8 * file.size()));
    QCOMPARE(tally.changed.load(), std::uint64_t(0));
    qInfo("%llu flips refused, %llu harmless",
        static_cast<unsigned long long>(tally.refused),
        static_cast<unsigned long long>(tally.harmless));
}

QTEST_APPLESS_MAIN(BitFlipTest)
#include "bit_flip_test.moc"
