// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/load_pool.h"

#include "core/common/parallel.h"
#include "core/io/assemble_pool.h"
#include "core/io/file_source.h"
#include "core/io/read_task.h"

#include <atomic>

namespace cobench::io {

namespace {

struct ReadOutcome {
    std::optional<Result<CheckedFile>> file; // nothing: not tried, because an earlier one failed
    std::uint64_t bytes = 0;
};

/// Bytes to go through: each file is read and then decoded. Files that cannot be asked are left to the reading.
std::uint64_t totalWork(const std::vector<FileTask>& tasks)
{
    std::uint64_t bytes = 0;
    for (const FileTask& task : tasks)
        if (const auto size = regularFileSize(task.path))
            bytes += *size;
    return 2 * bytes;
}

std::uint64_t memoryOf(const CheckedFile& file)
{
    std::uint64_t bytes = 0;
    for (const CheckedFile::Split& split : file.splits) {
        bytes += split.truth.size() * sizeof(data::Label);
        for (const CheckedFile::Member& member : split.members)
            bytes += member.values.predictions.probabilities.size() * sizeof(float)
                + member.values.predictions.labels.size() * sizeof(data::Label);
    }
    return bytes;
}

Error overLimit(std::uint64_t limit)
{
    return {.code = ErrorCode::TooLarge,
        .subject = "memory",
        .detail = "the predictions need more than " + std::to_string(limit >> 20U) + " MiB",
        .cure = "raise the memory limit, or import fewer models at once"};
}

/// Stops early at the first bad file when strict, and at the memory limit always.
Result<std::vector<ReadOutcome>> readAll(const std::vector<FileTask>& tasks,
    const LoadPoolOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    progress.beginStage("Reading predictions", totalWork(tasks));
    std::vector<ReadOutcome> outcomes(tasks.size());
    std::atomic<bool> hasFailed = false;
    std::atomic<std::uint64_t> held = 0;
    const auto isFull = [&] { return options.memoryBytes > 0 && held > options.memoryBytes; };
    const auto read = [&](std::size_t i) {
        if ((hasFailed && !options.keepGoing) || isFull())
            return;
        if (const auto size = regularFileSize(tasks[i].path))
            outcomes[i].bytes = *size;
        outcomes[i].file = readTask(tasks[i], options.values, progress, cancel);
        if (outcomes[i].file->ok())
            held += memoryOf(**outcomes[i].file);
        else
            hasFailed = true;
    };
    if (auto done = parallelFor(options.threads, tasks.size(), read, cancel); !done)
        return std::move(done).error();
    if (isFull())
        return overLimit(options.memoryBytes);
    return outcomes;
}

/// Files that were read; the others become refusals.
std::vector<CheckedFile> takeReadable(
    std::vector<ReadOutcome> outcomes, const std::vector<FileTask>& tasks, LoadedPool& loaded, Refusals& refusals)
{
    std::vector<CheckedFile> files;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i].file)
            continue;
        if (!outcomes[i].file->ok()) {
            if (tasks[i].use != FileTask::Use::LabelsIfNeeded) // nobody asked for those
                refusals.add(std::move(*outcomes[i].file).error());
            continue;
        }
        loaded.sources.push_back({.path = tasks[i].path, .bytes = outcomes[i].bytes});
        files.push_back(std::move(**outcomes[i].file));
    }
    return files;
}

} // namespace

Result<LoadedPool> loadPool(const LoadPoolOptions& options, Progress& progress, const CancelToken& cancel)
{
    auto found = findFiles(options, cancel);
    if (!found)
        return std::move(found).error();
    auto outcomes = readAll(found->tasks, options, progress, cancel);
    if (!outcomes)
        return std::move(outcomes).error();
    if (cancel.isCancelled())
        return cancelled();

    LoadedPool loaded;
    Refusals refusals(options.keepGoing, std::move(found->refused));
    auto files = takeReadable(std::move(*outcomes), found->tasks, loaded, refusals);
    if (refusals.mustStop())
        return refusals.errors().front();
    auto pool = assemblePool(std::move(files), *found, refusals, loaded.warnings);
    if (!pool && (!options.keepGoing || refusals.errors().empty()))
        return std::move(pool).error();
    if (pool)
        loaded.pool = std::move(*pool);
    else if (describe(pool.error()) != describe(refusals.errors().front()))
        refusals.add(std::move(pool).error());
    loaded.refused = std::move(refusals.errors());
    return loaded;
}

} // namespace cobench::io
