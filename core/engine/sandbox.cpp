// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sandbox.h"

#include "core/common/own_memory.h"
#include "core/engine/close_all_but.h"
#include "core/engine/seccomp_filter.h"

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace cobench::engine {

namespace {

// What computing, allocating, threads, and talking over what is open needs.
constexpr int kAllowed[]{__NR_read,
    __NR_write,
    __NR_readv,
    __NR_writev,
    __NR_sendto,
    __NR_recvfrom,
    __NR_sendmsg,
    __NR_recvmsg,
    __NR_ppoll,
    __NR_close,
    __NR_fstat,
    __NR_lseek,
    __NR_futex,
    __NR_brk,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    __NR_membarrier,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_restart_syscall,
    __NR_sched_yield,
    __NR_sched_getaffinity,
    __NR_getcpu,
    __NR_nanosleep,
    __NR_clock_nanosleep,
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_gettimeofday,
    __NR_times,
    __NR_getrusage,
    __NR_getpid,
    __NR_gettid,
    __NR_getrandom,
    __NR_set_robust_list,
    __NR_rseq,
    __NR_sysinfo,
    __NR_uname,
#ifdef __NR_poll
    __NR_poll,
#endif
    __NR_exit,
#ifdef __SANITIZE_ADDRESS__
    __NR_pipe2, // by which sanitizers find out what memory they may look at
#endif
    __NR_exit_group};

SeccompFilter makeFilter()
{
    SeccompFilter filter;
    for (const int number : kAllowed)
        filter.allowIfEqual(number);
    filter.refuseIfEqual(__NR_clone3, ENOSYS); // its flags cannot be looked at: the C library then uses clone
    filter.refuseIfEqual(__NR_openat, EACCES);
#ifdef __NR_open
    filter.refuseIfEqual(__NR_open, EACCES);
#endif
    filter.allowIfMasked(__NR_clone, 0, CLONE_THREAD, CLONE_THREAD);
    filter.allowIfMasked(__NR_mmap, 2, PROT_EXEC, 0);
    filter.allowIfMasked(__NR_mprotect, 2, PROT_EXEC, 0);
    filter.allowIfMasked(__NR_tgkill, 0, ~std::uint32_t{0}, static_cast<std::uint32_t>(getpid())); // abort()
    filter.refuse(EPERM);
    return filter;
}

bool limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both{value, value};
    return setrlimit(resource, &both) == 0;
}

} // namespace

Result<void> enterSandbox(int kept, const SandboxLimits& limits)
{
    if (!SeccompFilter::knowsProcessor())
        return Error{ErrorCode::Unsupported, "sandbox", {}, "there is none for this processor", {}};
    const bool isLimited = limit(RLIMIT_AS, ownMemory().mapped + limits.memoryBytes) && limit(RLIMIT_FSIZE, 0)
        && limit(RLIMIT_CORE, 0);
    if (!isLimited || !closeAllBut(kept) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return systemError(errno, "sandbox", "prepare");
    if (makeFilter().install() != 0)
        return Error{ErrorCode::Unsupported,
            "sandbox",
            {},
            "the kernel does not take the filter",
            "a Linux kernel with seccomp filters"};
    return {};
}

} // namespace cobench::engine
