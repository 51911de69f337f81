// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"
#include "core/io/xml_reader.h"

#include <array>

namespace cobench::io {

namespace {

constexpr std::array<std::string_view, 4> kCorners{"xmin", "ymin", "xmax", "ymax"};

/// What has been read of one object. Parts of it (hands, heads) have boxes of their own one level deeper.
struct Object {
    std::string name;
    std::array<std::optional<double>, 4> corners;
    bool isDifficult = false;
};

bool isAt(const XmlReader& reader, std::initializer_list<std::string_view> path)
{
    return std::ranges::equal(reader.path(), path);
}

/// False when the text of an element is not what it has to be.
bool take(const XmlReader& reader, Object& object)
{
    if (isAt(reader, {"annotation", "object"})) {
        if (reader.name() == "name")
            object.name = reader.text();
        else if (reader.name() == "difficult")
            object.isDifficult = reader.text() == "1";
    } else if (isAt(reader, {"annotation", "object", "bndbox"})) {
        for (std::size_t i = 0; i < kCorners.size(); ++i)
            if (reader.name() == kCorners[i]) {
                object.corners[i] = parseNumber(reader.text());
                return object.corners[i].has_value();
            }
    }
    return true;
}

} // namespace

Result<void> readVocXml(
    std::string_view text, const std::string& frame, const ReadContext& context, BoxTableBuilder& table)
{
    table.table().format = data::BoxFormat::Voc;
    const std::size_t index = table.frame(frame);
    XmlReader reader(text);
    Object object;
    bool isAnnotation = false;
    const auto fail = [&](ErrorCode code, std::string detail, std::string cure = {}) {
        return context.error(code, "line " + std::to_string(reader.line()), std::move(detail), std::move(cure));
    };
    for (;;) {
        const XmlReader::Event event = reader.next();
        if (event == XmlReader::Event::Finished)
            break;
        if (event == XmlReader::Event::Failed)
            return fail(ErrorCode::Corrupt, "is no well-formed XML");
        if (event == XmlReader::Event::Begin) {
            isAnnotation = isAnnotation || isAt(reader, {"annotation"});
            if (isAt(reader, {"annotation", "object"}))
                object = {};
            continue;
        }
        if (!take(reader, object))
            return fail(ErrorCode::Value, "'" + reader.text().substr(0, 40) + "' is not a number");
        if (reader.name() != "object" || !isAt(reader, {"annotation"}))
            continue;
        const auto& [left, top, right, bottom] = object.corners;
        if (object.name.empty() || !left || !top || !right || !bottom)
            return fail(ErrorCode::Value, "an object without name or box", "name, bndbox with xmin … ymax");
        auto added = table.add({.frame = index,
                                   .classIndex = table.classIndex(object.name),
                                   .box = {*left - 1.0, *top - 1.0, *right - *left, *bottom - *top},
                                   .isIgnored = object.isDifficult},
            "object " + object.name,
            context);
        if (!added)
            return added;
    }
    if (!isAnnotation)
        return context.error(ErrorCode::Unsupported, {}, "has no <annotation>", "a VOC annotation");
    return {};
}

} // namespace cobench::io
