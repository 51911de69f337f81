// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/find_files.h"

#include "core/io/bounded_reader.h"
#include "core/io/file_naming.h"
#include "core/io/file_source.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <sys/stat.h>

namespace cobench::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 20'000;
constexpr std::string_view kLabelsStem = "labels";

struct NamedInput {
    std::string split; // "" unless "val=PATH"
    fs::path path;
};

bool isThere(const fs::path& path)
{
    struct stat status {
    };
    return ::lstat(path.c_str(), &status) == 0;
}

bool isDirectory(const fs::path& path)
{
    struct stat status {
    };
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool isSplitName(std::string_view text)
{
    return !text.empty() && text.find('/') == std::string_view::npos && text.find('.') != 0;
}

/// "val=PATH,test=PATH"; a comma belongs to the path when no "name=" follows it.
std::vector<NamedInput> parseInput(const std::string& input)
{
    std::vector<NamedInput> result;
    std::string_view rest = input;
    while (!isThere(input) && !rest.empty()) {
        const std::size_t equals = rest.find('=');
        if (equals == std::string_view::npos || !isSplitName(rest.substr(0, equals)))
            break;
        std::size_t end = equals;
        do {
            end = rest.find(',', end + 1);
        } while (end != std::string_view::npos && rest.find('=', end) == std::string_view::npos);
        const auto path = rest.substr(equals + 1, end == std::string_view::npos ? end : end - equals - 1);
        result.push_back({std::string(rest.substr(0, equals)), fs::path(path)});
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return rest.empty() && !result.empty() ? result : std::vector<NamedInput>{{"", fs::path(input)}};
}

/// Names in a directory, hidden ones left out, sorted so that results do not depend on the file system.
Result<std::vector<std::string>> listDirectory(const fs::path& directory, const CancelToken& cancel)
{
    DIR* handle = ::opendir(directory.c_str());
    if (!handle)
        return systemError(errno, directory.string(), "cannot be listed");
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(handle)) {
        if (entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
        if (names.size() > kMaxFiles || cancel.isCancelled())
            break;
    }
    ::closedir(handle);
    if (cancel.isCancelled())
        return cancelled();
    if (names.size() > kMaxFiles)
        return Error{.code = ErrorCode::TooLarge,
            .subject = directory.string(),
            .detail = "more than " + std::to_string(kMaxFiles) + " files"};
    std::ranges::sort(names, naturalLess);
    return names;
}

class Finder
{
public:
    Finder(const LoadPoolOptions& options, const CancelToken& cancel)
        : m_options(options)
        , m_cancel(cancel)
    {
    }

    Result<FoundFiles> find();

private:
    Result<void> addInput(const NamedInput& input);
    Result<void> addDirectory(const fs::path& directory, const std::string& onlySplit);
    Result<void> addFolder(const fs::path& folder, const std::string& title, const std::string& onlySplit);
    void addFile(const fs::path& path, const std::string& title, const std::string& onlySplit);
    void addNeighbouringLabels(const fs::path& file);
    Result<void> readDescription(const fs::path& path);
    void sortTasks();

    const LoadPoolOptions& m_options;
    const CancelToken& m_cancel;
    FoundFiles m_found;
};

Result<FoundFiles> Finder::find()
{
    for (const std::string& text : m_options.inputs) {
        for (const NamedInput& input : parseInput(text)) {
            auto added = addInput(input);
            if (!added && (!m_options.keepGoing || added.error().isCancelled()))
                return std::move(added).error();
            if (!added)
                m_found.refused.push_back(std::move(added).error());
        }
    }
    if (m_options.labels)
        m_found.tasks.push_back({.path = *m_options.labels, .use = FileTask::Use::GivenLabels});
    sortTasks();
    return std::move(m_found);
}

Result<void> Finder::addInput(const NamedInput& input)
{
    const fs::path path = input.path.lexically_normal();
    if (m_found.poolName.empty())
        m_found.poolName = path.has_filename() ? predictionStem(path) : path.parent_path().filename().string();
    if (isDirectory(path))
        return addDirectory(path, input.split);
    if (!isThere(path))
        return systemError(ENOENT, input.path.string(), "cannot be read");
    addFile(path, input.split, input.split);
    addNeighbouringLabels(path);
    return {};
}

Result<void> Finder::addDirectory(const fs::path& directory, const std::string& onlySplit)
{
    const std::size_t before = m_found.tasks.size();
    if (auto described = readDescription(directory / "pool.json"); !described)
        return described;
    if (auto added = addFolder(directory, {}, onlySplit); !added)
        return added;
    auto names = listDirectory(directory, m_cancel);
    if (!names)
        return std::move(names).error();
    for (const std::string& name : *names)
        if (isSplitTitle(name, m_found.description.splits) && isDirectory(directory / name))
            if (auto added = addFolder(directory / name, name, onlySplit); !added)
                return added;
    if (m_found.tasks.size() == before)
        return Error{.code = ErrorCode::NotFound,
            .subject = directory.string(),
            .detail = "no prediction files",
            .cure = "one .pt, .npy, .npz, .csv or .csv.gz file for each model"};
    return {};
}

/// The prediction files of one folder; sub-folders are left to the caller.
Result<void> Finder::addFolder(const fs::path& folder, const std::string& title, const std::string& onlySplit)
{
    auto names = listDirectory(folder, m_cancel);
    if (!names)
        return std::move(names).error();
    for (const std::string& name : *names) {
        if (!looksLikePredictions(name) || isDirectory(folder / name))
            continue;
        addFile(folder / name, title, onlySplit);
        if (m_found.tasks.size() > kMaxFiles)
            return Error{.code = ErrorCode::TooLarge, .subject = folder.string(), .detail = "too many files"};
    }
    return {};
}

void Finder::addFile(const fs::path& path, const std::string& title, const std::string& onlySplit)
{
    FileRole role = roleOf(predictionStem(path), m_found.description.splits);
    if (role.title.empty())
        role.title = title.empty() ? onlySplit : title;
    const bool isWanted = onlySplit.empty() || role.title == onlySplit || role.title.starts_with(onlySplit + "@");
    if (!isWanted && title != onlySplit)
        return; // of another split, in a folder given for one
    m_found.tasks.push_back({.path = path,
        .model = role.model,
        .title = isWanted ? role.title : onlySplit,
        .onlySplit = onlySplit,
        .use = role.model == kLabelsStem ? FileTask::Use::Labels : FileTask::Use::Predictions});
}

void Finder::addNeighbouringLabels(const fs::path& file)
{
    const fs::path labels = file.parent_path() / "labels.npy";
    const auto isListed = [&](const FileTask& task) { return task.path == labels; };
    if (isThere(labels) && !std::ranges::any_of(m_found.tasks, isListed))
        m_found.tasks.push_back({.path = labels, .use = FileTask::Use::LabelsIfNeeded});
}

Result<void> Finder::readDescription(const fs::path& path)
{
    if (!isThere(path))
        return {};
    Progress unseen;
    const auto text = readFile(path, unseen, m_cancel, kMaxPoolJsonBytes);
    if (!text)
        return text.error();
    auto description = parsePoolJson(asText(*text), ReadContext(path.string(), text->size(), m_cancel));
    if (!description)
        return std::move(description).error();
    m_found.description = std::move(*description);
    if (!m_found.description.name.empty())
        m_found.poolName = m_found.description.name;
    return {};
}

/// Models in their order (README.md); a model's splits by title; labels last.
void Finder::sortTasks()
{
    std::ranges::stable_sort(m_found.tasks, [](const FileTask& a, const FileTask& b) {
        if (a.use != b.use)
            return a.use < b.use;
        if (a.model != b.model)
            return naturalLess(a.model, b.model);
        return naturalLess(a.title, b.title);
    });
}

} // namespace

std::string absoluteInput(const std::string& input)
{
    std::string result;
    for (const NamedInput& part : parseInput(input)) {
        std::error_code failed;
        const fs::path absolute = fs::absolute(part.path, failed);
        result += (result.empty() ? "" : ",") + part.split + (part.split.empty() ? "" : "=")
            + (failed ? part.path : absolute.lexically_normal()).string();
    }
    return result;
}

Result<FoundFiles> findFiles(const LoadPoolOptions& options, const CancelToken& cancel)
{
    return Finder(options, cancel).find();
}

} // namespace cobench::io
