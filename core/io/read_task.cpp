// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/read_task.h"

#include "core/io/file_source.h"
#include "core/io/prediction_file.h"

namespace cobench::io {

namespace {

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

} // namespace

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

} // namespace cobench::io
