// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/lost_accuracy.h"

#include "core/detect/matched_tables.h"

#include <map>

namespace cobench::detect {

namespace {

using data::BoxTable;

/// Boxes of two tables in one: frames by number, classes by name.
class Mixture
{
public:
    explicit Mixture(data::BoxFormat format) { m_table.format = format; }

    template <typename Takes>
    void add(const BoxTable& from, const Takes& takes)
    {
        for (const BoxTable::Row& row : from.rows) {
            const BoxTable::Frame& frame = from.frames[row.frame];
            if (!frame.number || !takes(*frame.number))
                continue;
            BoxTable::Row taken = row;
            taken.frame = place(m_frames, m_table.frames, *frame.number, frame);
            if (row.classIndex != data::kUnknownClass) {
                const BoxTable::Class& one = from.classes[static_cast<std::size_t>(row.classIndex)];
                taken.classIndex = static_cast<std::int32_t>(place(m_classes, m_table.classes, one.name, one));
            }
            m_table.rows.push_back(taken);
        }
    }
    const BoxTable& table() const { return m_table; }

private:
    template <typename Key, typename Entry>
    static std::size_t place(
        std::map<Key, std::size_t>& places, std::vector<Entry>& entries, const Key& key, const Entry& entry)
    {
        const auto [found, isNew] = places.try_emplace(key, entries.size());
        if (isNew)
            entries.push_back(entry);
        return found->second;
    }

    BoxTable m_table;
    std::map<std::int64_t, std::size_t> m_frames;
    std::map<std::string, std::size_t> m_classes;
};

Result<double> ap50(const BoxTable& truth, const BoxTable& boxes, const CancelToken& cancel)
{
    if (boxes.rows.empty())
        return 0.0;
    const auto matched = matchTables(truth, boxes, {});
    if (!matched)
        return matched.error();
    const auto precision = averagePrecision(matched->frames,
        matched->classes.size(),
        {.metric = ApMetric::Coco, .thresholds = {0.5}, .hasPixelCorners = matched->hasPixelCorners},
        cancel);
    if (!precision)
        return precision.error();
    return precision->map;
}

template <typename Boxes>
BoxTable tableOf(std::span<const Outcome> outcomes, const Boxes& boxesOf)
{
    BoxTable table;
    std::map<std::int32_t, std::int32_t> classes;
    for (const Outcome& outcome : outcomes) {
        const auto number = static_cast<std::int64_t>(outcome.number) + 1;
        table.frames.push_back({.name = std::to_string(number), .number = number});
        const data::Detections* boxes = boxesOf(outcome);
        for (std::size_t box = 0; boxes && box < boxes->size(); ++box) {
            const data::Detection& found = (*boxes)[box];
            std::int32_t place = data::kUnknownClass;
            if (found.classIndex != data::kUnknownClass) {
                const auto next = static_cast<std::int32_t>(table.classes.size());
                const auto [known, isNew] = classes.try_emplace(found.classIndex, next);
                if (isNew)
                    table.classes.push_back({.name = std::to_string(found.classIndex), .number = found.classIndex});
                place = known->second;
            }
            table.rows.push_back(
                {.frame = table.frames.size() - 1, .classIndex = place, .box = found.box, .score = found.score});
        }
    }
    return table;
}

} // namespace

FrameFate fateOf(const Outcome& outcome)
{
    if (!outcome.dropped)
        return FrameFate::Processed;
    return outcome.boxes ? FrameFate::Stale : FrameFate::Blank;
}

Result<LostAccuracy> lostAccuracy(const BoxTable& truth,
    const BoxTable& shown,
    const BoxTable& reference,
    std::span<const FrameFate> fates,
    const CancelToken& cancel)
{
    const auto fate = [&](std::int64_t number) {
        const bool isKnown = number >= 1 && static_cast<std::size_t>(number) <= fates.size();
        return isKnown ? fates[static_cast<std::size_t>(number) - 1] : FrameFate::Blank;
    };
    std::vector<double> steps; // S, B, F, R
    for (const int kept : {3, 2, 1, 0}) { // the first so many fates keep what was shown
        const auto keeps = [&](std::int64_t number) { return static_cast<int>(fate(number)) < kept; };
        Mixture mixture(shown.format);
        mixture.add(shown, keeps);
        mixture.add(reference, [&](std::int64_t number) { return !keeps(number); });
        const auto precision = ap50(truth, mixture.table(), cancel);
        if (!precision)
            return precision.error();
        steps.push_back(*precision);
    }
    return LostAccuracy{.shown = steps[0],
        .dropped = steps[1] - steps[0],
        .stale = steps[2] - steps[1],
        .processed = steps[3] - steps[2],
        .missed = 1.0 - steps[3]};
}

BoxTable shownTable(std::span<const Outcome> outcomes)
{
    return tableOf(outcomes, [](const Outcome& outcome) { return outcome.boxes.get(); });
}

BoxTable foundTable(std::span<const Outcome> outcomes)
{
    return tableOf(
        outcomes, [](const Outcome& outcome) { return outcome.dropped ? nullptr : outcome.boxes.get(); });
}

} // namespace cobench::detect
