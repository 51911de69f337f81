// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <optional>

namespace arch {

namespace {

constexpr std::size_t kLongFile = 400;
constexpr std::size_t kTooLongFile = 500;

using Findings = std::vector<Finding>;

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> starts)
{
    return std::ranges::any_of(starts, [&](std::string_view start) { return text.starts_with(start); });
}

bool isUnderAny(const SourceFile& file, const std::vector<std::string_view>& folders)
{
    return std::ranges::any_of(folders, [&](std::string_view folder) { return file.isUnder(folder); });
}

bool isQt(const Include& include)
{
    const std::string& target = include.target;
    return !include.isQuoted && target.size() > 1 && target[0] == 'Q'
        && (std::isupper(static_cast<unsigned char>(target[1])) || target.starts_with("Qt"));
}

bool isTorch(const Include& include)
{
    return startsWithAny(include.target, {"torch/", "ATen/", "c10/", "caffe2/"});
}

bool isRpc(const Include& include)
{
    return startsWithAny(include.target, {"grpc", "google/protobuf/"}) || include.target.ends_with(".pb.h");
}

bool isOpenCv(const Include& include)
{
    return startsWithAny(include.target, {"opencv2/", "opencv4/", "opencv/"});
}

bool isSqlite(const Include& include)
{
    return startsWithAny(include.target, {"sqlite3", "SQLiteCpp/"});
}

/// A library that only some folders may see. `within` limits the rule to part of the tree.
struct LibraryRule {
    std::string_view id;
    bool (*matches)(const Include&);
    std::vector<std::string_view> within; // empty = everywhere
    std::vector<std::string_view> allowed;
    std::string_view text;
};

const std::vector<LibraryRule>& libraryRules()
{
    static const std::vector<LibraryRule> rules{
        {"qt-in-core", isQt, {"core"}, {}, "core has no Qt"},
        {"qt-in-cli", isQt, {"app/cli"}, {}, "the command line has no Qt"},
        {"torch", isTorch, {}, {"core/train/torch"}, "LibTorch belongs in core/train/torch"},
        {"rpc", isRpc, {}, {"core/engine", "tests/core/engine"}, "gRPC and protobuf belong in core/engine"},
        {"opencv",
            isOpenCv,
            {},
            {"core/detect/opencv", "core/data/opencv"},
            "OpenCV belongs in core/detect/opencv and core/data/opencv"},
        {"sqlite",
            isSqlite,
            {},
            {"core/store", "tests/core/store", "tests/support"},
            "SQLite belongs in core/store"},
        {"qcustomplot",
            [](const Include& include) { return include.target == "qcustomplot.h"; },
            {},
            {"plots", "tests/plots"},
            "QCustomPlot belongs in plots"},
    };
    return rules;
}

void checkLibraries(const SourceFile& file, Findings& findings)
{
    for (const LibraryRule& rule : libraryRules()) {
        if ((!rule.within.empty() && !isUnderAny(file, rule.within)) || isUnderAny(file, rule.allowed))
            continue;
        for (const Include& include : file.includes) {
            if (rule.matches(include))
                findings.push_back({std::string(rule.id),
                    file.path,
                    include.line,
                    "includes " + include.target + "; " + std::string(rule.text)});
        }
    }
}

std::string_view firstFolder(std::string_view path)
{
    return path.substr(0, path.find('/'));
}

/// "ensemble" for "core/ensemble/x.h"; empty for anything else.
std::string_view coreModule(std::string_view path)
{
    if (!path.starts_with("core/"))
        return {};
    path.remove_prefix(5);
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// What each folder of the program may include besides itself.
struct Layer {
    std::string_view folder;
    std::vector<std::string_view> mayInclude;
};

const Layer* layerOf(std::string_view top)
{
    static const std::vector<Layer> layers{
        {"app", {"ui", "plots", "core"}},
        {"ui", {"plots", "core"}},
        {"plots", {}},
        {"core", {}},
    };
    const auto found = std::ranges::find(layers, top, &Layer::folder);
    return found == layers.end() ? nullptr : &*found;
}

const Layer* moduleLayer(std::string_view module)
{
    static const std::vector<Layer> modules{
        {"common", {}},
        {"data", {"common"}},
        {"io", {"common", "data"}},
        {"ensemble", {"common", "data"}},
        {"lr", {"common", "data"}},
        {"trace", {"common", "data"}},
        {"runs", {"common", "data", "io", "store"}},
        {"store", {"common", "data"}},
        {"train", {"common", "data", "lr"}},
        {"study", {"common", "data", "lr"}},
        {"detect", {"common", "data", "ensemble"}},
        {"jobs", {"common", "data", "io", "ensemble", "lr", "store", "runs", "train", "trace", "detect", "study"}},
        {"engine", {"common", "data", "io", "lr", "store", "runs", "train", "trace", "detect", "study", "jobs"}},
    };
    const auto found = std::ranges::find(modules, module, &Layer::folder);
    return found == modules.end() ? nullptr : &*found;
}

bool mayInclude(const Layer& layer, std::string_view target)
{
    return target == layer.folder || std::ranges::find(layer.mayInclude, target) != layer.mayInclude.end();
}

std::optional<std::string> brokenArrow(std::string_view from, std::string_view to)
{
    const std::string_view fromTop = firstFolder(from);
    const std::string_view toTop = firstFolder(to);
    const Layer* layer = layerOf(fromTop);
    if (layer == nullptr)
        return std::nullopt; // tests may include anything
    if (toTop == "tests")
        return "the program does not include its tests";
    if (layerOf(toTop) != nullptr && !mayInclude(*layer, toTop))
        return std::string(fromTop) + " does not include " + std::string(toTop);
    if (fromTop != "core" || toTop != "core")
        return std::nullopt;
    const Layer* module = moduleLayer(coreModule(from));
    if (module == nullptr)
        return "core/" + std::string(coreModule(from)) + " is not in the module map of tests/arch/rules.cpp";
    if (!mayInclude(*module, coreModule(to)))
        return "core/" + std::string(coreModule(from)) + " does not include core/" + std::string(coreModule(to));
    return std::nullopt;
}

void checkArrows(const SourceFile& file, Findings& findings)
{
    for (const Include& include : file.includes) {
        if (const auto text = brokenArrow(file.path, include.target))
            findings.push_back({"arrow", file.path, include.line, "includes " + include.target + "; " + *text});
    }
}

void checkRootedIncludes(const SourceFile& file, Findings& findings)
{
    for (const Include& include : file.includes) {
        const std::string_view target = include.target;
        const bool isGenerated = target.ends_with(".moc") || target.ends_with(".pb.h") || target.starts_with("ui_");
        if (include.isQuoted && !isGenerated && target.find('/') == std::string_view::npos)
            findings.push_back({"rooted-include",
                file.path,
                include.line,
                "includes \"" + include.target + "\"; write the path from the root"});
    }
}

void checkSize(const SourceFile& file, Findings& findings)
{
    if (!file.isCpp() || file.lines.size() <= kLongFile)
        return;
    const bool isTooLong = file.lines.size() > kTooLongFile;
    const std::string limit = std::to_string(isTooLong ? kTooLongFile : kLongFile);
    findings.push_back({"size",
        file.path,
        0,
        std::to_string(file.lines.size()) + " lines, more than " + limit + "; split it",
        !isTooLong});
}

void checkLicence(const SourceFile& file, Findings& findings)
{
    const auto begin = file.lines.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, file.lines.size()));
    for (const std::string_view tag : {"SPDX-"
                                       "FileCopyrightText:",
             "SPDX-"
             "License-Identifier:"}) {
        if (std::none_of(begin, end, [&](const std::string& line) { return line.find(tag) != std::string::npos; }))
            findings.push_back({"licence", file.path, 0, "has no " + std::string(tag) + " in its first lines"});
    }
    if (file.isCpp() && file.path.ends_with(".h")
        && std::ranges::find(file.lines, std::string("#pragma once")) == file.lines.end())
        findings.push_back({"pragma-once", file.path, 0, "has no #pragma once"});
}

/// Paths that exist on one machine only. Spelt in halves so that this file passes its own rule.
void checkMachinePaths(const SourceFile& file, Findings& findings)
{
    static const std::array<std::string, 3> paths{
        std::string("/") + "work/", std::string("/") + "home/", std::string("/") + "Users/"};
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        for (const std::string& path : paths) {
            const std::size_t at = line.find(path);
            // "network/x" holds the word, not the path.
            if (at == std::string::npos || (at > 0 && std::isalnum(static_cast<unsigned char>(line[at - 1]))))
                continue;
            findings.push_back({"machine-path", file.path, i + 1, "names " + path + ", a path of one machine"});
        }
    }
}

} // namespace

std::string toString(const Finding& finding)
{
    const std::string place = finding.line == 0 ? "" : ":" + std::to_string(finding.line);
    return finding.path + place + ": [" + finding.rule + "] " + finding.text;
}

std::vector<Finding> check(const std::vector<SourceFile>& files)
{
    Findings findings;
    for (const SourceFile& file : files) {
        checkLibraries(file, findings);
        checkArrows(file, findings);
        checkRootedIncludes(file, findings);
        checkSize(file, findings);
        checkLicence(file, findings);
        checkMachinePaths(file, findings);
    }
    return findings;
}

} // namespace arch
