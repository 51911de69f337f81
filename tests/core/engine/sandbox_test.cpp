// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/file_sandbox.h"
#include "core/engine/sandbox.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

using namespace cobench;

namespace {

/// What a process that has entered a sandbox makes of `attempt`: 0, or errno. -1 when it cannot be asked.
int inside(const std::function<bool(int kept)>& enter, const std::function<int()>& attempt)
{
    int ends[2] = {};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    const pid_t child = fork();
    if (child == 0) {
        int told = -1;
        if (enter(ends[1]))
            told = attempt() < 0 ? errno : 0;
        (void)!write(ends[1], &told, sizeof told);
        _exit(0);
    }
    close(ends[1]);
    int told = -1;
    if (read(ends[0], &told, sizeof told) != sizeof told)
        told = -1;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return told;
}

int inSandbox(const std::function<int()>& attempt)
{
    return inside([](int kept) { return engine::enterSandbox(kept).ok(); }, attempt);
}

int inNetworkSandbox(const std::function<int()>& attempt)
{
    return inside([](int) { return engine::enterNetworkSandbox({}).ok(); }, attempt);
}

} // namespace

/// Every attempt in a process of its own: there is no way out of the sandbox.
class SandboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computing_memory_and_threads_are_left()
    {
        QCOMPARE(inSandbox([] { return 0; }), 0);
        QCOMPARE(inSandbox([] {
            std::vector<char> memory(64U << 20, 'x');
            int sum = 0;
            std::thread([&] { sum = memory.back(); }).join();
            return sum == 'x' ? 0 : -1;
        }),
            0);
    }

    void one_that_follows_an_address_connects_and_does_nothing_else()
    {
        QCOMPARE(inNetworkSandbox([] { return socket(AF_INET, SOCK_STREAM, 0); }), 0);
        QCOMPARE(inNetworkSandbox([] { return socket(AF_INET6, SOCK_DGRAM, 0); }), 0);
        QCOMPARE(inNetworkSandbox([] { return socket(AF_UNIX, SOCK_STREAM, 0); }), EPERM);
        QCOMPARE(inNetworkSandbox([] { return socket(AF_PACKET, SOCK_RAW, 0); }), EPERM);
        QCOMPARE(inNetworkSandbox([] { return listen(socket(AF_INET, SOCK_STREAM, 0), 1); }), EPERM);
        QCOMPARE(inNetworkSandbox([] { return open("/etc/hosts", O_RDONLY); }), 0);
        QCOMPARE(inNetworkSandbox([] { return execl("/bin/true", "true", nullptr); }), EPERM);
    }

    void files_are_neither_read_nor_written_nor_looked_at()
    {
        QTemporaryDir folder;
        const QByteArray file = folder.filePath(QStringLiteral("a")).toUtf8();
        QCOMPARE(inSandbox([&] { return open(file.constData(), O_WRONLY | O_CREAT, 0600); }), EACCES);
        QCOMPARE(inSandbox([] { return open("/etc/passwd", O_RDONLY); }), EACCES);
        QCOMPARE(inSandbox([] {
            struct stat status = {};
            return stat("/etc/passwd", &status);
        }),
            EPERM);
        QCOMPARE(inSandbox([&] { return mkdir(file.constData(), 0700); }), EPERM);
        QCOMPARE(inSandbox([&] { return unlink(file.constData()); }), EPERM);
        QVERIFY(!QFile::exists(QString::fromUtf8(file)));
    }

    void there_is_no_network_no_program_no_other_process()
    {
        QCOMPARE(inSandbox([] { return socket(AF_INET, SOCK_STREAM, 0); }), EPERM);
        QCOMPARE(inSandbox([] {
            int ends[2] = {};
            return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
        }),
            EPERM);
        QCOMPARE(inSandbox([] { return execl("/bin/true", "true", nullptr); }), EPERM);
        QCOMPARE(inSandbox([] { return static_cast<int>(fork()); }), EPERM);
        QCOMPARE(inSandbox([] { return kill(getppid(), 0); }), EPERM);
    }

    void no_memory_becomes_code()
    {
        QCOMPARE(inSandbox([] {
            return mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1
                                                                                                                : 0;
        }),
            EPERM);
    }

    void no_more_memory_than_allowed_is_given()
    {
        QCOMPARE(inSandbox([] {
            return mmap(nullptr, std::size_t{8} << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
                ? -1
                : 0;
        }),
            ENOMEM);
    }

    void what_was_open_is_closed()
    {
        const int file = open("/etc/passwd", O_RDONLY);
        QVERIFY(file > 2);
        QCOMPARE(inSandbox([file] {
            char byte = 0;
            return static_cast<int>(read(file, &byte, 1));
        }),
            EBADF);
        close(file);
    }
};

QTEST_APPLESS_MAIN(SandboxTest)
#include "sandbox_test.moc"
