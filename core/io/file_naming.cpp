// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_naming.h"

#include "core/io/load_pool.h"

#include <algorithm>
#include <compare>

namespace cobench::io {

namespace {

constexpr std::string_view kExtensions[] = {".pt", ".pth", ".npy", ".npz", ".csv", ".csv.gz"};
constexpr std::string_view kKnownSplits[] = {"train", "val", "test"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The run of digits at `at`, leading zeros left out; moves `at` behind it.
std::string_view takeNumber(std::string_view text, std::size_t& at)
{
    std::size_t start = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    while (start < at && text[start] == '0')
        ++start;
    return text.substr(start, at - start);
}

std::strong_ordering compareNumbers(std::string_view a, std::string_view b)
{
    return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

std::strong_ordering compareNaturally(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        const bool bothDigits = isDigit(a[i]) && isDigit(b[j]);
        const auto order = bothDigits ? compareNumbers(takeNumber(a, i), takeNumber(b, j))
                                      : static_cast<unsigned char>(a[i]) <=> static_cast<unsigned char>(b[j]);
        if (std::is_neq(order))
            return order;
        if (!bothDigits) {
            ++i;
            ++j;
        }
    }
    return a.size() - i <=> b.size() - j;
}

/// Length of the extension of a prediction file at the end of `name`; 0 when it has none.
std::size_t extensionLength(std::string_view name)
{
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    std::size_t longest = 0;
    for (const std::string_view extension : kExtensions)
        if (lower.ends_with(extension) && lower.size() > extension.size())
            longest = std::max(longest, extension.size());
    return longest;
}

} // namespace

bool naturalLess(std::string_view a, std::string_view b)
{
    const auto order = compareNaturally(a, b);
    return std::is_neq(order) ? std::is_lt(order) : a < b;
}

std::string predictionStem(const std::filesystem::path& path)
{
    const std::string name = path.filename().string();
    return name.substr(0, name.size() - extensionLength(name));
}

bool looksLikePredictions(const std::filesystem::path& path)
{
    const std::string name = path.filename().string();
    return !name.starts_with('.') && extensionLength(name) != 0;
}

bool isSplitTitle(std::string_view title, const std::vector<std::string>& splits)
{
    const std::string_view name = title.substr(0, title.find('@'));
    return std::ranges::find(kKnownSplits, name) != std::end(kKnownSplits)
        || std::ranges::find(splits, name) != splits.end();
}

FileRole roleOf(std::string_view stem, const std::vector<std::string>& splits)
{
    // A condition may hold dots ("fgsm-0.03"), so the split is looked for at every dot, the last one first.
    for (std::size_t dot = stem.rfind('.'); dot != std::string_view::npos && dot > 0;
         dot = stem.rfind('.', dot - 1))
        if (isSplitTitle(stem.substr(dot + 1), splits))
            return {std::string(stem.substr(0, dot)), std::string(stem.substr(dot + 1))};
    return {std::string(stem), {}};
}

} // namespace cobench::io
