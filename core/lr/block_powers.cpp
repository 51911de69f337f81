// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/block_powers.h"

namespace cobench::lr {

namespace {

constexpr int kMostTerms = 24;

} // namespace

bool powersOfLine(double a, double b, double exponent, Out out)
{
    const double half = 0.5 * static_cast<double>(out.size());
    const double centre = a + b * half;
    const double reach = std::abs(b * half / centre);
    if (!(centre > 0.0) || !(reach < 0.2))
        return false;
    std::array<double, kMostTerms> terms;
    const double top = std::pow(centre, exponent);
    int count = 0;
    for (double term = top, size = std::abs(top); count < kMostTerms; ++count) {
        terms[static_cast<std::size_t>(count)] = term;
        const double factor = (exponent - count) / (count + 1.0);
        term *= factor;
        size *= std::abs(factor) * reach;
        if (size < 1e-18 * std::abs(top)) {
            const double slope = b / centre;
            fill(out, [&terms, count, slope, half](double i, double) {
                const double u = slope * (i - half);
                double sum = terms[static_cast<std::size_t>(count)];
                for (int k = count - 1; k >= 0; --k)
                    sum = sum * u + terms[static_cast<std::size_t>(k)];
                return sum;
            });
            return true;
        }
    }
    return false;
}

const double* PowerTable::first(std::size_t count)
{
    for (; m_known < count; ++m_known)
        m_powers[m_known] = std::pow(m_base, static_cast<double>(m_known));
    return m_powers.data();
}

} // namespace cobench::lr
