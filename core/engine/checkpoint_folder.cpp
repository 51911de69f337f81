// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/checkpoint_folder.h"

#include "core/io/atomic_file.h"
#include "core/io/file_source.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSuffix = ".safetensors";
constexpr const char* kBest = "best.safetensors";

std::string fileName(std::uint64_t iterations)
{
    char name[32];
    std::snprintf(name, sizeof name, "%012llu", static_cast<unsigned long long>(iterations));
    return name + std::string(kSuffix);
}

} // namespace

Result<train::Checkpoint> readCheckpoint(const fs::path& file)
{
    Progress progress;
    const auto bytes = io::readFile(file, progress, {});
    if (!bytes)
        return bytes.error();
    const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    return train::decodeCheckpoint(text, file.string());
}

std::vector<fs::path> CheckpointFolder::files() const
{
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator it(m_folder, code), end; !code && it != end; it.increment(code))
        if (it->path().extension() == kSuffix
            && std::isdigit(static_cast<unsigned char>(it->path().filename().string().front())))
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
    keepBest(path, checkpoint);
    const auto kept = files();
    for (std::size_t i = std::max<std::size_t>(1, m_rule.newest); i < kept.size(); ++i)
        fs::remove(kept[i], code);
    return {};
}

/// The first checkpoint after a smaller loss: it has the weights that were validated. A second name for the same
/// file costs no space while both are kept.
void CheckpointFolder::keepBest(const fs::path& newest, const train::Checkpoint& checkpoint)
{
    const std::optional<double> loss = checkpoint.loop.bestLoss;
    if (!m_rule.best || !loss || loss == m_bestLoss)
        return;
    m_bestLoss = loss;
    const fs::path beside = m_folder / ".best.new";
    std::error_code code; // without a best one the run still has the newest
    fs::remove(beside, code);
    fs::create_hard_link(newest, beside, code);
    if (code)
        fs::copy_file(newest, beside, fs::copy_options::overwrite_existing, code);
    if (!code)
        fs::rename(beside, m_folder / kBest, code);
}

Result<std::optional<train::Checkpoint>> CheckpointFolder::newest()
{
    for (const fs::path& path : files()) {
        if (auto checkpoint = readCheckpoint(path)) {
            m_bestLoss = checkpoint->loop.bestLoss;
            return std::optional(std::move(*checkpoint));
        }
    }
    return std::optional<train::Checkpoint>();
}

} // namespace cobench::engine
