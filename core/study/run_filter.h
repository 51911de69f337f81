// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/study/run.h"

#include <memory>
#include <string>
#include <string_view>

namespace cobench::study {

struct FilterNode;

/// Which runs are meant, as a text: `model = lenet5 and best(val/accuracy) > 0.9`, `not (seed < 3 or lr ~ poly)`.
/// Comparisons = != < <= > >= and ~ (contains, case ignored) between a column and a number, word or "text"; a
/// column is what valueOf() knows, and a quantity may stand in last(), min(), max() or best(). `and` binds tighter
/// than `or`; a word alone is a part of the run's name. What is undefined fits no comparison. Copies share their
/// tree.
class RunFilter
{
public:
    /// Fits every run.
    RunFilter() = default;
    /// Empty text fits every run. Usage errors name the column of the text, counted from 1, and what is expected.
    static Result<RunFilter> parse(std::string_view text);

    bool matches(const Run& run) const;

private:
    std::shared_ptr<const FilterNode> m_root;
};

} // namespace cobench::study
