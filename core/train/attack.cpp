// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/attack.h"

#include "core/train/philox.h"

#include <algorithm>

namespace cobench::train {

namespace {

/// What bounds each value of one picture: it depends on the channel alone.
struct Range {
    float black = 0.0F;
    float white = 1.0F;
    float reach = 0.0F; // epsilon in the network's units
};

std::vector<Range> rangesOf(const Normalizer& normalizer, double epsilon)
{
    std::vector<Range> ranges(normalizer.channels());
    for (std::size_t c = 0; c < ranges.size(); ++c) {
        const auto& table = normalizer.table(c);
        ranges[c] = {table.front(), table.back(), static_cast<float>(epsilon) * (table.back() - table.front())};
    }
    return ranges;
}

/// Calls change(sample's place in the batch, value's place in its picture, range, value) for every value.
template <typename Change>
void changeAll(const std::vector<Range>& ranges, std::size_t area, std::vector<float>& values, Change change)
{
    const std::size_t size = ranges.size() * area;
    for (std::size_t i = 0; i < values.size(); ++i)
        change(i / size, i % size, ranges[i % size / area], i);
}

float sign(float value)
{
    return static_cast<float>(value > 0.0F) - static_cast<float>(value < 0.0F);
}

} // namespace

Result<void> attack(Backend& backend,
    const Attack& attack,
    const Normalizer& normalizer,
    std::span<const std::uint32_t> samples,
    Batch& batch)
{
    const auto ranges = rangesOf(normalizer, attack.epsilon);
    const std::vector<float> clean = batch.inputs;
    const auto bring = [&](std::size_t i, const Range& range, float value) {
        const float low = std::max(range.black, clean[i] - range.reach);
        const float high = std::min(range.white, clean[i] + range.reach);
        batch.inputs[i] = std::clamp(value, low, high);
    };
    const bool isPgd = attack.kind == Attack::Kind::Pgd;
    if (isPgd)
        changeAll(ranges, normalizer.area(), batch.inputs, [&](auto n, auto pixel, const Range& range, auto i) {
            const double u = randomUnit(attack.seed, Stream::Attack, samples[n], pixel);
            bring(i, range, clean[i] + static_cast<float>(2.0 * u - 1.0) * range.reach);
        });
    const unsigned steps = isPgd ? attack.steps : 1;
    const double share = !isPgd ? 1.0 : attack.stepSize > 0.0 ? attack.stepSize / attack.epsilon : 2.5 / steps;
    std::vector<float> gradient(batch.inputs.size());
    for (unsigned step = 0; step < steps; ++step) {
        auto told
            = backend.inputGradient(batch.inputs.data(), batch.labels.data(), batch.labels.size(), gradient.data());
        if (!told)
            return told;
        changeAll(ranges, normalizer.area(), batch.inputs, [&](auto, auto, const Range& range, auto i) {
            bring(i, range, batch.inputs[i] + static_cast<float>(share) * range.reach * sign(gradient[i]));
        });
    }
    return {};
}

void renormalize(const Normalizer& from, const Normalizer& to, Batch& batch)
{
    const auto before = rangesOf(from, 0.0);
    const auto after = rangesOf(to, 0.0);
    const std::size_t area = from.area();
    for (std::size_t i = 0; i < batch.inputs.size(); ++i) {
        const std::size_t channel = i / area % before.size();
        const Range& a = before[channel];
        const Range& b = after[channel];
        batch.inputs[i] = b.black + (batch.inputs[i] - a.black) / (a.white - a.black) * (b.white - b.black);
    }
}

} // namespace cobench::train
