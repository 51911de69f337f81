// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace arch {

struct Include {
    std::size_t line = 0; // 1-based
    std::string target; // between the quotes or brackets
    bool isQuoted = false;
};

struct SourceFile {
    std::string path; // relative to the root, with '/'
    std::vector<std::string> lines;
    std::vector<Include> includes; // none for files that are not C++

    bool isCpp() const;
    bool isUnder(std::string_view folder) const; // "core/store" holds "core/store/x.h", not "core/store2/x.h"
};

/// Everything a rule may look at: C++, protobuf, CMake, SQL and shell files outside build folders.
std::vector<SourceFile> readTree(const std::filesystem::path& root);
SourceFile parse(std::string path, std::string_view text);

} // namespace arch
