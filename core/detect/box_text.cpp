// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/box_text.h"

#include <charconv>

namespace cobench::detect {

namespace {

void add(std::string& text, double value)
{
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    text.append(std::begin(digits), end).push_back(',');
}

std::string rows(const Outcome& outcome, std::string_view lastColumns)
{
    std::string text;
    if (!outcome.boxes)
        return text;
    for (const data::Detection& detection : *outcome.boxes) {
        text += std::to_string(outcome.number + 1) + ",-1,";
        add(text, detection.box.x + 1.0);
        add(text, detection.box.y + 1.0);
        add(text, detection.box.width);
        add(text, detection.box.height);
        add(text, detection.score);
        text += std::to_string(detection.classIndex) + ",";
        text += lastColumns;
        text += '\n';
    }
    return text;
}

} // namespace

std::string foundRows(const Outcome& outcome)
{
    return outcome.dropped ? std::string() : rows(outcome, "-1,-1");
}

std::string shownRows(const Outcome& outcome)
{
    return rows(outcome, std::to_string(outcome.age()) + ",-1");
}

} // namespace cobench::detect
