// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <unistd.h>

using namespace cobench;
using store::MappedFile;

class MappedFileTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void aWholeFileIsReadAsItIs();
    void whatIsCutAwayReadsAsZerosAndIsToldOf();
    void nothingIsToldOnceTheFileIsLetGo();

private:
    std::string write(std::size_t size) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    const std::size_t m_page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
};

void MappedFileTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

std::string MappedFileTest::write(std::size_t size) const
{
    std::string path = m_dir->filePath(QStringLiteral("array")).toStdString();
    std::ofstream(path, std::ios::binary) << std::string(size, 'x');
    return path;
}

void MappedFileTest::aWholeFileIsReadAsItIs()
{
    const MappedFile file(write(3 * m_page + 5));
    QCOMPARE(file.bytes().size(), 3 * m_page + 5);
    QVERIFY(std::ranges::all_of(file.bytes(), [](std::byte value) { return value == std::byte('x'); }));
    QVERIFY(file.isWhole());
    QVERIFY(!store::cutShort());
}

void MappedFileTest::whatIsCutAwayReadsAsZerosAndIsToldOf()
{
    const std::string path = write(3 * m_page);
    const MappedFile file(path);
    QCOMPARE(truncate(path.c_str(), static_cast<off_t>(m_page)), 0);
    QVERIFY(!file.isWhole());
    QVERIFY(!store::cutShort()); // nobody has read it
    QCOMPARE(file.bytes()[m_page - 1], std::byte('x'));
    QCOMPARE(file.bytes()[2 * m_page], std::byte(0));
    QCOMPARE(file.bytes()[m_page], std::byte(0));
    const auto error = store::cutShort();
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::Corrupt);
    QCOMPARE(error->subject, path);
}

void MappedFileTest::nothingIsToldOnceTheFileIsLetGo()
{
    const std::string path = write(2 * m_page);
    {
        const MappedFile file(path);
        QCOMPARE(truncate(path.c_str(), 1), 0);
        QCOMPARE(file.bytes()[m_page], std::byte(0));
        QVERIFY(store::cutShort());
    }
    QVERIFY(!store::cutShort());
    const MappedFile again(write(2 * m_page));
    QCOMPARE(again.bytes()[m_page], std::byte('x'));
    QVERIFY(!store::cutShort());
}

QTEST_APPLESS_MAIN(MappedFileTest)
#include "mapped_file_test.moc"
