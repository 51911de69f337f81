// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/replay_query.h"

#include "core/jobs/replay_plateau.h"
#include "ui/pages/reports/spec_text.h"

#include <charconv>

namespace cobench::ui {

namespace {

Error usage(std::string_view text, std::string detail)
{
    return {.code = ErrorCode::Usage,
        .subject = "replay \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write PLATEAU:RUN[,RUN…][:rate], such as lrPlateau_REDUCE+k0_0.1+patience_5:3"};
}

} // namespace

Result<ReplayQuery> parseReplayQuery(std::string_view text)
{
    const std::vector<std::string_view> fields = specFields(text);
    auto policy = jobs::parseReplayed(unescapedField(fields.front()));
    if (!policy)
        return std::move(policy).error();
    ReplayQuery query{.policy = *std::move(policy), .runs = {}, .isRate = false};
    if (fields.size() < 2)
        return usage(text, "the runs are missing");
    for (const std::string& word : unescapedList(fields[1])) {
        RunId run;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), run.value);
        if (error != std::errc() || end != word.data() + word.size() || run.value <= 0)
            return usage(text, "\"" + word + "\" is no number of a run");
        query.runs.push_back(run);
    }
    if (fields.size() > 2) {
        if (fields[2] != "rate")
            return usage(text, "there is no \"" + std::string(fields[2]) + "\" to draw");
        query.isRate = true;
    }
    return fields.size() > 3 ? Result<ReplayQuery>(usage(text, "something is left over")) : std::move(query);
}

std::string toString(const ReplayQuery& query)
{
    std::string text = escapedField(lr::format(query.policy));
    const char* separator = ":";
    for (const RunId run : query.runs) {
        text += separator + std::to_string(run.value);
        separator = ",";
    }
    return query.isRate ? text + ":rate" : text;
}

} // namespace cobench::ui
