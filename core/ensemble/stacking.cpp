// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/stacking.h"

#include "core/common/parallel.h"
#include "core/ensemble/lbfgs.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kSlices = 8; // each sums its own gradient: what threads there are does not show
constexpr std::size_t kBlock = 128; // samples of one product
constexpr std::size_t kMostInputs = std::size_t{1} << 26;
constexpr std::size_t kMostCoefficients = std::size_t{1} << 21;

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Inputs = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Index at(std::size_t index)
{
    return static_cast<Eigen::Index>(index);
}

/// What the members say of one sample, one after the other, and a 1 for the intercept.
void fillInputs(const PreparedSplit& split, const Members& team, std::size_t sample, std::span<float> row)
{
    const std::size_t classes = split.classes();
    std::ranges::fill(row, 0.0F);
    for (std::size_t i = 0; i < team.size(); ++i) {
        const data::MemberPredictions& member = split.split().members[team[i]];
        const auto to = row.subspan(i * classes, classes);
        if (member.isLabelOnly())
            to[split.predicted(team[i])[sample]] = 1.0F;
        else
            std::ranges::copy(member.probabilities.view().subspan(sample * classes, classes), to.begin());
    }
    row.back() = 1.0F;
}

/// In place: logits become probabilities. Returns the log of their normaliser, so that log p = logit - it.
template <typename Row>
double softMax(Row&& row)
{
    const double most = row.maxCoeff();
    row = (row.array() - most).exp();
    const double total = row.sum();
    row /= total;
    return most + std::log(total);
}

/// The penalised loss over all coefficients, intercepts last.
class Loss
{
public:
    Loss(const PreparedSplit& split, const Members& team, const StackingOptions& options, const CancelToken& cancel)
        : m_truth(split.truth())
        , m_classes(split.classes())
        , m_options(options)
        , m_cancel(cancel)
        , m_inputs(at(split.samples()), at(team.size() * split.classes() + 1))
    {
        for (std::size_t n = 0; n < split.samples(); ++n)
            fillInputs(split, team, n, {m_inputs.row(at(n)).data(), static_cast<std::size_t>(m_inputs.cols())});
    }

    std::size_t coefficients() const { return static_cast<std::size_t>(m_inputs.cols()) * m_classes; }

    /// NaN once cancelled.
    double operator()(const std::vector<double>& place, std::vector<double>& gradient) const
    {
        const Eigen::Map<const Matrix> weights(place.data(), m_inputs.cols(), at(m_classes));
        std::vector<Matrix> slopes(kSlices);
        std::vector<double> losses(kSlices);
        const auto done = parallelFor(
            m_options.threads,
            kSlices,
            [&](std::size_t slice) { losses[slice] = addSlice(weights, slice, slopes[slice]); },
            m_cancel);
        if (!done || m_cancel.isCancelled())
            return std::nan("");
        Eigen::Map<Matrix> slope(gradient.data(), m_inputs.cols(), at(m_classes));
        const auto penalised = weights.topRows(m_inputs.cols() - 1);
        slope.setZero();
        slope.topRows(m_inputs.cols() - 1) = m_options.penalty * penalised;
        double loss = 0.5 * m_options.penalty * penalised.squaredNorm();
        for (std::size_t slice = 0; slice < kSlices; ++slice) {
            slope += slopes[slice];
            loss += losses[slice];
        }
        return loss;
    }

private:
    double addSlice(const Eigen::Map<const Matrix>& weights, std::size_t slice, Matrix& slope) const
    {
        slope = Matrix::Zero(weights.rows(), weights.cols());
        const std::size_t begin = m_truth.size() * slice / kSlices;
        const std::size_t end = m_truth.size() * (slice + 1) / kSlices;
        double loss = 0.0;
        for (std::size_t first = begin; first < end && !m_cancel.isCancelled(); first += kBlock) {
            const std::size_t count = std::min(kBlock, end - first);
            const Matrix inputs = m_inputs.middleRows(at(first), at(count)).cast<double>();
            Matrix scores = inputs * weights;
            for (std::size_t n = 0; n < count; ++n) {
                auto row = scores.row(at(n));
                const Eigen::Index truth = m_truth[first + n];
                const double logit = row[truth];
                loss += softMax(row) - logit;
                row[truth] -= 1.0;
            }
            slope.noalias() += inputs.transpose() * scores;
        }
        return loss;
    }

    std::span<const data::Label> m_truth;
    std::size_t m_classes;
    const StackingOptions& m_options;
    const CancelToken& m_cancel;
    Inputs m_inputs; // [N][inputs + 1]
};

Result<void> checkSize(const PreparedSplit& split, const Members& team)
{
    const std::size_t inputs = team.size() * split.classes() + 1;
    if (split.samples() == 0)
        return Error{
            .code = ErrorCode::Empty, .subject = "stacking", .detail = "there are no samples to fit it on"};
    if (inputs * split.classes() <= kMostCoefficients && inputs * split.samples() <= kMostInputs)
        return {};
    return Error{.code = ErrorCode::TooLarge,
        .subject = "stacking",
        .detail = std::to_string(inputs * split.classes()) + " coefficients on " + std::to_string(split.samples())
            + " samples do not fit in memory",
        .cure = "use fewer members or classes"};
}

} // namespace

Result<StackingModel> StackingModel::fit(const PreparedSplit& selection,
    const Members& team,
    const StackingOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto fits = checkSize(selection, team); !fits)
        return std::move(fits).error();
    progress.beginStage("fitting the stacking model");
    const Loss loss(selection, team, options, cancel);
    LbfgsResult found = minimise(
        [&](const std::vector<double>& place, std::vector<double>& gradient) {
            progress.advance();
            return loss(place, gradient);
        },
        std::vector<double>(loss.coefficients()));
    if (cancel.isCancelled())
        return cancelled();
    StackingModel model;
    model.m_classes = selection.classes();
    model.m_coefficients = std::move(found.place);
    model.m_converged = found.converged;
    return model;
}

void StackingModel::predict(const PreparedSplit& split,
    const Members& team,
    std::size_t sample,
    std::span<float> scratch,
    std::span<double> probabilities) const
{
    fillInputs(split, team, sample, scratch);
    const Eigen::Map<const Matrix> weights(
        m_coefficients.data(), at(m_coefficients.size() / m_classes), at(m_classes));
    const Eigen::Map<const Eigen::RowVectorXf> row(scratch.data(), at(scratch.size()));
    Eigen::Map<Eigen::RowVectorXd> result(probabilities.data(), at(m_classes));
    result.noalias() = row.cast<double>() * weights;
    softMax(result);
}

} // namespace cobench::ensemble
