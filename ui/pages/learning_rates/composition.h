// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"
#include "core/store/policy_entry.h"

#include <QString>

namespace cobench::ui {

/// A schedule with what its steps count.
struct Composition {
    lr::Schedule schedule{.policies = {lr::Policy{.k0 = 0.01}}, .boundaries = {}};
    lr::Unit unit = lr::Unit::Iteration;
    bool operator==(const Composition&) const = default;
};

/// Where segments lie: segment i holds for begin(i) <= t < end(i); the last one ends where the drawing does.
double segmentBegin(const lr::Schedule& schedule, std::size_t segment);
double segmentEnd(const lr::Schedule& schedule, std::size_t segment, std::uint64_t steps);

/// Parameters that show what the family does within `length` steps, between two rates.
lr::Policy typicalPolicy(lr::Family family, double length, double low, double high);

// Changes; what they give is valid when `schedule` is.
/// To a whole step that leaves each neighbour at least one.
lr::Schedule withBoundary(lr::Schedule schedule, std::size_t boundary, double at, std::uint64_t steps);
/// The segment is halved; the new, second half goes on with the rate that the first one ends at.
lr::Schedule withSegmentAfter(lr::Schedule schedule, std::size_t segment, std::uint64_t steps);
/// Its steps go to the neighbour before it. The only segment stays.
lr::Schedule withoutSegment(lr::Schedule schedule, std::size_t segment);
/// The two change places; each keeps its length.
lr::Schedule withSegmentsSwapped(lr::Schedule schedule, std::size_t first, std::uint64_t steps);
/// Another family, with the parameters it shares and typical ones for the rest.
lr::Schedule withFamily(lr::Schedule schedule, std::size_t segment, lr::Family family, std::uint64_t steps);

/// Goes round between k0 and k1 with a cycle of l or 2l steps.
bool isCyclic(lr::Family family);

/// As the store keeps it, and back; Usage when the text is none.
store::PolicyText toText(const Composition& composition);
Result<Composition> fromText(const store::PolicyText& text);

QString nameOf(lr::Family family);
QString formulaOf(lr::Family family);
/// What a parameter means and which values it takes.
QString parameterHelp(const QString& parameter);
/// Shortest form that reads back the same.
QString shortNumber(double value);

} // namespace cobench::ui
