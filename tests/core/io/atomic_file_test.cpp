// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace cobench;
using io::AtomicFile;

class AtomicFileTest : public QObject
{
    Q_OBJECT

private slots:
    void a_committed_file_holds_what_was_written();
    void without_commit_nothing_is_left();
    void an_existing_file_stays_whole_until_commit();
    void a_link_is_followed_and_stays_a_link();
    void a_device_is_written_directly();
    void a_missing_folder_is_named();
    void a_folder_is_no_target();
    void a_file_left_by_a_killed_process_does_not_stand_in_the_way();
    void a_write_that_fails_leaves_the_old_file();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    QByteArray content(const char* name) const;
    QStringList files() const;
    QTemporaryDir m_folder;
};

QByteArray AtomicFileTest::content(const char* name) const
{
    QFile file(m_folder.filePath(QString::fromUtf8(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

QStringList AtomicFileTest::files() const
{
    return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

void AtomicFileTest::a_committed_file_holds_what_was_written()
{
    auto file = AtomicFile::create(path("a"));
    QVERIFY(file->write("one ").ok());
    QVERIFY(file->write("two").ok());
    QVERIFY(file->commit().ok());
    QCOMPARE(content("a"), QByteArray("one two"));
}

void AtomicFileTest::without_commit_nothing_is_left()
{
    const QStringList before = files();
    {
        auto file = AtomicFile::create(path("never"));
        QVERIFY(file->write("half").ok());
        QCOMPARE(files().size(), before.size() + 1);
    }
    QCOMPARE(files(), before);
}

void AtomicFileTest::an_existing_file_stays_whole_until_commit()
{
    QVERIFY(io::writeFile(path("kept"), "old").ok());
    auto file = AtomicFile::create(path("kept"));
    QVERIFY(file->write("new").ok());
    QCOMPARE(content("kept"), QByteArray("old"));
    QVERIFY(file->commit().ok());
    QCOMPARE(content("kept"), QByteArray("new"));
}

void AtomicFileTest::a_link_is_followed_and_stays_a_link()
{
    QVERIFY(io::writeFile(path("target"), "old").ok());
    std::filesystem::create_symlink("target", path("link"));
    QVERIFY(io::writeFile(path("link"), "new").ok());
    QCOMPARE(content("target"), QByteArray("new"));
    QVERIFY(std::filesystem::is_symlink(path("link")));
}

void AtomicFileTest::a_device_is_written_directly()
{
    QVERIFY(io::writeFile("/dev/null", "gone").ok());
    QVERIFY(std::filesystem::is_character_file("/dev/null"));
}

void AtomicFileTest::a_missing_folder_is_named()
{
    const auto outcome = io::writeFile(path("no/such/file"), "x");
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::NotFound);
    QVERIFY(outcome.error().subject.ends_with("no/such/file"));
}

void AtomicFileTest::a_folder_is_no_target()
{
    QVERIFY(!io::writeFile(m_folder.path().toStdString(), "x"));
}

void AtomicFileTest::a_file_left_by_a_killed_process_does_not_stand_in_the_way()
{
    auto first = AtomicFile::create(path("shared"));
    auto second = AtomicFile::create(path("shared"));
    QVERIFY(first.ok());
    QVERIFY(second.ok());
    QVERIFY(second->write("second").ok());
    QVERIFY(first->write("first").ok());
    QVERIFY(second->commit().ok());
    QVERIFY(first->commit().ok());
    QCOMPARE(content("shared"), QByteArray("first"));
}

void AtomicFileTest::a_write_that_fails_leaves_the_old_file()
{
    QVERIFY(io::writeFile(path("limited"), "old").ok());
    const QStringList before = files();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit saved{};
    getrlimit(RLIMIT_FSIZE, &saved);
    const rlimit small{.rlim_cur = 1000, .rlim_max = saved.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto outcome = io::writeFile(path("limited"), std::string(5000, 'x'));
    setrlimit(RLIMIT_FSIZE, &saved);
    QVERIFY(!outcome);
    QCOMPARE(content("limited"), QByteArray("old"));
    QCOMPARE(files(), before);
}

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
