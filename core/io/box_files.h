// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/box_table.h"
#include "core/io/box_table_builder.h"
#include "core/io/read_context.h"

#include <filesystem>
#include <string_view>

namespace cobench::io {

enum class BoxRole { Truth, Detections };

/// Reads a file or folder of boxes in any of the formats of data::BoxFormat; which one is told by its name and
/// content. Pixels count from 0 afterwards (MOT and VOC count from 1). Errors name file and place: Unsupported when
/// it is none of them, Value for boxes that are no boxes, Empty for a file without a row where a row is needed.
Result<data::BoxTable> readBoxes(
    const std::filesystem::path& path, BoxRole role, Progress& progress, const CancelToken& cancel);

// The formats, from text in memory. `table` is added to.

/// frame,id,x,y,width,height,score[,class[,…]] with commas or blanks. Truth: column 7 = 0 is ignored.
Result<void> readMotText(std::string_view text, BoxRole role, const ReadContext& context, BoxTableBuilder& table);
Result<void> readCocoJson(std::string_view text, BoxRole role, const ReadContext& context, BoxTableBuilder& table);
/// One picture's annotation; `frame` names it.
Result<void> readVocXml(
    std::string_view text, const std::string& frame, const ReadContext& context, BoxTableBuilder& table);
/// class x y width height [score], centre and size as shares of the picture.
Result<void> readYoloText(std::string_view text,
    const std::string& frame,
    BoxRole role,
    const ReadContext& context,
    BoxTableBuilder& table);
/// Header with frame or image; x, y, width, height or xmin, ymin, xmax, ymax; score; class; ignored.
Result<void> readBoxCsv(std::string_view text, BoxRole role, const ReadContext& context, BoxTableBuilder& table);

} // namespace cobench::io
