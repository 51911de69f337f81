// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/ensemble_answers.h"

#include <algorithm>

namespace cobench::ui {

bool Subject::hasModelsOf(const Subject& other) const
{
    if (!pool || !other.pool || pool->entry.id != other.pool->entry.id)
        return false;
    const auto idsOf
        = [](const PoolSnapshot& from) { return [&from](std::size_t member) { return from.members[member].id; }; };
    return std::ranges::equal(pool->memberOf, other.pool->memberOf, {}, idsOf(*pool), idsOf(*other.pool));
}

} // namespace cobench::ui
