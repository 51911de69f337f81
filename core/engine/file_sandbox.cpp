// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/file_sandbox.h"

#include "core/engine/close_all_but.h"
#include "core/engine/seccomp_filter.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <vector>

namespace cobench::engine {

namespace {

// The same on every processor; Debian 12's headers do not have them.
constexpr int kFchmodat2 = 452;
constexpr int kSetxattrat = 463;
constexpr int kRemovexattrat = 466;
constexpr int kFileSetattr = 469;

constexpr int kRefused[]{__NR_socketpair,
    __NR_listen,
    __NR_accept,
    __NR_accept4,
    __NR_execve,
    __NR_execveat,
    __NR_ptrace,
    __NR_process_vm_readv,
    __NR_process_vm_writev,
    __NR_pidfd_getfd,
    __NR_io_uring_setup,
    __NR_bpf,
    __NR_unshare,
    __NR_setns,
#ifdef __NR_fork
    __NR_fork,
    __NR_vfork,
#endif
    __NR_keyctl,
    // signals to others; tgkill is looked at
    __NR_kill,
    __NR_tkill,
    __NR_rt_sigqueueinfo,
    __NR_rt_tgsigqueueinfo,
    __NR_pidfd_send_signal,
    // what Landlock's first version lets pass, on files that may not be opened, too
    __NR_truncate,
    __NR_openat2, // whose flags cannot be looked at
    __NR_fchmod,
    __NR_fchmodat,
    kFchmodat2,
    __NR_fchown,
    __NR_fchownat,
    __NR_utimensat,
    __NR_setxattr,
    __NR_lsetxattr,
    __NR_fsetxattr,
    kSetxattrat,
    __NR_removexattr,
    __NR_lremovexattr,
    __NR_fremovexattr,
    kRemovexattrat,
    kFileSetattr,
#ifdef __NR_chmod
    __NR_creat,
    __NR_chmod,
    __NR_chown,
    __NR_lchown,
    __NR_utime,
    __NR_utimes,
    __NR_futimesat,
#endif
    __NR_mount,
    __NR_umount2,
    __NR_pivot_root,
    __NR_chroot,
    __NR_move_mount,
    __NR_open_tree,
    __NR_fsopen,
    __NR_fsconfig,
    __NR_fsmount,
    __NR_fspick,
    __NR_mount_setattr};
constexpr std::uint32_t kRefusedRequests[]{TIOCSTI,
    TIOCLINUX, // typing for the user
    FIOSETOWN,
    SIOCSPGRP}; // a descriptor's signals to others
constexpr int kRefusedOffline[]{__NR_socket, __NR_connect, __NR_bind};

/// What the C library reads to look up a name.
constexpr const char* kNameFiles[]{"/etc/resolv.conf",
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols"};

Error refusedBy(int error, const char* what)
{
    return systemError(error, "sandbox", what);
}

/// Of Landlock's first version. Linking and moving between folders, a right of the second, is always refused when
/// it is not asked for.
constexpr std::uint64_t kFileRights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr int kTruncateVersion = 3;
constexpr std::uint64_t kTruncate = std::uint64_t{1} << 14; // LANDLOCK_ACCESS_FS_TRUNCATE of newer headers

std::uint64_t knownRights()
{
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < kTruncateVersion ? kFileRights : kFileRights | kTruncate;
}

struct AllowedFile {
    std::filesystem::path path;
    std::uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE;
    bool isOptional = false;
};

/// 0, or why not.
int allow(int rules, const AllowedFile& file)
{
    landlock_path_beneath_attr rule{};
    rule.allowed_access = file.rights;
    rule.parent_fd = open(file.path.c_str(), O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return file.isOptional ? 0 : errno;
    const bool isSet = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    const int error = errno;
    close(rule.parent_fd);
    return isSet ? 0 : error;
}

Result<void> allowOnly(const std::vector<AllowedFile>& files)
{
    landlock_ruleset_attr rights{};
    rights.handled_access_fs = knownRights();
    const auto rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rights, sizeof(rights), 0));
    if (rules < 0)
        return errno == ENOSYS || errno == EOPNOTSUPP ? Result<void>() : refusedBy(errno, "restrict files");
    int error = 0;
    for (const AllowedFile& file : files)
        error = error != 0 ? error : allow(rules, file);
    if (error == 0 && syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        error = errno;
    close(rules);
    return error == 0 ? Result<void>() : refusedBy(error, "restrict files");
}

enum class Network { None, Outgoing };

void restrictNetwork(SeccompFilter& filter, Network network)
{
    if (network == Network::None) {
        for (const int number : kRefusedOffline)
            filter.refuseIfEqual(number, EPERM);
        return;
    }
    static_assert(AF_INET == 2 && AF_INET6 == 10); // which differ in one bit
    filter.allowIfMasked(__NR_socket, 0, ~std::uint32_t{AF_INET ^ AF_INET6}, AF_INET);
}

constexpr std::uint32_t kWhole = ~std::uint32_t{0};

void refuseArguments(SeccompFilter& filter)
{
    for (const std::uint32_t request : kRefusedRequests)
        filter.refuseIfMasked(__NR_ioctl, 1, kWhole, request);
    for (const std::uint32_t command : {F_SETOWN, F_SETOWN_EX})
        filter.refuseIfMasked(__NR_fcntl, 1, kWhole, command);
    filter.refuseIfMasked(__NR_openat, 2, O_TRUNC, O_TRUNC); // empties even what is opened for reading
#ifdef __NR_open
    filter.refuseIfMasked(__NR_open, 1, O_TRUNC, O_TRUNC);
#endif
    filter.allowIfMasked(__NR_tgkill, 0, kWhole, static_cast<std::uint32_t>(getpid())); // abort()
    filter.allowIfMasked(__NR_prlimit64, 0, kWhole, 0); // its own limits
}

Result<void> refuseCalls(Network network)
{
    SeccompFilter filter;
    for (const int number : kRefused)
        filter.refuseIfEqual(number, EPERM);
    refuseArguments(filter);
    restrictNetwork(filter, network);
    filter.refuseIfEqual(__NR_clone3, ENOSYS); // its flags cannot be looked at: the C library then uses clone
    filter.allowIfMasked(__NR_clone, 0, CLONE_THREAD, CLONE_THREAD);
    filter.allow();
    if (const int error = filter.install(); error != 0)
        return refusedBy(error, "filter calls");
    return {};
}

Result<void> enter(int kept, const std::vector<AllowedFile>& files, Network network)
{
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_FSIZE, &none) != 0 || setrlimit(RLIMIT_CORE, &none) != 0 || !closeAllBut(kept)
        || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refusedBy(errno, "prepare");
    if (auto restricted = allowOnly(files); !restricted)
        return restricted;
    return refuseCalls(network);
}

} // namespace

Result<void> enterFileSandbox(int kept, const std::filesystem::path& file)
{
    return enter(kept, {{.path = file}}, Network::None);
}

Result<void> enterCameraSandbox(int kept, const std::filesystem::path& device)
{
    return enter(kept,
        {{.path = device, .rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE}},
        Network::None);
}

Result<void> enterNetworkSandbox(int kept, const std::filesystem::path&)
{
    std::vector<AllowedFile> files;
    for (const char* file : kNameFiles)
        files.push_back({.path = file, .isOptional = true});
    return enter(kept, files, Network::Outgoing);
}

} // namespace cobench::engine
