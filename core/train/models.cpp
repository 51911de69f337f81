// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"

#include "core/train/model_families.h"

#include <algorithm>

namespace cobench::train {

namespace {

Result<ModelRequest> withWidths(const ModelInfo& info, const ModelRequest& request)
{
    ModelRequest filled = request;
    if (filled.widths.empty())
        filled.widths = info.publishedWidths;
    const bool fits
        = info.anyDepth ? filled.widths.size() <= 64 : filled.widths.size() == info.publishedWidths.size();
    if (!fits)
        return Error{ErrorCode::Usage,
            request.model,
            "widths",
            std::to_string(filled.widths.size()) + " are given",
            info.publishedWidths.empty() ? "it takes none"
                                         : std::to_string(info.publishedWidths.size()) + ": " + info.widthsMeaning};
    return filled;
}

Error unknownModel(const std::string& name)
{
    std::string names;
    for (const ModelInfo& known : knownModels())
        names += (names.empty() ? "" : ", ") + known.name;
    return {ErrorCode::Usage, name, {}, "unknown model", "known are " + names};
}

std::vector<ModelInfo> allModels()
{
    std::vector<ModelInfo> all;
    for (const auto& family : {classicModels(), gtdlModels(), vggModels(), residualModels(), denseModels()})
        all.insert(all.end(), family.begin(), family.end());
    return all;
}

} // namespace

const std::vector<ModelInfo>& knownModels()
{
    static const std::vector<ModelInfo> known = allModels();
    return known;
}

const ModelInfo* findModelInfo(std::string_view name)
{
    const auto found = std::ranges::find(knownModels(), name, &ModelInfo::name);
    return found == knownModels().end() ? nullptr : &*found;
}

Result<Network> buildNetwork(const ModelRequest& request)
{
    const ModelInfo* info = findModelInfo(request.model);
    if (!info)
        return unknownModel(request.model);
    const auto filled = withWidths(*info, request);
    if (!filled)
        return filled.error();
    Network network{request.input, request.classes, info->layers(*filled), info->initial};
    if (auto figures = analyse(network); !figures) {
        Error error = std::move(figures).error();
        error.subject = request.model;
        return error;
    }
    return network;
}

} // namespace cobench::train
