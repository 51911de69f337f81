// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/overlap.h"
#include "core/detect/ranked_matches.h"

#include <algorithm>
#include <limits>

namespace cobench::detect {

namespace {

struct Found {
    double score = 0.0;
    std::size_t frame = 0;
    const data::Detection* detection = nullptr;
};

/// One class at one threshold.
class VocClass
{
public:
    VocClass(const std::vector<EvaluatedFrame>& frames, std::int32_t classIndex, double extra)
        : m_objects(frames.size())
        , m_extra(extra)
    {
        for (std::size_t frame = 0; frame < frames.size(); ++frame) {
            for (const auto& object : frames[frame].objects)
                if (object.classIndex == classIndex) {
                    m_objects[frame].push_back(&object);
                    m_counted += object.isIgnored ? 0 : 1;
                }
            for (const data::Detection& detection : frames[frame].detections)
                if (detection.classIndex == classIndex)
                    m_found.push_back({detection.score, frame, &detection});
        }
        std::ranges::stable_sort(m_found, std::ranges::greater(), &Found::score);
    }

    std::size_t counted() const { return m_counted; }
    std::size_t found() const { return m_found.size(); }

    std::vector<RankedMatch> match(double threshold) const
    {
        std::vector<std::vector<bool>> taken;
        for (const auto& objects : m_objects)
            taken.emplace_back(objects.size());
        std::vector<RankedMatch> matches;
        for (const Found& found : m_found)
            matches.push_back({found.score, judge(found, threshold, taken[found.frame])});
        return matches;
    }

private:
    /// Looks at the object it overlaps most, whether taken or not; the first of several.
    Verdict judge(const Found& found, double threshold, std::vector<bool>& taken) const
    {
        const auto& objects = m_objects[found.frame];
        double best = -1.0;
        std::size_t at = 0;
        for (std::size_t i = 0; i < objects.size(); ++i)
            if (const double value = overlap(found.detection->box, objects[i]->box, m_extra); value > best) {
                best = value;
                at = i;
            }
        if (best < threshold)
            return Verdict::Miss;
        if (objects[at]->isIgnored)
            return Verdict::Neither;
        if (taken[at])
            return Verdict::Miss;
        taken[at] = true;
        return Verdict::Hit;
    }

    std::vector<std::vector<const EvaluatedFrame::Object*>> m_objects; // [frames]
    std::vector<Found> m_found; // by falling score
    std::size_t m_counted = 0;
    double m_extra;
};

/// Everingham et al., The PASCAL VOC challenge, IJCV 2010, section 4.2; recalls as numpy.arange(0, 1.1, 0.1).
double elevenPoints(const PrecisionCurve& curve)
{
    double sum = 0.0;
    for (int i = 0; i <= 10; ++i) {
        const double recall = 0.1 * static_cast<double>(i);
        double best = 0.0;
        for (std::size_t at = 0; at < curve.recall.size(); ++at)
            if (curve.recall[at] >= recall)
                best = std::max(best, curve.precision[at]);
        sum += best / 11.0;
    }
    return sum;
}

double areaUnderEnvelope(PrecisionCurve curve)
{
    makeMonotone(curve.precision);
    double area = 0.0;
    double last = 0.0;
    for (std::size_t at = 0; at < curve.recall.size(); ++at) {
        area += (curve.recall[at] - last) * curve.precision[at];
        last = curve.recall[at];
    }
    return area;
}

} // namespace

Result<ApResult> vocPrecision(const std::vector<EvaluatedFrame>& frames,
    std::size_t classes,
    const ApOptions& options,
    const CancelToken& cancel)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    ApResult result{.small = kNone, .medium = kNone, .large = kNone, .thresholds = options.thresholds};
    std::vector<std::vector<double>> perThreshold(options.thresholds.size());
    std::vector<double> means;
    for (std::size_t index = 0; index < classes; ++index) {
        if (cancel.isCancelled())
            return cancelled();
        const VocClass one(frames, static_cast<std::int32_t>(index), options.hasPixelCorners ? 1.0 : 0.0);
        std::vector<double> values;
        for (std::size_t at = 0; at < options.thresholds.size(); ++at) {
            double ap = kNone;
            if (one.counted() > 0) {
                const PrecisionCurve curve = precisionCurve(one.match(options.thresholds[at]), one.counted());
                ap = options.metric == ApMetric::Voc07 ? elevenPoints(curve) : areaUnderEnvelope(curve);
            }
            values.push_back(ap);
            perThreshold[at].push_back(ap);
        }
        means.push_back(meanOfDefined(values));
        result.classes.push_back({.ap = means.back(), .objects = one.counted(), .detections = one.found()});
    }
    result.map = meanOfDefined(means);
    for (const auto& values : perThreshold)
        result.perThreshold.push_back(meanOfDefined(values));
    return result;
}

} // namespace cobench::detect
