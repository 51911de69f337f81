// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

namespace cobench::test {

/// Three label-only models on four samples of two classes: model 0 wrong on none, 1 on {3}, 2 on {2, 3}.
inline data::Pool smallPool()
{
    using Labels = std::vector<data::Label>;
    auto split = std::make_shared<data::Split>();
    split->name = "val";
    split->truth = Labels{0, 1, 0, 1};
    for (const Labels& labels : {Labels{0, 1, 0, 1}, Labels{0, 1, 0, 0}, Labels{0, 1, 1, 0}})
        split->members.push_back({.labels = labels});
    data::Pool pool{.name = "small", .classes = 2, .splits = {std::move(split)}};
    for (const char* name : {"ant", "bee", "cow"})
        pool.models.push_back({.name = name});
    return pool;
}

} // namespace cobench::test
