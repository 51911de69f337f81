// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/sample_set.h"

#include "core/ensemble/bits.h"

#include <charconv>

namespace cobench::ensemble {

namespace {

constexpr std::string_view kFocalPrefix = "focal:";

Error unknownSet(std::string_view text)
{
    return {.code = ErrorCode::Usage,
        .subject = "sample set",
        .detail = "'" + std::string(text) + "' is not one",
        .cure = "use all, disagreement or focal:INDEX"};
}

SampleBits counted(std::vector<std::uint64_t> words)
{
    const std::size_t count = countBits(words);
    return {.words = std::move(words), .count = count};
}

SampleBits disagreement(const PreparedSplit& split)
{
    std::vector<std::uint16_t> differs(split.samples());
    for (std::size_t m = 1; m < split.models(); ++m) {
        const data::Label* first = split.predicted(0).data();
        const data::Label* other = split.predicted(m).data();
        for (std::size_t n = 0; n < differs.size(); ++n)
            differs[n] |= static_cast<std::uint16_t>(first[n] ^ other[n]);
    }
    return counted(makeBits(differs.size(), [&](std::size_t n) { return differs[n] != 0; }));
}

SampleBits failuresOf(const PreparedSplit& split, std::size_t model)
{
    const auto right = split.rightBits(model);
    auto words = makeBits(split.samples(), [](std::size_t) { return true; });
    for (std::size_t w = 0; w < words.size(); ++w)
        words[w] &= ~right[w];
    return counted(std::move(words));
}

} // namespace

Result<SampleSet> parseSampleSet(std::string_view text, std::size_t models)
{
    if (text == "all")
        return SampleSet{.kind = SampleSet::Kind::All};
    if (text == "disagreement")
        return SampleSet{.kind = SampleSet::Kind::Disagreement};
    if (!text.starts_with(kFocalPrefix))
        return unknownSet(text);
    const std::string_view digits = text.substr(kFocalPrefix.size());
    std::size_t focal = 0;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), focal);
    if (status != std::errc{} || end != digits.data() + digits.size())
        return unknownSet(text);
    if (focal >= models)
        return Error{.code = ErrorCode::Usage,
            .subject = "sample set",
            .detail = "there is no model " + std::to_string(focal),
            .cure = "models are numbered 0 to " + std::to_string(models - 1)};
    return SampleSet{.kind = SampleSet::Kind::Focal, .focal = focal};
}

std::string toString(const SampleSet& set)
{
    switch (set.kind) {
    case SampleSet::Kind::All:
        return "all";
    case SampleSet::Kind::Disagreement:
        return "disagreement";
    case SampleSet::Kind::Focal:
        break;
    }
    return std::string(kFocalPrefix) + std::to_string(set.focal);
}

SampleBits select(const PreparedSplit& split, const SampleSet& set)
{
    switch (set.kind) {
    case SampleSet::Kind::All:
        return counted(makeBits(split.samples(), [](std::size_t) { return true; }));
    case SampleSet::Kind::Disagreement:
        return disagreement(split);
    case SampleSet::Kind::Focal:
        break;
    }
    return failuresOf(split, set.focal);
}

} // namespace cobench::ensemble
