// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A detector process without OpenCV, which starts in milliseconds. It lies beside its tests by the name of the real
// one.
#include "core/engine/detector_child.h"
#include "core/engine/worker_child.h"

#include "tests/core/engine/fake_detector.h"

#include <chrono>
#include <cstdlib>
#include <thread>

using namespace cobench;
using namespace std::chrono_literals;

namespace {

class NumberReader final : public detect::Detector
{
public:
    Result<detect::SharedDetections> detect(const detect::Frame& frame) override
    {
        return std::make_shared<const data::Detections>(data::Detections{{.box = {.width = 1.0, .height = 1.0},
            .classIndex = 0,
            .score = static_cast<double>(test::numberIn(*frame.picture))}});
    }
};

/// Who looks at the process sees it work.
void computeFor(std::chrono::seconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end)
        ;
}

class ScriptedStream final : public detect::FrameSource
{
public:
    explicit ScriptedStream(std::string end)
        : m_end(std::move(end))
    {
    }
    Result<std::optional<detect::SourcedFrame>> next() override
    {
        std::this_thread::sleep_for(5ms);
        if (m_given < 3)
            return std::optional(detect::SourcedFrame{.picture = test::numberedPicture(m_given++)});
        if (m_end == test::kStreamDies)
            std::abort();
        if (m_end == test::kStreamHangs)
            std::this_thread::sleep_for(1h);
        return std::optional<detect::SourcedFrame>();
    }

private:
    std::string m_end;
    std::uint64_t m_given = 0;
};

} // namespace

int main()
{
    return engine::runDetector(engine::kWorkerSocket,
        {.prepare = [](unsigned) {},
            .makeDetector = [](const detect::ModelRequest&) -> Result<std::unique_ptr<detect::Detector>> {
                if (std::getenv(test::kLoadsLong))
                    computeFor(1min);
                return std::unique_ptr<detect::Detector>(std::make_unique<NumberReader>());
            },
            .openAddress = [](const std::string& address) -> Result<std::unique_ptr<detect::FrameSource>> {
                return std::unique_ptr<detect::FrameSource>(std::make_unique<ScriptedStream>(address));
            }});
}
