// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detector_process.h"

#include "core/engine/process_pulse.h"
#include "core/engine/runtime_directory.h"
#include "core/engine/spawn_program.h"
#include "core/io/file_source.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;
using SharedPicture = std::shared_ptr<const data::Image>;

constexpr int kLookMs = 250; // how often a process that owes an answer is looked at
constexpr std::chrono::seconds kMostIdle{3}; // that it does nothing, then it is taken for dead
constexpr int kEndTimeoutMs = 1000; // from the socket's end to that of the process
constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{1} << 27;

/// One detector process and the talk with it. ask() belongs to one thread; interrupt() to any.
class Helper
{
public:
    static Result<std::unique_ptr<Helper>> start(const FirstMessage& first, std::string subject)
    {
        const fs::path program = detectorProgram();
        if (program.empty())
            return Error{.code = ErrorCode::NotFound,
                .subject = "cobench-detector",
                .detail = "it is not installed beside this program",
                .cure = "install the whole of CoBench, built with OpenCV"};
        auto spawned = spawnProgram(program, {"OPENCV_LOG_LEVEL=SILENT", "OPENCV_FFMPEG_LOGLEVEL=-8"});
        if (!spawned)
            return std::move(spawned).error();
        std::unique_ptr<Helper> helper(new Helper(*spawned, std::move(subject)));
        auto answer = helper->ask(encode(first));
        if (!answer)
            return std::move(answer).error();
        auto ready = decodeReady(*answer);
        if (!ready)
            return std::move(ready).error();
        helper->m_rate = ready->rate;
        return helper;
    }

    ~Helper()
    {
        ::kill(m_spawned.pid, SIGKILL);
        waitpid(m_spawned.pid, nullptr, 0);
        close(m_spawned.socket);
        if (m_spawned.pidfd >= 0)
            close(m_spawned.pidfd);
    }
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;

    double rate() const { return m_rate; }
    void interrupt()
    {
        m_isInterrupted = true;
        shutdown(m_spawned.socket, SHUT_RDWR);
    }

    Result<void> send(const Frame& frame)
    {
        const std::string bytes = encodeFrame(frame);
        ProcessPulse pulse(m_spawned.pid);
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t n
                = ::send(m_spawned.socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n >= 0) {
                sent += static_cast<std::size_t>(n);
            } else if (errno == EAGAIN) {
                if (auto ready = await(POLLOUT, pulse); !ready)
                    return ready;
            } else if (errno != EINTR) {
                return ended();
            }
        }
        return {};
    }

    Result<Frame> receive()
    {
        std::array<char, 1U << 16> chunk;
        ProcessPulse pulse(m_spawned.pid);
        for (;;) {
            auto frame = m_reader.next();
            if (!frame)
                return std::move(frame).error();
            if (*frame)
                return std::move(**frame);
            if (auto ready = await(POLLIN, pulse); !ready)
                return std::move(ready).error();
            const ssize_t n = recv(m_spawned.socket, chunk.data(), chunk.size(), 0);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return ended();
            m_reader.feed(chunk.data(), static_cast<std::size_t>(n));
        }
    }

    Result<Frame> ask(const Frame& frame)
    {
        if (auto sent = send(frame); !sent)
            return std::move(sent).error();
        return receive();
    }

private:
    Helper(const SpawnedProgram& spawned, std::string subject)
        : m_spawned(spawned)
        , m_subject(std::move(subject))
    {
    }

    /// Until the socket is ready, as long as the process works.
    Result<void> await(short events, ProcessPulse& pulse) const
    {
        for (;;) {
            pollfd waiting{.fd = m_spawned.socket, .events = events, .revents = 0};
            const int ready = poll(&waiting, 1, kLookMs);
            if (ready > 0 || (ready < 0 && errno != EINTR))
                return {};
            if (ready == 0 && pulse.idleTime() >= kMostIdle)
                return Error{.code = ErrorCode::Disconnected,
                    .subject = m_subject,
                    .detail
                    = "its process neither answered nor worked for " + std::to_string(kMostIdle.count()) + " s"};
        }
    }

    Error ended() const
    {
        pollfd end{
            .fd = m_spawned.pidfd, .events = POLLIN, .revents = 0}; // the socket closes before the process ends
        poll(&end, 1, m_isInterrupted ? 0 : kEndTimeoutMs);
        siginfo_t info{};
        const bool isDead = waitid(P_PID, static_cast<id_t>(m_spawned.pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
            && info.si_pid == m_spawned.pid;
        const bool isKilled = info.si_code != CLD_EXITED;
        return {.code = ErrorCode::Disconnected,
            .subject = m_subject,
            .detail = !isDead ? "its process closed the connection"
                : isKilled    ? "its process was killed by signal " + std::to_string(info.si_status)
                              : "its process ended with code " + std::to_string(info.si_status)};
    }

    SpawnedProgram m_spawned;
    std::string m_subject;
    FrameReader m_reader;
    double m_rate = 0.0;
    std::atomic<bool> m_isInterrupted = false;
};

/// Errors of the answer name the model, whose file it was.
Result<data::Detections> askFor(
    Helper& helper, const std::string& model, const Frame& picture, std::uint32_t width, std::uint32_t height)
{
    auto answer = helper.ask(picture);
    if (!answer)
        return std::move(answer).error();
    auto found = decodeDetections(*answer, width, height);
    if (found)
        return found;
    Error error = std::move(found).error();
    error.subject = model;
    return error;
}

class ProcessDetector final : public detect::Detector
{
public:
    ProcessDetector(RunModelMessage model, std::unique_ptr<Helper> helper)
        : m_model(std::move(model))
        , m_helper(std::move(helper))
    {
    }

    Result<detect::SharedDetections> detect(const detect::Frame& frame) override
    {
        if (!frame.picture)
            return Error{.code = ErrorCode::Unsupported,
                .subject = m_model.model.name,
                .detail = "the source has no pictures",
                .cure = "synthetic:WxH, a video or a folder of pictures; or --model null"};
        const data::Image& picture = *frame.picture;
        auto found = askFor(*m_helper, m_model.model.name, encodePicture(picture), picture.width, picture.height);
        if (!found)
            return std::move(found).error();
        return std::make_shared<const data::Detections>(std::move(*found));
    }

    Result<void> restart() override
    {
        auto helper = Helper::start(m_model, m_model.model.name);
        if (!helper)
            return std::move(helper).error();
        const std::lock_guard lock(m_mutex);
        m_helper = std::move(*helper);
        if (m_isInterrupted)
            m_helper->interrupt();
        return {};
    }

    void interrupt() override
    {
        const std::lock_guard lock(m_mutex);
        m_isInterrupted = true;
        m_helper->interrupt();
    }

private:
    RunModelMessage m_model;
    std::mutex m_mutex; // guards replacing m_helper against interrupt()
    std::unique_ptr<Helper> m_helper;
    bool m_isInterrupted = false;
};

class ProcessJpegDetector final : public JpegDetector
{
public:
    ProcessJpegDetector(std::string name, std::unique_ptr<Helper> helper)
        : m_name(std::move(name))
        , m_helper(std::move(helper))
    {
    }

    Result<data::Detections> detect(const JpegPicture& picture) override
    {
        return askFor(*m_helper, m_name, encodeJpeg(picture), picture.width, picture.height);
    }
    Result<data::Detections> detect(const data::Image& picture) override
    {
        return askFor(*m_helper, m_name, encodePicture(picture), picture.width, picture.height);
    }
    void interrupt() override { m_helper->interrupt(); }

private:
    std::string m_name;
    std::unique_ptr<Helper> m_helper;
};

class ProcessVideo final : public detect::FrameSource
{
public:
    explicit ProcessVideo(std::unique_ptr<Helper> helper)
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
    std::unique_ptr<Helper> m_helper;
    bool m_isAhead = false;
};

/// Any frame of a video.
class VideoPictures final : public SourcePictures
{
public:
    explicit VideoPictures(std::unique_ptr<Helper> helper)
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
    std::unique_ptr<Helper> m_helper;
    detect::FrameNumber m_next = 0;
};

/// One file; null: it cannot be decoded. An error: nothing can any more.
Result<SharedPicture> pictureIn(const fs::path& file, Helper& helper)
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
    FilePictures(std::unique_ptr<Helper> helper, std::vector<fs::path> files)
        : m_helper(std::move(helper))
        , m_files(std::move(files))
    {
    }

    Result<SharedPicture> at(detect::FrameNumber frame) override
    {
        return frame < m_files.size() ? pictureIn(m_files[frame], *m_helper) : SharedPicture();
    }

private:
    std::unique_ptr<Helper> m_helper;
    std::vector<fs::path> m_files;
};

class ProcessPictures final : public detect::FrameSource
{
public:
    ProcessPictures(std::unique_ptr<Helper> helper, std::vector<fs::path> files)
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
    std::unique_ptr<Helper> m_helper;
    std::vector<fs::path> m_files;
    std::size_t m_next = 0;
};

} // namespace

// The second of two frames counts: the first one also touches memory for the first time.
double measuredRate(detect::Detector& detector, const std::shared_ptr<const data::Image>& sample)
{
    std::chrono::duration<double> taken{0};
    for (int round = 0; round < 2; ++round) {
        const auto before = std::chrono::steady_clock::now();
        if (!detector.detect({.picture = sample}))
            return 0.0;
        taken = std::chrono::steady_clock::now() - before;
    }
    return taken.count() > 0.0 ? 1.0 / taken.count() : 0.0;
}

fs::path detectorProgram()
{
    return findProgram("cobench-detector");
}

Result<StartedDetector> startDetector(
    const RunModelMessage& model, const std::shared_ptr<const data::Image>& sample)
{
    auto helper = Helper::start(model, model.model.name);
    if (!helper)
        return std::move(helper).error();
    StartedDetector started{.detector = std::make_unique<ProcessDetector>(model, std::move(*helper))};
    if (sample)
        started.rate = measuredRate(*started.detector, sample);
    return started;
}

Result<std::unique_ptr<JpegDetector>> startJpegDetector(const RunModelMessage& model)
{
    auto helper = Helper::start(model, model.model.name);
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<JpegDetector>(
        std::make_unique<ProcessJpegDetector>(model.model.name, std::move(*helper)));
}

namespace {

Result<std::unique_ptr<Helper>> startDecoder(const fs::path& video)
{
    if (auto size = io::regularFileSize(video); !size) // no pipe, no device, no address
        return std::move(size).error();
    return Helper::start(DecodeVideoMessage{fs::absolute(video).string()}, video.string());
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
    auto helper = Helper::start(DecodePicturesMessage{}, "pictures");
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<detect::FrameSource>(
        std::make_unique<ProcessPictures>(std::move(*helper), std::move(files)));
}

Result<std::unique_ptr<SourcePictures>> startFilePictures(std::vector<fs::path> files)
{
    auto helper = Helper::start(DecodePicturesMessage{}, "pictures");
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<SourcePictures>(std::make_unique<FilePictures>(std::move(*helper), std::move(files)));
}

} // namespace cobench::engine
