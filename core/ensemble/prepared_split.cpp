// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/prepared_split.h"

#include "core/ensemble/arg_max.h"
#include "core/ensemble/bits.h"

#include <algorithm>

namespace cobench::ensemble {

namespace {

std::vector<data::Label> predictedLabels(
    const data::MemberPredictions& member, std::size_t samples, std::uint32_t classes)
{
    if (member.isLabelOnly())
        return {member.labels.begin(), member.labels.end()};
    std::vector<data::Label> labels(samples);
    argMaxRows(member.probabilities, classes, labels);
    return labels;
}

bool haveProbabilities(const data::Split& split)
{
    return std::ranges::none_of(split.members, [](const auto& member) { return member.isLabelOnly(); });
}

} // namespace

std::shared_ptr<const PreparedSplit> PreparedSplit::prepare(
    std::shared_ptr<const data::Split> split, std::uint32_t classes)
{
    auto prepared = std::make_shared<PreparedSplit>();
    const std::size_t samples = split->samples();
    const data::Label* truth = split->truth.data();
    for (const data::MemberPredictions& member : split->members) {
        auto predicted = predictedLabels(member, samples, classes);
        auto right = makeBits(samples, [&](std::size_t n) { return predicted[n] == truth[n]; });
        prepared->m_rightCount.push_back(countBits(right));
        prepared->m_predicted.push_back(std::move(predicted));
        prepared->m_right.push_back(std::move(right));
    }
    prepared->m_hasProbabilities = haveProbabilities(*split);
    prepared->m_classes = classes;
    prepared->m_split = std::move(split);
    return prepared;
}

std::shared_ptr<const PreparedSplit> PreparedSplit::withModels(std::span<const std::uint32_t> models) const
{
    auto split = std::make_shared<data::Split>(*m_split);
    split->members.clear();
    auto result = std::make_shared<PreparedSplit>();
    for (const std::uint32_t model : models) {
        split->members.push_back(m_split->members[model]);
        result->m_predicted.push_back(m_predicted[model]);
        result->m_right.push_back(m_right[model]);
        result->m_rightCount.push_back(m_rightCount[model]);
    }
    result->m_hasProbabilities = haveProbabilities(*split);
    result->m_classes = m_classes;
    result->m_split = std::move(split);
    return result;
}

double PreparedSplit::accuracy(std::size_t model) const
{
    return samples() == 0 ? 0.0 : static_cast<double>(m_rightCount[model]) / static_cast<double>(samples());
}

} // namespace cobench::ensemble
