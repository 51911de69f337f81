// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/run_tables.h"

#include "core/runs/event_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>

namespace cobench::runs {

namespace {

std::string shortest(double value)
{
    if (std::isnan(value))
        return {};
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string field = "\"";
    for (const char letter : text)
        field += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return field + "\"";
}

std::string latexText(const std::string& text)
{
    std::string safe;
    for (const char letter : text) {
        switch (letter) {
        case '\\':
            safe += "\\textbackslash{}";
            break;
        case '~':
            safe += "\\textasciitilde{}";
            break;
        case '^':
            safe += "\\textasciicircum{}";
            break;
        case '&':
        case '%':
        case '$':
        case '#':
        case '_':
        case '{':
        case '}':
            safe += '\\';
            [[fallthrough]];
        default:
            safe += letter;
        }
    }
    return safe;
}

std::string latexNumber(double value, int decimals)
{
    if (std::isnan(value))
        return "--";
    if (std::isinf(value))
        return value > 0 ? "$\\infty$" : "$-\\infty$";
    std::array<char, 400> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

} // namespace

Result<std::string> scalarsCsv(const store::RunStore& store, const std::vector<store::RunRow>& runs)
{
    std::string text = "run,name,tag,step,time,value,attempt\n";
    for (const store::RunRow& run : runs) {
        const auto tags = store.tags(run.id);
        if (!tags)
            return tags.error();
        for (const std::string& tag : *tags) {
            const auto rows = store.scalars(run.id, tag);
            if (!rows)
                return rows.error();
            const std::string begin
                = std::to_string(run.id.value) + "," + quoted(run.name) + "," + quoted(tag) + ",";
            for (const store::ScalarRow& row : *rows)
                text += begin + std::to_string(row.step) + "," + shortest(row.time) + "," + shortest(row.value)
                    + "," + std::to_string(row.attempt) + "\n";
        }
    }
    return text;
}

Result<std::string> latexTable(const store::RunStore& store,
    const std::vector<store::RunRow>& runs,
    const std::vector<std::string>& wanted,
    int decimals)
{
    const auto summaries = store.summaries();
    if (!summaries)
        return summaries.error();
    std::map<RunId, std::map<std::string, double>> last;
    for (const store::SeriesSummary& summary : *summaries)
        last[summary.run][summary.tag] = summary.last;
    std::vector<std::string> tags = wanted;
    if (tags.empty()) {
        for (const store::RunRow& run : runs)
            for (const auto& [tag, value] : last[run.id])
                tags.push_back(tag);
        std::ranges::sort(tags);
        tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    }
    std::string text = "\\begin{tabular}{l" + std::string(tags.size(), 'r') + "}\n\\toprule\nRun";
    for (const std::string& tag : tags)
        text += " & " + latexText(tag);
    text += " \\\\\n\\midrule\n";
    for (const store::RunRow& run : runs) {
        text += latexText(run.name);
        for (const std::string& tag : tags) {
            const auto value = last[run.id].find(tag);
            text += " & " + (value == last[run.id].end() ? "--" : latexNumber(value->second, decimals));
        }
        text += " \\\\\n";
    }
    return text + "\\bottomrule\n\\end{tabular}\n";
}

Result<std::string> eventFile(const store::RunStore& store, const store::RunRow& run)
{
    const auto curves = store.curves({.runs = {run.id}, .tag = {}, .parts = 0});
    if (!curves)
        return curves.error();
    EventWriter writer(run.createdAt);
    for (const store::Curve& curve : *curves)
        for (const store::CurvePoint& point : curve.points)
            writer.add(curve.tag, point.step, point.time, point.value);
    return writer.take();
}

} // namespace cobench::runs
