// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include "core/common/sha256.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cstring>
#include <limits>
#include <span>

using namespace cobench;
using namespace cobench::train;

namespace {

Checkpoint sample()
{
    return {.config = "{\"name\":\"ü\"}",
        .loop = {.iterations = 7,
            .sinceRecord = {0.1 + 0.2, 3, 10, 2},
            .ofEpoch = {5e-324, 1, 2, 3},
            .bestLoss = 1.0 / 3.0,
            .epochsWithoutBetter = 4,
            .seconds = 0.3},
        .backend = {18446744073709551615ULL,
            {{"z.first", {2, 1}, {1.5F, -0.0F}},
                {"a.empty", {0}, {}},
                {"a.second", {}, {std::numeric_limits<float>::denorm_min()}}}}};
}

/// A file with a header of our choice, its hash right.
std::string forged(const std::string& tensors)
{
    const std::string bytes = encodeCheckpoint({.config = "{}"});
    return bytes.substr(0, 8) + tensors + bytes.substr(8 + tensors.size());
}

/// With the hash that its header and data have.
std::string rehashed(std::string bytes)
{
    const std::string key = "\"sha256\":\"";
    const std::size_t place = bytes.find(key) + key.size();
    bytes.replace(place, 64, 64, '0');
    Sha256 hash;
    hash.update(std::as_bytes(std::span(bytes).subspan(8)));
    return bytes.replace(place, 64, hash.finishHex());
}

} // namespace

class CheckpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everything_comes_back_to_the_last_bit_and_in_order()
    {
        const auto back = decodeCheckpoint(encodeCheckpoint(sample()), "file");
        VERIFY_OK(back);
        QCOMPARE(back->config, sample().config);
        QVERIFY(back->loop == sample().loop);
        QCOMPARE(back->backend.steps, sample().backend.steps);
        QCOMPARE(encodeCheckpoint(*back), encodeCheckpoint(sample()));
        QCOMPARE(back->backend.tensors.size(), std::size_t{3});
        QCOMPARE(back->backend.tensors[0].name, std::string("z.first"));
        QVERIFY(std::signbit(back->backend.tensors[0].values[1]));
    }

    void one_that_knows_of_no_seconds_is_read()
    {
        Checkpoint old = sample();
        old.loop.seconds = 0.0;
        std::string bytes = encodeCheckpoint(old);
        const std::string field = R"(,\"seconds\":0.0)";
        const std::size_t place = bytes.find(field);
        QVERIFY(place != std::string::npos);
        bytes.replace(place, field.size(), field.size(), ' ');
        const auto back = decodeCheckpoint(rehashed(bytes), "file");
        VERIFY_OK(back);
        QVERIFY(back->loop == old.loop);
    }

    /// As safetensors asks: header length, JSON with dtype, shape and offsets, then the bytes.
    void the_file_is_safetensors()
    {
        const std::string bytes = encodeCheckpoint(sample());
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        QCOMPARE(length % 8, std::uint64_t{0});
        QCOMPARE(bytes.size(), 8 + length + 3 * sizeof(float));
        const std::string header = bytes.substr(8, length);
        QVERIFY(header.find("\"z.first\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[2,1]}")
            != std::string::npos);
    }

    void a_configuration_that_looks_like_a_hash_does_no_harm()
    {
        const Checkpoint odd{.config = std::string(64, '0') + "\"sha256\":\"" + std::string(64, '0')};
        const auto back = decodeCheckpoint(encodeCheckpoint(odd), "file");
        VERIFY_OK(back);
        QCOMPARE(back->config, odd.config);
    }

    void a_flipped_bit_anywhere_is_noticed()
    {
        const std::string bytes = encodeCheckpoint(sample());
        for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
            std::string damaged = bytes;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
            const auto read = decodeCheckpoint(damaged, "file");
            if (read.ok())
                QVERIFY2(false, qPrintable(QStringLiteral("bit %1 passed").arg(bit)));
            QCOMPARE(read.error().subject, std::string("file"));
        }
    }

    void a_file_cut_short_anywhere_is_noticed()
    {
        const std::string bytes = encodeCheckpoint(sample());
        for (std::size_t length = 0; length < bytes.size(); ++length)
            QVERIFY(!decodeCheckpoint(bytes.substr(0, length), "file").ok());
    }

    void garbage_and_absurd_sizes_are_refused()
    {
        QCOMPARE(decodeCheckpoint("", "file").error().code, ErrorCode::Truncated);
        QCOMPARE(decodeCheckpoint(std::string(100, '\xFF'), "file").error().code, ErrorCode::Corrupt);
        QVERIFY(!decodeCheckpoint(forged("[1,2,3]"), "file").ok());
    }
};

QTEST_APPLESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
