// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selection_method.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

using Method = SelectionMethod;
using P = SelectionParameter;

template <typename... Parameters>
constexpr unsigned all(Parameters... parameters)
{
    return (static_cast<unsigned>(parameters) | ...);
}

constexpr std::string_view kFocal = "Wu et al., CVPR 2021";

// In the order of the enumeration.
constexpr std::array<SelectionMethodInfo, kAllSelectionMethods.size()> kMethods{{
    {Method::Mean,
        "mean",
        "Mean threshold (Q)",
        "Teams more diverse than the average team.",
        "keep Q(T) > mean of Q over all teams, on the samples the pool disagrees about",
        "Wu, Liu et al., CogMI 2020",
        SelectionScore::Diversity,
        all(P::Metric, P::Sizes)},
    {Method::KMeans,
        "kmeans",
        "2-means threshold",
        "Teams that 2-means finds diverse and accurate on some member's errors.",
        "per focal member f and size: 2-means on (accuracy, D(T, f)); keep D beyond the stricter of the mean and "
        "the "
        "most diverse team of the low-accuracy cluster",
        kFocal,
        SelectionScore::Diversity,
        all(P::Metric, P::Sizes)},
    {Method::Focal,
        "focal",
        "Focal diversity (FQ)",
        "Teams whose members complement each other where each of them fails.",
        "FQ(T) = weighted mean over members f of scaled D(T, f); of the 2-means survivors of each size keep FQ "
        "beyond "
        "the centre of the low-accuracy cluster",
        kFocal,
        SelectionScore::FocalDiversity,
        all(P::Metric, P::Sizes, P::Weighting)},
    {Method::Eq,
        "eq",
        "Agreement of the three best metrics (EQ)",
        "Teams that the FQ selections of the three best metrics share.",
        "intersection of the three FQ selections with the highest maximum accuracy",
        kFocal,
        SelectionScore::FocalDiversity,
        all(P::Metrics, P::Sizes, P::Weighting)},
    {Method::KOfN,
        "kofn",
        "k of n metrics",
        "Teams that at least k of the metrics select by FQ.",
        "|{metrics whose FQ selection holds T}| ≥ k",
        {},
        SelectionScore::FocalDiversity,
        all(P::Metrics, P::Sizes, P::Votes, P::Weighting)},
    {Method::Borda,
        "borda",
        "Borda count",
        "The n teams that the metrics' FQ rankings together put first.",
        "points(T) = Σ over metrics of (teams ranked − rank of T)",
        {},
        SelectionScore::Points,
        all(P::Metrics, P::Sizes, P::Count, P::Weighting)},
    {Method::Hierarchical,
        "hierarchical",
        "Hierarchical pruning (HQ)",
        "What is left when the least diverse small teams take all larger ones down with them.",
        "size 2, 3, …: prune the ⌊β · count⌋ candidates of lowest FQ; no team that contains a pruned one is "
        "scored",
        "Wu, Liu, ICDM 2021",
        SelectionScore::FocalDiversity,
        all(P::Metric, P::Size, P::Beta, P::Weighting)},
    {Method::Top,
        "top",
        "Most diverse n",
        "The n most diverse teams.",
        "rank by Q(T) on the samples the pool disagrees about; equal: higher accuracy first",
        {},
        SelectionScore::Diversity,
        all(P::Metric, P::Sizes, P::Count)},
    {Method::KStd,
        "kstd",
        "Mean − k standard deviations",
        "From the most diverse team down until one is too inaccurate.",
        "the bar is the diversity of the first team with accuracy below mean − k · std",
        "EnsembleBench",
        SelectionScore::Diversity,
        all(P::Metric, P::Sizes, P::Deviations)},
    {Method::Random,
        "random",
        "Random teams",
        "A baseline: n teams drawn at random.",
        "uniform over sizes, then over the teams of the size",
        {},
        SelectionScore::Accuracy,
        all(P::Sizes, P::Count, P::Seed)},
    {Method::Forward,
        "forward",
        "Greedy forward",
        "Models join one at a time, with replacement; one team with vote counts.",
        "add the model that helps accuracy most; 20 runs, each on a random half of the models; votes added up",
        "Caruana et al., ICML 2004",
        SelectionScore::Accuracy,
        all(P::Seed, P::Time)},
    {Method::Backward,
        "backward",
        "Greedy backward",
        "From the whole pool, the model that is missed least leaves.",
        "remove the model whose loss costs least accuracy, down to the smallest size",
        {},
        SelectionScore::Accuracy,
        all(P::Sizes, P::Count, P::Time)},
    {Method::Beam,
        "beam",
        "Beam search",
        "The best teams of each size grow by one model.",
        "keep the `width` most accurate teams of a size and extend each by every model",
        {},
        SelectionScore::Accuracy,
        all(P::Sizes, P::Count, P::Width, P::Time)},
    {Method::Genetic,
        "genetic",
        "Genetic search",
        "Teams cross and mutate; fitness weighs diversity against accuracy.",
        "fitness = w · diversity score + (1 − w) · accuracy; 64 teams, 60 generations",
        {},
        SelectionScore::Accuracy,
        all(P::Metric, P::Sizes, P::Count, P::Share, P::Seed, P::Time)},
    {Method::Exact,
        "exact",
        "Best team (branch and bound)",
        "The most accurate team of one size, with proof.",
        "a branch is left when the samples some completion could still get right are too few",
        {},
        SelectionScore::Accuracy,
        all(P::Size, P::Time)},
}};

} // namespace

const SelectionMethodInfo& info(SelectionMethod method)
{
    return kMethods[static_cast<std::size_t>(method)];
}

std::optional<SelectionMethod> selectionMethodFromId(std::string_view id)
{
    const auto found = std::ranges::find(kMethods, id, &SelectionMethodInfo::id);
    return found == kMethods.end() ? std::nullopt : std::optional(found->method);
}

} // namespace cobench::jobs
