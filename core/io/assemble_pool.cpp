// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/assemble_pool.h"

#include "core/io/file_naming.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace cobench::io {

namespace {

template <typename T>
std::string_view rawBytes(std::span<const T> values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

/// Bytes to compare two members by, bit for bit.
std::string_view fingerprintOf(const data::MemberPredictions& member)
{
    return member.isLabelOnly() ? rawBytes(member.labels.view()) : rawBytes(member.probabilities.view());
}

/// Members that answer alike on every sample of every split are one model twice.
void warnOfDuplicates(const data::Pool& pool, std::vector<Warning>& warnings)
{
    std::multimap<std::size_t, std::size_t> byHash;
    const auto equal = [&](std::size_t a, std::size_t b) {
        return std::ranges::all_of(pool.splits, [&](const auto& split) {
            return fingerprintOf(split->members[a]) == fingerprintOf(split->members[b]);
        });
    };
    for (std::size_t i = 0; i < pool.size(); ++i) {
        const std::size_t hash = std::hash<std::string_view>()(fingerprintOf(pool.splits.front()->members[i]));
        const auto [first, last] = byHash.equal_range(hash);
        const auto twin = std::find_if(first, last, [&](const auto& entry) { return equal(entry.second, i); });
        if (twin != last)
            warnings.push_back({.subject = pool.models[i].name,
                .detail = "answers exactly as " + pool.models[twin->second].name + " does",
                .cure = "leave one of them out, unless that is meant"});
        else
            byHash.emplace(hash, i);
    }
}

void warnOfLogits(const Draft& draft, std::vector<Warning>& warnings)
{
    for (const DraftSplit& split : draft.splits)
        for (const DraftMember& member : split.members)
            if (member.values.wasLogits)
                warnings.push_back({.subject = member.file,
                    .place = member.place,
                    .detail = "holds negative values: read as logits and soft-maxed"});
}

/// train, val, test, then the others by name; a condition behind its clean split.
void sortSplits(std::vector<DraftSplit>& splits)
{
    const auto rank = [](const DraftSplit& split) {
        static constexpr std::string_view kOrder[] = {"train", "val", "test"};
        const auto name = std::string_view(split.title).substr(0, split.title.find('@'));
        return std::ranges::find(kOrder, name) - std::begin(kOrder);
    };
    std::ranges::sort(splits, [&](const DraftSplit& a, const DraftSplit& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : naturalLess(a.title, b.title);
    });
}

/// Places the described models first, in their order; the others keep theirs.
std::vector<std::string> orderOf(const DraftSplit& split, const PoolDescription& description)
{
    std::vector<std::string> order;
    for (const DraftMember& member : split.members)
        order.push_back(member.model);
    const auto rank = [&](const std::string& model) {
        const auto found = std::ranges::find(description.models, model, &PoolDescription::Model::file);
        return found - description.models.begin();
    };
    std::ranges::stable_sort(order, {}, rank);
    return order;
}

void addModels(data::Pool& pool,
    const DraftSplit& split,
    const std::vector<std::string>& order,
    const PoolDescription& description)
{
    for (const std::string& file : order) {
        const auto member = std::ranges::find(split.members, file, &DraftMember::model);
        data::Model model{.name = file, .source = member->file};
        const auto described = std::ranges::find(description.models, file, &PoolDescription::Model::file);
        if (described != description.models.end()) {
            model.name = described->name;
            model.cost = described->cost;
        }
        pool.models.push_back(std::move(model));
    }
}

std::shared_ptr<const data::Split> finishSplit(DraftSplit& draft, const std::vector<std::string>& order)
{
    auto split = std::make_shared<data::Split>();
    const std::size_t at = draft.title.find('@');
    split->name = draft.title.substr(0, at);
    split->condition = at == std::string::npos ? "" : draft.title.substr(at + 1);
    split->truth = std::move(draft.truth.labels);
    for (const std::string& model : order)
        split->members.push_back(std::ranges::find(draft.members, model, &DraftMember::model)->values.predictions);
    return split;
}

void addDescription(data::Pool& pool, const FoundFiles& found, std::vector<Warning>& warnings)
{
    const PoolDescription& description = found.description;
    pool.name = found.poolName;
    pool.licence = description.licence;
    pool.source = description.source;
    if (description.classNames.size() == pool.classes)
        pool.classNames = description.classNames;
    else if (!description.classNames.empty())
        warnings.push_back({.subject = "pool.json",
            .place = "\"classes\"",
            .detail = std::to_string(description.classNames.size()) + " names",
            .cure = "there are " + std::to_string(pool.classes) + " classes"});
}

Result<void> checkNames(const data::Pool& pool)
{
    std::vector<std::string> names;
    for (const data::Model& model : pool.models)
        names.push_back(model.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice == names.end())
        return {};
    return Error{.code = ErrorCode::Conflict,
        .subject = "pool.json",
        .detail = "two models are called '" + *twice + "'",
        .cure = "names must differ"};
}

Error nothingLeft(Refusals& refusals, const FoundFiles& found)
{
    if (!refusals.errors().empty())
        return refusals.errors().front();
    return {.code = ErrorCode::Empty, .subject = found.poolName, .detail = "no predictions"};
}

} // namespace

Result<std::shared_ptr<const data::Pool>> assemblePool(
    std::vector<CheckedFile> files, const FoundFiles& found, Refusals& refusals, std::vector<Warning>& warnings)
{
    Draft draft = groupBySplit(std::move(files), refusals);
    checkShapes(draft, found.description.classNames.size(), refusals);
    checkTruth(draft, refusals);
    std::erase_if(draft.splits, [](const DraftSplit& split) { return split.members.empty(); });
    keepCompleteModels(draft, refusals);
    if (refusals.mustStop() || draft.splits.empty() || draft.splits.front().members.empty())
        return nothingLeft(refusals, found);

    sortSplits(draft.splits);
    warnOfLogits(draft, warnings);
    data::Pool pool;
    pool.classes = static_cast<std::uint32_t>(draft.classes);
    const auto order = orderOf(draft.splits.front(), found.description);
    addModels(pool, draft.splits.front(), order, found.description);
    if (auto checked = checkNames(pool); !checked)
        return std::move(checked).error();
    for (DraftSplit& split : draft.splits)
        pool.splits.push_back(finishSplit(split, order));
    addDescription(pool, found, warnings);
    warnOfDuplicates(pool, warnings);
    return std::make_shared<const data::Pool>(std::move(pool));
}

} // namespace cobench::io
