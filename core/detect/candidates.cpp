// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/candidates.h"

#include "core/detect/output_decoder.h"
#include "core/detect/overlap.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace cobench::detect {

namespace {

/// In the order of OutputLayout.
constexpr bool (*kDecoders[])(OutputDecoder&) = {decodeRegion,
    decodeFastestDet,
    decodeYoloFastestV2,
    decodeNanoDet,
    decodeCorners,
    decodePriors,
    decodeYuNet,
    decodeSsd,
    decodeYolov5,
    decodeYolov8};
static_assert(std::size(kDecoders) == std::size(kOutputLayouts));

std::string shapesOf(const std::vector<OutputView>& outputs)
{
    std::string text;
    for (const OutputView& output : outputs)
        text += (text.empty() ? "" : ", ") + std::to_string(output.rows) + " x " + std::to_string(output.columns);
    return text.empty() ? "none" : text;
}

} // namespace

const OutputView* OutputDecoder::find(std::size_t rows, std::size_t columns) const
{
    const auto found = std::ranges::find_if(
        m_outputs, [&](const OutputView& output) { return output.rows == rows && output.columns == columns; });
    return found == m_outputs.end() ? nullptr : &*found;
}

CellGrid OutputDecoder::grid(std::size_t level, bool isRoundedUp) const
{
    const std::size_t stride = m_card.strides[level];
    const std::size_t more = isRoundedUp ? stride - 1 : 0;
    return {static_cast<double>(stride), (m_card.width + more) / stride, (m_card.height + more) / stride};
}

void OutputDecoder::add(const CentredBox& box, std::size_t label, double score)
{
    if (score >= m_card.leastScore && std::isfinite(box.x + box.y + box.width + box.height + score))
        m_found.push_back({.box = {box.x - 0.5 * box.width, box.y - 0.5 * box.height, box.width, box.height},
            .classIndex = static_cast<std::int32_t>(label),
            .score = score});
}

OutputView viewOfOutput(std::span<const std::size_t> shape, std::span<const float> values)
{
    if (shape.size() < 2)
        return {};
    const bool isMap = shape.size() == 4;
    const std::size_t rows = isMap ? shape[1] : shape[shape.size() - 2];
    const std::size_t columns = isMap ? shape[2] * shape[3] : shape.back();
    return rows * columns == values.size() ? OutputView{rows, columns, values} : OutputView();
}

Result<data::Detections> candidates(const ModelCard& card, const std::vector<OutputView>& outputs)
{
    OutputDecoder decoder(card, outputs);
    const auto layout = static_cast<std::size_t>(card.layout);
    if (kDecoders[layout](decoder))
        return decoder.take();
    return Error{.code = ErrorCode::Shape,
        .subject = card.name,
        .detail = "its outputs (" + shapesOf(outputs) + ") are not those of layout \""
            + std::string(kOutputLayouts[layout]) + "\" with " + std::to_string(card.classes.size()) + " classes",
        .cure = "another layout, or other classes, strides or anchors in its card"};
}

data::Detections suppressed(data::Detections detections, double overlap, std::size_t most)
{
    std::ranges::stable_sort(detections, std::ranges::greater(), &data::Detection::score);
    data::Detections kept;
    for (const data::Detection& detection : detections) {
        if (kept.size() == most)
            break;
        const bool isCovered = std::ranges::any_of(kept, [&](const data::Detection& other) {
            return other.classIndex == detection.classIndex && detect::overlap(other.box, detection.box) > overlap;
        });
        if (!isCovered)
            kept.push_back(detection);
    }
    return kept;
}

} // namespace cobench::detect
