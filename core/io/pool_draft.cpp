// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pool_draft.h"

#include <algorithm>
#include <map>
#include <set>

namespace cobench::io {

namespace {

constexpr std::string_view kOnlySplit = "test"; // what the split of a pool that names none is called

DraftSplit& splitOf(Draft& draft, const std::string& title)
{
    const std::string name = title.empty() ? std::string(kOnlySplit) : title;
    const auto found = std::ranges::find(draft.splits, name, &DraftSplit::title);
    return found == draft.splits.end() ? draft.splits.emplace_back(DraftSplit{.title = name}) : *found;
}

/// The file's own title when it has one; under "val=PATH" only what belongs to val, or the file's only split.
std::optional<std::string> titleFor(const CheckedFile& file, const CheckedFile::Split& split)
{
    const std::string& only = file.task.onlySplit;
    if (split.title.empty())
        return file.task.title;
    if (only.empty() || split.title == only || split.title.starts_with(only + "@"))
        return split.title;
    return file.splits.size() == 1 ? std::optional(only) : std::nullopt;
}

void addMember(DraftSplit& split, DraftMember member, Refusals& refusals)
{
    const auto same = std::ranges::find(split.members, member.model, &DraftMember::model);
    if (same == split.members.end())
        split.members.push_back(std::move(member));
    else
        refusals.add(member.error(ErrorCode::Conflict,
            "a second model '" + member.model + "' for split " + split.title + ", beside " + same->file,
            "names must differ"));
}

void addLabels(Draft& draft, const CheckedFile& file, CheckedFile::Split& split, Refusals& refusals)
{
    const std::string path = file.task.path.string();
    auto& bare = split.members;
    std::vector<data::Label> labels = std::move(split.truth);
    if (labels.empty() && bare.size() == 1 && bare.front().values.classes == 0) {
        const auto& answers = bare.front().values.predictions.labels;
        labels.assign(answers.begin(), answers.end());
    }
    const auto title = titleFor(file, split);
    if (labels.empty())
        return refusals.add(
            {.code = ErrorCode::Shape, .subject = path, .detail = "no labels", .cure = "one per sample"});
    if (!title)
        return;
    DraftTruth truth{.use = file.task.use, .file = path, .labels = std::move(labels)};
    auto& claims = title->empty() ? draft.anySplit : splitOf(draft, *title).claims;
    claims.push_back(std::move(truth));
}

void addPredictions(Draft& draft, const CheckedFile& file, CheckedFile::Split& split, Refusals& refusals)
{
    const auto title = titleFor(file, split);
    if (!title)
        return;
    const std::string path = file.task.path.string();
    DraftSplit& target = splitOf(draft, *title);
    for (CheckedFile::Member& member : split.members)
        addMember(target,
            {.model = member.name.empty() ? file.task.model : member.name,
                .file = path,
                .place = member.place,
                .values = std::move(member.values)},
            refusals);
    if (!split.truth.empty())
        target.claims.push_back(
            {.use = FileTask::Use::Predictions, .file = path, .labels = std::move(split.truth)});
}

/// The value most members share; the first such when several are as frequent.
template <typename Value>
std::uint64_t mostCommon(const std::vector<DraftMember>& members, Value value)
{
    std::map<std::uint64_t, std::size_t> counts;
    for (const DraftMember& member : members)
        ++counts[value(member)];
    std::uint64_t best = 0;
    for (const DraftMember& member : members)
        if (counts[value(member)] > counts[best])
            best = value(member);
    return best;
}

/// Removes the members `isBad` says, after `complain` made an error of each.
template <typename IsBad, typename Complain>
void refuse(DraftSplit& split, Refusals& refusals, IsBad isBad, Complain complain)
{
    for (const DraftMember& member : split.members)
        if (isBad(member))
            refusals.add(complain(member));
    std::erase_if(split.members, isBad);
}

std::uint64_t highestLabel(const Draft& draft)
{
    data::Label highest = 0;
    const auto see = [&](std::span<const data::Label> labels) {
        for (const data::Label label : labels)
            highest = std::max(highest, label);
    };
    for (const DraftTruth& truth : draft.anySplit)
        see(truth.labels);
    for (const DraftSplit& split : draft.splits) {
        for (const DraftMember& member : split.members)
            see(member.values.predictions.labels);
        for (const DraftTruth& claim : split.claims)
            see(claim.labels);
    }
    return highest;
}

} // namespace

std::uint64_t DraftMember::samples() const
{
    return values.classes ? values.predictions.probabilities.size() / values.classes
                          : values.predictions.labels.size();
}

Error DraftMember::error(ErrorCode code, std::string detail, std::string cure) const
{
    return {.code = code, .subject = file, .place = place, .detail = std::move(detail), .cure = std::move(cure)};
}

Draft groupBySplit(std::vector<CheckedFile> files, Refusals& refusals)
{
    Draft draft;
    for (CheckedFile& file : files) {
        for (CheckedFile::Split& split : file.splits) {
            if (file.task.use == FileTask::Use::Predictions)
                addPredictions(draft, file, split, refusals);
            else
                addLabels(draft, file, split, refusals);
        }
    }
    std::erase_if(draft.splits, [](const DraftSplit& split) { return split.members.empty(); });
    return draft;
}

void checkShapes(Draft& draft, std::size_t classNames, Refusals& refusals)
{
    std::vector<DraftMember> withClasses;
    for (DraftSplit& split : draft.splits) {
        const std::uint64_t samples = mostCommon(split.members, [](const DraftMember& m) { return m.samples(); });
        refuse(
            split,
            refusals,
            [&](const DraftMember& member) { return member.samples() != samples; },
            [&](const DraftMember& member) {
                return member.error(ErrorCode::Conflict,
                    std::to_string(member.samples()) + " samples",
                    "the other members of split " + split.title + " have " + std::to_string(samples));
            });
        std::ranges::copy_if(split.members, std::back_inserter(withClasses), [](const DraftMember& m) {
            return m.values.classes > 0;
        });
    }
    draft.classes = mostCommon(withClasses, [](const DraftMember& m) { return m.values.classes; });
    if (draft.classes == 0)
        draft.classes = classNames ? classNames : std::max<std::uint64_t>(2, highestLabel(draft) + 1U);
    for (DraftSplit& split : draft.splits)
        refuse(
            split,
            refusals,
            [&](const DraftMember& member) {
                return member.values.classes && member.values.classes != draft.classes;
            },
            [&](const DraftMember& member) {
                return member.error(ErrorCode::Conflict,
                    std::to_string(member.values.classes) + " classes",
                    "the other members have " + std::to_string(draft.classes));
            });
}

void keepCompleteModels(Draft& draft, Refusals& refusals)
{
    std::map<std::string, std::size_t> seen;
    for (const DraftSplit& split : draft.splits)
        for (const DraftMember& member : split.members)
            ++seen[member.model];
    std::set<std::string> named;
    for (DraftSplit& split : draft.splits) {
        for (const DraftMember& member : split.members)
            if (seen[member.model] < draft.splits.size() && named.insert(member.model).second)
                refusals.add(member.error(ErrorCode::Conflict,
                    "model '" + member.model + "' is missing in another split",
                    "one file per split"));
        std::erase_if(
            split.members, [&](const DraftMember& member) { return seen[member.model] < draft.splits.size(); });
    }
}

} // namespace cobench::io
