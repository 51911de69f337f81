// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/choose_teams.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cobench::ui {

/// How teams are chosen, as a text: "METHOD[:KEY=VALUE,…]". METHOD is one of `cobench-cli ensemble select`, KEYs
/// are its options without dashes, several metrics with '+' between them; and focal=INDEX picks the member whose
/// view is drawn.
struct SelectionQuery {
    jobs::SelectionOptions options; // metrics: of methods that take several; none = the usual ones
    std::optional<std::uint32_t> focal; // nothing = the first view there is

    bool operator==(const SelectionQuery&) const = default;
};

/// Usage for a method, a key or a value there is not, and for a key that makes no difference to the method.
Result<SelectionQuery> parseSelection(std::string_view text);
/// What differs from the defaults; "" for all of them.
std::string toString(const SelectionQuery& query);

/// What the method takes and differs from the defaults: names of the command line's options, without dashes, and
/// values.
std::vector<std::pair<std::string, std::string>> parametersOf(const jobs::SelectionOptions& options);

} // namespace cobench::ui
