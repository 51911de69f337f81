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
constexpr const char* kNewBest = ".best.new";
constexpr const char* kDamaged = ".damaged";
constexpr const char* kPart = ".part"; // of io::AtomicFile

std::string fileName(std::uint64_t iterations)
{
    char name[32];
    std::snprintf(name, sizeof name, "%012llu", static_cast<unsigned long long>(iterations));
    return name + std::string(kSuffix);
}

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::Corrupt || code == ErrorCode::Truncated || code == ErrorCode::Empty;
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

Result<std::vector<fs::path>> CheckpointFolder::files() const
{
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator it(m_folder, code), end; !code && it != end; it.increment(code))
        if (it->path().extension() == kSuffix
            && std::isdigit(static_cast<unsigned char>(it->path().filename().string().front())))
            found.push_back(it->path());
    if (code && code != std::errc::no_such_file_or_directory)
        return systemError(code.value(), m_folder.string(), "reading the folder");
    std::ranges::sort(found, std::greater());
    return found;
}

Result<void> CheckpointFolder::save(const train::Checkpoint& checkpoint)
{
    std::error_code code;
    fs::create_directories(m_folder, code);
    if (code)
        return systemError(code.value(), m_folder.string(), "making the folder");
    removeLeftovers();
    const fs::path path = m_folder / fileName(checkpoint.loop.iterations);
    auto kept = files();
    if (!kept)
        return std::move(kept).error();
    for (const fs::path& file : *kept)
        if (file > path)
            fs::rename(file, fs::path(file).replace_extension(kDamaged), code);
    if (auto written = io::writeFile(path, train::encodeCheckpoint(checkpoint)); !written)
        return written;
    keepBest(path, checkpoint);
    std::erase_if(*kept, [&](const fs::path& file) { return file >= path; });
    for (std::size_t i = std::max<std::size_t>(1, m_rule.newest) - 1; i < kept->size(); ++i)
        fs::remove((*kept)[i], code);
    return {};
}

/// Of a process that was killed while it saved. Their space may be what the next one needs.
void CheckpointFolder::removeLeftovers() const
{
    std::vector<fs::path> leftovers{m_folder / kNewBest};
    std::error_code code;
    for (fs::directory_iterator it(m_folder, code), end; !code && it != end; it.increment(code))
        if (it->path().extension() == kPart)
            leftovers.push_back(it->path());
    for (const fs::path& leftover : leftovers)
        fs::remove(leftover, code);
}

/// The first checkpoint after a smaller loss: it has the weights that were validated. A second name for the same
/// file costs no space while both are kept.
void CheckpointFolder::keepBest(const fs::path& newest, const train::Checkpoint& checkpoint)
{
    const std::optional<double> loss = checkpoint.loop.bestLoss;
    if (!m_rule.best || !loss || (m_bestLoss && *loss >= *m_bestLoss))
        return;
    m_bestLoss = loss;
    const fs::path beside = m_folder / kNewBest;
    std::error_code code; // without a best one the run still has the newest
    fs::remove(beside, code);
    fs::create_hard_link(newest, beside, code);
    if (code)
        fs::copy_file(newest, beside, fs::copy_options::overwrite_existing, code);
    if (!code)
        fs::rename(beside, m_folder / kBest, code);
}

/// Whoever wrote the newest may have been killed before keepBest().
void CheckpointFolder::findBest(const fs::path& newest, const train::Checkpoint& checkpoint)
{
    m_bestLoss.reset();
    const fs::path file = m_folder / kBest;
    std::error_code code;
    if (!m_rule.best)
        return;
    if (!fs::exists(file, code))
        return keepBest(newest, checkpoint);
    const auto best = readCheckpoint(file);
    m_bestLoss = best ? best->loop.bestLoss : checkpoint.loop.bestLoss;
    if (best)
        return keepBest(newest, checkpoint);
    m_tell("the best checkpoint cannot be read, a better one replaces it: " + describe(best.error()));
}

Result<std::optional<train::Checkpoint>> CheckpointFolder::newest()
{
    auto kept = files();
    if (!kept)
        return std::move(kept).error();
    std::error_code code;
    if (fs::exists(m_folder / kBest, code))
        kept->push_back(m_folder / kBest);
    for (const fs::path& path : *kept) {
        auto checkpoint = readCheckpoint(path);
        if (checkpoint) {
            findBest(path, *checkpoint);
            return std::optional(std::move(*checkpoint));
        }
        if (!isDamage(checkpoint.error().code))
            return std::move(checkpoint).error();
        m_tell("passed over a damaged checkpoint: " + describe(checkpoint.error()));
    }
    if (!kept->empty())
        m_tell("no checkpoint is whole: training begins anew");
    return std::optional<train::Checkpoint>();
}

} // namespace cobench::engine
