// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"

#include "tests/core/data/idx_file.h"
#include "tests/support/machine_pace.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <zlib.h>

using cobench::ErrorCode;
using cobench::data::readIdx;

namespace {

void writeGzip(const std::filesystem::path& path, const std::string& bytes)
{
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
}

std::string slurp(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

class IdxTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    ErrorCode codeOf(const std::string& bytes) const
    {
        writeBytes(file("case"), bytes);
        const auto array = readIdx(file("case"));
        return array.ok() ? ErrorCode::Internal : array.error().code;
    }

private Q_SLOTS:
    void plain_file_is_read()
    {
        writeBytes(file("plain"), idxBytes({3, 2}, "abcdef"));
        const auto array = readIdx(file("plain"));
        QVERIFY(array.ok());
        QCOMPARE(array->shape, (std::vector<std::uint32_t>{3, 2}));
        QCOMPARE(std::string(array->bytes.begin(), array->bytes.end()), std::string("abcdef"));
    }

    void gzip_file_is_read()
    {
        writeGzip(file("packed"), idxBytes({2, 1, 3}, "uvwxyz"));
        const auto array = readIdx(file("packed"));
        QVERIFY(array.ok());
        QCOMPARE(std::string(array->bytes.begin(), array->bytes.end()), std::string("uvwxyz"));
    }

    void chosen_rows_are_read()
    {
        writeGzip(file("rows"), idxBytes({4, 2}, "aabbccdd"));
        const auto array = readIdx(file("rows"), {.first = 1, .count = 2});
        QVERIFY(array.ok());
        QCOMPARE(array->shape[0], 4U);
        QCOMPARE(std::string(array->bytes.begin(), array->bytes.end()), std::string("bbcc"));
        const auto past = readIdx(file("rows"), {.first = 9, .count = 2});
        QVERIFY(past.ok() && past->bytes.empty());
    }

    void broken_headers_are_refused()
    {
        QCOMPARE(codeOf(""), ErrorCode::Truncated);
        QCOMPARE(codeOf("PK\x03\x04 not idx"), ErrorCode::Unsupported);
        QCOMPARE(codeOf(idxBytes({2}, "ab", 0x0D)), ErrorCode::Unsupported);
        QCOMPARE(codeOf(idxBytes({2, 2}, "abc")), ErrorCode::Truncated);
        QCOMPARE(codeOf(idxBytes({2, 2}, "abcde")), ErrorCode::Corrupt);
        QCOMPARE(codeOf(idxBytes({1, 1, 1, 1, 1}, "a")), ErrorCode::Unsupported);
        QCOMPARE(codeOf(idxBytes({0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU}, "a")), ErrorCode::TooLarge);
    }

    void small_gzip_that_declares_gigabytes_is_refused_at_once()
    {
        writeGzip(file("bomb"), idxBytes({2000000, 1000}, "x"));
        const double start = cobench::test::timeOn(CLOCK_PROCESS_CPUTIME_ID);
        const auto array = readIdx(file("bomb"));
        const double elapsed = cobench::test::timeOn(CLOCK_PROCESS_CPUTIME_ID) - start;
        QVERIFY(!array.ok());
        QCOMPARE(array.error().code, ErrorCode::TooLarge);
        QVERIFY(elapsed < cobench::test::patient(1000.0)); // ms; 200 where nothing else goes on
    }

    void every_flipped_bit_of_a_gzip_file_is_refused_or_harmless()
    {
        std::string payload;
        for (int i = 0; i < 300; ++i)
            payload += static_cast<char>(i * i % 251);
        writeGzip(file("whole"), idxBytes({30, 10}, payload));
        const std::string whole = slurp(file("whole"));
        int refused = 0;
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            std::string flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            writeBytes(file("flipped"), flipped);
            const auto array = readIdx(file("flipped"));
            if (array.ok())
                QCOMPARE(std::string(array->bytes.begin(), array->bytes.end()), payload);
            else
                ++refused;
        }
        QVERIFY(refused > static_cast<int>(whole.size()) * 7);
    }

    void truncated_gzip_is_refused_at_every_length()
    {
        writeGzip(file("whole"), idxBytes({10, 10}, std::string(100, 'q')));
        const std::string whole = slurp(file("whole"));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            writeBytes(file("cut"), whole.substr(0, length));
            QVERIFY(!readIdx(file("cut")).ok());
        }
    }

    void fifo_directory_and_missing_file_are_refused_without_waiting()
    {
        QCOMPARE(mkfifo(file("fifo").c_str(), 0600), 0);
        QCOMPARE(readIdx(file("fifo")).error().code, ErrorCode::Forbidden);
        QCOMPARE(readIdx(file(".")).error().code, ErrorCode::Forbidden);
        QCOMPARE(readIdx(file("absent")).error().code, ErrorCode::NotFound);
        QCOMPARE(readIdx("/dev/zero").error().code, ErrorCode::Forbidden);
    }
};

QTEST_APPLESS_MAIN(IdxTest)
#include "idx_test.moc"
