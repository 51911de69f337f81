// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/arch/source_tree.h"

#include <string>
#include <vector>

namespace arch {

struct Finding {
    std::string rule; // short id, e.g. "qt-in-core"
    std::string path;
    std::size_t line = 0; // 0 = the whole file
    std::string text;
    bool isWarning = false;
};

/// "path:line: [rule] text"
std::string toString(const Finding& finding);

/// All rules over all files, in the files' order.
std::vector<Finding> check(const std::vector<SourceFile>& files);

} // namespace arch
