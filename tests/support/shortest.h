// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace cobench::test {

/// The shortest of at most `tries` measurements; none more once one is within `limit`. What a busy machine adds
/// comes and goes, what the program takes is in every one.
template <typename Time, typename Measure>
Time shortest(int tries, Time limit, Measure measure)
{
    Time best = measure();
    for (int i = 1; i < tries && best > limit; ++i)
        best = std::min<Time>(best, measure());
    return best;
}

} // namespace cobench::test
