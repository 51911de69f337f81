// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace cobench::io {

namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 16; // polygons lie five deep
constexpr std::size_t kItemsPerLook = 4096;

class CocoReader
{
public:
    CocoReader(BoxRole role, const ReadContext& context, BoxTableBuilder& table)
        : m_role(role)
        , m_context(context)
        , m_table(table)
    {
    }

    Result<void> read(const Json& root)
    {
        if (m_role == BoxRole::Detections && root.is_array())
            return readAll(root, "result ", &CocoReader::readBox);
        for (const char* list : {"images", "annotations", "categories"})
            if (m_role == BoxRole::Truth && (!root.is_object() || !root.contains(list) || !root[list].is_array()))
                return m_context.error(
                    ErrorCode::Unsupported, {}, std::string("has no list \"") + list + "\"", "COCO instances");
        if (m_role == BoxRole::Detections)
            return m_context.error(ErrorCode::Unsupported, {}, "is no list", "a list of COCO results");
        // In the order of category ids, so that the index of a class is its place among them.
        std::vector<Json> categories(root["categories"].begin(), root["categories"].end());
        std::ranges::stable_sort(categories, {}, [](const Json& item) { return whole(item, "id").value_or(0); });
        if (auto done = readAll(Json(std::move(categories)), "category ", &CocoReader::readCategory); !done)
            return done;
        if (auto done = readAll(root["images"], "image ", &CocoReader::readImage); !done)
            return done;
        return readAll(root["annotations"], "annotation ", &CocoReader::readBox);
    }

private:
    using ItemReader = Result<void> (CocoReader::*)(const Json& item, const std::string& place);

    Result<void> readAll(const Json& items, const char* kind, ItemReader readItem)
    {
        std::size_t index = 0;
        for (const Json& item : items) {
            if (++index % kItemsPerLook == 0 && m_context.cancel.isCancelled())
                return cancelled();
            const std::string place = kind + std::to_string(index);
            if (!item.is_object())
                return m_context.error(ErrorCode::Value, place, "is no object");
            if (auto read = (this->*readItem)(item, place); !read)
                return read;
        }
        return {};
    }

    static std::optional<std::int64_t> whole(const Json& item, const char* key)
    {
        const auto found = item.find(key);
        return found != item.end() && found->is_number_integer() ? std::optional(found->get<std::int64_t>())
                                                                 : std::nullopt;
    }

    Error missing(const std::string& place, const char* key, const char* wanted) const
    {
        return m_context.error(ErrorCode::Value, place, std::string("has no usable \"") + key + "\"", wanted);
    }

    Result<void> readCategory(const Json& item, const std::string& place)
    {
        const auto id = whole(item, "id");
        if (!id)
            return missing(place, "id", "a whole number");
        const auto name = item.find("name");
        const bool isNamed = name != item.end() && name->is_string();
        m_categories[*id] = m_table.classIndex(isNamed ? name->get<std::string>() : std::to_string(*id), *id);
        return {};
    }

    Result<void> readImage(const Json& item, const std::string& place)
    {
        const auto id = whole(item, "id");
        if (!id)
            return missing(place, "id", "a whole number");
        const auto name = item.find("file_name");
        const bool isNamed = name != item.end() && name->is_string();
        const std::string stem = isNamed ? std::filesystem::path(name->get<std::string>()).stem().string() : "";
        const std::size_t before = m_table.table().frames.size();
        m_images[*id] = m_table.frame(stem.empty() ? std::to_string(*id) : stem, *id);
        if (m_table.table().frames.size() == before) // files of one name in several folders
            m_images[*id] = m_table.frame("image " + std::to_string(*id), *id);
        return {};
    }

    std::optional<std::size_t> frameOf(const Json& item)
    {
        const auto id = whole(item, "image_id");
        if (!id)
            return std::nullopt;
        if (m_role == BoxRole::Detections)
            return m_table.frame(std::to_string(*id), *id);
        const auto found = m_images.find(*id);
        return found == m_images.end() ? std::nullopt : std::optional(found->second);
    }

    std::optional<std::int32_t> classOf(const Json& item)
    {
        const auto id = whole(item, "category_id");
        if (!id)
            return std::nullopt;
        if (m_role == BoxRole::Detections)
            return m_table.numberedClass(*id);
        const auto found = m_categories.find(*id);
        return found == m_categories.end() ? std::nullopt : std::optional(found->second);
    }

    Result<void> readBox(const Json& item, const std::string& place)
    {
        const auto frame = frameOf(item);
        if (!frame)
            return missing(place, "image_id", "the id of an image of this file");
        const auto label = classOf(item);
        if (!label)
            return missing(place, "category_id", "the id of a category of this file");
        const auto box = item.find("bbox");
        const bool isBox = box != item.end() && box->is_array() && box->size() == 4
            && std::ranges::all_of(*box, [](const Json& number) { return number.is_number(); });
        if (!isBox)
            return missing(place, "bbox", "[x, y, width, height]");
        data::BoxTable::Row row{.frame = *frame,
            .classIndex = *label,
            .box
            = {(*box)[0].get<double>(), (*box)[1].get<double>(), (*box)[2].get<double>(), (*box)[3].get<double>()}};
        if (m_role == BoxRole::Detections) {
            const auto score = item.find("score");
            if (score == item.end() || !score->is_number())
                return missing(place, "score", "a number");
            row.score = score->get<double>();
        } else {
            const auto area = item.find("area");
            if (area != item.end() && area->is_number())
                row.area = area->get<double>();
            const auto crowd = item.find("iscrowd");
            row.isIgnored = crowd != item.end() && (*crowd == 1 || *crowd == true);
        }
        return m_table.add(row, place, m_context);
    }

    BoxRole m_role;
    const ReadContext& m_context;
    BoxTableBuilder& m_table;
    std::unordered_map<std::int64_t, std::int32_t> m_categories;
    std::unordered_map<std::int64_t, std::size_t> m_images;
};

} // namespace

Result<void> readCocoJson(std::string_view text, BoxRole role, const ReadContext& context, BoxTableBuilder& table)
{
    table.table().format = data::BoxFormat::Coco;
    // Outlines are the bulk of such a file, and boxes do without them.
    const auto keep = [](int depth, Json::parse_event_t event, Json& parsed) {
        return depth <= kDeepest && !(event == Json::parse_event_t::key && parsed == "segmentation");
    };
    const Json root = Json::parse(text, keep, false);
    if (root.is_discarded())
        return context.error(ErrorCode::Corrupt, {}, "is no JSON");
    return CocoReader(role, context, table).read(root);
}

} // namespace cobench::io
