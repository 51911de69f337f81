// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/data/box_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::detect {

enum class ApMetric {
    Voc07, // mean of the best precision at 11 recalls
    Voc10, // area under the precision envelope
    Coco, // mean over 101 recalls, and over ten thresholds where none is named
};
inline constexpr std::string_view kApMetrics[] = {"voc07", "voc10", "coco"};

/// The truth and the detections of one frame. Classes are indices into one list.
struct EvaluatedFrame {
    struct Object {
        data::Box box;
        std::int32_t classIndex = 0;
        bool isIgnored = false; // difficult, crowd
        double area = 0.0;
    };
    std::string name;
    std::vector<Object> objects;
    data::Detections detections;
};

struct ApOptions {
    ApMetric metric = ApMetric::Coco;
    std::vector<double> thresholds = {}; // of IoU; empty = 0.5, or COCO's .5 … .95
    bool hasPixelCorners = false; // VOC: + 1 pixel to every length of a box
};

/// Average precisions, 0 … 1, higher is better; NaN where there is no object.
struct ApResult {
    struct Class {
        double ap = 0.0;
        std::size_t objects = 0; // that count
        std::size_t detections = 0;
    };
    double map = 0.0; // mean over the classes that have objects, and over the thresholds
    std::vector<Class> classes;
    double small = 0.0; // COCO: of objects below 32 x 32 pixels by annotated area
    double medium = 0.0; // up to 96 x 96
    double large = 0.0;
    std::vector<double> thresholds;
    std::vector<double> perThreshold; // map at each
};

/// Section "Evaluation" of core/detect/README.md says exactly what is counted. `frames` in the order in which equal
/// scores rank.
Result<ApResult> averagePrecision(const std::vector<EvaluatedFrame>& frames,
    std::size_t classes,
    const ApOptions& options,
    const CancelToken& cancel);

/// linspace(0.5, 0.95, 10) as numpy makes it. i / 10 are not these numbers.
std::vector<double> cocoThresholds();

} // namespace cobench::detect
