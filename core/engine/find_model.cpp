// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/find_model.h"

#include "core/engine/find_card.h"
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
constexpr std::uint64_t kMaxConfigBytes = std::uint64_t{4} << 20;
constexpr std::uint64_t kMaxWeightBytes = (std::uint64_t{1} << 28) - kMaxConfigBytes; // one message takes both

Result<std::string> readBytes(const fs::path& path, std::uint64_t most)
{
    Progress progress;
    const auto bytes = io::readFile(path, progress, {}, most);
    if (!bytes)
        return bytes.error();
    return std::string(io::asText({bytes->data(), bytes->size()}));
}

Result<std::string> readCascade(std::string_view file)
{
    std::string looked;
    for (const std::string_view folder : kFolders) {
        const fs::path path = fs::path(folder) / file;
        std::error_code ignored;
        if (fs::exists(path, ignored))
            return readBytes(path, kMaxCascadeBytes);
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

Error notThere(const FoundCard& card, const std::string& file, const std::vector<fs::path>& folders)
{
    std::string looked = card.file.empty() ? "" : fs::absolute(card.file).parent_path().string();
    for (const fs::path& folder : folders)
        looked += (looked.empty() ? "" : ", ") + folder.string();
    return {.code = ErrorCode::NotFound,
        .subject = file,
        .place = "of model \"" + card.name + "\"",
        .detail = "is in none of " + looked,
        .cure = "--models with the folder that holds it"
            + (card.card.source.empty() ? "" : "; it comes from " + card.card.source)};
}

Result<detect::ModelRequest> readNetwork(const FoundCard& card, const std::vector<fs::path>& folders)
{
    const bool hasConfig = !card.card.config.empty();
    if (card.weights.empty() || (hasConfig && card.config.empty()))
        return notThere(card, card.weights.empty() ? card.card.weights : card.card.config, folders);
    auto weights = readBytes(card.weights, kMaxWeightBytes);
    if (!weights)
        return std::move(weights).error();
    auto config = hasConfig ? readBytes(card.config, kMaxConfigBytes) : Result<std::string>(std::string());
    if (!config)
        return std::move(config).error();
    return detect::ModelRequest{
        .name = card.weights.string() + (hasConfig ? " with " + card.config.filename().string() : ""),
        .family = card.card.format == detect::NetworkFormat::TorchScript ? "torchscript" : "network",
        .content = std::move(*weights),
        .config = std::move(*config),
        .card = card.text};
}

Result<detect::ModelRequest> findNetwork(const std::string& name, const fs::path& folder)
{
    const std::vector<fs::path> folders = modelFolders(folder);
    const auto card = findCard(name, folders);
    if (!card)
        return card.error();
    if (!*card)
        return Error{.code = ErrorCode::Usage,
            .subject = "model \"" + name + "\"",
            .detail = "is not known",
            .cure = knownNames() + "; a model card that `detect models` lists, or the path of one"};
    return readNetwork(**card, folders);
}

} // namespace

Result<detect::ModelRequest> findModel(const std::string& name, const fs::path& folder)
{
    if (std::ranges::find(detect::kBuiltInModels, name) == std::end(detect::kBuiltInModels))
        return findNetwork(name, folder);
    const auto* cascade = std::ranges::find(kCascades, name, [](const auto& known) { return known.first; });
    if (cascade == kCascades.end())
        return detect::ModelRequest{.name = name, .family = name};
    auto content = readCascade(cascade->second);
    if (!content)
        return std::move(content).error();
    return detect::ModelRequest{.name = name, .family = "cascade", .content = std::move(*content)};
}

} // namespace cobench::engine
