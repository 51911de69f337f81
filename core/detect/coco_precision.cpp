// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/overlap.h"
#include "core/detect/ranked_matches.h"

#include <algorithm>
#include <array>
#include <limits>

namespace cobench::detect {

namespace {

constexpr std::size_t kMostPerFrame = 100;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kRecalls = 101;

struct AreaRange {
    double from = 0.0;
    double to = 1e10;
    bool holds(double area) const { return area >= from && area <= to; }
};
constexpr std::array<AreaRange, 4> kRanges{
    {{0.0, 1e10}, {0.0, 32.0 * 32.0}, {32.0 * 32.0, 96.0 * 96.0}, {96.0 * 96.0, 1e10}}};

/// The objects and the best-scored detections of one class in one frame.
struct Cell {
    std::vector<const EvaluatedFrame::Object*> objects;
    std::vector<const data::Detection*> detections; // by falling score
    std::vector<double> overlaps; // [detections][objects]; with a crowd: share of the detection that lies in it
};

Cell cellOf(const EvaluatedFrame& frame, std::int32_t classIndex)
{
    Cell cell;
    for (const auto& object : frame.objects)
        if (object.classIndex == classIndex)
            cell.objects.push_back(&object);
    for (const data::Detection& detection : frame.detections)
        if (detection.classIndex == classIndex)
            cell.detections.push_back(&detection);
    std::ranges::stable_sort(cell.detections, std::ranges::greater(), &data::Detection::score);
    if (cell.detections.size() > kMostPerFrame)
        cell.detections.resize(kMostPerFrame);
    for (const data::Detection* detection : cell.detections)
        for (const auto* object : cell.objects) {
            const double shared = intersection(detection->box, object->box);
            const double whole = detection->box.area();
            cell.overlaps.push_back(!object->isIgnored ? overlap(detection->box, object->box)
                    : shared > 0.0                     ? shared / whole
                                                       : 0.0);
        }
    return cell;
}

/// Matches one cell for one range of areas, as COCOeval.evaluateImg of pycocotools does.
class CellMatcher
{
public:
    CellMatcher(const Cell& cell, const AreaRange& range)
        : m_cell(cell)
        , m_range(range)
    {
        const auto isOut = [&](const auto* object) { return object->isIgnored || !range.holds(object->area); };
        for (const bool wanted : {false, true}) // objects that count first, both in their order
            for (std::size_t i = 0; i < cell.objects.size(); ++i)
                if (isOut(cell.objects[i]) == wanted)
                    m_order.push_back(i);
        m_counted = static_cast<std::size_t>(
            std::ranges::count_if(cell.objects, [&](const auto* object) { return !isOut(object); }));
    }

    std::size_t counted() const { return m_counted; }

    void match(double threshold, std::vector<RankedMatch>& matches) const
    {
        std::vector<bool> taken(m_order.size());
        for (std::size_t detection = 0; detection < m_cell.detections.size(); ++detection)
            matches.push_back({m_cell.detections[detection]->score, judge(detection, threshold, taken)});
    }

private:
    Verdict judge(std::size_t detection, double threshold, std::vector<bool>& taken) const
    {
        double best = std::min(threshold, 1.0 - 1e-10);
        std::size_t at = m_order.size();
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const auto& object = *m_cell.objects[m_order[i]];
            if (taken[i] && !object.isIgnored) // a crowd takes any number
                continue;
            if (at < m_counted && i >= m_counted) // an object that counts goes before any that does not
                break;
            const double value = m_cell.overlaps[detection * m_order.size() + m_order[i]];
            if (value < best)
                continue;
            best = value;
            at = i;
        }
        if (at == m_order.size())
            return m_range.holds(m_cell.detections[detection]->box.area()) ? Verdict::Miss : Verdict::Neither;
        taken[at] = true;
        return at < m_counted ? Verdict::Hit : Verdict::Neither;
    }

    const Cell& m_cell;
    const AreaRange& m_range;
    std::vector<std::size_t> m_order; // of objects
    std::size_t m_counted = 0;
};

double meanPrecision(PrecisionCurve curve)
{
    makeMonotone(curve.precision);
    double sum = 0.0;
    for (std::size_t i = 0; i < kRecalls; ++i) {
        const double recall = i + 1 == kRecalls ? 1.0 : static_cast<double>(i) * 0.01; // numpy.linspace(0, 1, 101)
        const auto at = std::ranges::lower_bound(curve.recall, recall);
        if (at != curve.recall.end())
            sum += curve.precision[static_cast<std::size_t>(at - curve.recall.begin())];
    }
    return sum / static_cast<double>(kRecalls);
}

struct ClassPrecision {
    std::array<std::vector<double>, kRanges.size()> ap; // [ranges][thresholds], NaN without objects
    std::size_t objects = 0;
    std::size_t detections = 0;
};

ClassPrecision precisionOf(
    const std::vector<EvaluatedFrame>& frames, std::int32_t classIndex, const std::vector<double>& thresholds)
{
    ClassPrecision precision;
    std::vector<Cell> cells;
    for (const EvaluatedFrame& frame : frames) {
        cells.push_back(cellOf(frame, classIndex));
        precision.detections += cells.back().detections.size();
    }
    for (std::size_t range = 0; range < kRanges.size(); ++range) {
        std::size_t objects = 0;
        std::vector<std::vector<RankedMatch>> matches(thresholds.size());
        for (const Cell& cell : cells) {
            const CellMatcher matcher(cell, kRanges[range]);
            objects += matcher.counted();
            for (std::size_t at = 0; at < thresholds.size(); ++at)
                matcher.match(thresholds[at], matches[at]);
        }
        for (std::size_t at = 0; at < thresholds.size(); ++at)
            precision.ap[range].push_back(
                objects > 0 ? meanPrecision(precisionCurve(std::move(matches[at]), objects)) : kNone);
        if (range == 0)
            precision.objects = objects;
    }
    return precision;
}

} // namespace

Result<ApResult> cocoPrecision(const std::vector<EvaluatedFrame>& frames,
    std::size_t classes,
    const ApOptions& options,
    const CancelToken& cancel)
{
    ApResult result{.thresholds = options.thresholds};
    std::array<std::vector<double>, kRanges.size()> means; // of the classes
    std::vector<std::vector<double>> perThreshold(options.thresholds.size());
    for (std::size_t index = 0; index < classes; ++index) {
        if (cancel.isCancelled())
            return cancelled();
        const auto precision = precisionOf(frames, static_cast<std::int32_t>(index), options.thresholds);
        for (std::size_t range = 0; range < kRanges.size(); ++range)
            means[range].push_back(meanOfDefined(precision.ap[range]));
        for (std::size_t at = 0; at < options.thresholds.size(); ++at)
            perThreshold[at].push_back(precision.ap[0][at]);
        result.classes.push_back(
            {.ap = means[0].back(), .objects = precision.objects, .detections = precision.detections});
    }
    result.map = meanOfDefined(means[0]);
    result.small = meanOfDefined(means[1]);
    result.medium = meanOfDefined(means[2]);
    result.large = meanOfDefined(means[3]);
    for (const auto& values : perThreshold)
        result.perThreshold.push_back(meanOfDefined(values));
    return result;
}

} // namespace cobench::detect
