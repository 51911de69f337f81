// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <vector>

namespace cobench::engine {

/// A filter of system calls, line by line; jumps are relative and forward. A call by the numbers of another
/// architecture that the processor knows too (32 bit) ends the process, one by those of x32 fails with EPERM; the
/// lines that follow see the number of the call.
class SeccompFilter
{
public:
    /// Whether the numbers of this processor's calls can be told from others: x86-64 and arm64.
    static bool knowsProcessor();

    SeccompFilter();

    void allow();
    void allowIfEqual(int number);
    void refuse(int error);
    void refuseIfEqual(int number, int error);
    /// The call `number` is allowed when (argument & mask) == wanted, and refused otherwise. Of the argument only
    /// the low half is looked at: flags, protections and process numbers have no other.
    void allowIfMasked(int number, unsigned index, std::uint32_t mask, std::uint32_t wanted);
    /// The call `number` is refused when (argument & mask) == wanted; else the lines that follow decide.
    void refuseIfMasked(int number, unsigned index, std::uint32_t mask, std::uint32_t wanted);

    /// For all threads of the process at once, or for none. 0, or what the kernel said (errno).
    int install();

private:
    void add(int code, std::uint32_t value, std::uint8_t jumpTrue = 0, std::uint8_t jumpFalse = 0);
    void answer(std::uint32_t action);

    std::vector<sock_filter> m_lines;
};

} // namespace cobench::engine
