// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy_writer.h"

#include "core/io/load_pool.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>

using namespace cobench;

class NpyWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void a_header_is_numpys_and_the_data_is_aligned();
    void a_shape_of_one_is_a_tuple();
    void an_npy_file_holds_header_and_values();
    void equal_arrays_make_equal_archives();
    void a_written_member_reads_back_bit_for_bit();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    QByteArray content(const char* name) const;
    QTemporaryDir m_folder;
};

QByteArray NpyWriterTest::content(const char* name) const
{
    QFile file(m_folder.filePath(QString::fromUtf8(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void NpyWriterTest::a_header_is_numpys_and_the_data_is_aligned()
{
    // numpy.lib.format, version 1.0: magic, version, little-endian length, a dict padded with blanks and a line
    // feed.
    const std::vector<float> values(6);
    const std::string header = io::npyHeader(io::npyArray("x", values, {2, 3}));
    QCOMPARE(header.size() % 64, std::size_t(0));
    QVERIFY(header.starts_with("\x93NUMPY\x01"));
    QCOMPARE(header[7], '\0');
    QCOMPARE(std::size_t(static_cast<unsigned char>(header[8])) + 256U * static_cast<unsigned char>(header[9]) + 10,
        header.size());
    QVERIFY(header.substr(10).starts_with("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
    QCOMPARE(header.back(), '\n');
}

void NpyWriterTest::a_shape_of_one_is_a_tuple()
{
    const std::vector<std::uint16_t> values(3);
    QVERIFY(io::npyHeader(io::npyArray("x", values, {3})).find("'<u2', 'fortran_order': False, 'shape': (3,), }")
        != std::string::npos);
}

void NpyWriterTest::an_npy_file_holds_header_and_values()
{
    const std::vector<float> values{1.5F, -2.0F};
    QVERIFY(io::writeNpy(path("x.npy"), io::npyArray("x", values, {2})).ok());
    const QByteArray bytes = content("x.npy");
    QCOMPARE(bytes.size(), qsizetype(128 + 8));
    QVERIFY(std::memcmp(bytes.constData() + 128, values.data(), 8) == 0);
}

void NpyWriterTest::equal_arrays_make_equal_archives()
{
    const std::vector<float> values{0.25F, 0.75F};
    for (const char* name : {"a.npz", "b.npz"})
        QVERIFY(io::writeNpz(path(name), {io::npyArray("predictions", values, {1, 2})}).ok());
    QVERIFY(content("a.npz").startsWith("PK\x03\x04"));
    QCOMPARE(content("a.npz"), content("b.npz"));
}

void NpyWriterTest::a_written_member_reads_back_bit_for_bit()
{
    const std::vector<float> values{0.1F, 0.9F, 0.7F, 0.3F, 0.50000006F, 0.5F};
    const std::vector<std::uint16_t> labels{1, 0, 1};
    QVERIFY(io::writeNpz(
        path("net.val.npz"), {io::npyArray("predictions", values, {3, 2}), io::npyArray("labels", labels, {3})})
                .ok());
    Progress progress;
    const auto loaded = io::loadPool({.inputs = {path("net.val.npz")}}, progress, {});
    QVERIFY2(loaded.ok(), loaded ? "" : describe(loaded.error()).c_str());
    const data::Split& split = *loaded->pool->splits.front();
    QCOMPARE(
        std::vector<float>(split.members[0].probabilities.begin(), split.members[0].probabilities.end()), values);
    QCOMPARE(std::vector<data::Label>(split.truth.begin(), split.truth.end()), labels);
}

QTEST_APPLESS_MAIN(NpyWriterTest)
#include "npy_writer_test.moc"
