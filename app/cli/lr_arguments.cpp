// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lr_arguments.h"

#include "app/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <charconv>

namespace cobench::cli {

void addPolicy(CLI::App& command, std::string& policy)
{
    command.add_option("POLICY", policy, "A policy text (lrPolicy_TRI+k0_0.001+k1_0.006+l_2000)")
        ->required()
        ->type_name("");
}

void addLrConvention(CLI::App& command, lr::Convention& convention)
{
    addChoice(
        command,
        "--convention",
        {"corrected", "reference"},
        [&convention](std::size_t chosen) {
            convention = chosen == 0 ? lr::Convention::Corrected : lr::Convention::Reference;
        },
        "Corrected values (default) or those of the published program");
}

void addUnit(CLI::App& command, lr::Unit& unit)
{
    addChoice(
        command,
        "--unit",
        {"iteration", "epoch"},
        [&unit](std::size_t chosen) { unit = chosen == 0 ? lr::Unit::Iteration : lr::Unit::Epoch; },
        "What the policy counts (default iteration)");
}

std::string unitName(lr::Unit unit)
{
    return unit == lr::Unit::Epoch ? "epoch" : "iteration";
}

std::optional<double> parseNumber(std::string_view word)
{
    double number = 0.0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || code != std::errc() || end != word.data() + word.size())
        return std::nullopt;
    return number;
}

} // namespace cobench::cli
