// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_source.h"

#include "core/detect/sources.h"
#include "core/engine/decoder_process.h"
#include "core/engine/stream_name.h"
#include "core/engine/stream_source.h"

#include <algorithm>
#include <filesystem>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;
using SharedPicture = std::shared_ptr<const data::Image>;

constexpr std::string_view kSynthetic = "synthetic";

bool isPicture(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::ranges::transform(
        ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

Result<std::vector<fs::path>> picturesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (isPicture(at->path()))
            files.push_back(at->path());
    if (failed)
        return systemError(failed.value(), folder.string(), "list");
    if (files.empty())
        return Error{.code = ErrorCode::Empty,
            .subject = folder.string(),
            .detail = "holds no pictures",
            .cure = "PNG or JPEG files"};
    std::ranges::sort(files);
    return files;
}

/// That of every frame; null: they have none.
Result<SharedPicture> syntheticPicture(const std::string& text)
{
    unsigned width = 0;
    unsigned height = 0;
    int end = 0;
    const bool isSized = text != kSynthetic;
    const int read = std::sscanf(text.c_str(), "synthetic:%5ux%5u%n", &width, &height, &end);
    if (isSized
        && (read != 2 || static_cast<std::size_t>(end) != text.size() || width * height == 0
            || std::max(width, height) > (1U << 14)))
        return Error{.code = ErrorCode::Usage,
            .subject = text,
            .detail = "has no usable size",
            .cure = "synthetic:WxH, such as synthetic:640x480"};
    return SharedPicture(
        isSized ? std::make_shared<const data::Image>(detect::noisePicture(width, height)) : nullptr);
}

Result<OpenedSource> openSynthetic(const std::string& text, bool isBounded)
{
    if (!isBounded)
        return Error{.code = ErrorCode::Usage,
            .subject = text,
            .detail = "a synthetic source has no end",
            .cure = "--frames N or --seconds S"};
    auto picture = syntheticPicture(text);
    if (!picture)
        return std::move(picture).error();
    return OpenedSource{.source = std::make_unique<detect::SyntheticSource>(std::move(*picture))};
}

bool isAddress(const std::string& text)
{
    return text.find("://") != std::string::npos;
}

Error noAddress(const std::string& text)
{
    return {.code = ErrorCode::Unsupported,
        .subject = withoutPassword(text),
        .detail = "is no address that can be a source",
        .cure = "rtsp://HOST/PATH, camera:N, a video file or a folder of pictures"};
}

Result<OpenedSource> openStream(const std::string& text, const CancelToken& cancel)
{
    auto stream = findStream(text);
    if (!stream)
        return std::move(stream).error();
    auto source = StreamSource::open(*std::move(stream), withoutPassword(text), cancel);
    if (!source)
        return std::move(source).error();
    auto sample = (*source)->firstPicture();
    return OpenedSource{.source = *std::move(source), .sample = std::move(sample)};
}

class OnePicture final : public SourcePictures
{
public:
    explicit OnePicture(SharedPicture picture)
        : m_picture(std::move(picture))
    {
    }
    Result<SharedPicture> at(detect::FrameNumber) override { return m_picture; }

private:
    SharedPicture m_picture;
};

} // namespace

Result<OpenedSource> openSource(const std::string& text, bool isBounded, const CancelToken& cancel)
{
    if (text.starts_with(kSynthetic))
        return openSynthetic(text, isBounded);
    if (isStream(text))
        return openStream(text, cancel);
    if (isAddress(text))
        return noAddress(text);
    std::error_code ignored; // startVideo tells what is wrong with a file
    if (fs::is_directory(text, ignored)) {
        auto files = picturesIn(text);
        if (!files)
            return std::move(files).error();
        auto source = startPictures(std::move(*files));
        if (!source)
            return std::move(source).error();
        return OpenedSource{.source = std::move(*source)};
    }
    auto video = startVideo(text);
    if (!video)
        return std::move(video).error();
    return OpenedSource{.source = std::move(video->source), .nativeRate = video->nativeRate};
}

Result<std::unique_ptr<SourcePictures>> openPictures(const std::string& text)
{
    if (text.starts_with(kSynthetic)) {
        auto picture = syntheticPicture(text);
        if (!picture)
            return std::move(picture).error();
        return std::unique_ptr<SourcePictures>(std::make_unique<OnePicture>(std::move(*picture)));
    }
    if (isStream(text))
        return std::unique_ptr<SourcePictures>(std::make_unique<OnePicture>(nullptr));
    if (isAddress(text))
        return noAddress(text);
    std::error_code ignored; // startVideoPictures tells what is wrong with a file
    if (!fs::is_directory(text, ignored))
        return startVideoPictures(text);
    auto files = picturesIn(text);
    if (!files)
        return std::move(files).error();
    return startFilePictures(std::move(*files));
}

} // namespace cobench::engine
