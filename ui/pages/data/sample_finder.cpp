// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/sample_finder.h"

#include "core/ensemble/sample_set.h"

namespace cobench::ui {

namespace {

std::vector<std::uint32_t> listed(const ensemble::SampleBits& bits, std::size_t samples)
{
    std::vector<std::uint32_t> list;
    list.reserve(bits.count);
    for (std::uint32_t sample = 0; sample < samples; ++sample)
        if ((bits.words[sample / 64] >> (sample % 64)) & 1U)
            list.push_back(sample);
    return list;
}

std::vector<std::uint32_t> wrongForAll(const ensemble::PreparedSplit& split)
{
    std::vector<std::uint32_t> list;
    for (std::uint32_t sample = 0; sample < split.samples(); ++sample) {
        bool anyRight = false;
        for (std::size_t model = 0; model < split.models() && !anyRight; ++model)
            anyRight = split.isRight(model, sample);
        if (!anyRight)
            list.push_back(sample);
    }
    return list;
}

} // namespace

std::vector<std::uint32_t> findSamples(const ensemble::PreparedSplit& split, const SampleFilter& filter)
{
    using Kind = ensemble::SampleSet::Kind;
    switch (filter.kind) {
    case SampleFilter::Kind::All:
        return listed(ensemble::select(split, {.kind = Kind::All}), split.samples());
    case SampleFilter::Kind::WrongFor:
        if (filter.model >= split.models())
            return {};
        return listed(ensemble::select(split, {.kind = Kind::Focal, .focal = filter.model}), split.samples());
    case SampleFilter::Kind::Disagreement:
        return listed(ensemble::select(split, {.kind = Kind::Disagreement}), split.samples());
    case SampleFilter::Kind::AllWrong:
        return wrongForAll(split);
    case SampleFilter::Kind::Chosen:
        break;
    }
    std::vector<std::uint32_t> chosen = filter.chosen;
    std::erase_if(chosen, [&](std::uint32_t sample) { return sample >= split.samples(); });
    return chosen;
}

} // namespace cobench::ui
