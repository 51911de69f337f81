// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/vfs_shim.h"

#include <memory>
#include <new>
#include <sqlite3.h>

namespace cobench::test {

namespace {

struct ShimVfs : sqlite3_vfs {
    sqlite3_vfs* real = nullptr;
    VfsHooks* hooks = nullptr;
};

// SQLite allocates szOsFile bytes for it; the real file lies behind it.
struct ShimFile : sqlite3_file {
    VfsHooks* hooks;
    std::string* path;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile& shim(sqlite3_file* file)
{
    return *static_cast<ShimFile*>(file);
}

ShimVfs& shim(sqlite3_vfs* vfs)
{
    return *static_cast<ShimVfs*>(vfs);
}

// The way every hooked call goes.
template <typename Call>
int through(int answer, Call call)
{
    if (answer == SQLITE_DONE)
        return SQLITE_OK;
    return answer == SQLITE_OK ? call() : answer;
}

int closeFile(sqlite3_file* file)
{
    ShimFile& self = shim(file);
    delete self.path;
    return self.real()->pMethods->xClose(self.real());
}

int readFile(sqlite3_file* file, void* data, int size, sqlite3_int64 offset)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xRead(real, data, size, offset);
}

int writeFile(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset)
{
    ShimFile& self = shim(file);
    const std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
    return through(self.hooks->onWrite(*self.path, bytes, offset),
        [&] { return self.real()->pMethods->xWrite(self.real(), data, size, offset); });
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    ShimFile& self = shim(file);
    return through(self.hooks->onTruncate(*self.path, size),
        [&] { return self.real()->pMethods->xTruncate(self.real(), size); });
}

int syncFile(sqlite3_file* file, int flags)
{
    ShimFile& self = shim(file);
    return through(
        self.hooks->onSync(*self.path), [&] { return self.real()->pMethods->xSync(self.real(), flags); });
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xFileSize(real, size);
}

int lockFile(sqlite3_file* file, int level)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xLock(real, level);
}

int unlockFile(sqlite3_file* file, int level)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xUnlock(real, level);
}

int checkReservedLock(sqlite3_file* file, int* result)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xCheckReservedLock(real, result);
}

int fileControl(sqlite3_file* file, int operation, void* argument)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xFileControl(real, operation, argument);
}

int sectorSize(sqlite3_file* file)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xSectorSize(real);
}

int deviceCharacteristics(sqlite3_file*)
{
    return 0; // promise nothing: no power-safe overwrite, no atomic sectors
}

int shmMap(sqlite3_file* file, int page, int pageSize, int extend, void volatile** memory)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xShmMap(real, page, pageSize, extend, memory);
}

int shmLock(sqlite3_file* file, int offset, int count, int flags)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xShmLock(real, offset, count, flags);
}

void shmBarrier(sqlite3_file* file)
{
    sqlite3_file* real = shim(file).real();
    real->pMethods->xShmBarrier(real);
}

int shmUnmap(sqlite3_file* file, int deleteFlag)
{
    sqlite3_file* real = shim(file).real();
    return real->pMethods->xShmUnmap(real, deleteFlag);
}

constexpr sqlite3_io_methods kMethods = {2,
    closeFile,
    readFile,
    writeFile,
    truncateFile,
    syncFile,
    fileSize,
    lockFile,
    unlockFile,
    checkReservedLock,
    fileControl,
    sectorSize,
    deviceCharacteristics,
    shmMap,
    shmLock,
    shmBarrier,
    shmUnmap,
    nullptr,
    nullptr};

bool exists(sqlite3_vfs* real, const char* path)
{
    int found = 0;
    return real->xAccess(real, path, SQLITE_ACCESS_EXISTS, &found) == SQLITE_OK && found != 0;
}

int openFile(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags, int* outFlags)
{
    const ShimVfs& self = shim(vfs);
    file->pMethods = nullptr;
    if (path && (flags & SQLITE_OPEN_CREATE) != 0 && !exists(self.real, path)) {
        const int answer = self.hooks->onCreate(path);
        if (answer != SQLITE_OK)
            return answer;
    }
    auto* const made = new (file) ShimFile;
    made->pMethods = nullptr;
    made->hooks = self.hooks;
    const int opened = self.real->xOpen(self.real, path, made->real(), flags, outFlags);
    if (opened != SQLITE_OK)
        return opened;
    made->path = new std::string(path ? path : "");
    made->pMethods = &kMethods;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* path, int syncDirectory)
{
    const ShimVfs& self = shim(vfs);
    return through(self.hooks->onDelete(path), [&] { return self.real->xDelete(self.real, path, syncDirectory); });
}

} // namespace

VfsShim::VfsShim(std::string name, VfsHooks& hooks)
    : m_name(std::move(name))
{
    auto vfs = std::make_unique<ShimVfs>();
    sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
    static_cast<sqlite3_vfs&>(*vfs) = *real;
    vfs->real = real;
    vfs->hooks = &hooks;
    vfs->pNext = nullptr;
    vfs->zName = m_name.c_str();
    vfs->szOsFile = static_cast<int>(sizeof(ShimFile)) + real->szOsFile;
    vfs->xOpen = openFile;
    vfs->xDelete = deleteFile;
    sqlite3_vfs_register(vfs.get(), 0);
    m_vfs = vfs.release();
}

VfsShim::~VfsShim()
{
    sqlite3_vfs_unregister(m_vfs);
    delete static_cast<ShimVfs*>(m_vfs);
}

} // namespace cobench::test
