// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detector_process.h"

#include "core/engine/detector_helper.h"

#include <chrono>
#include <mutex>

namespace cobench::engine {

namespace {

/// Errors of the answer name the model, whose file it was.
Result<data::Detections> askFor(DetectorHelper& helper,
    const std::string& model,
    const Frame& picture,
    std::uint32_t width,
    std::uint32_t height)
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
    ProcessDetector(RunModelMessage model, std::unique_ptr<DetectorHelper> helper)
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
        auto helper = DetectorHelper::spawn(m_model, m_model.model.name);
        if (!helper)
            return std::move(helper).error();
        {
            const std::lock_guard lock(m_mutex);
            m_helper.swap(*helper);
            if (m_isInterrupted)
                m_helper->interrupt();
        }
        helper->reset(); // the process before it ends outside of the lock
        return m_helper->begin(m_model); // interrupt() ends this, too
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
    std::unique_ptr<DetectorHelper> m_helper;
    bool m_isInterrupted = false;
};

class ProcessJpegDetector final : public JpegDetector
{
public:
    ProcessJpegDetector(std::string name, std::unique_ptr<DetectorHelper> helper)
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
    std::unique_ptr<DetectorHelper> m_helper;
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

Result<StartedDetector> startDetector(
    const RunModelMessage& model, const std::shared_ptr<const data::Image>& sample)
{
    auto helper = DetectorHelper::start(model, model.model.name);
    if (!helper)
        return std::move(helper).error();
    StartedDetector started{.detector = std::make_unique<ProcessDetector>(model, std::move(*helper))};
    if (sample)
        started.rate = measuredRate(*started.detector, sample);
    return started;
}

Result<std::unique_ptr<JpegDetector>> startJpegDetector(const RunModelMessage& model)
{
    auto helper = DetectorHelper::start(model, model.model.name);
    if (!helper)
        return std::move(helper).error();
    return std::unique_ptr<JpegDetector>(
        std::make_unique<ProcessJpegDetector>(model.model.name, std::move(*helper)));
}

} // namespace cobench::engine
