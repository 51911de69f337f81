// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npz.h"

#include "core/io/npy.h"

#include <algorithm>

namespace cobench::io {

namespace {

constexpr std::string_view kExtension = ".npy";
constexpr std::string_view kKnownSplits[] = {"train", "val", "test"};

Result<Tensor> readTensor(const ZipArchive& archive, const ZipEntry& entry, ReadContext& context)
{
    const std::string place = "record " + entry.name;
    const auto bytes = archive.read(entry, context);
    if (!bytes)
        return bytes.error();
    auto array = readNpy(*bytes, context, place);
    if (!array)
        return std::move(array).error();
    if (auto* tensor = std::get_if<Tensor>(&*array))
        return std::move(*tensor);
    return context.error(ErrorCode::Unsupported, place, "holds texts where numbers belong");
}

Result<std::vector<std::string>> readNames(const ZipArchive& archive, const ZipEntry& entry, ReadContext& context)
{
    const std::string place = "record " + entry.name;
    const auto bytes = archive.read(entry, context);
    if (!bytes)
        return bytes.error();
    auto array = readNpy(*bytes, context, place);
    if (!array)
        return std::move(array).error();
    if (auto* names = std::get_if<std::vector<std::string>>(&*array))
        return std::move(*names);
    return context.error(
        ErrorCode::Unsupported, place, "holds numbers where names belong", "an array of type U or S");
}

Result<std::vector<data::Label>> readTruth(const ZipArchive& archive, const ZipEntry* entry, ReadContext& context)
{
    if (!entry)
        return std::vector<data::Label>();
    const auto tensor = readTensor(archive, *entry, context);
    if (!tensor)
        return tensor.error();
    return truthFromTensor(*tensor, context, "record " + entry->name);
}

const ZipEntry* findArray(const ZipArchive& archive, const std::string& name)
{
    return archive.find(name + std::string(kExtension));
}

/// Truth of the split `title`: y<title>, else y<name before @>, else `labels`.
const ZipEntry* findTruth(const ZipArchive& archive, const std::string& title)
{
    for (const std::string& name : {"y" + title, "y" + title.substr(0, title.find('@')), std::string("labels")})
        if (const ZipEntry* entry = findArray(archive, name))
            return entry;
    return nullptr;
}

bool namesSplit(const ZipArchive& archive, std::string_view key)
{
    const std::string name(key.substr(0, key.find('@')));
    return std::ranges::find(kKnownSplits, name) != std::end(kKnownSplits) || findArray(archive, "y" + name);
}

/// The arrays of a bundle with the split each stands for; `predictions` is the split without a name.
std::vector<std::pair<const ZipEntry*, std::string>> bundleSplits(const ZipArchive& archive)
{
    std::vector<std::pair<const ZipEntry*, std::string>> splits;
    for (const ZipEntry& entry : archive.entries()) {
        if (!entry.name.ends_with(kExtension))
            continue;
        const std::string key = entry.name.substr(0, entry.name.size() - kExtension.size());
        if (key == "predictions")
            splits.emplace_back(&entry, "");
        else if (namesSplit(archive, key))
            splits.emplace_back(&entry, key);
    }
    return splits;
}

Result<RawSplit> readBundleSplit(const ZipArchive& archive,
    const ZipEntry& entry,
    const std::string& title,
    const std::vector<std::string>& names,
    ReadContext& context)
{
    const std::string place = "record " + entry.name;
    const auto tensor = readTensor(archive, entry, context);
    if (!tensor)
        return tensor.error();
    const auto& shape = tensor->shape();
    if (shape.size() < 2 || shape.size() > 3 || shape.front() != names.size())
        return context.error(ErrorCode::Shape,
            place,
            "shape " + shapeText(shape) + " with " + std::to_string(names.size()) + " names",
            "models × samples × classes, or models × samples");
    RawSplit split{.title = title};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto member = memberFromTensor(tensor->part(i), context, place + ", model " + names[i]);
        if (!member)
            return std::move(member).error();
        member->name = names[i];
        split.members.push_back(std::move(*member));
    }
    auto truth = readTruth(archive, findTruth(archive, title), context);
    if (!truth)
        return std::move(truth).error();
    split.truth = std::move(*truth);
    return split;
}

Result<RawFile> readBundle(const ZipArchive& archive, const ZipEntry& namesEntry, ReadContext& context)
{
    const auto names = readNames(archive, namesEntry, context);
    if (!names)
        return names.error();
    RawFile file;
    for (const auto& [entry, title] : bundleSplits(archive)) {
        auto split = readBundleSplit(archive, *entry, title, *names, context);
        if (!split)
            return std::move(split).error();
        file.splits.push_back(std::move(*split));
    }
    if (file.splits.empty())
        return context.error(
            ErrorCode::Empty, {}, "names without predictions", "an array 'predictions', 'val' or 'test'");
    return file;
}

/// `predictions`, or the only array that is not labels.
const ZipEntry* findPredictions(const ZipArchive& archive)
{
    if (const ZipEntry* entry = findArray(archive, "predictions"))
        return entry;
    const bool hasLabels = findArray(archive, "labels") != nullptr;
    if (archive.entries().size() != (hasLabels ? 2U : 1U))
        return nullptr;
    const auto other
        = std::ranges::find_if(archive.entries(), [](const ZipEntry& e) { return e.name != "labels.npy"; });
    return other == archive.entries().end() ? nullptr : &*other;
}

/// Truth alone: `labels`, or y<split> for each split.
Result<RawFile> readTruthOnly(const ZipArchive& archive, ReadContext& context)
{
    RawFile file;
    for (const ZipEntry& entry : archive.entries()) {
        const std::string key = entry.name.substr(0, entry.name.rfind('.'));
        if (key != "labels" && !(key.starts_with('y') && namesSplit(archive, key.substr(1))))
            continue;
        auto truth = readTruth(archive, &entry, context);
        if (!truth)
            return std::move(truth).error();
        file.splits.push_back({.title = key == "labels" ? "" : key.substr(1), .truth = std::move(*truth)});
    }
    if (file.splits.empty())
        return context.error(ErrorCode::Unsupported,
            {},
            "none of the arrays is called 'predictions'",
            "name them 'predictions' and 'labels'");
    return file;
}

} // namespace

Result<RawFile> readNpz(const ZipArchive& archive, ReadContext& context)
{
    if (archive.entries().empty())
        return context.error(ErrorCode::Empty, {}, "an archive without arrays");
    if (const ZipEntry* names = findArray(archive, "names"))
        return readBundle(archive, *names, context);
    const ZipEntry* predictions = findPredictions(archive);
    if (!predictions)
        return readTruthOnly(archive, context);
    const auto tensor = readTensor(archive, *predictions, context);
    if (!tensor)
        return tensor.error();
    auto member = memberFromTensor(*tensor, context, "record " + predictions->name);
    if (!member)
        return std::move(member).error();
    auto truth = readTruth(archive, findArray(archive, "labels"), context);
    if (!truth)
        return std::move(truth).error();
    RawSplit split{.title = {}, .truth = std::move(*truth)};
    split.members.push_back(std::move(*member));
    RawFile file;
    file.splits.push_back(std::move(split));
    return file;
}

} // namespace cobench::io
