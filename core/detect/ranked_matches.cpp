// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/ranked_matches.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::detect {

PrecisionCurve precisionCurve(std::vector<RankedMatch> matches, std::size_t objects)
{
    std::ranges::stable_sort(matches, std::ranges::greater(), &RankedMatch::score);
    PrecisionCurve curve;
    double hits = 0.0;
    double misses = 0.0;
    for (const RankedMatch& match : matches) {
        // What counts neither way still has a rank in COCO's curve; repeating the point there changes nothing.
        if (match.verdict == Verdict::Neither)
            continue;
        (match.verdict == Verdict::Hit ? hits : misses) += 1.0;
        curve.recall.push_back(hits / static_cast<double>(objects));
        curve.precision.push_back(hits / (hits + misses));
    }
    return curve;
}

void makeMonotone(std::vector<double>& precision)
{
    for (std::size_t i = precision.size(); i > 1; --i)
        precision[i - 2] = std::max(precision[i - 2], precision[i - 1]);
}

double meanOfDefined(std::span<const double> values)
{
    double sum = 0.0;
    std::size_t count = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace cobench::detect
