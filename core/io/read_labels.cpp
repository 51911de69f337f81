// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/read_labels.h"

#include "core/io/file_source.h"
#include "core/io/read_task.h"

namespace cobench::io {

namespace {

using Use = FileTask::Use;

/// What the checks between files need to know of a pool: its splits and their sizes.
CheckedFile asFile(const data::Pool& pool)
{
    CheckedFile file{.task = {.path = pool.name}};
    for (const auto& split : pool.splits) {
        CheckedFile::Split& entry = file.splits.emplace_back();
        entry.title = split->title();
        const data::MemberPredictions& member = split->members.front();
        entry.members.push_back({.name = pool.models.front().name,
            .place = {},
            .values = {.predictions = member, .classes = member.isLabelOnly() ? 0 : pool.classes}});
    }
    return file;
}

Error fitsNowhere(const data::Pool& pool, const std::filesystem::path& file)
{
    std::string sizes;
    for (const auto& split : pool.splits)
        sizes += (sizes.empty() ? "" : ", ") + split->title() + " has " + std::to_string(split->samples());
    return {.code = ErrorCode::Conflict,
        .subject = file.string(),
        .detail = "its labels fit no split of the pool",
        .cure = "one label per sample; " + sizes};
}

} // namespace

Result<NewLabels> readLabels(
    const data::Pool& pool, const std::filesystem::path& file, Progress& progress, const CancelToken& cancel)
{
    if (pool.models.empty())
        return Error{.code = ErrorCode::Empty, .subject = pool.name, .detail = "has no models to give labels to"};
    const auto size = regularFileSize(file);
    if (!size)
        return size.error();
    progress.beginStage("Reading labels", 2 * *size);
    auto labels = readTask({.path = file, .use = Use::GivenLabels}, ValueReading::Detect, progress, cancel);
    if (!labels)
        return std::move(labels).error();

    Refusals refusals(false, {});
    std::vector<CheckedFile> files;
    files.push_back(asFile(pool));
    files.push_back(std::move(*labels));
    Draft draft = groupBySplit(std::move(files), refusals);
    draft.classes = pool.classes;
    for (std::size_t i = 0; i < draft.splits.size(); ++i) { // what holds where the file does not tell
        const auto& truth = pool.splits[i]->truth;
        draft.splits[i].claims.push_back(
            {.use = Use::LabelsIfNeeded, .file = pool.name, .labels = {truth.begin(), truth.end()}});
    }
    checkTruth(draft, refusals);
    if (refusals.mustStop())
        return refusals.errors().front();

    NewLabels found(pool.splits.size());
    bool fits = false;
    for (std::size_t i = 0; i < draft.splits.size(); ++i) {
        if (draft.splits[i].truth.use != Use::GivenLabels)
            continue;
        found[i] = std::move(draft.splits[i].truth.labels);
        fits = true;
    }
    if (!fits)
        return fitsNowhere(pool, file);
    return found;
}

} // namespace cobench::io
