// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/help_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cobench::ensemble {

namespace {

std::string fixed(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return std::string(text) == "-0.00" ? "0.00" : text;
}

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g %%", 100.0 * share);
    return text;
}

/// "chance alone gives -0.10 to 0.12 (95 % of 200 pools …)"
std::string chance(const HelpReport& report, const HelpOptions& options)
{
    return "chance alone gives " + fixed(report.nullLow) + " to " + fixed(report.nullHigh) + " ("
        + percent(options.level) + " of " + std::to_string(report.nullPartials.size())
        + " pools of the same members with their failures shuffled)";
}

std::string whyUndecided(const HelpReport& report)
{
    if (report.teams < 4)
        return "There is nothing to tell: " + std::to_string(report.teams)
            + (report.teams == 1 ? " team has" : " teams have")
            + " a defined diversity score, and a correlation with member accuracy held fixed needs at least four.";
    if (std::isnan(report.overall))
        return "There is nothing to tell: all teams have the same diversity or the same accuracy.";
    if (std::isnan(report.partial))
        return "There is nothing to tell: all teams have the same mean member accuracy, or mean member accuracy "
               "alone "
               "fixes diversity or accuracy, so nothing is left when it is held fixed.";
    if (report.nullPartials.empty())
        return "Overall r = " + fixed(report.overall) + ", and " + fixed(report.partial)
            + " with mean member accuracy held fixed. Whether that is more than chance gives is not known before a "
              "comparison with shuffled pools.";
    return "There is nothing to tell.";
}

std::string verdictText(const HelpReport& report, const HelpOptions& options)
{
    const std::string given = "with mean member accuracy held fixed, r = " + fixed(report.partial);
    switch (report.verdict) {
    case HelpVerdict::Helps:
        return "Diversity helps here: " + given + ", while " + chance(report, options) + ".";
    case HelpVerdict::Hurts:
        return "More diverse teams are worse here: " + given + ", while " + chance(report, options) + ".";
    case HelpVerdict::Capability:
        return "Diversity says nothing here that member accuracy does not: " + given + ", and "
            + chance(report, options) + ". The overall r = " + fixed(report.overall)
            + " reflects member accuracy and team size.";
    case HelpVerdict::Undecided:
        break;
    }
    return whyUndecided(report);
}

/// Sizes differ in diversity and in accuracy, which a correlation over all of them takes for an effect.
std::string sizesText(const HelpReport& report)
{
    std::size_t above = 0;
    std::size_t defined = 0;
    for (const SizeCorrelation& size : report.bySize) {
        defined += std::isnan(size.r) ? 0 : 1;
        above += size.r > 0.0 ? 1 : 0;
    }
    if (defined == 0)
        return {};
    return " Within one team size the correlation is positive for " + std::to_string(above) + " of "
        + std::to_string(defined) + " sizes.";
}

} // namespace

std::string_view id(HelpVerdict verdict)
{
    switch (verdict) {
    case HelpVerdict::Helps:
        return "helps";
    case HelpVerdict::Capability:
        return "capability";
    case HelpVerdict::Hurts:
        return "hurts";
    case HelpVerdict::Undecided:
        break;
    }
    return "undecided";
}

std::string explain(const HelpReport& report, const HelpOptions& options)
{
    std::string text = verdictText(report, options) + sizesText(report);
    if (report.verdict == HelpVerdict::Undecided)
        return text;
    return text
        + " The teams share members, so they are no independent observations, and another pool or split may "
          "answer differently.";
}

} // namespace cobench::ensemble
