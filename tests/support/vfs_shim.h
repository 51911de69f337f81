// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

struct sqlite3_vfs;

namespace cobench::test {

/// Sees every change SQLite makes to its files before it happens. Each answers with a result code of SQLite:
/// SQLITE_OK lets the call through, SQLITE_DONE claims success without making it, anything else is the failure that
/// SQLite sees.
class VfsHooks
{
public:
    virtual ~VfsHooks() = default;
    virtual int onCreate(const std::string& path) = 0;
    virtual int onWrite(const std::string& path, std::span<const std::byte> data, std::int64_t offset) = 0;
    virtual int onTruncate(const std::string& path, std::int64_t size) = 0;
    virtual int onSync(const std::string& path) = 0;
    virtual int onDelete(const std::string& path) = 0;
};

/// Registers SQLite's own file layer once more under `name`, with hooks. `hooks` must outlive it, and it every
/// connection that uses it.
class VfsShim
{
public:
    VfsShim(std::string name, VfsHooks& hooks);
    VfsShim(const VfsShim&) = delete;
    VfsShim& operator=(const VfsShim&) = delete;
    ~VfsShim();
    const std::string& name() const { return m_name; }

private:
    std::string m_name;
    sqlite3_vfs* m_vfs;
};

} // namespace cobench::test
