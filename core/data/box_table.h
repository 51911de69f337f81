// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detections.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace cobench::data {

enum class BoxFormat {
    Mot, // MOTChallenge text
    Coco, // JSON: instances, or a list of results
    Voc, // a folder of XML files
    Yolo, // a folder of text files, relative to the pictures' sizes
    Csv, // with a header
};

/// Boxes of many frames as a file holds them: the truth about them, or what a detector found.
struct BoxTable {
    struct Frame {
        std::string name; // of the picture, without folder and ending; the number where there are only numbers
        std::optional<std::int64_t> number; // MOT: of the frame; COCO: image id
    };
    struct Class {
        std::string name; // the number where the file holds only numbers
        std::optional<std::int64_t> number; // as in the file; COCO: category id
    };
    struct Row {
        std::size_t frame = 0; // into frames
        std::int32_t classIndex = kUnknownClass; // into classes
        Box box;
        double score = std::numeric_limits<double>::quiet_NaN(); // detections only
        bool isIgnored = false; // VOC difficult, COCO crowd, MOT not to be considered
        double area = std::numeric_limits<double>::quiet_NaN(); // as annotated; NaN = that of the box
    };

    BoxFormat format = BoxFormat::Mot;
    std::vector<Frame> frames; // also those without rows, where the file lists them
    std::vector<Class> classes;
    std::vector<Row> rows; // in the order of the file
    bool isRelative = false; // boxes in shares of the picture's width and height
};

} // namespace cobench::data
