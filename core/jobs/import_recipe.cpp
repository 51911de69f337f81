// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/import_recipe.h"

#include <algorithm>
#include <array>

namespace cobench::jobs {

namespace {

constexpr std::string_view kInput = "input ";
constexpr std::string_view kLabels = "labels ";
constexpr std::string_view kValues = "values ";
constexpr std::array<std::string_view, 3> kReadings = {"detect", "probabilities", "logits"}; // as the enum

/// A path may hold a line feed; a recipe's line may not.
std::string escaped(std::string_view path)
{
    std::string text;
    for (const char c : path)
        text += c == '\n' ? "\\n" : c == '\\' ? "\\\\" : std::string(1, c);
    return text;
}

std::string unescaped(std::string_view text)
{
    std::string path;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == '\\' && i + 1 < text.size();
        if (isEscape)
            ++i;
        path += isEscape && text[i] == 'n' ? '\n' : text[i];
    }
    return path;
}

bool readLine(std::string_view line, io::LoadPoolOptions& options)
{
    if (line.starts_with(kInput)) {
        options.inputs.push_back(unescaped(line.substr(kInput.size())));
        return true;
    }
    if (line.starts_with(kLabels)) {
        options.labels = unescaped(line.substr(kLabels.size()));
        return true;
    }
    if (!line.starts_with(kValues))
        return false;
    const auto reading = std::ranges::find(kReadings, line.substr(kValues.size()));
    if (reading == kReadings.end())
        return false;
    options.values = static_cast<io::ValueReading>(reading - kReadings.begin());
    return true;
}

} // namespace

std::string toRecipe(const io::LoadPoolOptions& options)
{
    std::string text;
    for (const std::string& input : options.inputs)
        text.append(kInput).append(escaped(io::absoluteInput(input))).append("\n");
    if (options.labels)
        text.append(kLabels).append(escaped(std::filesystem::absolute(*options.labels).string())).append("\n");
    text.append(kValues).append(kReadings.at(static_cast<std::size_t>(options.values))).append("\n");
    return text;
}

std::optional<io::LoadPoolOptions> fromRecipe(std::string_view text)
{
    io::LoadPoolOptions options;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (!readLine(text.substr(0, end), options))
            return std::nullopt;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return options.inputs.empty() ? std::nullopt : std::optional(options);
}

} // namespace cobench::jobs
