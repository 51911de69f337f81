// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/file_sandbox.h"
#include "core/engine/sandbox.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

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
    return inside([](int kept) { return engine::enterNetworkSandbox(kept, {}).ok(); }, attempt);
}

/// What a decoder that was taken over would do to others.
struct Attack {
    const char* name;
    std::function<long(const char* file, pid_t parent)> act; // file: that which the sandbox was entered with
};

constexpr long kFchmodat2 = 452; // Debian 12's headers do not know it

int opened(const char* file)
{
    return open(file, O_RDONLY);
}

const std::vector<Attack>& attacks()
{
    static const std::vector<Attack> all{
        {"truncate", [](auto* file, auto) { return truncate(file, 0); }},
        {"open for truncation", [](auto* file, auto) { return open(file, O_RDONLY | O_TRUNC); }},
        {"openat2", [](auto* file, auto) { return syscall(SYS_openat2, AT_FDCWD, file, nullptr, 0); }},
        {"chmod", [](auto* file, auto) { return chmod(file, 0); }},
        {"fchmod", [](auto* file, auto) { return fchmod(opened(file), 0); }},
        {"fchmodat", [](auto* file, auto) { return fchmodat(AT_FDCWD, file, 0, 0); }},
        {"fchmodat2", [](auto* file, auto) { return syscall(kFchmodat2, AT_FDCWD, file, 0, 0); }},
        {"chown", [](auto* file, auto) { return chown(file, getuid(), getgid()); }},
        {"lchown", [](auto* file, auto) { return lchown(file, getuid(), getgid()); }},
        {"fchown", [](auto* file, auto) { return fchown(opened(file), getuid(), getgid()); }},
        {"fchownat", [](auto* file, auto) { return fchownat(AT_FDCWD, file, getuid(), getgid(), 0); }},
        {"utimensat", [](auto* file, auto) { return utimensat(AT_FDCWD, file, nullptr, 0); }},
        {"futimens", [](auto* file, auto) { return futimens(opened(file), nullptr); }},
        {"utime", [](auto* file, auto) { return utime(file, nullptr); }},
        {"utimes", [](auto* file, auto) { return utimes(file, nullptr); }},
        {"futimesat", [](auto* file, auto) { return futimesat(AT_FDCWD, file, nullptr); }},
        {"setxattr", [](auto* file, auto) { return setxattr(file, "user.a", "b", 1, 0); }},
        {"lsetxattr", [](auto* file, auto) { return lsetxattr(file, "user.a", "b", 1, 0); }},
        {"fsetxattr", [](auto* file, auto) { return fsetxattr(opened(file), "user.a", "b", 1, 0); }},
        {"removexattr", [](auto* file, auto) { return removexattr(file, "user.a"); }},
        {"lremovexattr", [](auto* file, auto) { return lremovexattr(file, "user.a"); }},
        {"fremovexattr", [](auto* file, auto) { return fremovexattr(opened(file), "user.a"); }},
        {"kill", [](auto*, pid_t parent) { return kill(parent, 0); }},
        {"tkill", [](auto*, pid_t parent) { return syscall(SYS_tkill, parent, 0); }},
        {"tgkill", [](auto*, pid_t parent) { return syscall(SYS_tgkill, parent, parent, 0); }},
        {"rt_sigqueueinfo", [](auto*, pid_t parent) { return sigqueue(parent, 0, {}); }},
        {"rt_tgsigqueueinfo",
            [](auto*, pid_t parent) {
                siginfo_t info = {};
                info.si_code = SI_QUEUE;
                return syscall(SYS_rt_tgsigqueueinfo, parent, parent, 0, &info);
            }},
        {"pidfd_send_signal",
            [](auto*, pid_t parent) {
                return syscall(SYS_pidfd_send_signal, syscall(SYS_pidfd_open, parent, 0), 0, nullptr, 0);
            }},
        {"signals of a descriptor", [](auto* file, pid_t parent) { return fcntl(opened(file), F_SETOWN, parent); }},
        {"pidfd_getfd",
            [](auto*, pid_t parent) {
                return syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, parent, 0), STDERR_FILENO, 0);
            }},
        {"prlimit",
            [](auto*, pid_t parent) {
                rlimit before = {};
                return prlimit(parent, RLIMIT_CPU, nullptr, &before);
            }},
        {"typing", [](auto* file, auto) { return ioctl(opened(file), TIOCSTI, "x"); }},
        {"pasting", [](auto* file, auto) { return ioctl(opened(file), TIOCLINUX, "x"); }},
        {"mounting", [](auto*, auto) { return syscall(SYS_fsopen, "tmpfs", 0); }},
    };
    return all;
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

    void one_that_reads_a_file_harms_neither_it_nor_others_data()
    {
        QTest::addColumn<std::size_t>("attack");
        for (std::size_t attack = 0; attack < attacks().size(); ++attack)
            QTest::newRow(attacks()[attack].name) << attack;
    }

    void one_that_reads_a_file_harms_neither_it_nor_others()
    {
        QFETCH(const std::size_t, attack);
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("frames") == 6 && file.flush());
        const QByteArray name = file.fileName().toUtf8();
        struct stat before = {};
        QVERIFY(stat(name.constData(), &before) == 0);
        const pid_t parent = getpid();
        QCOMPARE(inside([&](int kept) { return engine::enterFileSandbox(kept, name.constData()).ok(); },
                     [&] { return attacks()[attack].act(name.constData(), parent) < 0 ? -1 : 0; }),
            EPERM);
        struct stat after = {};
        QVERIFY(stat(name.constData(), &after) == 0);
        QCOMPARE(after.st_size, before.st_size);
        QCOMPARE(after.st_mode, before.st_mode);
        QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    }

    void one_that_reads_a_file_does_what_decoders_do()
    {
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("frames") == 6 && file.flush());
        const QByteArray name = file.fileName().toUtf8();
        const auto inFileSandbox = [&](const std::function<int()>& attempt) {
            return inside([&](int kept) { return engine::enterFileSandbox(kept, name.constData()).ok(); }, attempt);
        };
        QCOMPARE(inFileSandbox([&] {
            char byte = 0;
            return read(opened(name.constData()), &byte, 1) == 1 && byte == 'f' ? 0 : -1;
        }),
            0);
        QCOMPARE(inFileSandbox([] {
            rlimit stack = {};
            return getrlimit(RLIMIT_STACK, &stack);
        }),
            0);
        QCOMPARE(inFileSandbox([] { return raise(0); }), 0); // as abort() does
        QCOMPARE(inFileSandbox([&] {
            int waiting = 0;
            return ioctl(opened(name.constData()), FIONREAD, &waiting);
        }),
            0);
        QCOMPARE(inFileSandbox([] {
            bool hasRun = false;
            std::thread([&] { hasRun = true; }).join();
            return hasRun ? 0 : -1;
        }),
            0);
    }

    void a_terminal_is_out_of_reach()
    {
        const int master = posix_openpt(O_RDWR | O_NOCTTY);
        QVERIFY(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
        const int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
        QVERIFY(terminal >= 0);
        for (int standard = 0; standard < 3; ++standard)
            QCOMPARE(inside(
                         [&](int kept) {
                             return dup2(terminal, standard) == standard
                                 && engine::enterNetworkSandbox(kept, {}).ok();
                         },
                         [&] { return isatty(standard) ? 0 : -1; }),
                ENOTTY);
        QCOMPARE(inNetworkSandbox([&] { return isatty(terminal) ? 0 : -1; }), EBADF);
        close(terminal);
        close(master);
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
