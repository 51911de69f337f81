// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace arch {

namespace {

constexpr std::array<std::string_view, 5> kCppEndings{".h", ".cpp", ".cc", ".hpp", ".inl"};
constexpr std::array<std::string_view, 5> kOtherEndings{".proto", ".cmake", ".sql", ".sh", ".py"};
constexpr std::array<std::string_view, 9> kTopFolders{
    ".ci", "app", "cmake", "core", "packaging", "plots", "resources", "tests", "ui"};

bool endsWithAny(std::string_view name, const auto& endings)
{
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

bool isScript(const fs::path& path)
{
    std::ifstream file(path);
    char start[2] = {};
    return !path.has_extension() && file.read(start, 2) && start[0] == '#' && start[1] == '!';
}

bool isSource(const fs::path& path)
{
    const std::string name = path.filename().string();
    return name == "CMakeLists.txt" || endsWithAny(name, kCppEndings) || endsWithAny(name, kOtherEndings)
        || isScript(path);
}

std::string readText(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void parseInclude(std::string_view line, std::size_t number, std::vector<Include>& includes)
{
    const auto skipSpace = [&] {
        while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
            line.remove_prefix(1);
    };
    skipSpace();
    if (!line.starts_with('#'))
        return;
    line.remove_prefix(1);
    skipSpace();
    if (!line.starts_with("include"))
        return;
    line.remove_prefix(std::string_view("include").size());
    skipSpace();
    if (line.empty() || (line.front() != '"' && line.front() != '<'))
        return;
    const bool isQuoted = line.front() == '"';
    const std::size_t end = line.find(isQuoted ? '"' : '>', 1);
    if (end != std::string_view::npos)
        includes.push_back({number, std::string(line.substr(1, end - 1)), isQuoted});
}

void readFolder(const fs::path& root, const fs::path& folder, std::vector<SourceFile>& files)
{
    for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
        const std::string name = at->path().filename().string();
        if (at->is_directory() && (name == "build" || name == "corpus" || name == "__pycache__"))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && isSource(at->path()))
            files.push_back(parse(at->path().lexically_relative(root).generic_string(), readText(at->path())));
    }
}

} // namespace

bool SourceFile::isCpp() const
{
    return endsWithAny(path, kCppEndings);
}

bool SourceFile::isUnder(std::string_view folder) const
{
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

SourceFile parse(std::string path, std::string_view text)
{
    SourceFile file{.path = std::move(path)};
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        file.lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (file.isCpp()) {
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            parseInclude(file.lines[i], i + 1, file.includes);
    }
    return file;
}

std::vector<SourceFile> readTree(const fs::path& root)
{
    std::vector<SourceFile> files;
    for (const std::string_view folder : kTopFolders) {
        if (fs::is_directory(root / folder))
            readFolder(root, root / folder, files);
    }
    for (const auto& entry : fs::directory_iterator(root)) {
        if (entry.is_regular_file() && isSource(entry.path()))
            files.push_back(parse(entry.path().filename().string(), readText(entry.path())));
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

} // namespace arch
