// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/curves_query.h"

#include "core/study/run_filter.h"

namespace cobench::ui {

namespace {

/// The next word, taken from the front of `text`.
std::string_view takeWord(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

Error usage(std::string_view text, std::string detail)
{
    return {.code = ErrorCode::Usage,
        .subject = "curves \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write QUANTITY [over step|epoch|samples|time] [by COLUMN] [where FILTER]"};
}

} // namespace

Result<CurvesQuery> parseCurves(std::string_view text)
{
    std::string_view rest = text;
    CurvesQuery query{.tag = std::string(takeWord(rest))};
    if (query.tag.empty())
        return usage(text, "the quantity is missing");
    for (std::string_view word = takeWord(rest); !word.empty(); word = takeWord(rest)) {
        if (word == "where") {
            query.filter = std::string(rest.substr(std::min(rest.find_first_not_of(' '), rest.size())));
            break;
        }
        const std::string_view value = takeWord(rest);
        if (word == "over") {
            const auto axis = study::xAxisFromId(value);
            if (!axis)
                return usage(text, "there is no axis " + std::string(value));
            query.axis = *axis;
        } else if (word == "by" && !value.empty()) {
            query.groupBy = std::string(value);
        } else {
            return usage(text, "\"" + std::string(word) + "\" is not understood");
        }
    }
    if (const auto filter = study::RunFilter::parse(query.filter); !filter)
        return filter.error();
    return query;
}

std::string toString(const CurvesQuery& query)
{
    std::string text = query.tag;
    if (query.axis != study::XAxis::Step)
        text.append(" over ").append(id(query.axis));
    if (!query.groupBy.empty())
        text += " by " + query.groupBy;
    if (!query.filter.empty())
        text += " where " + query.filter;
    return text;
}

} // namespace cobench::ui
