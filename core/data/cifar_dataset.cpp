// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/cifar_dataset.h"

#include "core/data/file_bytes.h"
#include "core/data/split_parts.h"

namespace cobench::data {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxFile = std::uint64_t{1} << 31;
constexpr std::size_t kImage = std::size_t{3} * 32 * 32;

/// The samples of all files, one after the other.
struct Samples {
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
};

Error oddSize(const fs::path& path, std::uint64_t bytes, std::size_t record)
{
    return {ErrorCode::Corrupt,
        path.string(),
        {},
        "has " + std::to_string(bytes) + " bytes",
        "a multiple of " + std::to_string(record)};
}

Result<void> addFile(const DatasetInfo& info, const fs::path& path, std::size_t labelBytes, Samples& samples)
{
    const auto bytes = readRegularFile(path, kMaxFile);
    if (!bytes)
        return bytes.error();
    const std::size_t record = labelBytes + kImage;
    if (bytes->empty() || bytes->size() % record != 0)
        return oddSize(path, bytes->size(), record);
    for (std::size_t at = 0; at < bytes->size(); at += record) {
        const std::uint8_t label = (*bytes)[at + labelBytes - 1];
        if (label >= info.classNames.size())
            return Error{ErrorCode::Value,
                path.string(),
                "record " + std::to_string(at / record),
                "its label is " + std::to_string(label),
                "labels are 0 to " + std::to_string(info.classNames.size() - 1)};
        const auto image = bytes->begin() + static_cast<std::ptrdiff_t>(at + labelBytes);
        samples.labels.push_back(label);
        samples.pixels.insert(samples.pixels.end(), image, image + kImage);
    }
    return {};
}

Result<ImageSplit> readFiles(
    const DatasetInfo& info, const char* name, const std::vector<fs::path>& paths, std::size_t labelBytes)
{
    Samples samples;
    for (const fs::path& path : paths)
        if (auto added = addFile(info, path, labelBytes, samples); !added)
            return std::move(added).error();
    return ImageSplit{name, std::move(samples.pixels), std::move(samples.labels)};
}

Result<std::uint64_t> countRecords(const fs::path& path, std::size_t record)
{
    std::error_code code;
    const std::uint64_t bytes = fs::file_size(path, code);
    if (code)
        return systemError(code.value(), path.string(), "size");
    if (bytes % record != 0)
        return oddSize(path, bytes, record);
    return bytes / record;
}

} // namespace

std::optional<CifarFiles> findCifarFiles(const fs::path& folder, bool hundred)
{
    const auto look = [&](const fs::path& place) -> std::optional<CifarFiles> {
        CifarFiles files{
            .test = place / (hundred ? "test.bin" : "test_batch.bin"), .labelBytes = hundred ? 2U : 1U};
        if (hundred)
            files.train.push_back(place / "train.bin");
        for (int batch = 1; batch <= 5 && !hundred; ++batch)
            files.train.push_back(place / ("data_batch_" + std::to_string(batch) + ".bin"));
        std::error_code ignored;
        for (const fs::path& path : files.train)
            if (!fs::exists(path, ignored))
                return std::nullopt;
        return fs::exists(files.test, ignored) ? std::optional(files) : std::nullopt;
    };
    if (auto files = look(folder))
        return files;
    return look(folder / (hundred ? "cifar-100-binary" : "cifar-10-batches-bin"));
}

Result<DatasetFacts> describeCifar(const DatasetInfo& info, const CifarFiles& files)
{
    DatasetFacts facts{.shape = info.shape, .classes = static_cast<std::uint32_t>(info.classNames.size())};
    std::uint64_t training = 0;
    for (const fs::path& path : files.train) {
        const auto records = countRecords(path, files.labelBytes + kImage);
        if (!records)
            return records.error();
        training += *records;
    }
    const auto test = countRecords(files.test, files.labelBytes + kImage);
    if (!test)
        return test.error();
    facts.valSamples = validationSamples(training);
    facts.trainSamples = training - facts.valSamples;
    facts.testSamples = *test;
    return facts;
}

Result<std::shared_ptr<const Dataset>> loadCifarDataset(const DatasetInfo& info,
    const fs::path& folder,
    const CifarFiles& files,
    const std::vector<std::string>& splits)
{
    auto dataset = std::make_shared<Dataset>(emptyDataset(info, folder));
    if (wants(splits, "train") || wants(splits, "val")) {
        const auto training = readFiles(info, "train", files.train, files.labelBytes);
        if (!training)
            return training.error();
        addTrainAndVal(*dataset, *training, splits);
    }
    if (wants(splits, "test")) {
        auto test = readFiles(info, "test", {files.test}, files.labelBytes);
        if (!test)
            return std::move(test).error();
        dataset->splits.push_back(std::move(*test));
    }
    return std::shared_ptr<const Dataset>(std::move(dataset));
}

} // namespace cobench::data
