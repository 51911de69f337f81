// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace cobench::jobs {

/// Ways to choose teams; core/ensemble/README.md.
enum class SelectionMethod {
    Mean,
    KMeans,
    Focal,
    Eq,
    KOfN,
    Borda,
    Hierarchical,
    Top,
    KStd,
    Random,
    Forward,
    Backward,
    Beam,
    Genetic,
    Exact,
};

inline constexpr std::array kAllSelectionMethods{SelectionMethod::Mean,
    SelectionMethod::KMeans,
    SelectionMethod::Focal,
    SelectionMethod::Eq,
    SelectionMethod::KOfN,
    SelectionMethod::Borda,
    SelectionMethod::Hierarchical,
    SelectionMethod::Top,
    SelectionMethod::KStd,
    SelectionMethod::Random,
    SelectionMethod::Forward,
    SelectionMethod::Backward,
    SelectionMethod::Beam,
    SelectionMethod::Genetic,
    SelectionMethod::Exact};

/// What a method may be told.
enum class SelectionParameter : unsigned {
    Metric = 1U << 0U, // one
    Metrics = 1U << 1U, // several
    Sizes = 1U << 2U, // smallest and largest team
    Size = 1U << 3U, // largest team of the hierarchy, or the one size that is searched
    Beta = 1U << 4U,
    Deviations = 1U << 5U, // k of kstd
    Votes = 1U << 6U, // k of kofn
    Count = 1U << 7U, // n
    Width = 1U << 8U,
    Share = 1U << 9U, // of diversity in the fitness
    Seed = 1U << 10U,
    Time = 1U << 11U,
    Weighting = 1U << 12U, // of FQ
};

/// What a method's score is.
enum class SelectionScore { Diversity, FocalDiversity, Points, Accuracy };

struct SelectionMethodInfo {
    SelectionMethod method;
    std::string_view id; // "focal"
    std::string_view name; // "Focal diversity (FQ)"
    std::string_view rule; // one line, plain text
    std::string_view detail; // the formula or procedure
    std::string_view source; // the paper; may be empty
    SelectionScore score;
    unsigned parameters; // of SelectionParameter

    bool takes(SelectionParameter parameter) const { return (parameters & static_cast<unsigned>(parameter)) != 0; }
    /// Judges teams one after the other by accuracy; the others rank all enumerated teams.
    bool isSearch() const { return score == SelectionScore::Accuracy; }
};

const SelectionMethodInfo& info(SelectionMethod method);
std::optional<SelectionMethod> selectionMethodFromId(std::string_view id);

} // namespace cobench::jobs
