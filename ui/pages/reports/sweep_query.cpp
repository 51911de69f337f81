// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/sweep_query.h"

#include "ui/pages/reports/spec_text.h"

namespace cobench::ui {

namespace {

Error usage(std::string_view text, std::string detail)
{
    return {.code = ErrorCode::Usage,
        .subject = "sweep \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write GROUP[:QUANTITY[:last|best]], such as cifar10:test/accuracy:best"};
}

} // namespace

Result<SweepQuery> parseSweepQuery(std::string_view text)
{
    const std::vector<std::string_view> fields = specFields(text);
    SweepQuery query{.group = unescapedField(fields.front())};
    if (query.group.empty())
        return usage(text, "a group is missing");
    if (fields.size() > 1)
        query.metric.tag = unescapedField(fields[1]);
    if (fields.size() > 2) {
        if (fields[2] != "last" && fields[2] != "best")
            return usage(text, "there is no \"" + std::string(fields[2]) + "\" of a run");
        query.metric.statistic = fields[2] == "best" ? study::Statistic::Best : study::Statistic::Last;
    }
    return fields.size() > 3 ? Result<SweepQuery>(usage(text, "something is left over")) : query;
}

std::string toString(const SweepQuery& query)
{
    std::string text = escapedField(query.group);
    const bool isBest = query.metric.statistic == study::Statistic::Best;
    if (!query.metric.tag.empty() || isBest)
        text += ":" + escapedField(query.metric.tag);
    return isBest ? text + ":best" : text;
}

} // namespace cobench::ui
