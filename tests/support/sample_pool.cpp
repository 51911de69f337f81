// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_pool.h"

#include <algorithm>
#include <random>

namespace cobench::test {

namespace {

std::vector<data::Label> labels(std::mt19937_64& random, const SampleShape& shape)
{
    std::vector<data::Label> values(shape.samples);
    for (data::Label& value : values)
        value = static_cast<data::Label>(random() % shape.classes);
    return values;
}

std::vector<float> probabilities(std::mt19937_64& random, const SampleShape& shape)
{
    std::vector<float> values(shape.samples * shape.classes);
    for (std::size_t row = 0; row < shape.samples; ++row) {
        float* const first = values.data() + row * shape.classes;
        float sum = 0.0F;
        for (std::uint32_t column = 0; column < shape.classes; ++column)
            sum += first[column] = 0.1F + static_cast<float>(random() % 1000);
        for (std::uint32_t column = 0; column < shape.classes; ++column)
            first[column] /= sum;
    }
    return values;
}

std::shared_ptr<const data::Split> split(std::mt19937_64& random, const std::string& name, const SampleShape& shape)
{
    auto made = std::make_shared<data::Split>();
    made->name = name;
    made->truth = labels(random, shape);
    for (std::size_t model = 0; model < shape.models; ++model) {
        const bool isLabelOnly = shape.lastIsLabelOnly && model + 1 == shape.models;
        data::MemberPredictions& member = made->members.emplace_back();
        if (isLabelOnly)
            member.labels = labels(random, shape);
        else
            member.probabilities = probabilities(random, shape);
    }
    return made;
}

} // namespace

data::Pool samplePool(std::uint64_t seed, const SampleShape& shape)
{
    std::mt19937_64 random(seed);
    data::Pool pool;
    pool.name = "sample";
    pool.classes = shape.classes;
    pool.licence = "CC0-1.0";
    pool.source = "made from seed " + std::to_string(seed);
    for (std::uint32_t index = 0; index < shape.classes; ++index)
        pool.classNames.push_back("class " + std::to_string(index));
    for (std::size_t index = 0; index < shape.models; ++index)
        pool.models.push_back({.name = "model " + std::to_string(index),
            .cost
            = {.parameters = 1000.0 * static_cast<double>(index + 1), .flops = std::nullopt, .latencyMs = 0.25},
            .source = "file " + std::to_string(index)});
    pool.splits = {split(random, "val", shape), split(random, "test", shape)};
    return pool;
}

std::string difference(const data::Pool& left, const data::Pool& right)
{
    if (left.models != right.models)
        return "models";
    if (left.classes != right.classes || left.classNames != right.classNames)
        return "classes";
    if (left.licence != right.licence || left.source != right.source)
        return "licence or source";
    if (left.splitTitles() != right.splitTitles())
        return "split titles";
    for (std::size_t index = 0; index < left.splits.size(); ++index) {
        const data::Split& one = *left.splits[index];
        const data::Split& other = *right.splits[index];
        if (!std::ranges::equal(one.truth, other.truth))
            return "truth of " + one.title();
        const auto isSame = [](const data::MemberPredictions& a, const data::MemberPredictions& b) {
            return std::ranges::equal(a.probabilities, b.probabilities) && std::ranges::equal(a.labels, b.labels);
        };
        if (!std::ranges::equal(one.members, other.members, isSame))
            return "predictions of " + one.title();
    }
    return {};
}

} // namespace cobench::test
