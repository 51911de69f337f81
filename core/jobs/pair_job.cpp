// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pair_job.h"

#include "core/ensemble/bits.h"
#include "core/ensemble/pair_counts.h"

namespace cobench::jobs {

namespace {

Result<void> check(const ensemble::PreparedSplit& split, const PairOptions& options)
{
    const bool exist = options.first < split.models() && options.second < split.models();
    const bool focalExists
        = options.samples.kind != ensemble::SampleSet::Kind::Focal || options.samples.focal < split.models();
    if (exist && focalExists && options.first != options.second)
        return {};
    return Error{.code = ErrorCode::Usage,
        .subject = std::to_string(options.first) + "," + std::to_string(options.second),
        .detail = "not a pair of the pool's " + std::to_string(split.models()) + " models",
        .cure = "name two different models, counted from 0"};
}

void countSamples(const ensemble::PreparedSplit& split, const ensemble::SampleBits& bits, PairDetail& detail)
{
    const std::size_t i = detail.options.first;
    const std::size_t j = detail.options.second;
    const auto first = split.predicted(i);
    const auto second = split.predicted(j);
    ensemble::forEachBit(bits.words, [&](std::size_t sample) {
        const bool firstRight = split.isRight(i, sample);
        const bool secondRight = split.isRight(j, sample);
        detail.bothRight += firstRight && secondRight;
        detail.onlyFirst += firstRight && !secondRight;
        detail.onlySecond += !firstRight && secondRight;
        detail.bothWrong += !firstRight && !secondRight;
        if (first[sample] == second[sample])
            ++detail.sameLabel;
        else
            detail.disagreeing.push_back(static_cast<std::uint32_t>(sample));
    });
}

} // namespace

Result<PairDetail> comparePair(
    const ensemble::PreparedSplit& split, const PairOptions& options, Progress& progress, const CancelToken& cancel)
{
    if (const auto valid = check(split, options); !valid)
        return valid.error();
    progress.beginStage("comparing two models", 1);
    const ensemble::SampleBits bits = ensemble::select(split, options.samples);
    PairDetail detail{.options = options, .samples = bits.count};
    countSamples(split, bits, detail);
    if (cancel.isCancelled())
        return cancelled();
    const ensemble::PairCounts counts = ensemble::countPairs(split, bits);
    for (std::size_t m = 0; m < ensemble::kAllMetrics.size(); ++m)
        detail.raw[m] = ensemble::pairMetric(
            counts, ensemble::kAllMetrics[m], options.first, options.second, options.convention);
    progress.advance();
    return detail;
}

} // namespace cobench::jobs
