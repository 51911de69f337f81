// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/load_pool.h"

#include "core/common/parallel.h"
#include "core/io/assemble_pool.h"
#include "core/io/file_source.h"
#include "core/io/prediction_file.h"

#include <atomic>

namespace cobench::io {

namespace {

struct ReadOutcome {
    std::optional<Result<CheckedFile>> file; // nothing: not tried, because an earlier one failed
    std::uint64_t bytes = 0;
};

Result<CheckedFile> checkFile(RawFile raw, const FileTask& task, ValueReading reading, const ReadContext& context)
{
    CheckedFile checked{.task = task};
    for (RawSplit& split : raw.splits) {
        CheckedFile::Split target{.title = split.title, .truth = std::move(split.truth)};
        for (RawMember& member : split.members) {
            const std::uint64_t samples = member.samples();
            if (!target.truth.empty() && target.truth.size() != samples)
                return context.error(ErrorCode::Shape,
                    member.place,
                    std::to_string(samples) + " rows of predictions",
                    "there are " + std::to_string(target.truth.size()) + " labels");
            CheckedFile::Member named{.name = member.name, .place = member.place};
            auto values = checkMember(std::move(member), reading, context);
            if (!values)
                return std::move(values).error();
            named.values = std::move(*values);
            target.members.push_back(std::move(named));
        }
        checked.splits.push_back(std::move(target));
    }
    return checked;
}

Result<CheckedFile> readTask(
    const FileTask& task, ValueReading reading, Progress& progress, const CancelToken& cancel)
{
    const auto bytes = readFile(task.path, progress, cancel);
    if (!bytes)
        return bytes.error();
    ReadContext context(task.path.string(), bytes->size(), cancel, &progress);
    auto raw = readPredictionFile(*bytes, context);
    if (!raw)
        return std::move(raw).error();
    context.decoded(1);
    return checkFile(std::move(*raw), task, reading, context);
}

/// Bytes to go through: each file is read and then decoded. Files that cannot be asked are left to the reading.
std::uint64_t totalWork(const std::vector<FileTask>& tasks)
{
    std::uint64_t bytes = 0;
    for (const FileTask& task : tasks)
        if (const auto size = regularFileSize(task.path))
            bytes += *size;
    return 2 * bytes;
}

Result<std::vector<ReadOutcome>> readAll(const std::vector<FileTask>& tasks,
    const LoadPoolOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    progress.beginStage("Reading predictions", totalWork(tasks));
    std::vector<ReadOutcome> outcomes(tasks.size());
    std::atomic<bool> hasFailed = false;
    const auto read = [&](std::size_t i) {
        if (hasFailed && !options.keepGoing)
            return;
        if (const auto size = regularFileSize(tasks[i].path))
            outcomes[i].bytes = *size;
        outcomes[i].file = readTask(tasks[i], options.values, progress, cancel);
        if (!outcomes[i].file->ok())
            hasFailed = true;
    };
    if (auto done = parallelFor(options.threads, tasks.size(), read, cancel); !done)
        return std::move(done).error();
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
    if (!pool)
        return std::move(pool).error();
    loaded.pool = std::move(*pool);
    loaded.refused = std::move(refusals.errors());
    return loaded;
}

} // namespace cobench::io
