// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/checkpoint_folder.h"

#include "core/io/atomic_file.h"
#include "core/io/file_source.h"

#include <algorithm>
#include <cstdio>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kGenerations = 2;
constexpr const char* kSuffix = ".safetensors";

std::string fileName(std::uint64_t iterations)
{
    char name[32];
    std::snprintf(name, sizeof name, "%012llu", static_cast<unsigned long long>(iterations));
    return name + std::string(kSuffix);
}

} // namespace

std::vector<fs::path> CheckpointFolder::files() const
{
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator it(m_folder, code), end; !code && it != end; it.increment(code))
        if (it->path().extension() == kSuffix && it->path().filename().string().front() != '.')
            found.push_back(it->path());
    std::ranges::sort(found, std::greater());
    return found;
}

Result<void> CheckpointFolder::save(const train::Checkpoint& checkpoint)
{
    std::error_code code;
    fs::create_directories(m_folder, code);
    if (code)
        return systemError(code.value(), m_folder.string(), "making the folder");
    const fs::path path = m_folder / fileName(checkpoint.loop.iterations);
    if (auto written = io::writeFile(path, train::encodeCheckpoint(checkpoint)); !written)
        return written;
    const auto kept = files();
    for (std::size_t i = kGenerations; i < kept.size(); ++i)
        fs::remove(kept[i], code);
    return {};
}

Result<std::optional<train::Checkpoint>> CheckpointFolder::newest()
{
    for (const fs::path& path : files()) {
        Progress progress;
        const auto bytes = io::readFile(path, progress, {});
        if (!bytes)
            continue;
        const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        if (auto checkpoint = train::decodeCheckpoint(text, path.string()))
            return std::optional(std::move(*checkpoint));
    }
    return std::optional<train::Checkpoint>();
}

} // namespace cobench::engine
