// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/file_system.h"
#include "tests/support/vfs_shim.h"

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace cobench::test {

/// A disk that may lose its power. Until something is synced, the disk may have kept it, lost it, or kept a part of
/// it, in any order: writes one by one and in sectors, new and renamed names until their folder is synced.
/// The files are real ones in a folder of the test; after lose() they hold what such a disk would.
class PowerLossDisk : private VfsHooks
{
public:
    explicit PowerLossDisk(std::uint64_t seed);
    ~PowerLossDisk() override;

    const store::Environment& environment() const { return m_environment; }
    /// The power goes at the `call`-th change from now: it and all later ones fail.
    void failAt(std::uint64_t call) { m_failAt = m_calls + call; }
    /// Claims success for every sync and keeps nothing for it: what a store without syncs would do.
    void ignoreSyncs() { m_ignoresSyncs = true; }
    bool isOff() const { return m_failAt != 0 && m_calls >= m_failAt; }
    std::uint64_t calls() const { return m_calls; }
    /// Leaves on disk what a power loss could have left. Nothing may be open any more.
    void lose();

private:
    class Files;
    class File;
    using Bytes = std::vector<std::byte>;
    struct Write {
        std::int64_t offset = 0; // or the new size, when there is no data
        Bytes data;
        bool isTruncation = false;
    };
    struct Content {
        Bytes durable;
        std::vector<Write> pending;
    };
    struct NameChange {
        std::string folder;
        std::string from; // empty: `to` was created
        std::string to; // empty: `from` was removed
        Bytes removed;
    };

    bool goesOff() { return ++m_calls, isOff(); }
    Content& content(const std::string& path);
    void synced(const std::string& path);
    void folderSynced(const std::string& folder);
    void applySomeOf(const std::vector<Write>& writes, Bytes& bytes);
    void undoSomeNames();

    int onCreate(const std::string& path) override;
    int onWrite(const std::string& path, std::span<const std::byte> data, std::int64_t offset) override;
    int onTruncate(const std::string& path, std::int64_t size) override;
    int onSync(const std::string& path) override;
    int onDelete(const std::string& path) override;

    std::mt19937_64 m_random;
    VfsShim m_shim;
    store::Environment m_environment;
    std::map<std::string, Content> m_contents;
    std::vector<NameChange> m_names; // in order, not yet durable
    std::uint64_t m_calls = 0;
    std::uint64_t m_failAt = 0;
    bool m_ignoresSyncs = false;
};

} // namespace cobench::test
