// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One program per target: the name comes from the build.
#include "tests/fuzz/fuzz_targets.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

class ScratchFolder
{
public:
    ScratchFolder()
    {
        std::string pattern = std::filesystem::temp_directory_path() / "fuzz-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            std::abort();
        m_path = pattern;
    }
    ~ScratchFolder() { std::filesystem::remove_all(m_path); }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cobench::fuzz;
    static const ScratchFolder folder; // one for the whole run of the fuzzer
    static const Target& target = *std::ranges::find(targets(), COBENCH_FUZZ_TARGET, &Target::name);
    target.run(std::as_bytes(std::span(data, size)), folder.path());
    return 0;
}
