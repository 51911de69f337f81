// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/worker_messages.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cobench::engine {

inline constexpr std::size_t kPieceBytes = 1U << 26; // a quarter of the longest frame
inline constexpr std::uint64_t kMaxSplitBytes = std::uint64_t{1} << 33;

/// One message for as many samples as fit, one sample at the least. They share the numbers.
std::vector<PredictionsMessage> inPieces(
    const train::SplitPredictions& predictions, std::uint32_t classes, std::size_t pieceBytes = kPieceBytes);

/// Puts splits together again.
class PredictionPieces
{
public:
    explicit PredictionPieces(std::uint64_t maxSplitBytes = kMaxSplitBytes)
        : m_maxSplitBytes(maxSplitBytes)
    {
    }
    /// The split when this was the last of its pieces. Corrupt when it belongs to another one, TooLarge when there
    /// is no end of them.
    Result<std::optional<PredictionsMessage>> add(const PredictionsMessage& piece);

private:
    std::uint64_t m_maxSplitBytes;
    std::optional<PredictionsMessage> m_first; // of a split that is not whole yet
    std::vector<data::Label> m_truth;
    std::vector<float> m_probabilities;
};

} // namespace cobench::engine
