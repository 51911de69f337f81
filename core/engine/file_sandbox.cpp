// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/file_sandbox.h"

#include "core/engine/seccomp_filter.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace cobench::engine {

namespace {

constexpr int kRefused[]{__NR_socket,
    __NR_socketpair,
    __NR_connect,
    __NR_bind,
    __NR_listen,
    __NR_accept,
    __NR_accept4,
    __NR_execve,
    __NR_execveat,
    __NR_ptrace,
    __NR_process_vm_readv,
    __NR_process_vm_writev,
    __NR_kill,
    __NR_tkill,
    __NR_io_uring_setup,
    __NR_bpf,
    __NR_mount,
    __NR_unshare,
    __NR_setns,
#ifdef __NR_fork
    __NR_fork,
    __NR_vfork,
#endif
    __NR_keyctl};

Error refusedBy(int error, const char* what)
{
    return systemError(error, "sandbox", what);
}

/// The rights of the first version: all that Debian 12's kernel knows of opening and changing files.
constexpr std::uint64_t kFileRights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

Result<void> allowOnly(const std::filesystem::path& file)
{
    landlock_ruleset_attr rights{};
    rights.handled_access_fs = kFileRights;
    const auto rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rights, sizeof(rights), 0));
    if (rules < 0)
        return errno == ENOSYS || errno == EOPNOTSUPP ? Result<void>() : refusedBy(errno, "restrict files");
    landlock_path_beneath_attr rule{};
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    rule.parent_fd = open(file.c_str(), O_PATH | O_CLOEXEC);
    const bool isOpen = rule.parent_fd >= 0;
    const bool isSet = isOpen && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0
        && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    const int error = errno;
    if (isOpen)
        close(rule.parent_fd);
    close(rules);
    return isSet ? Result<void>() : refusedBy(error, "restrict files");
}

Result<void> refuseCalls()
{
    SeccompFilter filter;
    for (const int number : kRefused)
        filter.refuseIfEqual(number, EPERM);
    filter.refuseIfEqual(__NR_clone3, ENOSYS); // its flags cannot be looked at: the C library then uses clone
    filter.allowIfMasked(__NR_clone, 0, CLONE_THREAD, CLONE_THREAD);
    filter.allow();
    if (const int error = filter.install(); error != 0)
        return refusedBy(error, "filter calls");
    return {};
}

} // namespace

Result<void> enterFileSandbox(const std::filesystem::path& file)
{
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_FSIZE, &none) != 0 || setrlimit(RLIMIT_CORE, &none) != 0
        || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refusedBy(errno, "prepare");
    if (auto restricted = allowOnly(file); !restricted)
        return restricted;
    return refuseCalls();
}

} // namespace cobench::engine
