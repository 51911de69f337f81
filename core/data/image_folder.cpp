// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/image_folder.h"

#include "core/common/parallel.h"
#include "core/data/file_bytes.h"
#include "core/data/pictures.h"
#include "core/data/split_parts.h"

#include <algorithm>
#include <thread>

namespace cobench::data {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxPicture = std::uint64_t{1} << 28;
constexpr std::uint64_t kMaxPixels = std::uint64_t{1} << 33; // of a whole split
constexpr std::size_t kMaxClasses = 65535;
constexpr std::size_t kTestEvery = 5;

std::vector<fs::path> sortedEntries(const fs::path& folder, bool directories)
{
    std::vector<fs::path> entries;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->path().filename().string().front() != '.' && it->is_directory(ignored) == directories)
            entries.push_back(it->path());
    }
    std::ranges::sort(entries);
    return entries;
}

bool isPicture(const fs::path& path)
{
    std::string suffix = path.extension().string();
    std::ranges::transform(suffix, suffix.begin(), [](unsigned char c) { return std::tolower(c); });
    return suffix == ".png" || suffix == ".jpg" || suffix == ".jpeg";
}

using ClassFiles = std::vector<std::vector<fs::path>>; // [class]

ClassFiles picturesIn(const fs::path& folder, const std::vector<std::string>& classes)
{
    ClassFiles files;
    for (const std::string& name : classes) {
        files.push_back(sortedEntries(folder / name, false));
        std::erase_if(files.back(), [](const fs::path& path) { return !isPicture(path); });
    }
    return files;
}

std::vector<std::string> classesIn(const fs::path& folder)
{
    std::vector<std::string> classes;
    for (const fs::path& entry : sortedEntries(folder, true))
        if (std::ranges::any_of(sortedEntries(entry, false), isPicture))
            classes.push_back(entry.filename().string());
    return classes;
}

/// The first pictures of all classes, then the second ones, …
ImageFolder::Split interleaved(const char* name, const ClassFiles& files)
{
    ImageFolder::Split split{.name = name};
    bool isMore = true;
    for (std::size_t i = 0; isMore; ++i) {
        isMore = false;
        for (std::size_t c = 0; c < files.size(); ++c)
            if (i < files[c].size()) {
                split.files.push_back(files[c][i]);
                split.labels.push_back(static_cast<Label>(c));
                isMore = true;
            }
    }
    return split;
}

void splitByTurns(const ClassFiles& all, ImageFolder& found)
{
    ClassFiles train(all.size());
    ClassFiles test(all.size());
    for (std::size_t c = 0; c < all.size(); ++c)
        for (std::size_t i = 0; i < all[c].size(); ++i)
            (i % kTestEvery == kTestEvery - 1 ? test : train)[c].push_back(all[c][i]);
    found.splits = {interleaved("train", train), interleaved("test", test)};
}

const ImageFolder::Split* splitOf(const ImageFolder& found, std::string_view name)
{
    const auto it = std::ranges::find(found.splits, name, &ImageFolder::Split::name);
    return it == found.splits.end() ? nullptr : &*it;
}

/// Decodes the pictures of a split on all cores; the first picture decides about the shape.
class Reader
{
public:
    explicit Reader(const DatasetRequest& request)
        : m_request(request)
    {
    }

    Result<ImageSplit> read(const ImageFolder::Split& split)
    {
        if (auto known = learnShape(split); !known)
            return std::move(known).error();
        if (m_shape.size() * split.files.size() > kMaxPixels)
            return Error{ErrorCode::TooLarge,
                split.files.front().parent_path().string(),
                {},
                std::to_string(split.files.size()) + " pictures do not fit into memory",
                "a smaller image size"};
        std::vector<std::uint8_t> pixels(m_shape.size() * split.files.size());
        std::vector<std::optional<Error>> errors(split.files.size());
        const auto done = parallelFor(std::thread::hardware_concurrency(), split.files.size(), [&](std::size_t i) {
            const auto read
                = readInto(split.files[i], std::span(pixels).subspan(i * m_shape.size(), m_shape.size()));
            if (!read)
                errors[i] = read.error();
        });
        if (!done)
            return done.error();
        const auto bad = std::ranges::find_if(errors, [](const auto& error) { return error.has_value(); });
        if (bad != errors.end())
            return **bad;
        return ImageSplit{split.name, std::move(pixels), split.labels};
    }
    const ImageShape& shape() const { return m_shape; }

private:
    Result<Image> decode(const fs::path& path) const
    {
        const auto bytes = readRegularFile(path, kMaxPicture);
        if (!bytes)
            return bytes.error();
        auto image = m_request.decode(*bytes, path.string());
        if (image && m_request.imageSize != 0)
            return squared(*image, m_request.imageSize);
        return image;
    }

    Result<void> learnShape(const ImageFolder::Split& split)
    {
        if (m_shape.channels != 0 || split.files.empty())
            return {};
        const auto first = decode(split.files.front());
        if (!first)
            return first.error();
        m_shape = {first->channels >= 3 ? 3U : 1U, first->height, first->width};
        return {};
    }

    Result<void> readInto(const fs::path& path, std::span<std::uint8_t> out) const
    {
        const auto image = decode(path);
        if (!image)
            return image.error();
        if (image->width != m_shape.width || image->height != m_shape.height)
            return Error{ErrorCode::Shape,
                path.string(),
                {},
                "has " + std::to_string(image->width) + " x " + std::to_string(image->height) + " pixels, others "
                    + std::to_string(m_shape.width) + " x " + std::to_string(m_shape.height),
                "an image size for all"};
        std::ranges::copy(planes(*image, m_shape.channels), out.begin());
        return {};
    }

    const DatasetRequest& m_request;
    ImageShape m_shape;
};

} // namespace

std::optional<ImageFolder> findImageFolder(const fs::path& folder)
{
    std::error_code ignored;
    const bool hasSplits = fs::is_directory(folder / "train", ignored);
    ImageFolder found{.folder = folder, .classes = classesIn(hasSplits ? folder / "train" : folder)};
    if (found.classes.size() < 2 || found.classes.size() > kMaxClasses)
        return std::nullopt;
    if (!hasSplits) {
        splitByTurns(picturesIn(folder, found.classes), found);
        return found;
    }
    for (const char* name : {"train", "val", "test"})
        if (fs::is_directory(folder / name, ignored))
            found.splits.push_back(interleaved(name, picturesIn(folder / name, found.classes)));
    return found;
}

DatasetFacts describeImageFolder(const ImageFolder& found, const DatasetRequest& request)
{
    const auto count = [&](const char* name) -> std::uint64_t {
        const auto* split = splitOf(found, name);
        return split ? split->files.size() : 0;
    };
    DatasetFacts facts{.shape = {3, request.imageSize, request.imageSize},
        .classes = static_cast<std::uint32_t>(found.classes.size()),
        .trainSamples = count("train"),
        .valSamples = count("val"),
        .testSamples = count("test")};
    if (!splitOf(found, "val")) {
        facts.valSamples = validationSamples(facts.trainSamples);
        facts.trainSamples -= facts.valSamples;
    }
    return facts;
}

Result<std::shared_ptr<const Dataset>> loadImageFolder(const ImageFolder& found, const DatasetRequest& request)
{
    if (!request.decode)
        return noDecoder(found.folder);
    Reader reader(request);
    auto dataset
        = std::make_shared<Dataset>(emptyDataset({request.name, request.name, {}, found.classes}, found.folder));
    const bool hasVal = splitOf(found, "val") != nullptr;
    for (const ImageFolder::Split& split : found.splits) {
        const bool isCut = split.name == "train" && !hasVal;
        if (!wants(request.splits, split.name.c_str()) && !(isCut && wants(request.splits, "val")))
            continue;
        auto read = reader.read(split);
        if (!read)
            return std::move(read).error();
        dataset->shape = reader.shape();
        if (isCut)
            addTrainAndVal(*dataset, *read, request.splits);
        else
            dataset->splits.push_back(std::move(*read));
    }
    return std::shared_ptr<const Dataset>(std::move(dataset));
}

} // namespace cobench::data
