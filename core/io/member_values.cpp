// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/member_values.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <span>

namespace cobench::io {

namespace {

constexpr std::size_t kCancelEvery = 65'536; // values

std::string rowPlace(const RawMember& member, std::uint64_t row)
{
    return member.place + (member.place.empty() ? "" : ", ") + "row " + std::to_string(row);
}

std::string numberText(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

Error notFinite(const RawMember& member, std::size_t index, const ReadContext& context)
{
    return context.error(ErrorCode::Value,
        rowPlace(member, index / member.classes) + ", class " + std::to_string(index % member.classes),
        "value " + numberText(member.values[index]),
        "all values must be finite numbers");
}

struct Findings {
    bool hasNegative = false;
    std::optional<std::uint64_t> badRow; // first that does not sum to 1
    double badSum = 0;
};

Result<Findings> inspect(const RawMember& member, const ReadContext& context)
{
    Findings findings;
    const std::span<const float> values = member.values;
    const std::uint64_t rowsPerCheck = std::max<std::uint64_t>(1, kCancelEvery / member.classes);
    for (std::uint64_t row = 0; row < member.samples(); ++row) {
        if (row % rowsPerCheck == 0 && context.cancel.isCancelled())
            return cancelled();
        const std::size_t start = row * member.classes;
        double sum = 0;
        bool negative = false;
        for (const float value : values.subspan(start, member.classes)) {
            sum += static_cast<double>(value);
            negative |= value < 0;
        }
        // Finite floats cannot add up to infinity in double, so the sum alone tells that a value is not finite.
        if (!std::isfinite(sum)) {
            const auto bad
                = std::ranges::find_if_not(values.subspan(start), [](float v) { return std::isfinite(v); });
            return notFinite(member, static_cast<std::size_t>(bad - values.begin()), context);
        }
        findings.hasNegative |= negative;
        if (!findings.badRow && std::abs(sum - 1) > kRowSumTolerance) {
            findings.badRow = row;
            findings.badSum = sum;
        }
    }
    return findings;
}

Error notProbabilities(const RawMember& member, const Findings& findings, const ReadContext& context)
{
    return context.error(ErrorCode::Value,
        rowPlace(member, *findings.badRow),
        "sums to " + numberText(findings.badSum) + " without a negative value",
        "probabilities sum to 1 within 0.001; if these are logits, say so");
}

/// For a message when probabilities were promised. Precondition: there is a negative value.
Error negativeValue(const RawMember& member, const ReadContext& context)
{
    const auto bad = std::ranges::find_if(member.values, [](float value) { return value < 0; });
    const auto index = static_cast<std::size_t>(bad - member.values.begin());
    return context.error(ErrorCode::Value,
        rowPlace(member, index / member.classes),
        "value " + numberText(*bad) + " is no probability",
        "this looks like logits");
}

} // namespace

Result<void> softMaxRows(std::vector<float>& values, std::uint64_t classes, const CancelToken& cancel)
{
    const std::size_t rowsPerCheck = std::max<std::size_t>(1, kCancelEvery / classes);
    std::vector<double> powers(classes);
    for (std::size_t row = 0; row * classes < values.size(); ++row) {
        if (row % rowsPerCheck == 0 && cancel.isCancelled())
            return cancelled();
        const std::span<float> cells = std::span(values).subspan(row * classes, classes);
        const double highest = *std::ranges::max_element(cells);
        std::ranges::transform(cells, powers.begin(), [highest](float v) { return std::exp(double{v} - highest); });
        const double sum = std::accumulate(powers.begin(), powers.end(), 0.0);
        std::ranges::transform(powers, cells.begin(), [sum](double p) { return static_cast<float>(p / sum); });
    }
    return {};
}

Result<CheckedMember> checkMember(RawMember member, ValueReading reading, const ReadContext& context)
{
    if (member.values.empty())
        return CheckedMember{.predictions = {.labels = std::move(member.labels)}};
    if (member.classes < 2)
        return context.error(ErrorCode::Shape, member.place, "one class", "at least two columns of values");
    const auto findings = inspect(member, context);
    if (!findings)
        return findings.error();
    if (reading == ValueReading::Probabilities && findings->hasNegative)
        return negativeValue(member, context);
    const bool areLogits = reading == ValueReading::Logits || findings->hasNegative;
    if (!areLogits && findings->badRow)
        return notProbabilities(member, *findings, context);
    if (areLogits)
        if (auto done = softMaxRows(member.values, member.classes, context.cancel); !done)
            return std::move(done).error();
    return CheckedMember{.predictions = {.probabilities = std::move(member.values)},
        .classes = member.classes,
        .wasLogits = areLogits && reading == ValueReading::Detect};
}

} // namespace cobench::io
