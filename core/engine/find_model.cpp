// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/find_model.h"

#include "core/io/bounded_reader.h"
#include "core/io/file_source.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kCascades{{
    {"haar-fullbody", "haarcascades/haarcascade_fullbody.xml"},
    {"haar-face", "haarcascades/haarcascade_frontalface_default.xml"},
    {"lbp-face", "lbpcascades/lbpcascade_frontalface.xml"},
}};

/// Where OpenCV installs its data.
constexpr std::array<std::string_view, 4> kFolders{
    "/usr/share/opencv4", "/usr/local/share/opencv4", "/usr/share/opencv", "/usr/local/share/opencv"};

constexpr std::uint64_t kMaxCascadeBytes = std::uint64_t{16} << 20;

Result<std::string> readCascade(std::string_view file)
{
    std::string looked;
    for (const std::string_view folder : kFolders) {
        const fs::path path = fs::path(folder) / file;
        std::error_code ignored;
        if (fs::exists(path, ignored)) {
            Progress progress;
            const auto bytes = io::readFile(path, progress, {}, kMaxCascadeBytes);
            if (!bytes)
                return bytes.error();
            return std::string(io::asText({bytes->data(), bytes->size()}));
        }
        looked += (looked.empty() ? "" : ", ") + std::string(folder);
    }
    return Error{.code = ErrorCode::NotFound,
        .subject = std::string(file),
        .detail = "is in none of " + looked,
        .cure = "the package opencv-data"};
}

std::string knownNames()
{
    std::string names;
    for (const std::string_view name : detect::kBuiltInModels)
        names += (names.empty() ? "" : ", ") + std::string(name);
    return names;
}

} // namespace

Result<detect::ModelRequest> findModel(const std::string& name)
{
    if (std::ranges::find(detect::kBuiltInModels, name) == std::end(detect::kBuiltInModels))
        return Error{.code = ErrorCode::Usage,
            .subject = "model \"" + name + "\"",
            .detail = "is not known",
            .cure = knownNames()};
    const auto* cascade = std::ranges::find(kCascades, name, [](const auto& known) { return known.first; });
    if (cascade == kCascades.end())
        return detect::ModelRequest{.name = name, .family = name};
    auto content = readCascade(cascade->second);
    if (!content)
        return std::move(content).error();
    return detect::ModelRequest{.name = name, .family = "cascade", .content = std::move(*content)};
}

} // namespace cobench::engine
