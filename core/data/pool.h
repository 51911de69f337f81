// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/array.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::data {

/// Class ids. 65,535 classes at most; the readers refuse more.
using Label = std::uint16_t;

/// What one model answered on one split. Exactly one of the two is filled.
struct MemberPredictions {
    Array<float> probabilities; // [N][C] row-major, rows sum to 1; soft-maxed already when the file held logits
    Array<Label> labels; // [N]; label-only members

    bool isLabelOnly() const { return probabilities.empty(); }
};

/// One split (train, val, test, …) under one condition ("" = clean, else e.g. "fgsm-0.03").
struct Split {
    std::string name;
    std::string condition;
    Array<Label> truth; // [N]
    std::vector<MemberPredictions> members; // [M], in the order of Pool::models

    std::size_t samples() const { return truth.size(); }
    std::string title() const { return condition.empty() ? name : name + "@" + condition; }
};

/// Cost of one model where known (pool.json).
struct ModelCost {
    std::optional<double> parameters;
    std::optional<double> flops; // multiply-adds of one forward pass
    std::optional<double> latencyMs; // one sample
    bool operator==(const ModelCost&) const = default;
};

struct Model {
    std::string name; // unique in its pool
    ModelCost cost;
    std::string source; // file it was read from, or the run that made it
    bool operator==(const Model&) const = default;
};

/// M models, one or several splits, C classes. Immutable once made: shared as shared_ptr<const Pool>.
/// Every split has all M members.
struct Pool {
    std::string name;
    std::vector<Model> models; // [M]
    std::uint32_t classes = 0; // C
    std::vector<std::string> classNames; // [C], or empty
    std::vector<std::shared_ptr<const Split>> splits; // at least one
    std::string licence;
    std::string source;

    std::size_t size() const { return models.size(); }
    /// nullptr when there is no such split; `title` as Split::title().
    std::shared_ptr<const Split> split(std::string_view title) const;
    /// The only split, else "test", else the first. nullptr for a pool without splits.
    std::shared_ptr<const Split> defaultSplit() const;
    std::vector<std::string> splitTitles() const;
    /// The same pool with only the models of `indices`, in that order; shares all arrays.
    /// Precondition: indices are in range and distinct.
    Pool withModels(const std::vector<std::size_t>& indices) const;
};

} // namespace cobench::data
