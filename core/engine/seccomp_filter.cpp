// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/seccomp_filter.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace cobench::engine {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif
constexpr std::uint32_t kFirstX32Number = 0x40000000; // beyond every number of the other two

constexpr std::uint32_t kNumber = offsetof(seccomp_data, nr);
constexpr std::uint32_t kArch = offsetof(seccomp_data, arch);

constexpr std::uint32_t argument(unsigned index)
{
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + std::size_t{8} * index);
}

} // namespace

bool SeccompFilter::knowsProcessor()
{
    return kArchitecture != 0;
}

SeccompFilter::SeccompFilter()
{
    if (knowsProcessor()) {
        add(BPF_LD | BPF_W | BPF_ABS, kArch);
        add(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0);
        answer(SECCOMP_RET_KILL_PROCESS);
    }
    add(BPF_LD | BPF_W | BPF_ABS, kNumber);
    add(BPF_JMP | BPF_JGE | BPF_K, kFirstX32Number, 0, 1);
    refuse(EPERM);
}

void SeccompFilter::allow()
{
    answer(SECCOMP_RET_ALLOW);
}

void SeccompFilter::allowIfEqual(int number)
{
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
    allow();
}

void SeccompFilter::refuse(int error)
{
    answer(SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error));
}

void SeccompFilter::refuseIfEqual(int number, int error)
{
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
    refuse(error);
}

void SeccompFilter::allowIfMasked(int number, unsigned index, std::uint32_t mask, std::uint32_t wanted)
{
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 5);
    add(BPF_LD | BPF_W | BPF_ABS, argument(index));
    add(BPF_ALU | BPF_AND | BPF_K, mask);
    add(BPF_JMP | BPF_JEQ | BPF_K, wanted, 0, 1);
    allow();
    refuse(EPERM);
}

void SeccompFilter::refuseIfMasked(int number, unsigned index, std::uint32_t mask, std::uint32_t wanted)
{
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 5);
    add(BPF_LD | BPF_W | BPF_ABS, argument(index));
    add(BPF_ALU | BPF_AND | BPF_K, mask);
    add(BPF_JMP | BPF_JEQ | BPF_K, wanted, 0, 1);
    refuse(EPERM);
    add(BPF_LD | BPF_W | BPF_ABS, kNumber); // for the lines that follow
}

int SeccompFilter::install()
{
    const sock_fprog program{static_cast<unsigned short>(m_lines.size()), m_lines.data()};
    const long failed = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    return failed == 0 ? 0 : failed > 0 ? ESRCH : errno; // above 0: the thread that could not follow
}

void SeccompFilter::add(int code, std::uint32_t value, std::uint8_t jumpTrue, std::uint8_t jumpFalse)
{
    m_lines.push_back({static_cast<std::uint16_t>(code), jumpTrue, jumpFalse, value});
}

void SeccompFilter::answer(std::uint32_t action)
{
    add(BPF_RET | BPF_K, action);
}

} // namespace cobench::engine
