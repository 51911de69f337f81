// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/failure.h"
#include "core/store/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace cobench::store {

namespace {

[[noreturn]] void refuse(ErrorCode code, const std::string& subject, const std::string& place, std::string detail)
{
    throw Failure({.code = code, .subject = subject, .place = place, .detail = std::move(detail)});
}

void requireLabels(
    std::span<const data::Label> labels, std::uint32_t classes, const std::string& who, const std::string& where)
{
    const auto outside = std::ranges::find_if(labels, [&](data::Label label) { return label >= classes; });
    if (outside != labels.end())
        refuse(ErrorCode::Value,
            who,
            where + ", row " + std::to_string(outside - labels.begin() + 1),
            "class " + std::to_string(*outside) + " of " + std::to_string(classes));
}

void requireMember(
    const data::MemberPredictions& member, const data::Split& split, std::uint32_t classes, const std::string& who)
{
    const bool isLabelOnly = member.isLabelOnly();
    const std::size_t expected = isLabelOnly ? split.samples() : split.samples() * classes;
    const std::size_t size = isLabelOnly ? member.labels.size() : member.probabilities.size();
    if (size != expected)
        refuse(ErrorCode::Shape,
            who,
            split.title(),
            "has " + std::to_string(size) + " values where " + std::to_string(expected) + " belong");
    if (!std::ranges::all_of(member.probabilities, [](float value) { return std::isfinite(value); }))
        refuse(ErrorCode::Value, who, split.title(), "has probabilities that are not finite");
    if (isLabelOnly)
        requireLabels(member.labels, classes, who, split.title());
}

void requireSplit(const data::Split& split, const data::Pool& pool)
{
    if (split.samples() == 0)
        refuse(ErrorCode::Empty, pool.name, split.title(), "has no samples");
    if (split.members.size() != pool.models.size())
        refuse(ErrorCode::Shape,
            pool.name,
            split.title(),
            "has " + std::to_string(split.members.size()) + " members of " + std::to_string(pool.models.size()));
    requireLabels(split.truth, pool.classes, pool.name, split.title());
    for (std::size_t index = 0; index < split.members.size(); ++index)
        requireMember(split.members[index], split, pool.classes, pool.models[index].name);
}

void requireDistinct(std::vector<std::string> names, const std::string& pool, const std::string& what)
{
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end())
        refuse(ErrorCode::Conflict, pool, {}, "has two " + what + " named " + *twice);
}

} // namespace

void requireConsistent(const data::Pool& pool)
{
    if (pool.splits.empty() || pool.classes == 0)
        refuse(ErrorCode::Empty, pool.name, {}, "has no split or no classes");
    if (!pool.classNames.empty() && pool.classNames.size() != pool.classes)
        refuse(ErrorCode::Shape, pool.name, {}, "has another number of class names than of classes");
    for (const auto& split : pool.splits)
        requireSplit(*split, pool);
    std::vector<std::string> names;
    for (const data::Model& model : pool.models)
        names.push_back(model.name);
    requireDistinct(std::move(names), pool.name, "models");
    requireDistinct(pool.splitTitles(), pool.name, "splits");
}

} // namespace cobench::store
