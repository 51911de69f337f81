// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pool_draft.h"

#include <algorithm>

namespace cobench::io {

namespace {

using Use = FileTask::Use;

std::string_view nameOf(std::string_view title)
{
    return title.substr(0, title.find('@'));
}

/// First row in which two label vectors of one length differ.
std::size_t firstDifference(const std::vector<data::Label>& a, const std::vector<data::Label>& b)
{
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

bool hasMemberFrom(const DraftSplit& split, const std::string& file)
{
    return std::ranges::find(split.members, file, &DraftMember::file) != split.members.end();
}

/// Everything that may be the truth of `split`, in the order of trust: --labels, a labels file, the members' own, a
/// labels file beside a single one. Labels that name no split count where their number fits.
std::vector<const DraftTruth*> candidates(const Draft& draft, const DraftSplit& split, std::uint64_t samples)
{
    std::vector<const DraftTruth*> found;
    for (const DraftTruth& claim : split.claims)
        if (claim.use != Use::Predictions || hasMemberFrom(split, claim.file))
            found.push_back(&claim);
    const bool isOnlySplit = draft.splits.size() == 1;
    for (const DraftTruth& labels : draft.anySplit)
        if (isOnlySplit || labels.labels.size() == samples)
            found.push_back(&labels);
    static constexpr auto kTrust = [](const DraftTruth* truth) {
        switch (truth->use) {
        case Use::GivenLabels:
            return 0;
        case Use::Labels:
            return 1;
        case Use::Predictions:
            return 2;
        case Use::LabelsIfNeeded:
            break;
        }
        return 3;
    };
    std::ranges::stable_sort(found, {}, kTrust);
    return found;
}

/// The most trusted labels; among the members' own those that most files have.
const DraftTruth* chooseTruth(const std::vector<const DraftTruth*>& found)
{
    if (found.empty())
        return nullptr;
    const DraftTruth* best = found.front();
    if (best->use != Use::Predictions)
        return best;
    std::size_t bestVotes = 0;
    for (const DraftTruth* truth : found) {
        if (truth->use != Use::Predictions)
            continue;
        const auto votes = static_cast<std::size_t>(
            std::ranges::count_if(found, [&](const DraftTruth* other) { return other->labels == truth->labels; }));
        if (votes > bestVotes) {
            best = truth;
            bestVotes = votes;
        }
        if (2 * votes > found.size())
            break;
    }
    return best;
}

Error disagreement(const DraftTruth& claim, const DraftTruth& truth)
{
    Error error{.code = ErrorCode::Conflict, .subject = claim.file};
    if (claim.labels.size() != truth.labels.size()) {
        error.detail = std::to_string(claim.labels.size()) + " labels";
        error.cure = truth.file + " has " + std::to_string(truth.labels.size());
        return error;
    }
    const std::size_t row = firstDifference(claim.labels, truth.labels);
    error.place = "row " + std::to_string(row);
    error.detail = "label " + std::to_string(claim.labels[row]);
    error.cure = truth.file + " says " + std::to_string(truth.labels[row]);
    return error;
}

void settleTruth(const Draft& draft, DraftSplit& split, Refusals& refusals)
{
    const std::uint64_t samples = split.members.empty() ? 0 : split.members.front().samples();
    const auto found = candidates(draft, split, samples);
    const DraftTruth* chosen = chooseTruth(found);
    if (!chosen)
        return;
    for (const DraftTruth* claim : found) {
        if (claim->labels == chosen->labels || claim->use == Use::LabelsIfNeeded)
            continue;
        refusals.add(disagreement(*claim, *chosen));
        std::erase_if(split.members, [&](const DraftMember& member) { return member.file == claim->file; });
    }
    split.truth = *chosen;
}

/// A condition's samples are those of the clean split.
void inheritTruth(const Draft& draft, DraftSplit& split)
{
    for (const DraftSplit& other : draft.splits)
        if (split.truth.labels.empty() && other.title == nameOf(split.title))
            split.truth = other.truth;
}

void checkLength(DraftSplit& split, Refusals& refusals)
{
    const std::size_t labels = split.truth.labels.size();
    if (split.members.empty() || split.members.front().samples() == labels)
        return;
    const DraftMember& member = split.members.front();
    if (labels == 0)
        refusals.add({.code = ErrorCode::NotFound,
            .subject = member.file,
            .detail = "no labels for split " + split.title,
            .cure = "give a labels file, or put labels.npy beside the predictions"});
    else
        refusals.add({.code = ErrorCode::Conflict,
            .subject = split.truth.file,
            .detail = std::to_string(labels) + " labels",
            .cure
            = "the predictions of split " + split.title + " have " + std::to_string(member.samples()) + " rows"});
    split.members.clear();
}

std::string rangeText(std::uint64_t classes)
{
    return "labels must be 0 to " + std::to_string(classes - 1);
}

std::size_t firstOutOfRange(std::span<const data::Label> labels, std::uint64_t classes)
{
    const auto found = std::ranges::find_if(labels, [&](data::Label label) { return label >= classes; });
    return static_cast<std::size_t>(found - labels.begin());
}

void checkRange(DraftSplit& split, std::uint64_t classes, Refusals& refusals)
{
    const auto& truth = split.truth.labels;
    if (const std::size_t row = firstOutOfRange(truth, classes); row < truth.size()) {
        refusals.add({.code = ErrorCode::Value,
            .subject = split.truth.file,
            .place = "row " + std::to_string(row),
            .detail = "label " + std::to_string(truth[row]),
            .cure = rangeText(classes)});
        split.members.clear();
    }
    std::erase_if(split.members, [&](const DraftMember& member) {
        const auto& labels = member.values.predictions.labels;
        const std::size_t row = firstOutOfRange(labels, classes);
        if (row == labels.size())
            return false;
        Error error = member.error(ErrorCode::Value, "label " + std::to_string(labels[row]), rangeText(classes));
        error.place += (error.place.empty() ? "row " : ", row ") + std::to_string(row);
        refusals.add(std::move(error));
        return true;
    });
}

} // namespace

void checkTruth(Draft& draft, Refusals& refusals)
{
    for (DraftSplit& split : draft.splits)
        settleTruth(draft, split, refusals);
    for (DraftSplit& split : draft.splits) {
        inheritTruth(draft, split);
        checkLength(split, refusals);
        checkRange(split, draft.classes, refusals);
    }
}

} // namespace cobench::io
