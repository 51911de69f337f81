// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/source_tree.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace cobench::ensemble::test {

/// A golden file: its lines by first word.
class Golden
{
public:
    explicit Golden(const char* name)
    {
        std::ifstream file(cobench::test::sourceTree("tests/core/ensemble/golden/") + name);
        for (std::string line; std::getline(file, line);)
            if (!line.starts_with('#'))
                m_lines.push_back(line);
    }

    template <typename T>
    std::vector<std::vector<T>> rows(const std::string& key) const
    {
        std::vector<std::vector<T>> result;
        for (const std::string& line : m_lines) {
            std::istringstream words(line);
            std::string first;
            words >> first;
            if (first != key)
                continue;
            auto& row = result.emplace_back();
            for (T value; words >> value;)
                row.push_back(value);
        }
        return result;
    }

private:
    std::vector<std::string> m_lines;
};

} // namespace cobench::ensemble::test
