// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped_file.h"

#include "core/store/failure.h"
#include "core/store/input_file.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace cobench::store {

/// A mapping as the signal handler sees it, which may neither lock nor allocate. Never freed, used again.
struct MappedFile::Watched {
    std::atomic<std::uintptr_t> begin = 0; // 0 = free
    std::atomic<std::uintptr_t> end = 0;
    std::atomic<bool> isCutShort = false;
    std::filesystem::path path; // guarded by `registering`
    Watched* next = nullptr; // fixed before anybody sees it
};

namespace {

std::atomic<MappedFile::Watched*> watchedFiles = nullptr; // the head of a list that only grows
std::atomic<int> cutFiles = 0; // of those that are mapped
std::mutex registering;
struct sigaction handlerBefore;
long pageSize = 4096;

MappedFile::Watched* watchedAt(std::uintptr_t address)
{
    for (MappedFile::Watched* file = watchedFiles.load(); file; file = file->next)
        if (const std::uintptr_t begin = file->begin.load();
            begin != 0 && begin <= address && address < file->end.load())
            return file;
    return nullptr;
}

/// Zeros from the page at `address` to the end of its file.
bool coverWithZeros(std::uintptr_t address)
{
    MappedFile::Watched* file = watchedAt(address);
    if (!file)
        return false;
    const std::uintptr_t page = address - address % static_cast<std::uintptr_t>(pageSize);
    void* start = reinterpret_cast<void*>(page); // NOLINT(performance-no-int-to-ptr)
    if (mmap(start, file->end.load() - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
        == MAP_FAILED)
        return false;
    if (!file->isCutShort.exchange(true))
        ++cutFiles;
    return true;
}

void onBusError(int, siginfo_t* info, void*)
{
    const int before = errno;
    if (!coverWithZeros(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        sigaction(SIGBUS, &handlerBefore, nullptr); // the read is tried again, and dies of it as it would have
    errno = before;
}

void install()
{
    pageSize = sysconf(_SC_PAGESIZE);
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &handlerBefore);
}

MappedFile::Watched* watch(const void* start, std::size_t size, const std::filesystem::path& path)
{
    static std::once_flag installed;
    std::call_once(installed, install);
    const std::lock_guard lock(registering);
    MappedFile::Watched* file = watchedFiles.load();
    while (file && file->begin.load() != 0)
        file = file->next;
    const bool isNew = !file;
    if (isNew)
        file = new MappedFile::Watched; // NOLINT(cppcoreguidelines-owning-memory): lives on
    file->path = path;
    file->isCutShort = false;
    file->end = reinterpret_cast<std::uintptr_t>(start) + size;
    file->begin = reinterpret_cast<std::uintptr_t>(start);
    if (isNew) {
        file->next = watchedFiles.load();
        watchedFiles = file;
    }
    return file;
}

void forget(MappedFile::Watched& file)
{
    const std::lock_guard lock(registering);
    file.begin = 0;
    if (file.isCutShort.exchange(false))
        --cutFiles;
}

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path)
    : m_path(path)
{
    const InputFile file(path);
    m_size = static_cast<std::size_t>(file.size());
    m_start = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
    if (m_start == MAP_FAILED)
        throw Failure(systemError(errno, path.string(), "mapping"));
    m_watched = watch(m_start, m_size, path);
}

MappedFile::~MappedFile()
{
    forget(*m_watched);
    ::munmap(m_start, m_size);
}

bool MappedFile::isWhole() const
{
    std::error_code missing;
    const std::uintmax_t size = std::filesystem::file_size(m_path, missing);
    return (missing || size == m_size) && !m_watched->isCutShort;
}

std::optional<Error> cutShort()
{
    if (cutFiles == 0)
        return std::nullopt;
    const std::lock_guard lock(registering);
    for (const MappedFile::Watched* file = watchedFiles.load(); file; file = file->next)
        if (file->begin != 0 && file->isCutShort)
            return Error{.code = ErrorCode::Corrupt,
                .subject = file->path.string(),
                .detail = "was cut short while the project was open",
                .cure = "put a copy of the file back, and open the project again"};
    return std::nullopt;
}

} // namespace cobench::store
