// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/composition.h"

#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using lr::Family;

constexpr double kLongest = 1e12; // that is written out in full

QString tr(const char* text)
{
    return QCoreApplication::translate("Composition", text);
}

double rounded(double value)
{
    return std::max(1.0, std::round(value));
}

/// Three significant digits: a number that somebody will read.
double shortened(double value)
{
    if (value == 0.0 || !std::isfinite(value))
        return value;
    const double scale = std::pow(10.0, 2.0 - std::floor(std::log10(std::abs(value))));
    return std::round(value * scale) / scale;
}

double typicalGamma(Family family, double length)
{
    switch (family) {
    case Family::Step:
    case Family::NStep:
        return 0.1;
    case Family::Inv:
        return shortened(10.0 / length);
    case Family::Sig:
        return shortened(-12.0 / length);
    case Family::Exp:
        return std::pow(0.01, 1.0 / length);
    case Family::OneCycle: // PyTorch's: the last rate is a ten thousandth of the first
        return 1e-4;
    default:
        return std::pow(0.1, 1.0 / length);
    }
}

double typicalPower(Family family)
{
    switch (family) {
    case Family::Inv:
        return 0.75;
    case Family::OneCycle: // the share that rises
        return 0.3;
    case Family::Sgdr: // cycles twice as long as the one before
        return 2.0;
    default:
        return 1.0;
    }
}

std::vector<double> typicalLengths(Family family, double length)
{
    switch (family) {
    case Family::Step:
        return {rounded(length / 3.0)};
    case Family::NStep:
        return {rounded(0.5 * length), rounded(0.5 * length) + rounded(0.25 * length)};
    case Family::Poly:
    case Family::Linear:
    case Family::OneCycle:
        return {rounded(length)};
    case Family::Sgdr:
        return {rounded(length / 7.0)};
    case Family::Wsd:
        return {rounded(0.1 * length),
            rounded(0.1 * length) + rounded(0.7 * length),
            rounded(0.1 * length) + rounded(0.7 * length) + rounded(0.2 * length)};
    case Family::InvSqrt:
        return {rounded(0.1 * length)};
    case Family::Sig:
        return {rounded(length / 2.0)};
    default:
        return {rounded(length / 6.0)};
    }
}

} // namespace

double segmentBegin(const lr::Schedule& schedule, std::size_t segment)
{
    return segment == 0 ? 0.0 : schedule.boundaries[segment - 1];
}

double segmentEnd(const lr::Schedule& schedule, std::size_t segment, std::uint64_t steps)
{
    return segment < schedule.boundaries.size()
        ? schedule.boundaries[segment]
        : std::max(static_cast<double>(steps), segmentBegin(schedule, segment) + 1.0);
}

lr::Policy typicalPolicy(Family family, double length, double low, double high)
{
    const lr::FamilyInfo& read = lr::info(family);
    lr::Policy policy{.family = family, .k0 = read.k1 ? low : read.k0 ? high : 0.0};
    if (read.k1)
        policy.k1 = high;
    if (read.gamma)
        policy.gamma = typicalGamma(family, length);
    if (read.p)
        policy.p = typicalPower(family);
    if (read.expression)
        policy.expression
            = shortNumber(high).toStdString() + "*exp(-t/" + shortNumber(rounded(length / 5.0)).toStdString() + ")";
    if (read.l)
        policy.l = typicalLengths(family, length);
    return policy;
}

lr::Schedule withBoundary(lr::Schedule schedule, std::size_t boundary, double at, std::uint64_t steps)
{
    const double low = segmentBegin(schedule, boundary) + 1.0;
    const double high = std::max(low, segmentEnd(schedule, boundary + 1, steps) - 1.0);
    schedule.boundaries[boundary] = std::clamp(std::round(at), low, high);
    return schedule;
}

lr::Schedule withSegmentAfter(lr::Schedule schedule, std::size_t segment, std::uint64_t steps)
{
    const double begin = segmentBegin(schedule, segment);
    const double end = segmentEnd(schedule, segment, steps);
    const double middle = std::max(begin + 1.0, std::round((begin + end) / 2.0));
    const double rate = lr::valueAt(schedule, middle - 1.0);
    const auto place = static_cast<std::ptrdiff_t>(segment);
    schedule.boundaries.insert(schedule.boundaries.begin() + place, middle);
    schedule.policies.insert(schedule.policies.begin() + place + 1, lr::Policy{.k0 = shortened(rate)});
    // Segments of one step cannot be halved: those behind make room.
    for (std::size_t i = segment + 1; i < schedule.boundaries.size(); ++i)
        schedule.boundaries[i] = std::max(schedule.boundaries[i], schedule.boundaries[i - 1] + 1.0);
    return schedule;
}

lr::Schedule withoutSegment(lr::Schedule schedule, std::size_t segment)
{
    if (schedule.policies.size() == 1)
        return schedule;
    const auto place = static_cast<std::ptrdiff_t>(segment);
    schedule.policies.erase(schedule.policies.begin() + place);
    schedule.boundaries.erase(schedule.boundaries.begin() + std::max<std::ptrdiff_t>(0, place - 1));
    return schedule;
}

lr::Schedule withSegmentsSwapped(lr::Schedule schedule, std::size_t first, std::uint64_t steps)
{
    const double second = segmentEnd(schedule, first + 1, steps) - segmentBegin(schedule, first + 1);
    std::swap(schedule.policies[first], schedule.policies[first + 1]);
    schedule.boundaries[first] = segmentBegin(schedule, first) + second;
    return schedule;
}

lr::Schedule withFamily(lr::Schedule schedule, std::size_t segment, Family family, std::uint64_t steps)
{
    lr::Policy& policy = schedule.policies[segment];
    const lr::FamilyInfo& before = lr::info(policy.family);
    const double most = std::max(policy.k0, before.k1 ? policy.k1 : policy.k0);
    const double least = before.k1 ? std::min(policy.k0, policy.k1) : 0.1 * most;
    const double length = segmentEnd(schedule, segment, steps) - segmentBegin(schedule, segment);
    lr::Policy next = typicalPolicy(family, length, least, most);
    const lr::FamilyInfo& after = lr::info(family);
    if (before.l && after.l && !before.lIsList && !after.lIsList && isCyclic(policy.family) && isCyclic(family))
        next.l = policy.l;
    policy = std::move(next);
    return schedule;
}

bool isCyclic(Family family)
{
    return family >= Family::Tri && family <= Family::CosRswExp;
}

store::PolicyText toText(const Composition& composition)
{
    return {.text = lr::format(composition.schedule), .perEpoch = composition.unit == lr::Unit::Epoch};
}

Result<Composition> fromText(const store::PolicyText& text)
{
    auto schedule = lr::parse(text.text);
    if (!schedule)
        return schedule.error();
    return Composition{
        .schedule = *std::move(schedule), .unit = text.perEpoch ? lr::Unit::Epoch : lr::Unit::Iteration};
}

QString nameOf(Family family)
{
    return toQString(lr::info(family).name);
}

QString formulaOf(Family family)
{
    return toQString(lr::info(family).formula);
}

QString parameterHelp(const QString& parameter)
{
    if (parameter == QLatin1String("k0"))
        return tr("k0: the rate a policy starts from or, with k1, one end of its range; any finite number");
    if (parameter == QLatin1String("k1"))
        return tr("k1: the other end of the range; any finite number");
    if (parameter == QLatin1String("gamma"))
        return tr("gamma (g in the formulas): factor of a step or of each unit of t; below 1 the rate decays");
    if (parameter == QLatin1String("p"))
        return tr("p: exponent of POLY and INV");
    return tr("l: steps of one stage or of half a cycle, above 0; NSTEP takes a list of increasing steps");
}

QString shortNumber(double value)
{
    if (value == std::round(value) && std::abs(value) < kLongest) // 8000000 rather than 8e+06
        return QString::number(value, 'f', 0);
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace cobench::ui
