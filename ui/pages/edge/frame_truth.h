// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/data/detections.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::ui {

/// The true boxes of the frames of one source.
struct FrameTruth {
    struct Object {
        data::Box box; // pixels
        std::string className; // empty = the file has no classes
        bool isIgnored = false;
    };
    std::vector<std::vector<Object>> frames; // [frame, from 0]

    const std::vector<Object>& at(std::uint64_t frame) const;
};

/// Numbers of frames in files count from 1; named pictures count in the order of their names. Unsupported for boxes
/// that are relative to a picture's size. For a worker.
Result<FrameTruth> readFrameTruth(const std::filesystem::path& path, const CancelToken& cancel);

} // namespace cobench::ui
