// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pool.h"

#include <algorithm>

namespace cobench::data {

std::shared_ptr<const Split> Pool::split(std::string_view title) const
{
    const auto found = std::ranges::find_if(splits, [&](const auto& split) { return split->title() == title; });
    return found == splits.end() ? nullptr : *found;
}

std::shared_ptr<const Split> Pool::defaultSplit() const
{
    if (splits.empty())
        return nullptr;
    auto test = split("test");
    return splits.size() > 1 && test ? test : splits.front();
}

std::vector<std::string> Pool::splitTitles() const
{
    std::vector<std::string> titles;
    for (const auto& split : splits)
        titles.push_back(split->title());
    return titles;
}

Pool Pool::withModels(const std::vector<std::size_t>& indices) const
{
    Pool result = *this;
    result.models.clear();
    for (const std::size_t index : indices)
        result.models.push_back(models[index]);
    for (auto& split : result.splits) {
        auto chosen = std::make_shared<Split>(*split);
        chosen->members.clear();
        for (const std::size_t index : indices)
            chosen->members.push_back(split->members[index]);
        split = std::move(chosen);
    }
    return result;
}

} // namespace cobench::data
