// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/file_sandbox.h"

#include "core/engine/seccomp_filter.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace cobench::engine {

namespace {

constexpr int kRefused[]{__NR_socketpair,
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

/// The rights of the first version: all that Debian 12's kernel knows of opening and changing files.
constexpr std::uint64_t kFileRights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

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
    rights.handled_access_fs = kFileRights;
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

Result<void> refuseCalls(Network network)
{
    SeccompFilter filter;
    for (const int number : kRefused)
        filter.refuseIfEqual(number, EPERM);
    restrictNetwork(filter, network);
    filter.refuseIfEqual(__NR_clone3, ENOSYS); // its flags cannot be looked at: the C library then uses clone
    filter.allowIfMasked(__NR_clone, 0, CLONE_THREAD, CLONE_THREAD);
    filter.allow();
    if (const int error = filter.install(); error != 0)
        return refusedBy(error, "filter calls");
    return {};
}

Result<void> enter(const std::vector<AllowedFile>& files, Network network)
{
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_FSIZE, &none) != 0 || setrlimit(RLIMIT_CORE, &none) != 0
        || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refusedBy(errno, "prepare");
    if (auto restricted = allowOnly(files); !restricted)
        return restricted;
    return refuseCalls(network);
}

} // namespace

Result<void> enterFileSandbox(const std::filesystem::path& file)
{
    return enter({{.path = file}}, Network::None);
}

Result<void> enterCameraSandbox(const std::filesystem::path& device)
{
    return enter(
        {{.path = device, .rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE}}, Network::None);
}

Result<void> enterNetworkSandbox(const std::filesystem::path&)
{
    std::vector<AllowedFile> files;
    for (const char* file : kNameFiles)
        files.push_back({.path = file, .isOptional = true});
    return enter(files, Network::Outgoing);
}

} // namespace cobench::engine
