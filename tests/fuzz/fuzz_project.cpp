// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_entries.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

/// In memory where the system has such a file system: each execution writes and syncs a whole project.
class Folder
{
public:
    Folder()
    {
        const bool hasShared = std::filesystem::is_directory("/dev/shm");
        std::string pattern
            = (hasShared ? "/dev/shm" : std::filesystem::temp_directory_path().string()) + "/fuzz-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            std::abort();
        m_path = pattern;
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Folder folder; // one for the whole run of the fuzzer
    cobench::fuzz::openProject(std::as_bytes(std::span(data, size)), folder.path());
    return 0;
}
