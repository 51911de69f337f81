// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/policy_query.h"

#include "ui/pages/reports/spec_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace cobench::ui {

namespace {

constexpr std::uint64_t kMostSteps = 2'000'000'000;

Error usage(std::string_view text, std::string detail)
{
    return {.code = ErrorCode::Usage,
        .subject = "learning rates \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write POLICY[*SCALE][;POLICY…][:STEPS[:iteration|epoch[:corrected|reference]]]"};
}

template <typename Number>
bool readAll(std::string_view text, Number& number)
{
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc() && end == text.data() + text.size();
}

/// A scale stands behind the last '*'; a formula ends in a brace, so that its own is none.
PolicyQuery::Drawn drawnOf(std::string_view text)
{
    PolicyQuery::Drawn drawn{.policy = unescapedField(text)};
    const std::size_t star = drawn.policy.rfind('*');
    double scale = 0.0;
    if (star == std::string::npos || !readAll(std::string_view(drawn.policy).substr(star + 1), scale)
        || !(scale > 0.0) || !std::isfinite(scale))
        return drawn;
    drawn.policy.erase(star);
    drawn.stepLength = scale;
    return drawn;
}

std::string textOf(const PolicyQuery::Drawn& drawn)
{
    std::string text = escapedField(drawn.policy);
    if (drawn.stepLength == 1.0)
        return text;
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), drawn.stepLength).ptr;
    return text + "*" + std::string(buffer.data(), end);
}

Result<void> readFields(std::string_view text, const std::vector<std::string_view>& fields, PolicyQuery& query)
{
    if (fields.size() > 1 && !fields[1].empty()
        && (!readAll(fields[1], query.steps) || query.steps < 2 || query.steps > kMostSteps))
        return usage(text, "there is no length " + std::string(fields[1]));
    if (fields.size() > 2) {
        if (fields[2] != "iteration" && fields[2] != "epoch")
            return usage(text, "there is no unit " + std::string(fields[2]));
        query.unit = fields[2] == "epoch" ? lr::Unit::Epoch : lr::Unit::Iteration;
    }
    if (fields.size() > 3) {
        if (fields[3] != "corrected" && fields[3] != "reference")
            return usage(text, "there is no convention " + std::string(fields[3]));
        query.convention = fields[3] == "reference" ? lr::Convention::Reference : lr::Convention::Corrected;
    }
    return fields.size() > 4 ? usage(text, "something is left over") : Result<void>();
}

} // namespace

Result<PolicyQuery> parsePolicyQuery(std::string_view text)
{
    const std::vector<std::string_view> fields = specFields(text);
    PolicyQuery query;
    std::string_view rest = fields.front();
    while (true) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        query.policies.push_back(drawnOf(rest.substr(0, end)));
        if (query.policies.back().policy.empty())
            return usage(text, "a policy is missing");
        if (end == rest.size())
            break;
        rest.remove_prefix(end + 1);
    }
    if (auto read = readFields(text, fields, query); !read)
        return read.error();
    return query;
}

std::string toString(const PolicyQuery& query)
{
    std::string text;
    for (const PolicyQuery::Drawn& drawn : query.policies)
        text += (text.empty() ? "" : ";") + textOf(drawn);
    const bool reference = query.convention == lr::Convention::Reference;
    const bool epochs = query.unit == lr::Unit::Epoch;
    if (query.steps > 0 || epochs || reference)
        text += ":" + (query.steps > 0 ? std::to_string(query.steps) : std::string());
    if (epochs || reference)
        text += epochs ? ":epoch" : ":iteration";
    return reference ? text + ":reference" : text;
}

} // namespace cobench::ui
