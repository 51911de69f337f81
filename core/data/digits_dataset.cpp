// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digits_dataset.h"

#include "core/data/file_bytes.h"
#include "core/data/pictures.h"
#include "core/data/split_parts.h"

namespace cobench::data {

namespace {

constexpr std::uint64_t kMaxFile = std::uint64_t{1} << 24;
constexpr std::size_t kRows = 50;
constexpr std::size_t kColumns = 100;
constexpr std::size_t kHalf = kColumns / 2;
constexpr std::size_t kSide = 20;
constexpr std::size_t kRowsPerClass = 5;

/// Column by column, so that any run of whole columns has all classes.
ImageSplit cut(const std::vector<std::uint8_t>& sheet, const char* name, std::size_t firstColumn)
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (std::size_t column = firstColumn; column < firstColumn + kHalf; ++column)
        for (std::size_t row = 0; row < kRows; ++row) {
            labels.push_back(static_cast<Label>(row / kRowsPerClass));
            for (std::size_t y = 0; y < kSide; ++y) {
                const std::uint8_t* begin = &sheet[(row * kSide + y) * kColumns * kSide + column * kSide];
                pixels.insert(pixels.end(), begin, begin + kSide);
            }
        }
    return {name, std::move(pixels), std::move(labels)};
}

} // namespace

DatasetFacts describeDigits(const DatasetInfo& info)
{
    DatasetFacts facts{.shape = info.shape, .classes = 10, .testSamples = kRows * kHalf};
    facts.valSamples = validationSamples(kRows * kHalf);
    facts.trainSamples = kRows * kHalf - facts.valSamples;
    return facts;
}

Result<std::shared_ptr<const Dataset>> loadDigitsDataset(const DatasetInfo& info,
    const std::filesystem::path& sheet,
    const ImageDecoder& decode,
    const std::vector<std::string>& splits)
{
    if (!decode)
        return noDecoder(sheet);
    const auto bytes = readRegularFile(sheet, kMaxFile);
    if (!bytes)
        return bytes.error();
    const auto image = decode(*bytes, sheet.string());
    if (!image)
        return image.error();
    if (image->width != kColumns * kSide || image->height != kRows * kSide)
        return Error{ErrorCode::Shape,
            sheet.string(),
            {},
            "has " + std::to_string(image->width) + " x " + std::to_string(image->height) + " pixels",
            "OpenCV's sheet of digits has 2000 x 1000"};
    const auto grey = planes(*image, 1);
    auto dataset = std::make_shared<Dataset>(emptyDataset(info, sheet.parent_path()));
    addTrainAndVal(*dataset, cut(grey, "train", 0), splits);
    if (wants(splits, "test"))
        dataset->splits.push_back(cut(grey, "test", kHalf));
    return std::shared_ptr<const Dataset>(std::move(dataset));
}

} // namespace cobench::data
