// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace cobench::ui {

using MemberList = std::vector<store::MemberEntry>;

/// One change to a member list and its inverse. Both find members by id and leave others alone, so they stay right
/// when members join in between (training), and doing one twice does no harm.
struct MemberEdit {
    std::function<void(MemberList&)> redo;
    std::function<void(MemberList&)> undo;
};

MemberEdit renameEdit(std::int64_t id, const std::string& before, const std::string& after);
/// Members that have the flag already are left out, so that undo brings back exactly what was.
MemberEdit excludeEdit(const MemberList& now, const std::vector<std::int64_t>& ids, bool excluded);
MemberEdit deleteEdit(const MemberList& now, const std::vector<std::int64_t>& ids);
/// `ids` in the wanted order; members not named stay behind them.
MemberEdit orderEdit(const MemberList& now, const std::vector<std::int64_t>& ids);

} // namespace cobench::ui
