// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/prepared_split.h"
#include "core/ensemble/team.h"

#include <span>
#include <vector>

namespace cobench::ensemble {

struct StackingOptions {
    double penalty = 1.0; // lambda of lambda / 2 · sum of squared coefficients; intercepts are free
    unsigned threads = 1;
};

/// A second-level model over one team (Wolpert 1992): multinomial logistic regression on the members'
/// probabilities, which Ting and Witten (1999) found to be the inputs that work; a label-only member gives 1 for
/// its label and 0 for the other classes. Immutable.
class StackingModel
{
public:
    /// Fits sum of log losses + penalty, as scikit-learn's LogisticRegression with C = 1 / lambda, by L-BFGS until
    /// the gradient is nothing (lbfgs.h). Sums are taken in fixed slices: bit-equal for any number of threads.
    /// TooLarge: more than 2^26 inputs or 2^21 coefficients; Empty: no samples.
    static Result<StackingModel> fit(const PreparedSplit& selection,
        const Members& team,
        const StackingOptions& options,
        Progress& progress,
        const CancelToken& cancel);

    /// Probabilities [C] on one sample. `scratch` is [inputs() + 1].
    void predict(const PreparedSplit& split,
        const Members& team,
        std::size_t sample,
        std::span<float> scratch,
        std::span<double> probabilities) const;

    std::size_t inputs() const { return m_coefficients.size() / m_classes - 1; }
    bool hasConverged() const { return m_converged; }
    /// Of an input (member-major, then class) to the logit of `label`.
    double coefficient(std::size_t input, std::size_t label) const
    {
        return m_coefficients[input * m_classes + label];
    }
    double intercept(std::size_t label) const { return m_coefficients[inputs() * m_classes + label]; }

private:
    std::size_t m_classes = 0;
    std::vector<double> m_coefficients; // [inputs + 1][C]; the last row are the intercepts
    bool m_converged = false;
};

} // namespace cobench::ensemble
