// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/matched_tables.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <unordered_map>

namespace cobench::detect {

namespace {

using data::BoxFormat;
using data::BoxTable;

Error mismatch(std::string detail, std::string cure)
{
    return {.code = ErrorCode::Value,
        .subject = "truth and detections",
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

bool isNumbered(const BoxTable& table)
{
    return std::ranges::all_of(table.frames, [](const auto& frame) { return frame.number.has_value(); });
}

/// Places of the truth's frames in the order in which equal scores rank.
std::vector<std::size_t> frameOrder(const BoxTable& table, bool byName)
{
    std::vector<std::size_t> order(table.frames.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (isNumbered(table) && !byName)
        std::ranges::sort(order, {}, [&](std::size_t i) { return *table.frames[i].number; });
    else
        std::ranges::sort(order, {}, [&](std::size_t i) { return table.frames[i].name; });
    return order;
}

/// Finds the frame of the truth that a frame of the detections is.
class FrameFinder
{
public:
    FrameFinder(const BoxTable& truth, const BoxTable& detections)
        : m_detections(detections)
    {
        for (std::size_t i = 0; i < truth.frames.size(); ++i) {
            m_byName.emplace(truth.frames[i].name, i);
            if (truth.frames[i].number)
                m_byNumber.emplace(*truth.frames[i].number, i);
        }
        // The numbers of COCO's images are ids; those of a video's frames are places.
        const bool sameNumbers
            = (truth.format == BoxFormat::Coco) == (detections.format == BoxFormat::Coco) && isNumbered(truth);
        const bool anyName = std::ranges::any_of(
            detections.frames, [&](const auto& frame) { return byName(frame.name).has_value(); });
        if (isNumbered(detections) && sameNumbers)
            m_way = Way::Number;
        else if (isNumbered(detections) && !anyName)
            m_way = Way::Place;
        if (m_way == Way::Place)
            m_order = frameOrder(truth, true);
    }

    std::optional<std::size_t> find(std::size_t detected) const
    {
        const BoxTable::Frame& frame = m_detections.frames[detected];
        if (m_way == Way::Name)
            return byName(frame.name);
        if (m_way == Way::Number) {
            const auto found = m_byNumber.find(*frame.number);
            return found == m_byNumber.end() ? std::nullopt : std::optional(found->second);
        }
        const std::int64_t place = *frame.number - 1;
        return place >= 0 && static_cast<std::uint64_t>(place) < m_order.size()
            ? std::optional(m_order[static_cast<std::size_t>(place)])
            : std::nullopt;
    }

private:
    enum class Way { Name, Number, Place };

    std::optional<std::size_t> byName(const std::string& name) const
    {
        auto found = m_byName.find(name);
        if (found == m_byName.end())
            found = m_byName.find(std::filesystem::path(name).stem().string());
        return found == m_byName.end() ? std::nullopt : std::optional(found->second);
    }

    const BoxTable& m_detections;
    std::unordered_map<std::string, std::size_t> m_byName;
    std::unordered_map<std::int64_t, std::size_t> m_byNumber;
    std::vector<std::size_t> m_order;
    Way m_way = Way::Name;
};

bool isCalled(const BoxTable::Class& own, const std::string& name)
{
    return own.name == name || (own.number && std::to_string(*own.number) == name);
}

/// The classes that are evaluated, and which of them each class of a table is.
class ClassMap
{
public:
    ClassMap(const BoxTable& truth, const BoxTable& detections, const MatchOptions& options)
        : m_hasClasses(!truth.classes.empty())
    {
        for (const BoxTable::Class& own : truth.classes) {
            const bool isWanted = !options.onlyClass || isCalled(own, *options.onlyClass);
            m_ofTruth.push_back(isWanted ? static_cast<std::int32_t>(names.size()) : data::kUnknownClass);
            if (isWanted)
                names.push_back(own.name);
        }
        if (!m_hasClasses)
            names.emplace_back("object");
        for (BoxTable::Class own : detections.classes) {
            const bool isNamed = own.number && own.name == std::to_string(*own.number) && *own.number >= 0
                && static_cast<std::uint64_t>(*own.number) < options.classNames.size();
            if (isNamed)
                own.name = options.classNames[static_cast<std::size_t>(*own.number)];
            const bool isWanted = m_hasClasses || !options.onlyClass || isCalled(own, *options.onlyClass);
            m_ofDetections.push_back(!isWanted ? data::kUnknownClass
                    : m_hasClasses             ? find(truth, own, detections.format)
                                               : 0);
        }
        m_unknown = names.size() == 1 && (m_hasClasses || !options.onlyClass) ? 0 : data::kUnknownClass;
    }

    std::int32_t ofTruth(std::int32_t own) const
    {
        return of(m_ofTruth, own, m_hasClasses ? data::kUnknownClass : 0);
    }
    std::int32_t ofDetection(std::int32_t own) const { return of(m_ofDetections, own, m_unknown); }

    std::vector<std::string> names;

private:
    static std::int32_t of(const std::vector<std::int32_t>& map, std::int32_t own, std::int32_t unknown)
    {
        return own == data::kUnknownClass ? unknown : map[static_cast<std::size_t>(own)];
    }

    std::int32_t find(const BoxTable& truth, const BoxTable::Class& own, BoxFormat format) const
    {
        for (std::size_t i = 0; i < truth.classes.size(); ++i)
            if (truth.classes[i].name == own.name
                || (format == BoxFormat::Coco && truth.format == BoxFormat::Coco
                    && truth.classes[i].number == own.number))
                return m_ofTruth[i];
        const bool isPlace = own.number && format != BoxFormat::Coco && truth.format == BoxFormat::Coco
            && own.name == std::to_string(*own.number) && *own.number >= 0;
        return isPlace && static_cast<std::uint64_t>(*own.number) < m_ofTruth.size()
            ? m_ofTruth[static_cast<std::size_t>(*own.number)]
            : data::kUnknownClass;
    }

    bool m_hasClasses;
    std::vector<std::int32_t> m_ofTruth;
    std::vector<std::int32_t> m_ofDetections;
    std::int32_t m_unknown;
};

bool areWhole(const BoxTable& table)
{
    return std::ranges::all_of(table.rows, [](const BoxTable::Row& row) {
        const data::Box& box = row.box;
        return box.x == std::floor(box.x) && box.y == std::floor(box.y) && box.width == std::floor(box.width)
            && box.height == std::floor(box.height);
    });
}

class Matcher
{
public:
    Matcher(const BoxTable& truth, const BoxTable& detections, const MatchOptions& options)
        : m_truth(truth)
        , m_detections(detections)
        , m_options(options)
        , m_classes(truth, detections, options)
    {
    }

    Result<MatchedTables> match()
    {
        const bool isSized = m_options.imageWidth > 0.0 && m_options.imageHeight > 0.0;
        if (m_truth.isRelative != m_detections.isRelative && !isSized)
            return mismatch("one gives boxes in pixels, the other in shares of the picture",
                "--image-size WxH of the pictures");
        if (m_classes.names.empty())
            return mismatch("the truth has no class " + *m_options.onlyClass, "a name or number of it");
        addTruth();
        if (auto added = addDetections(); !added)
            return std::move(added).error();
        m_result.classes = m_classes.names;
        m_result.hasPixelCorners = m_truth.format == BoxFormat::Voc && areWhole(m_truth);
        if (m_truth.isRelative && !isSized)
            m_result.warnings.push_back({.subject = "truth",
                .detail = "boxes relative to pictures of unknown size",
                .cure = "sizes (small, medium, large) need --image-size WxH"});
        return std::move(m_result);
    }

private:
    data::Box inPixels(data::Box box, bool isRelative) const
    {
        if (isRelative && m_options.imageWidth > 0.0) {
            box = {box.x * m_options.imageWidth,
                box.y * m_options.imageHeight,
                box.width * m_options.imageWidth,
                box.height * m_options.imageHeight};
        }
        return box;
    }

    void addTruth()
    {
        m_place.resize(m_truth.frames.size());
        for (const std::size_t frame : frameOrder(m_truth, false)) {
            m_place[frame] = m_result.frames.size();
            m_result.frames.push_back({.name = m_truth.frames[frame].name});
        }
        for (const BoxTable::Row& row : m_truth.rows) {
            const std::int32_t label = m_classes.ofTruth(row.classIndex);
            if (label == data::kUnknownClass)
                continue;
            const data::Box box = inPixels(row.box, m_truth.isRelative);
            m_result.frames[m_place[row.frame]].objects.push_back({.box = box,
                .classIndex = label,
                .isIgnored = row.isIgnored,
                .area = std::isnan(row.area) ? box.area() : row.area});
        }
    }

    Result<void> addDetections()
    {
        const FrameFinder finder(m_truth, m_detections);
        std::vector<std::optional<std::size_t>> places(m_detections.frames.size());
        std::size_t known = 0;
        for (std::size_t frame = 0; frame < places.size(); ++frame) {
            if (const auto found = finder.find(frame)) {
                places[frame] = m_place[*found];
                ++known;
            } else if (m_options.keepsUnlistedFrames) {
                places[frame] = m_result.frames.size();
                m_result.frames.push_back({.name = m_detections.frames[frame].name});
            }
        }
        if (known == 0 && !places.empty())
            return mismatch(
                "no frame of the detections is one of the truth", "the same numbers or names of pictures");
        std::size_t otherClasses = 0;
        std::size_t used = 0;
        for (const BoxTable::Row& row : m_detections.rows) {
            const std::int32_t label = m_classes.ofDetection(row.classIndex);
            otherClasses += label == data::kUnknownClass ? 1 : 0;
            if (label == data::kUnknownClass || !places[row.frame])
                continue;
            ++used;
            m_result.frames[*places[row.frame]].detections.push_back(
                {.box = inPixels(row.box, m_detections.isRelative), .classIndex = label, .score = row.score});
        }
        if (used == 0 && otherClasses > 0)
            return mismatch("no class of the detections is one of the truth",
                "names or numbers of the truth's classes; --names FILE gives names to numbers");
        if (m_truth.classes.empty() && m_detections.classes.size() > 1 && !m_options.onlyClass)
            m_result.warnings.push_back({.subject = "truth",
                .detail = "it tells no classes, so detections of all " + std::to_string(m_detections.classes.size())
                    + " classes count",
                .cure = "--class takes those of one"});
        return {};
    }

    const BoxTable& m_truth;
    const BoxTable& m_detections;
    const MatchOptions& m_options;
    ClassMap m_classes;
    std::vector<std::size_t> m_place; // of the truth's frames in the result
    MatchedTables m_result;
};

} // namespace

Result<MatchedTables> matchTables(const BoxTable& truth, const BoxTable& detections, const MatchOptions& options)
{
    return Matcher(truth, detections, options).match();
}

} // namespace cobench::detect
