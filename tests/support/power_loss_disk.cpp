// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/power_loss_disk.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sqlite3.h>

namespace cobench::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSector = 512;

std::vector<std::byte> readAll(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

void writeAll(const std::string& path, const std::vector<std::byte>& bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

std::string folderOf(const std::string& path)
{
    return fs::path(path).parent_path().string();
}

Error noPower(const std::string& path)
{
    return systemError(EIO, path, "writing without power");
}

bool isShared(const std::string& path)
{
    return path.ends_with("-shm");
}

} // namespace

class PowerLossDisk::File final : public store::OutputFile
{
public:
    File(PowerLossDisk& disk, std::unique_ptr<OutputFile> real, std::string path)
        : m_disk(disk)
        , m_real(std::move(real))
        , m_path(std::move(path))
    {
    }
    Result<void> write(std::span<const std::byte> bytes) override
    {
        if (m_disk.onWrite(m_path, bytes, m_offset) != SQLITE_OK)
            return noPower(m_path);
        m_offset += static_cast<std::int64_t>(bytes.size());
        return m_real->write(bytes);
    }
    Result<void> sync() override { return m_disk.onSync(m_path) == SQLITE_DONE ? Result<void>() : noPower(m_path); }

private:
    PowerLossDisk& m_disk;
    std::unique_ptr<OutputFile> m_real;
    std::string m_path;
    std::int64_t m_offset = 0;
};

class PowerLossDisk::Files final : public store::FileSystem
{
public:
    explicit Files(PowerLossDisk& disk)
        : m_disk(disk)
    {
    }
    Result<std::unique_ptr<store::OutputFile>> create(const fs::path& path) override
    {
        if (m_disk.onCreate(path.string()) != SQLITE_OK)
            return noPower(path.string());
        auto real = m_real->create(path);
        if (!real)
            return real;
        return std::unique_ptr<store::OutputFile>(
            std::make_unique<File>(m_disk, std::move(real).value(), path.string()));
    }
    Result<void> makeDirectory(const fs::path& path) override
    {
        // Durable at once: a folder that is lost takes all that is in it along, which the names below already do.
        return m_disk.goesOff() ? Result<void>(noPower(path.string())) : m_real->makeDirectory(path);
    }
    Result<void> rename(const fs::path& from, const fs::path& to) override
    {
        if (m_disk.goesOff())
            return noPower(to.string());
        m_disk.m_contents[to.string()] = m_disk.content(from.string());
        m_disk.m_contents.erase(from.string());
        m_disk.m_names.push_back({folderOf(to.string()), from.string(), to.string(), readAll(to.string())});
        return m_real->rename(from, to);
    }
    Result<void> link(const fs::path& file, const fs::path& name) override
    {
        if (m_disk.onCreate(name.string()) != SQLITE_OK)
            return noPower(name.string());
        m_disk.m_contents[name.string()] = m_disk.content(file.string());
        return m_real->link(file, name);
    }
    Result<void> remove(const fs::path& path) override
    {
        if (!fs::exists(path))
            return {};
        if (fs::is_directory(path)) // durable at once, as its making
            return m_disk.goesOff() ? Result<void>(noPower(path.string())) : m_real->remove(path);
        const int answer = m_disk.onDelete(path.string());
        return answer == SQLITE_OK ? m_real->remove(path) : noPower(path.string());
    }
    Result<void> syncFile(const fs::path& path) override
    {
        return m_disk.onSync(path.string()) == SQLITE_DONE ? Result<void>() : noPower(path.string());
    }
    Result<void> syncDirectory(const fs::path& path) override
    {
        if (m_disk.goesOff())
            return noPower(path.string());
        m_disk.folderSynced(path.string());
        return {};
    }

private:
    PowerLossDisk& m_disk;
    std::shared_ptr<FileSystem> m_real = store::posixFileSystem();
};

PowerLossDisk::PowerLossDisk(std::uint64_t seed)
    : m_random(seed)
    , m_shim("power-loss", *this)
{
    m_environment = {.files = std::make_shared<Files>(*this), .sqliteVfs = m_shim.name()};
}

PowerLossDisk::~PowerLossDisk() = default;

PowerLossDisk::Content& PowerLossDisk::content(const std::string& path)
{
    const auto [entry, isNew] = m_contents.try_emplace(path);
    if (isNew)
        entry->second.durable = readAll(path);
    return entry->second;
}

int PowerLossDisk::onCreate(const std::string& path)
{
    if (goesOff())
        return SQLITE_CANTOPEN;
    m_contents[path] = {};
    m_names.push_back({.folder = folderOf(path), .from = {}, .to = path, .removed = {}});
    return SQLITE_OK;
}

int PowerLossDisk::onWrite(const std::string& path, std::span<const std::byte> data, std::int64_t offset)
{
    if (isShared(path))
        return SQLITE_OK;
    Content& file = content(path);
    file.pending.push_back({.offset = offset, .data = {data.begin(), data.end()}});
    return goesOff() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int PowerLossDisk::onTruncate(const std::string& path, std::int64_t size)
{
    content(path).pending.push_back({.offset = size, .data = {}, .isTruncation = true});
    return goesOff() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

int PowerLossDisk::onSync(const std::string& path)
{
    if (goesOff())
        return SQLITE_IOERR_FSYNC;
    synced(path);
    return SQLITE_DONE;
}

int PowerLossDisk::onDelete(const std::string& path)
{
    if (goesOff())
        return SQLITE_IOERR_DELETE;
    const Content old = content(path);
    m_contents.erase(path);
    m_names.push_back({.folder = folderOf(path), .from = path, .to = {}, .removed = old.durable});
    return SQLITE_OK;
}

// SQLite's unix layer syncs the folder together with a journal or log that it has just made.
void PowerLossDisk::synced(const std::string& path)
{
    if (m_ignoresSyncs)
        return;
    Content& file = content(path);
    file.durable = readAll(path);
    file.pending.clear();
    if (path.ends_with("-wal") || path.ends_with("-journal"))
        folderSynced(folderOf(path));
}

void PowerLossDisk::folderSynced(const std::string& folder)
{
    if (m_ignoresSyncs)
        return;
    std::erase_if(m_names, [&](const NameChange& change) { return change.folder == folder; });
}

// Each write may be missing, whole, or torn at a sector.
void PowerLossDisk::applySomeOf(const std::vector<Write>& writes, Bytes& bytes)
{
    for (const Write& write : writes) {
        const std::uint64_t fate = m_random() % 3;
        const auto offset = static_cast<std::size_t>(write.offset);
        if (fate == 0)
            continue;
        if (write.isTruncation) {
            bytes.resize(std::min(bytes.size(), offset));
            continue;
        }
        std::size_t length = write.data.size();
        if (fate == 1 && length > 0)
            length = std::min(length, kSector * (m_random() % (length / kSector + 1)));
        if (length > 0 && bytes.size() < offset + length)
            bytes.resize(offset + length);
        std::copy_n(write.data.begin(), length, bytes.begin() + static_cast<std::ptrdiff_t>(length ? offset : 0));
    }
}

// A journalling file system may lose the last changes of names, never one in the middle only.
void PowerLossDisk::undoSomeNames()
{
    std::size_t kept = m_random() % (m_names.size() + 1);
    while (m_names.size() > kept) {
        const NameChange change = m_names.back();
        m_names.pop_back();
        if (!fs::exists(change.folder))
            continue;
        if (change.from.empty())
            fs::remove(change.to);
        else if (change.to.empty())
            writeAll(change.from, change.removed);
        else
            fs::rename(change.to, change.from);
        if (!change.from.empty() && !change.to.empty() && !change.removed.empty())
            writeAll(change.to, change.removed);
    }
}

void PowerLossDisk::lose()
{
    for (auto& [path, file] : m_contents) {
        if (!fs::exists(path) || isShared(path))
            continue;
        Bytes bytes = file.durable;
        applySomeOf(file.pending, bytes);
        writeAll(path, bytes);
    }
    undoSomeNames();
    for (const auto& [path, file] : m_contents)
        if (path.ends_with("-wal"))
            fs::remove(path.substr(0, path.size() - 4) + "-shm");
}

} // namespace cobench::test
