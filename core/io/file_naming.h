// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::io {

/// What a file's name says: `<model>.<split>[@condition].<ext>`.
struct FileRole {
    std::string model;
    std::string title; // as data::Split::title(); empty: the name does not tell
    bool operator==(const FileRole&) const = default;
};

/// File name without the extensions of prediction files, .gz included.
std::string predictionStem(const std::filesystem::path& path);

/// `splits` are the names that count as splits beside train, val and test.
FileRole roleOf(std::string_view stem, const std::vector<std::string>& splits);

/// Whether `title` is a split, with or without a condition.
bool isSplitTitle(std::string_view title, const std::vector<std::string>& splits);

/// Runs of digits compare as numbers, the rest bytewise; texts that differ only in leading zeros compare bytewise.
bool naturalLess(std::string_view a, std::string_view b);

} // namespace cobench::io
