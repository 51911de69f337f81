// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/matrix_job.h"

namespace cobench::jobs {

Result<DiversityMatrix> computeMatrix(const ensemble::PreparedSplit& split,
    const MatrixOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (options.samples.kind == ensemble::SampleSet::Kind::Focal && options.samples.focal >= split.models())
        return Error{.code = ErrorCode::Usage,
            .subject = ensemble::toString(options.samples),
            .detail = "the pool has " + std::to_string(split.models()) + " models",
            .cure = "models are counted from 0"};
    progress.beginStage("comparing models", 1);
    const ensemble::SampleBits bits = ensemble::select(split, options.samples);
    if (cancel.isCancelled())
        return cancelled();
    const ensemble::PairCounts counts = ensemble::countPairs(split, bits);
    if (cancel.isCancelled())
        return cancelled();
    DiversityMatrix matrix{.options = options, .models = split.models(), .samples = bits.count};
    matrix.values = ensemble::diversityMatrix(counts, options.metric, options.convention);
    progress.advance();
    return matrix;
}

} // namespace cobench::jobs
