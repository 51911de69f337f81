// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"

#include "core/io/bounded_reader.h"
#include "core/io/file_source.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace fs = std::filesystem;

namespace cobench::io {

namespace {

constexpr std::size_t kMaxFiles = 1U << 20;

bool hasEnding(const fs::path& path, std::string_view ending)
{
    std::string own = path.extension().string();
    std::ranges::transform(own, own.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return own == ending;
}

bool isClassList(const fs::path& path)
{
    return path.filename() == "classes.txt"; // beside YOLO's files
}

struct Folder {
    std::vector<fs::path> xml;
    std::vector<fs::path> txt;
};

Result<Folder> listFolder(const fs::path& path)
{
    Folder folder;
    std::error_code failed;
    for (fs::directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed)) {
        if (hasEnding(at->path(), ".xml"))
            folder.xml.push_back(at->path());
        else if (hasEnding(at->path(), ".txt") && !isClassList(at->path()))
            folder.txt.push_back(at->path());
        if (folder.xml.size() + folder.txt.size() > kMaxFiles)
            return Error{
                .code = ErrorCode::TooLarge, .subject = path.string(), .detail = "more than a million files"};
    }
    if (failed)
        return systemError(failed.value(), path.string(), "list");
    std::ranges::sort(folder.xml);
    std::ranges::sort(folder.txt);
    return folder;
}

struct Text {
    Bytes bytes;
    ReadContext context;

    std::string_view view() const { return asText({bytes.data(), bytes.size()}); }
};

Result<Text> readText(const fs::path& path, Progress& progress, const CancelToken& cancel)
{
    auto bytes = readFile(path, progress, cancel);
    if (!bytes)
        return std::move(bytes).error();
    ReadContext context(path.string(), bytes->size(), cancel);
    return Text{std::move(*bytes), std::move(context)};
}

Result<data::BoxTable> readFolder(const fs::path& path, BoxRole role, Progress& progress, const CancelToken& cancel)
{
    const auto folder = listFolder(path);
    if (!folder)
        return folder.error();
    const bool isVoc = !folder->xml.empty();
    if (!isVoc && folder->txt.empty())
        return Error{.code = ErrorCode::Empty,
            .subject = path.string(),
            .detail = "holds neither .xml nor .txt files",
            .cure = "a folder of VOC annotations or of YOLO texts"};
    if (isVoc && role == BoxRole::Detections)
        return Error{.code = ErrorCode::Unsupported,
            .subject = path.string(),
            .detail = "VOC annotations have no scores, so they are no detections"};
    BoxTableBuilder table;
    for (const fs::path& file : isVoc ? folder->xml : folder->txt) {
        const auto text = readText(file, progress, cancel);
        if (!text)
            return text.error();
        const std::string frame = file.stem().string();
        auto read = isVoc ? readVocXml(text->view(), frame, text->context, table)
                          : readYoloText(text->view(), frame, role, text->context, table);
        if (!read)
            return std::move(read).error();
    }
    return std::move(table.table());
}

/// A table that begins with a name has a header; rows of MOTChallenge begin with a number.
bool hasHeader(std::string_view text)
{
    const std::string_view line = trimmed(text.substr(0, std::min(text.find('\n'), text.size())));
    return line.find(',') != std::string_view::npos
        && (line.front() == '"' || line.front() == '\xEF' || line.front() == '#'
            || std::isalpha(static_cast<unsigned char>(line.front())));
}

Result<void> readOne(const fs::path& path, BoxRole role, const Text& text, BoxTableBuilder& table)
{
    if (hasEnding(path, ".json"))
        return readCocoJson(text.view(), role, text.context, table);
    if (hasEnding(path, ".xml"))
        return readVocXml(text.view(), path.stem().string(), text.context, table);
    if (hasHeader(text.view()))
        return readBoxCsv(text.view(), role, text.context, table);
    return readMotText(text.view(), role, text.context, table);
}

} // namespace

Result<data::BoxTable> readBoxes(const fs::path& path, BoxRole role, Progress& progress, const CancelToken& cancel)
{
    progress.beginStage("Reading " + path.filename().string());
    std::error_code ignored; // readFile tells what is wrong with it
    if (fs::is_directory(path, ignored))
        return readFolder(path, role, progress, cancel);
    const auto text = readText(path, progress, cancel);
    if (!text)
        return text.error();
    BoxTableBuilder table;
    if (auto read = readOne(path, role, *text, table); !read)
        return std::move(read).error();
    if (role == BoxRole::Truth && table.table().frames.empty())
        return text->context.error(ErrorCode::Empty, {}, "holds no box");
    return std::move(table.table());
}

} // namespace cobench::io
