// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prediction_pieces.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace cobench::engine {

namespace {

template <typename T>
Array<T> part(const Array<T>& whole, std::size_t first, std::size_t count)
{
    return {std::make_shared<const Array<T>>(whole), whole.view().subspan(first, count)};
}

} // namespace

std::vector<PredictionsMessage> inPieces(
    const train::SplitPredictions& predictions, std::uint32_t classes, std::size_t pieceBytes)
{
    const std::size_t samples = predictions.truth.size();
    const std::size_t most = std::max<std::size_t>(1, pieceBytes / (sizeof(data::Label) + classes * sizeof(float)));
    std::vector<PredictionsMessage> pieces;
    std::size_t first = 0;
    do {
        const std::size_t count = std::min(most, samples - first);
        pieces.push_back({{predictions.split,
                              part(predictions.truth, first, count),
                              part(predictions.probabilities, first * classes, count * classes)},
            classes,
            first + count < samples});
        first += count;
    } while (first < samples);
    return pieces;
}

Result<std::optional<PredictionsMessage>> PredictionPieces::add(const PredictionsMessage& piece)
{
    if (m_first && (piece.predictions.split != m_first->predictions.split || piece.classes != m_first->classes))
        return Error{ErrorCode::Corrupt, "worker", {}, "predictions do not belong together", {}};
    if (!m_first && !piece.goesOn)
        return std::optional(piece);
    if (!m_first)
        m_first = piece;
    const train::SplitPredictions& more = piece.predictions;
    if ((m_probabilities.size() + more.probabilities.size()) * sizeof(float) > m_maxSplitBytes)
        return Error{ErrorCode::TooLarge, "worker", {}, "predictions are larger than any of ours", {}};
    m_truth.insert(m_truth.end(), more.truth.begin(), more.truth.end());
    m_probabilities.insert(m_probabilities.end(), more.probabilities.begin(), more.probabilities.end());
    if (piece.goesOn)
        return std::optional<PredictionsMessage>();
    PredictionsMessage whole{
        {more.split, std::exchange(m_truth, {}), std::exchange(m_probabilities, {})}, piece.classes};
    m_first.reset();
    return std::optional(std::move(whole));
}

} // namespace cobench::engine
