// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/selection.h"

#include <vector>

namespace cobench::ensemble {

/// Values of one convention on one axis: "more diverse" points up in the corrected one and down in the reference,
/// which also rounds thresholds to 3 decimals, counts accuracy in percent and clusters on unscaled axes.
class Orientation
{
public:
    explicit Orientation(Convention convention)
        : m_reference(convention == Convention::Reference)
    {
    }
    bool isMoreDiverse(double a, double b) const { return m_reference ? a < b : a > b; }
    double moreDiverse(double a, double b) const { return isMoreDiverse(a, b) ? a : b; }
    double lessDiverse(double a, double b) const { return isMoreDiverse(a, b) ? b : a; }
    double rounded(double value) const { return m_reference ? roundDecimals(value, 3) : value; }
    double accuracy(double fraction) const { return m_reference ? fraction * 100.0 : fraction; }
    bool standardises() const { return !m_reference; }

private:
    bool m_reference;
};

/// What a rule compares teams by: the diversity score, in the reference convention the lower-is-diverse form.
double axisValue(const SelectionInput& input, std::size_t team);
std::vector<double> axisValues(const SelectionInput& input);

/// Teams ascending, each score with its team.
void sortByTeam(Selection& selection);

} // namespace cobench::ensemble
