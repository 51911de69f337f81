// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/sources.h"
#include "core/engine/client.h"
#include "core/engine/remote_machines.h"
#include "tests/support/lossy_proxy.h"

#include <QObject>
#include <QTemporaryDir>

#include <filesystem>
#include <functional>
#include <memory>

namespace cobench::test {

/// Two installations on this machine, each with a home of its own: an engine that listens, and this test; between
/// them a link that can be made as bad as one likes.
class RemoteFixture : public QObject
{
protected:
    /// Of a source, before it gives that frame.
    using OnFrame = std::function<void(detect::FrameNumber)>;

    void startLender(const std::filesystem::path& engine);
    void listen();
    void stop();

    void liveIn(const char* home) const;
    std::string address() const { return "127.0.0.1:" + std::to_string(m_link->port()); }
    void pair();
    Result<engine::OpenedRemote> open(unsigned quality = 90, const std::string& model = "null");

    /// A live run at 40 frames/s of 64 x 48 noise. An error where not every frame came out once and in order.
    static Result<detect::PipelineResult> run(std::vector<detect::Device>& devices,
        std::uint64_t frames,
        const OnFrame& onFrame,
        detect::DropPolicy drop = detect::DropPolicy::Oldest);
    /// The same with another source, and a look at what comes out.
    static Result<detect::PipelineResult> run(detect::FrameSource& source,
        std::vector<detect::Device>& devices,
        std::uint64_t frames,
        detect::DropPolicy drop,
        const std::function<void(const detect::Outcome&)>& watch);
    /// This machine's null detector behind the remote one.
    static std::vector<detect::Device> withLocal(engine::OpenedRemote remote);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<engine::Client> m_lender; // the engine's own user
    std::unique_ptr<LossyProxy> m_link;
    std::unique_ptr<engine::RemoteMachines> m_machines;
    std::uint16_t m_port = 0;
    pid_t m_engine = 0;
};

std::uint64_t droppedBy(const detect::PipelineResult& result, detect::DropCause cause);
/// What came is what was processed and what was dropped.
bool isExact(const detect::PipelineResult& result);

/// Pictures of whatever kind, each after a word to the test.
class StoryLine final : public detect::FrameSource
{
public:
    using Picture = std::shared_ptr<const data::Image>;

    StoryLine(std::function<void(detect::FrameNumber)> onFrame, std::function<Picture(std::uint64_t)> picture)
        : m_onFrame(std::move(onFrame))
        , m_picture(std::move(picture))
    {
    }
    Result<std::optional<detect::SourcedFrame>> next() override
    {
        m_onFrame(m_next);
        return std::optional(detect::SourcedFrame{.picture = m_picture(m_next++)});
    }

private:
    std::function<void(detect::FrameNumber)> m_onFrame;
    std::function<Picture(std::uint64_t)> m_picture;
    detect::FrameNumber m_next = 0;
};

} // namespace cobench::test
