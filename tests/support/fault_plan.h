// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/file_system.h"
#include "tests/support/vfs_shim.h"

#include <cstdint>
#include <memory>

namespace cobench::test {

enum class Fault {
    None,
    Once, // one call fails
    FromThenOn, // that call and all after it fail: a disk that stays full
    Kill, // the process dies before the call
    KillHalfway, // the process dies when half of what was to be written is in the file
};

/// Counts every change to files, SQLite's and ours alike, and lets the `at`-th (from 1) go wrong.
class FaultPlan
{
public:
    explicit FaultPlan(Fault fault = Fault::None, std::uint64_t at = 0, int errorNumber = 0)
        : m_fault(fault)
        , m_at(at)
        , m_errorNumber(errorNumber)
    {
    }

    /// errno that the next call must fail with; 0 lets it through. May not return.
    int next();
    /// For writes: true when the process must die after half of this one.
    bool mustTearNext() const { return m_fault == Fault::KillHalfway && m_calls + 1 == m_at; }
    std::uint64_t calls() const { return m_calls; }
    bool isReached() const { return m_at != 0 && m_calls >= m_at; }

private:
    Fault m_fault;
    std::uint64_t m_at;
    int m_errorNumber;
    std::uint64_t m_calls = 0;
};

/// The store's surroundings under a plan; keeps what it needs alive.
class FaultyEnvironment : private VfsHooks
{
public:
    explicit FaultyEnvironment(FaultPlan& plan);
    ~FaultyEnvironment() override;
    const store::Environment& environment() const { return m_environment; }

private:
    int answer(int ioError);
    int onCreate(const std::string& path) override;
    int onWrite(const std::string& path, std::span<const std::byte> data, std::int64_t offset) override;
    int onTruncate(const std::string& path, std::int64_t size) override;
    int onSync(const std::string& path) override;
    int onDelete(const std::string& path) override;

    FaultPlan& m_plan;
    VfsShim m_shim;
    store::Environment m_environment;
};

} // namespace cobench::test
