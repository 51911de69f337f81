// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/average_precision.h"

#include <optional>
#include <string>
#include <vector>

namespace cobench::detect {

struct MatchOptions {
    bool keepsUnlistedFrames = false; // detections in frames without truth count as misses
    std::optional<std::string> onlyClass; // by name or number
    std::vector<std::string> classNames = {}; // of detections that give their class by number, from 0
    double imageWidth = 0.0; // for boxes relative to the picture; 0 = not known
    double imageHeight = 0.0;
};

/// Truth and detections brought together, ready to be evaluated.
struct MatchedTables {
    std::vector<EvaluatedFrame> frames; // in the order of numbers, else of names
    std::vector<std::string> classes; // of the truth
    bool hasPixelCorners = false; // VOC boxes that are all whole numbers
    std::vector<Warning> warnings;
};

/// Finds out which frame and which class of the detections is which of the truth. Frames: by COCO image id, by
/// frame number, by name of the picture; numbered detections of named pictures: number n is the n-th picture by
/// name. Classes: by name, COCO category id, or place in the truth's list. A truth without classes takes all
/// detections. Value where nothing fits.
Result<MatchedTables> matchTables(
    const data::BoxTable& truth, const data::BoxTable& detections, const MatchOptions& options);

} // namespace cobench::detect
