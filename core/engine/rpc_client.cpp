// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rpc_client.h"

#include "core/engine/runtime_directory.h"
#include "core/engine/start_engine.h"
#include "core/engine/subscription.h"
#include "core/engine/wire.h"

#include <grpcpp/grpcpp.h>

#include <thread>

namespace cobench::engine {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLookPeriod{10};
constexpr std::chrono::milliseconds kStartAgain{1000};
constexpr std::chrono::seconds kCallDeadline{10};

Error disconnected(const grpc::Status& status)
{
    return {ErrorCode::Disconnected, "background engine", {}, status.error_message(), {}};
}

std::string absolutePath(const std::filesystem::path& project)
{
    return std::filesystem::absolute(project).string();
}

class GrpcClient final : public Client
{
public:
    explicit GrpcClient(std::shared_ptr<grpc::Channel> channel)
        : m_channel(std::move(channel))
        , m_stub(wire::Engine::NewStub(m_channel))
    {
    }

    Result<EngineStatus> status() override
    {
        wire::StatusReply reply;
        if (auto called = call(&wire::Engine::Stub::Status, wire::StatusRequest(), reply); !called)
            return std::move(called).error();
        return EngineStatus{
            reply.pid(), reply.version(), reply.active_runs(), reply.clients(), reply.active_detections()};
    }

    Result<void> shutdown() override
    {
        wire::ShutdownReply reply;
        return call(&wire::Engine::Stub::Shutdown, wire::ShutdownRequest(), reply);
    }

    Result<std::string> listen(const std::string& address) override
    {
        wire::ListenRequest request;
        request.set_address(address);
        wire::ListenReply reply;
        if (auto called = callChecked(&wire::Engine::Stub::Listen, request, reply); !called)
            return std::move(called).error();
        return reply.address();
    }

    Result<ShownCode> openPairing() override
    {
        wire::OpenPairingReply reply;
        if (auto called = callChecked(&wire::Engine::Stub::OpenPairing, wire::OpenPairingRequest(), reply); !called)
            return std::move(called).error();
        return ShownCode{reply.code(), reply.seconds()};
    }

    Result<void> startDetection(const std::filesystem::path& spool, const std::string& task) override
    {
        wire::StartDetectionRequest request;
        request.set_spool(absolutePath(spool));
        request.set_task(task);
        wire::StartDetectionReply reply;
        return callChecked(&wire::Engine::Stub::StartDetection, request, reply);
    }

    Result<void> steerDetection(const std::filesystem::path& spool, const std::string& text) override
    {
        wire::SteerDetectionRequest request;
        request.set_spool(absolutePath(spool));
        request.set_text(text);
        wire::SteerDetectionReply reply;
        return callChecked(&wire::Engine::Stub::SteerDetection, request, reply);
    }

    Result<std::vector<RunId>> submit(const std::filesystem::path& project,
        const std::vector<train::TrainConfig>& configs,
        const std::string& batch) override
    {
        wire::SubmitRequest request;
        request.set_project(absolutePath(project));
        request.set_batch(batch);
        for (const train::TrainConfig& config : configs)
            request.add_configs(train::toJson(config));
        wire::SubmitReply reply;
        if (auto called = callChecked(&wire::Engine::Stub::Submit, request, reply); !called)
            return std::move(called).error();
        std::vector<RunId> runs;
        for (const std::int64_t run : reply.runs())
            runs.push_back({run});
        return runs;
    }

    Result<void> cancel(const std::filesystem::path& project, RunId run) override
    {
        wire::CancelRequest request;
        request.set_project(absolutePath(project));
        request.set_run(run.value);
        wire::CancelReply reply;
        return callChecked(&wire::Engine::Stub::Cancel, request, reply);
    }

    Result<void> resume(const std::filesystem::path& project, RunId run) override
    {
        wire::ResumeRequest request;
        request.set_project(absolutePath(project));
        request.set_run(run.value);
        wire::ResumeReply reply;
        return callChecked(&wire::Engine::Stub::Resume, request, reply);
    }

    Result<std::vector<RunInfo>> runs(const std::filesystem::path& project) override
    {
        wire::RunsRequest request;
        request.set_project(absolutePath(project));
        wire::RunsReply reply;
        if (auto called = callChecked(&wire::Engine::Stub::Runs, request, reply); !called)
            return std::move(called).error();
        std::vector<RunInfo> runs;
        for (const wire::Run& message : reply.runs()) {
            auto run = fromWire(message);
            if (!run)
                return std::move(run).error();
            runs.push_back(std::move(*run));
        }
        return runs;
    }

    Result<RunId> edit(const std::filesystem::path& project, RunId run, const RunEdit& change) override
    {
        wire::EditRequest request;
        request.set_project(absolutePath(project));
        request.set_run(run.value);
        toWire(change, request);
        wire::EditReply reply;
        if (auto called = callChecked(&wire::Engine::Stub::Edit, request, reply); !called)
            return std::move(called).error();
        return RunId{reply.run()};
    }

    std::unique_ptr<Subscription> subscribe(const std::filesystem::path& project,
        std::uint64_t after,
        std::function<void(const Event&)> onEvent,
        std::function<void(const Error&)> onEnd) override
    {
        wire::EventsRequest request;
        request.set_project(absolutePath(project));
        request.set_after(after);
        return std::make_unique<EventStream>(m_channel, std::move(request), std::move(onEvent), std::move(onEnd));
    }

private:
    template <typename Request, typename Reply>
    using Method = grpc::Status (wire::Engine::Stub::*)(grpc::ClientContext*, const Request&, Reply*);

    template <typename Request, typename Reply>
    Result<void> call(Method<Request, Reply> method, const Request& request, Reply& reply)
    {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
        if (const grpc::Status status = (*m_stub.*method)(&context, request, &reply); !status.ok())
            return disconnected(status);
        return {};
    }

    template <typename Request, typename Reply>
    Result<void> callChecked(Method<Request, Reply> method, const Request& request, Reply& reply)
    {
        if (auto called = call(method, request, reply); !called)
            return called;
        if (reply.has_failure())
            return fromWire(reply.failure());
        return {};
    }

    std::shared_ptr<grpc::Channel> m_channel;
    std::unique_ptr<wire::Engine::Stub> m_stub;
};

/// Connects to whoever listens, and makes sure that it answers.
Result<std::unique_ptr<Client>> openChannel(const RuntimeDirectory& directory)
{
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetMaxReceiveMessageSize(-1); // thousands of runs
    // Channels to one path share a connection otherwise, and so a dead engine's last error.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    auto client = std::make_unique<GrpcClient>(grpc::CreateCustomChannel(
        "unix:" + directory.socket.string(), grpc::InsecureChannelCredentials(), arguments));
    if (auto status = client->status(); !status)
        return std::move(status).error();
    return std::unique_ptr<Client>(std::move(client));
}

} // namespace

// Both looking and starting are repeated: an engine that is leaving may still be listening, or hold the lock that
// the next one needs. The lock also makes a second start harmless.
Result<std::unique_ptr<Client>> connectOverRpc(const ConnectOptions& options)
{
    const auto directory = openRuntimeDirectory();
    if (!directory)
        return directory.error();
    Error reason{ErrorCode::Disconnected, "background engine", {}, "is not running", {}};
    const auto end = Clock::now() + std::chrono::duration<double>(options.timeoutSeconds);
    for (auto nextStart = Clock::now(); Clock::now() < end; std::this_thread::sleep_for(kLookPeriod)) {
        if (isListening(directory->socket)) {
            auto client = openChannel(*directory);
            if (client)
                return client;
            reason = std::move(client).error();
        } else if (options.executable.empty()) {
            return reason;
        } else if (Clock::now() >= nextStart) {
            if (auto started = startEngine(options.executable, options.arguments); !started)
                return std::move(started).error();
            nextStart = Clock::now() + kStartAgain;
        }
    }
    reason.cure = "see " + engineLogPath().string();
    return reason;
}

} // namespace cobench::engine
