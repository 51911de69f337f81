// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/candidates.h"

namespace cobench::detect {

/// A box as most networks tell it.
struct CentredBox {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
};

/// The cells of one stride, row by row.
struct CellGrid {
    double stride = 1.0;
    std::size_t across = 0;
    std::size_t down = 0;

    std::size_t cells() const { return across * down; }
    double column(std::size_t cell) const { return static_cast<double>(cell % across); }
    double line(std::size_t cell) const
    {
        const std::size_t whole = cell / across;
        return static_cast<double>(whole);
    }
};

/// What the decoders of all layouts have in common: looks outputs up and keeps the boxes that score enough.
class OutputDecoder
{
public:
    OutputDecoder(const ModelCard& card, const std::vector<OutputView>& outputs)
        : m_card(card)
        , m_outputs(outputs)
    {
    }

    const ModelCard& card() const { return m_card; }
    const std::vector<OutputView>& outputs() const { return m_outputs; }
    std::size_t classes() const { return m_card.classes.size(); }
    /// Null when there is none.
    const OutputView* find(std::size_t rows, std::size_t columns) const;
    /// With as many cells as fit, or with one more at the edge where `isRoundedUp`.
    CellGrid grid(std::size_t level, bool isRoundedUp = false) const;
    /// What is not finite is left out, as is what scores too little.
    void add(const CentredBox& box, std::size_t label, double score);
    data::Detections take() { return std::move(m_found); }

private:
    const ModelCard& m_card;
    const std::vector<OutputView>& m_outputs;
    data::Detections m_found;
};

// Each decodes one layout; false where the outputs do not fit the card.
bool decodeRegion(OutputDecoder& decoder);
bool decodeFastestDet(OutputDecoder& decoder);
bool decodeYoloFastestV2(OutputDecoder& decoder);
bool decodeNanoDet(OutputDecoder& decoder);
bool decodeCorners(OutputDecoder& decoder);
bool decodePriors(OutputDecoder& decoder);
bool decodeYuNet(OutputDecoder& decoder);
bool decodeSsd(OutputDecoder& decoder);
bool decodeYolov5(OutputDecoder& decoder);
bool decodeYolov8(OutputDecoder& decoder);

} // namespace cobench::detect
