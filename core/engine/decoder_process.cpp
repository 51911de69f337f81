// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/decoder_process.h"

#include "core/engine/detector_helper.h"
#include "core/io/file_source.h"

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;
using SharedPicture = std::shared_ptr<const data::Image>;

constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{1} << 27;

class ProcessVideo final : public detect::FrameSource
{
public:
    explicit ProcessVideo(std::unique_ptr<DetectorHelper> helper)
        : m_helper(std::move(helper))
    {
    }

    Result<std::optional<detect::SourcedFrame>> next() override
    {
        if (!m_isAhead)
            if (auto sent = m_helper->send({"{}", {}}); !sent)
                return std::move(sent).error();
        auto answer = m_helper->receive();
        if (!answer)
            return std::move(answer).error();
        if (isEnd(*answer))
            return std::optional<detect::SourcedFrame>();
        auto picture = engine::decodePicture(*answer);
        if (!picture)
            return std::move(picture).error();
        m_isAhead = m_helper->send({"{}", {}}).ok(); // it decodes while this one is looked at
        return std::optional(
            detect::SourcedFrame{.picture = std::make_shared<const data::Image>(std::move(*picture))});
    }
    void interrupt() override { m_helper->interrupt(); }

private:
    std::unique_ptr<DetectorHelper> m_helper;
    bool m_isAhead = false;
};

/// Any frame of a video.
class VideoPictures final : public SourcePictures
{
public:
    explicit VideoPictures(std::unique_ptr<DetectorHelper> helper)
        : m_helper(std::move(helper))
    {
    }

    Result<SharedPicture> at(detect::FrameNumber frame) override
    {
        auto answer = m_helper->ask(frame == m_next ? Frame{"{}", {}} : encodeSeek(frame));
        if (!answer)
            return std::move(answer).error();
        m_next = frame + 1;
        if (isEnd(*answer))
            return SharedPicture();
        auto picture = engine::decodePicture(*answer);
        if (!picture)
            return std::move(picture).error();
        return std::make_shared<const data::Image>(std::move(*picture));
    }

private:
    std::unique_ptr<DetectorHelper> m_helper;
    detect::FrameNumber m_next = 0;
};

/// One file; null: it cannot be decoded. An error: nothing can any more.
Result<SharedPicture> pictureIn(const fs::path& file, DetectorHelper& helper)
{
    Progress progress;
    const auto bytes = io::readFile(file, progress, {}, kMaxPictureBytes);
    if (!bytes)
        return SharedPicture();
    auto answer
        = helper.ask({file.filename().string(), {reinterpret_cast<const char*>(bytes->data()), bytes->size()}});
    if (!answer)
        return std::move(answer).error();
    auto picture = engine::decodePicture(*answer);
    return picture ? std::make_shared<const data::Image>(std::move(*picture)) : SharedPicture();
}

class FilePictures final : public SourcePictures
{
public:
    FilePictures(std::unique_ptr<DetectorHelper> helper, std::vector<fs::path> files)
        : m_helper(std::move(helper))
        , m_files(std::move(files))
    {
    }

    Result<SharedPicture> at(detect::FrameNumber frame) override
    {
        return frame < m_files.size() ? pictureIn(m_files[frame], *m_helper) : SharedPicture();
    }

private:
    std::unique_ptr<DetectorHelper> m_helper;
    std::vector<fs::path> m_files;
};

class ProcessPictures final : public detect::FrameSource
{
public:
    ProcessPictures(std::unique_ptr<DetectorHelper> helper, std::vector<fs::path> files)
        : m_helper(std::move(helper))
        , m_files(std::move(files))
    {
    }

    Result<std::optional<detect::SourcedFrame>> next() override
    {
        if (m_next == m_files.size())
            return std::optional<detect::SourcedFrame>();
        auto picture = pictureIn(m_files[m_next++], *m_helper);
        if (!picture)
            return std::move(picture).error();
        if (!*picture)
            return std::optional(detect::SourcedFrame{.broken = detect::DropCause::Decode});
        return std::optional(detect::SourcedFrame{.picture = std::move(*picture)});
    }
    void interrupt() override { m_helper->interrupt(); }

private:
    std::unique_ptr<DetectorHelper> m_helper;
    std::vector<fs::path> m_files;
    std::size_t m_next = 0;
};

Result<std::unique_ptr<DetectorHelper>> startDecoder(const fs::path& video)
{
    if (auto size = io::regularFileSize(video); !size) // no pipe, no device, no address
        return std::move(size).error();
    return DetectorHelper::start(DecodeVideoMessage{fs::absolute(video).string()}, video.string());
}

} // namespace

Result<StartedVideo> startVideo(const fs::path& file)
{
    auto helper = startDecoder(file);
    if (!helper)
        return std::move(helper).error();
    const double rate = (*helper)->rate();
    return StartedVideo{std::make_unique<ProcessVideo>(std::move(*helper)), rate};
}

Result<std::unique_ptr<SourcePictures>> startVideoPictures(const fs::path& file)
{
    auto helper = startDecoder(file);
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<SourcePictures>(std::make_unique<VideoPictures>(std::move(*helper)));
}

Result<std::unique_ptr<detect::FrameSource>> startPictures(std::vector<fs::path> files)
{
    auto helper = DetectorHelper::start(DecodePicturesMessage{}, "pictures");
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<detect::FrameSource>(
        std::make_unique<ProcessPictures>(std::move(*helper), std::move(files)));
}

Result<std::unique_ptr<SourcePictures>> startFilePictures(std::vector<fs::path> files)
{
    auto helper = DetectorHelper::start(DecodePicturesMessage{}, "pictures");
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<SourcePictures>(std::make_unique<FilePictures>(std::move(*helper), std::move(files)));
}

} // namespace cobench::engine
