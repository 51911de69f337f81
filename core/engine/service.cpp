// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/service.h"

#include "core/engine/pairing_desk.h"
#include "core/engine/version.h"
#include "core/engine/wire.h"
#include "core/store/runs.h"

#include <unistd.h>

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kHeartbeatPeriod{1000};
constexpr std::size_t kEventsPerRead = 512;
constexpr unsigned kMaxStreams = 64; // each holds a thread

/// Counts a stream for as long as it is served.
class OpenStream
{
public:
    explicit OpenStream(Activity& activity)
        : m_activity(activity)
        , m_number(++activity.streams)
    {
    }
    ~OpenStream()
    {
        m_activity.touch();
        --m_activity.streams;
    }
    OpenStream(const OpenStream&) = delete;
    OpenStream& operator=(const OpenStream&) = delete;
    unsigned number() const { return m_number; }

private:
    Activity& m_activity;
    unsigned m_number;
};

/// Sends what lies beyond `after` in the store. False when the client is gone.
bool sendStored(const store::RunStore& store, std::uint64_t& after, grpc::ServerWriter<wire::Event>& writer)
{
    for (;;) {
        const auto rows = store.eventsAfter(after, kEventsPerRead);
        if (!rows || rows->empty())
            return true; // what could not be read now is read with the next event
        for (const store::EventRow& row : *rows) {
            wire::Event event;
            event.set_number(row.number);
            event.set_payload(row.payload);
            if (!writer.Write(event))
                return false;
            after = row.number;
        }
    }
}

wire::Event heartbeat(const std::string& trouble)
{
    wire::Event event;
    event.set_payload(trouble);
    return event;
}

} // namespace

double Activity::idleSeconds() const
{
    if (streams > 0)
        return 0.0;
    const std::chrono::steady_clock::duration last(m_last.load());
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch() - last).count();
}

Service::Service(Supervisor& supervisor,
    EventFeed& feed,
    DetectionHost& detections,
    RemoteListener& listener,
    std::function<void()> onShutdown)
    : m_supervisor(supervisor)
    , m_feed(feed)
    , m_detections(detections)
    , m_listener(listener)
    , m_onShutdown(std::move(onShutdown))
{
}

grpc::Status Service::Status(grpc::ServerContext*, const wire::StatusRequest*, wire::StatusReply* reply)
{
    m_activity.touch();
    reply->set_pid(getpid());
    reply->set_version(kVersion);
    reply->set_active_runs(m_supervisor.activeRuns());
    reply->set_clients(m_activity.streams);
    reply->set_active_detections(m_detections.active());
    return grpc::Status::OK;
}

grpc::Status Service::Shutdown(grpc::ServerContext*, const wire::ShutdownRequest*, wire::ShutdownReply*)
{
    m_onShutdown();
    return grpc::Status::OK;
}

grpc::Status Service::Submit(grpc::ServerContext*, const wire::SubmitRequest* request, wire::SubmitReply* reply)
{
    m_activity.touch();
    std::vector<train::TrainConfig> configs;
    for (const std::string& json : request->configs()) {
        auto config = train::configFromJson(json);
        if (!config) {
            toWire(config.error(), *reply->mutable_failure());
            return grpc::Status::OK;
        }
        configs.push_back(std::move(*config));
    }
    const auto runs = m_supervisor.submit(request->project(), configs, request->batch());
    if (!runs)
        toWire(runs.error(), *reply->mutable_failure());
    else
        for (const RunId run : *runs)
            reply->add_runs(run.value);
    return grpc::Status::OK;
}

grpc::Status Service::Cancel(grpc::ServerContext*, const wire::CancelRequest* request, wire::CancelReply* reply)
{
    m_activity.touch();
    if (const auto cancelled = m_supervisor.cancel(request->project(), {request->run()}); !cancelled)
        toWire(cancelled.error(), *reply->mutable_failure());
    return grpc::Status::OK;
}

grpc::Status Service::Resume(grpc::ServerContext*, const wire::ResumeRequest* request, wire::ResumeReply* reply)
{
    m_activity.touch();
    if (const auto resumed = m_supervisor.resume(request->project(), {request->run()}); !resumed)
        toWire(resumed.error(), *reply->mutable_failure());
    return grpc::Status::OK;
}

grpc::Status Service::Runs(grpc::ServerContext*, const wire::RunsRequest* request, wire::RunsReply* reply)
{
    m_activity.touch();
    const auto runs = m_supervisor.runs(request->project());
    if (!runs)
        toWire(runs.error(), *reply->mutable_failure());
    else
        for (const RunInfo& run : *runs)
            toWire(run, *reply->add_runs());
    return grpc::Status::OK;
}

grpc::Status Service::Edit(grpc::ServerContext*, const wire::EditRequest* request, wire::EditReply* reply)
{
    m_activity.touch();
    const auto edit = fromWire(*request);
    const auto run
        = edit ? m_supervisor.edit(request->project(), {request->run()}, *edit) : Result<RunId>(edit.error());
    if (!run)
        toWire(run.error(), *reply->mutable_failure());
    else
        reply->set_run(run->value);
    return grpc::Status::OK;
}

grpc::Status Service::StartDetection(
    grpc::ServerContext*, const wire::StartDetectionRequest* request, wire::StartDetectionReply* reply)
{
    m_activity.touch();
    if (const auto started = m_detections.start(request->spool(), request->task()); !started)
        toWire(started.error(), *reply->mutable_failure());
    return grpc::Status::OK;
}

grpc::Status Service::SteerDetection(
    grpc::ServerContext*, const wire::SteerDetectionRequest* request, wire::SteerDetectionReply* reply)
{
    m_activity.touch();
    if (const auto steered = m_detections.steer(request->spool(), request->text()); !steered)
        toWire(steered.error(), *reply->mutable_failure());
    return grpc::Status::OK;
}

grpc::Status Service::Listen(grpc::ServerContext*, const wire::ListenRequest* request, wire::ListenReply* reply)
{
    m_activity.touch();
    auto address = m_listener.start(request->address());
    if (!address)
        toWire(address.error(), *reply->mutable_failure());
    else
        reply->set_address(std::move(*address));
    return grpc::Status::OK;
}

grpc::Status Service::OpenPairing(
    grpc::ServerContext*, const wire::OpenPairingRequest*, wire::OpenPairingReply* reply)
{
    m_activity.touch();
    auto code = m_listener.openPairing();
    if (!code) {
        toWire(code.error(), *reply->mutable_failure());
        return grpc::Status::OK;
    }
    reply->set_code(std::move(*code));
    reply->set_seconds(static_cast<std::uint32_t>(PairingDesk::kOpenFor.count()));
    return grpc::Status::OK;
}

grpc::Status Service::Events(
    grpc::ServerContext* context, const wire::EventsRequest* request, grpc::ServerWriter<wire::Event>* writer)
{
    const OpenStream stream(m_activity);
    if (stream.number() > kMaxStreams)
        return {grpc::StatusCode::RESOURCE_EXHAUSTED, "too many event streams"};
    if (const auto adopted = m_supervisor.adopt(request->project()); !adopted)
        return {grpc::StatusCode::FAILED_PRECONDITION, describe(adopted.error())};
    const auto key = projectKey(request->project());
    std::uint64_t after = request->after();
    std::uint64_t announced = after; // may run ahead of `after`: an event that cannot be read is passed over
    std::unique_ptr<store::RunStore> store;
    std::string told;
    while (!context->IsCancelled() && !m_feed.isClosed()) {
        if (!store) // a project gets one with its first run
            if (auto opened = store::RunStore::open(key, store::RunStore::Role::Reader))
                store = std::move(*opened);
        if (store && !sendStored(*store, after, *writer))
            break;
        const std::uint64_t latest = m_feed.waitBeyond(key, announced, kHeartbeatPeriod);
        std::string trouble = m_feed.trouble(key);
        const bool isNews = trouble != told || latest == announced; // that it is over, events do not tell
        if (isNews && !m_feed.isClosed() && !writer->Write(heartbeat(told = std::move(trouble))))
            break;
        announced = latest;
    }
    return grpc::Status::OK;
}

} // namespace cobench::engine
