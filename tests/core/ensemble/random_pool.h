// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace cobench::ensemble::test {

using PreparedPtr = std::shared_ptr<const PreparedSplit>;

struct PoolShape {
    std::size_t models = 5;
    std::size_t samples = 300;
    std::uint32_t classes = 4;
    double skill = 2.0; // how far the true class stands out
    double sharedNoise = 0.5; // how far members fail on the same samples
    bool coarse = false; // probabilities are multiples of 1/8: many exact ties
    bool labelOnly = false;
    bool mixed = false; // every other member has labels only
    std::uint32_t seed = 1;
};

/// Uniform on [-1, 1), the same on every platform.
inline double noise(std::mt19937& random)
{
    return static_cast<double>(random()) / 2147483648.0 - 1.0;
}

inline std::vector<float> softMaxRow(const std::vector<double>& logits)
{
    std::vector<double> powers;
    double sum = 0.0;
    for (const double logit : logits)
        sum += powers.emplace_back(std::exp(logit));
    std::vector<float> row;
    for (const double power : powers)
        row.push_back(static_cast<float>(power / sum));
    return row;
}

/// Multiples of 1/8 that sum to 1, largest first served.
inline std::vector<float> coarseRow(const std::vector<float>& row)
{
    std::vector<float> result(row.size(), 0.0F);
    int left = 8;
    for (std::size_t c = 0; c < row.size(); ++c) {
        const int share = std::min(left, static_cast<int>(row[c] * 8.0F));
        result[c] = static_cast<float>(share) / 8.0F;
        left -= share;
    }
    result.back() += static_cast<float>(left) / 8.0F;
    return result;
}

/// Correlated classifiers of unequal skill.
inline std::shared_ptr<const data::Split> randomSplit(const PoolShape& shape)
{
    std::mt19937 random(shape.seed);
    std::vector<data::Label> truth;
    std::vector<double> hardness;
    for (std::size_t n = 0; n < shape.samples; ++n) {
        truth.push_back(static_cast<data::Label>(random() % shape.classes));
        for (std::uint32_t c = 0; c < shape.classes; ++c)
            hardness.push_back(2.0 * noise(random));
    }
    auto split = std::make_shared<data::Split>();
    split->name = "test";
    for (std::size_t m = 0; m < shape.models; ++m) {
        const double skill = shape.skill * (1.0 + 0.1 * static_cast<double>(m % 5));
        std::vector<float> probabilities;
        std::vector<data::Label> labels;
        for (std::size_t n = 0; n < shape.samples; ++n) {
            std::vector<double> logits;
            for (std::uint32_t c = 0; c < shape.classes; ++c)
                logits.push_back((c == truth[n] ? skill : 0.0) + 2.0 * noise(random)
                    + shape.sharedNoise * hardness[n * shape.classes + c]);
            auto row = softMaxRow(logits);
            if (shape.coarse)
                row = coarseRow(row);
            labels.push_back(static_cast<data::Label>(std::max_element(row.begin(), row.end()) - row.begin()));
            probabilities.insert(probabilities.end(), row.begin(), row.end());
        }
        data::MemberPredictions member;
        if (shape.labelOnly || (shape.mixed && m % 2 == 1))
            member.labels = std::move(labels);
        else
            member.probabilities = std::move(probabilities);
        split->members.push_back(std::move(member));
    }
    split->truth = std::move(truth);
    return split;
}

inline PreparedPtr randomPool(const PoolShape& shape)
{
    return PreparedSplit::prepare(randomSplit(shape), shape.classes);
}

/// A label-only pool from written-out rows.
inline PreparedPtr labelPool(
    std::vector<data::Label> truth, const std::vector<std::vector<data::Label>>& predictions, std::uint32_t classes)
{
    auto split = std::make_shared<data::Split>();
    split->name = "test";
    split->truth = std::move(truth);
    for (const auto& labels : predictions) {
        data::MemberPredictions member;
        member.labels = labels;
        split->members.push_back(std::move(member));
    }
    return PreparedSplit::prepare(std::move(split), classes);
}

} // namespace cobench::ensemble::test
