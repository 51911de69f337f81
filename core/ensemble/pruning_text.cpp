// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pruning_text.h"

#include <algorithm>
#include <charconv>

namespace cobench::ensemble {

namespace {

std::string shortest(double number)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return {text, end};
}

} // namespace

Result<void> parseShares(std::string_view text, PruningOptions& options)
{
    std::vector<double> shares;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        double share = -1.0;
        const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), share);
        if (error != std::errc{} || stop != word.data() + word.size() || !(share >= 0.0 && share <= 1.0))
            return Error{.code = ErrorCode::Usage,
                .subject = "beta " + std::string(text),
                .detail = "\"" + std::string(word) + "\" is no share",
                .cure = "give numbers from 0 to 1, e.g. 0.1 or 0.1,0.2"};
        shares.push_back(share);
        begin = end + 1;
    }
    options.beta = shares.back();
    shares.pop_back();
    options.betaPerLevel = std::move(shares);
    return {};
}

std::string sharesText(const PruningOptions& options)
{
    std::vector<double> shares;
    for (std::size_t size = 2; size <= std::max<std::size_t>(options.maxSize, 2); ++size)
        shares.push_back(options.betaOf(size));
    while (shares.size() > 1 && shares[shares.size() - 2] == shares.back())
        shares.pop_back();
    std::string text;
    for (const double share : shares)
        text += (text.empty() ? "" : ",") + shortest(share);
    return text;
}

} // namespace cobench::ensemble
