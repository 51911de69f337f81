// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/remote_fixture.h"

#include "core/engine/rpc_client.h"
#include "core/engine/rpc_machines.h"
#include "tests/core/engine/process_state.h"
#include "tests/support/verify_ok.h"

#include <QDir>
#include <QTest>

#include <csignal>

namespace cobench::test {

using namespace engine;

std::uint64_t droppedBy(const detect::PipelineResult& result, detect::DropCause cause)
{
    return result.figures.counts.dropped[static_cast<std::size_t>(cause)];
}

bool isExact(const detect::PipelineResult& result)
{
    const detect::FrameCounts& counts = result.figures.counts;
    return counts.read == counts.processed + counts.droppedInAll();
}

void RemoteFixture::liveIn(const char* home) const
{
    const QByteArray folder = m_folder->filePath(QLatin1String(home)).toUtf8();
    QDir().mkpath(QString::fromUtf8(folder));
    qputenv("XDG_DATA_HOME", folder);
}

void RemoteFixture::startLender(const std::filesystem::path& engine)
{
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
    for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
        qputenv(name, m_folder->path().toUtf8());
    liveIn("lender");
    auto client = connectOverRpc(
        {.executable = engine, .arguments = {"--worker", COBENCH_FAKE_WORKER}, .timeoutSeconds = 30.0});
    VERIFY_OK(client);
    m_lender = std::move(*client);
    m_engine = static_cast<pid_t>(m_lender->status()->pid);
}

void RemoteFixture::listen()
{
    const auto listening = m_lender->listen("127.0.0.1:0");
    VERIFY_OK(listening);
    m_port = static_cast<std::uint16_t>(std::stoi(listening->substr(listening->rfind(':') + 1)));
    m_link = std::make_unique<LossyProxy>(m_port);
    liveIn("borrower");
    m_machines = makeRemoteMachines();
}

void RemoteFixture::stop()
{
    m_machines.reset();
    m_link.reset();
    m_lender.reset();
    if (m_engine > 0 && isRunning(m_engine)) {
        ::kill(m_engine, SIGKILL);
        QVERIFY(QTest::qWaitFor([this] { return !isRunning(m_engine); }, 30000));
    }
    m_folder.reset();
}

void RemoteFixture::pair()
{
    const auto code = m_lender->openPairing();
    VERIFY_OK(code);
    VERIFY_OK(m_machines->pair(address(), code->code));
}

Result<OpenedRemote> RemoteFixture::open(unsigned quality, const std::string& model)
{
    return m_machines->open({.address = address(), .quality = quality}, model);
}

Result<detect::PipelineResult> RemoteFixture::run(
    std::vector<detect::Device>& devices, std::uint64_t frames, const OnFrame& onFrame, detect::DropPolicy drop)
{
    const auto picture = std::make_shared<const data::Image>(detect::noisePicture(64, 48));
    StoryLine source(onFrame, [&](std::uint64_t) { return picture; });
    return run(source, devices, frames, drop, [](const detect::Outcome&) {});
}

Result<detect::PipelineResult> RemoteFixture::run(detect::FrameSource& source,
    std::vector<detect::Device>& devices,
    std::uint64_t frames,
    detect::DropPolicy drop,
    const std::function<void(const detect::Outcome&)>& watch)
{
    const detect::PipelineConfig config{.dispatch = {.drop = drop, .buffer = 2}, .rate = 40.0, .maxFrames = frames};
    Progress progress;
    detect::FrameNumber expected = 0;
    bool isInOrder = true;
    auto result = detect::runLive(source,
        devices,
        config,
        [&](const detect::Outcome& outcome) -> Result<void> {
            isInOrder = isInOrder && outcome.number == expected++;
            watch(outcome);
            return {};
        },
        progress,
        {});
    if (result && (!isInOrder || expected != frames))
        return Error{.detail = "outcomes are missing, twice or out of order"};
    return result;
}

std::vector<detect::Device> RemoteFixture::withLocal(OpenedRemote remote)
{
    std::vector<detect::Device> devices;
    devices.push_back({.name = "remote", .detector = std::move(remote.detector)});
    devices.push_back({.name = "local",
        .detector = std::make_unique<detect::NullDetector>(),
        .emulation = detect::Emulation{.rate = 30.0}});
    return devices;
}

} // namespace cobench::test
