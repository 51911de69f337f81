// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/frame_truth.h"

#include "core/io/box_files.h"

#include <algorithm>
#include <numeric>

namespace cobench::ui {

namespace {

constexpr std::int64_t kMostFrames = 10'000'000;

/// The number, from 0, of each of the table's frames.
std::vector<std::size_t> framePlaces(const data::BoxTable& table)
{
    const auto isNumbered = [](const data::BoxTable::Frame& frame) {
        return frame.number && *frame.number >= 1 && *frame.number <= kMostFrames;
    };
    std::vector<std::size_t> places(table.frames.size());
    if (table.format != data::BoxFormat::Coco && std::ranges::all_of(table.frames, isNumbered)) {
        std::ranges::transform(table.frames, places.begin(), [](const data::BoxTable::Frame& frame) {
            return static_cast<std::size_t>(*frame.number - 1);
        });
        return places;
    }
    std::vector<std::size_t> byName(table.frames.size());
    std::iota(byName.begin(), byName.end(), std::size_t{0});
    std::ranges::sort(byName, {}, [&](std::size_t frame) { return table.frames[frame].name; });
    for (std::size_t place = 0; place < byName.size(); ++place)
        places[byName[place]] = place;
    return places;
}

} // namespace

const std::vector<FrameTruth::Object>& FrameTruth::at(std::uint64_t frame) const
{
    static const std::vector<Object> kNone;
    return frame < frames.size() ? frames[frame] : kNone;
}

Result<FrameTruth> readFrameTruth(const std::filesystem::path& path, const CancelToken& cancel)
{
    Progress progress;
    const auto table = io::readBoxes(path, io::BoxRole::Truth, progress, cancel);
    if (!table)
        return table.error();
    if (table->isRelative)
        return Error{.code = ErrorCode::Unsupported,
            .subject = path.string(),
            .detail = "its boxes are shares of a picture's size, which cannot be drawn or compared here",
            .cure = "cobench-cli detect eval --image-size"};
    const std::vector<std::size_t> places = framePlaces(*table);
    FrameTruth truth;
    if (!places.empty())
        truth.frames.resize(*std::ranges::max_element(places) + 1);
    for (const data::BoxTable::Row& row : table->rows)
        truth.frames[places[row.frame]].push_back({.box = row.box,
            .className
            = row.classIndex < 0 ? std::string() : table->classes[static_cast<std::size_t>(row.classIndex)].name,
            .isIgnored = row.isIgnored});
    return truth;
}

} // namespace cobench::ui
