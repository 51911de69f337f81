// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/bounded_reader.h"
#include "core/io/inflate.h"
#include "core/io/zip.h"
#include "tests/core/io/in_memory.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::test;

namespace {

/// Content of the record `name`, or the error's message in brackets.
std::string extract(const std::string& file, std::string_view name)
{
    io::ReadContext context = contextFor(file);
    const auto archive = io::ZipArchive::open(inMemory(file), context);
    if (!archive)
        return "[" + describe(archive.error()) + "]";
    const io::ZipEntry* entry = archive->find(name);
    if (!entry)
        return "[no such record]";
    const auto record = archive->read(*entry, context);
    return record ? std::string(io::asText(*record)) : "[" + describe(record.error()) + "]";
}

ErrorCode openRefusal(const std::string& file)
{
    io::ReadContext context = contextFor(file);
    const auto archive = io::ZipArchive::open(inMemory(file), context);
    return archive ? ErrorCode::Internal : archive.error().code;
}

std::string unpacked(const std::string& file)
{
    io::ReadContext context = contextFor(file);
    const auto text = io::gunzip(inMemory(file), context);
    return text ? std::string(io::asText(*text)) : "[" + describe(text.error()) + "]";
}

std::string replaced(std::string text, std::string_view from, std::string_view to, bool last = false)
{
    const std::size_t at = last ? text.rfind(from) : text.find(from);
    return text.replace(at, from.size(), to);
}

const std::string kLong(100'000, 'x');

} // namespace

class ZipTest : public QObject
{
    Q_OBJECT

private slots:
    void stored_and_deflated_records_are_read();
    void zip64_sizes_and_offsets_are_read();
    void a_comment_behind_the_directory_is_allowed();
    void an_empty_archive_has_no_entries();
    void a_wrong_checksum_is_found();
    void a_name_may_not_appear_twice();
    void the_local_header_must_tell_the_same_name();
    void a_file_without_directory_is_called_truncated();
    void encrypted_and_exotic_records_are_refused();
    void a_record_that_declares_too_much_is_refused_before_unpacking();
    void a_record_that_unpacks_to_more_than_declared_is_damaged();
    void records_may_not_overlap();
    void gzip_is_unpacked_member_by_member();
    void cut_and_damaged_gzip_is_refused();
    void a_gzip_bomb_is_refused();
    void constant_data_of_ordinary_size_still_unpacks();
};

void ZipTest::stored_and_deflated_records_are_read()
{
    const std::string file = zipFile({{"a", "one"}, {"b", kLong, true}, {"c", ""}, {"d", "", true}});
    QCOMPARE(extract(file, "a"), std::string("one"));
    QCOMPARE(extract(file, "b"), kLong);
    QCOMPARE(extract(file, "c"), std::string());
    QCOMPARE(extract(file, "d"), std::string());
    QCOMPARE(extract(file, "e"), std::string("[no such record]"));
}

void ZipTest::zip64_sizes_and_offsets_are_read()
{
    const std::string file = zipFile({{"a", "one", false, true}, {"b", kLong, true, true}});
    QCOMPARE(extract(file, "a"), std::string("one"));
    QCOMPARE(extract(file, "b"), kLong);
}

void ZipTest::a_comment_behind_the_directory_is_allowed()
{
    std::string file = zipFile({{"a", "one"}});
    file[file.size() - 2] = 5;
    QCOMPARE(extract(file + "hello", "a"), std::string("one"));
    QCOMPARE(openRefusal(file + "hell"), ErrorCode::Truncated);
}

void ZipTest::an_empty_archive_has_no_entries()
{
    QCOMPARE(extract(zipFile({}), "a"), std::string("[no such record]"));
}

void ZipTest::a_wrong_checksum_is_found()
{
    QVERIFY(extract(replaced(zipFile({{"a", "one"}}), "one", "two"), "a").find("checksum") != std::string::npos);
}

void ZipTest::a_name_may_not_appear_twice()
{
    QCOMPARE(openRefusal(zipFile({{"a", "one"}, {"a", "two"}})), ErrorCode::Corrupt);
}

void ZipTest::the_local_header_must_tell_the_same_name()
{
    QCOMPARE(openRefusal(replaced(zipFile({{"same", "one"}}), "same", "some")), ErrorCode::Corrupt);
    QCOMPARE(openRefusal(replaced(zipFile({{"same", "one"}}), "same", "some", true)), ErrorCode::Corrupt);
}

void ZipTest::a_file_without_directory_is_called_truncated()
{
    const std::string file = zipFile({{"a", "one"}});
    for (std::size_t length = 4; length < file.size(); ++length)
        QCOMPARE(openRefusal(file.substr(0, length)), ErrorCode::Truncated);
}

void ZipTest::encrypted_and_exotic_records_are_refused()
{
    std::string encrypted = zipFile({{"a", "one"}});
    encrypted[encrypted.rfind("PK\x01\x02") + 8] = 1;
    QCOMPARE(openRefusal(encrypted), ErrorCode::Unsupported);
    std::string bzip2 = zipFile({{"a", "one"}});
    bzip2[bzip2.rfind("PK\x01\x02") + 10] = 12;
    QCOMPARE(openRefusal(bzip2), ErrorCode::Unsupported);
}

void ZipTest::a_record_that_declares_too_much_is_refused_before_unpacking()
{
    std::string file = zipFile({{"a", kLong, true}});
    file.replace(file.rfind("PK\x01\x02") + 24, 4, bytesOf(std::uint32_t{1} << 30));
    QCOMPARE(openRefusal(file), ErrorCode::TooLarge);
}

void ZipTest::a_record_that_unpacks_to_more_than_declared_is_damaged()
{
    for (const std::uint32_t declared : {0U, 1U, 99'999U, 100'001U}) {
        std::string file = zipFile({{"a", kLong, true}});
        file.replace(file.rfind("PK\x01\x02") + 24, 4, bytesOf(declared));
        QVERIFY(extract(file, "a").find("damaged") != std::string::npos);
    }
}

void ZipTest::records_may_not_overlap()
{
    // Twenty directory entries for the bytes of one record.
    const std::string single = zipFile({{"a", kLong, true}});
    const std::size_t directory = single.rfind("PK\x01\x02");
    const std::size_t end = single.rfind("PK\x05\x06");
    std::string file = single.substr(0, directory);
    for (int i = 0; i < 20; ++i)
        file += single.substr(directory, end - directory);
    std::string tail = single.substr(end);
    tail.replace(8, 4, bytesOf<std::uint16_t>({20, 20}));
    tail.replace(12, 4, bytesOf(static_cast<std::uint32_t>(20 * (end - directory))));
    QCOMPARE(openRefusal(file + tail), ErrorCode::Corrupt);
}

void ZipTest::gzip_is_unpacked_member_by_member()
{
    QCOMPARE(unpacked(gzipFile(kLong)), kLong);
    QCOMPARE(unpacked(gzipFile("one") + gzipFile("two")), std::string("onetwo"));
    QCOMPARE(unpacked(gzipFile("one") + std::string(100, '\0')), std::string("one"));
}

void ZipTest::cut_and_damaged_gzip_is_refused()
{
    std::string file = gzipFile("a text that is long enough to be cut somewhere");
    for (std::size_t length = 2; length < file.size(); ++length)
        QVERIFY(unpacked(file.substr(0, length)).starts_with("["));
    file[file.size() - 6] = static_cast<char>(file[file.size() - 6] ^ 1); // in the CRC
    QVERIFY(unpacked(file).find("damaged") != std::string::npos);
}

void ZipTest::a_gzip_bomb_is_refused()
{
    const std::string bomb = gzipFile(std::string(std::size_t{90} << 20, '0'));
    QVERIFY(unpacked(bomb).find("claims to unpack") != std::string::npos);
    std::string liar = bomb;
    liar.replace(liar.size() - 4, 4, bytesOf(std::uint32_t{1000}));
    QVERIFY(unpacked(liar).find("more than its size justifies") != std::string::npos);
}

void ZipTest::constant_data_of_ordinary_size_still_unpacks()
{
    const std::string zeros(std::size_t{40} << 20, '\0'); // ten members of 100,000 x 10 floats
    const std::string file = zipFile({{"a", zeros, true}});
    QVERIFY(file.size() < zeros.size() / 900);
    QCOMPARE(extract(file, "a").size(), zeros.size());
}

QTEST_APPLESS_MAIN(ZipTest)
#include "zip_test.moc"
