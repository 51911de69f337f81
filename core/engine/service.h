// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_host.h"
#include "core/engine/engine.grpc.pb.h"
#include "core/engine/event_feed.h"
#include "core/engine/remote_listener.h"
#include "core/engine/supervisor.h"

#include <atomic>
#include <chrono>
#include <functional>

namespace cobench::engine {

/// Whether anybody uses the engine: calls, and streams that are open. Thread-safe.
class Activity
{
public:
    void touch() { m_last = std::chrono::steady_clock::now().time_since_epoch().count(); }
    /// Seconds since the last call; 0 while a stream is open.
    double idleSeconds() const;

    std::atomic<unsigned> streams = 0;

private:
    std::atomic<std::chrono::steady_clock::rep> m_last
        = std::chrono::steady_clock::now().time_since_epoch().count();
};

/// The engine's face: turns calls into questions to the supervisor, and reads events for streams straight from the
/// run stores. Called on gRPC's threads.
class Service final : public wire::Engine::Service
{
public:
    Service(Supervisor& supervisor,
        EventFeed& feed,
        DetectionHost& detections,
        RemoteListener& listener,
        std::function<void()> onShutdown);

    Activity& activity() { return m_activity; }

    grpc::Status Status(grpc::ServerContext*, const wire::StatusRequest*, wire::StatusReply* reply) override;
    grpc::Status Shutdown(grpc::ServerContext*, const wire::ShutdownRequest*, wire::ShutdownReply*) override;
    grpc::Status Submit(
        grpc::ServerContext*, const wire::SubmitRequest* request, wire::SubmitReply* reply) override;
    grpc::Status Cancel(
        grpc::ServerContext*, const wire::CancelRequest* request, wire::CancelReply* reply) override;
    grpc::Status Resume(
        grpc::ServerContext*, const wire::ResumeRequest* request, wire::ResumeReply* reply) override;
    grpc::Status Runs(grpc::ServerContext*, const wire::RunsRequest* request, wire::RunsReply* reply) override;
    grpc::Status Edit(grpc::ServerContext*, const wire::EditRequest* request, wire::EditReply* reply) override;
    grpc::Status Events(grpc::ServerContext* context,
        const wire::EventsRequest* request,
        grpc::ServerWriter<wire::Event>* writer) override;
    grpc::Status StartDetection(grpc::ServerContext*,
        const wire::StartDetectionRequest* request,
        wire::StartDetectionReply* reply) override;
    grpc::Status SteerDetection(grpc::ServerContext*,
        const wire::SteerDetectionRequest* request,
        wire::SteerDetectionReply* reply) override;
    grpc::Status Listen(
        grpc::ServerContext*, const wire::ListenRequest* request, wire::ListenReply* reply) override;
    grpc::Status OpenPairing(
        grpc::ServerContext*, const wire::OpenPairingRequest*, wire::OpenPairingReply* reply) override;

private:
    Supervisor& m_supervisor;
    EventFeed& m_feed;
    DetectionHost& m_detections;
    RemoteListener& m_listener;
    std::function<void()> m_onShutdown;
    Activity m_activity;
};

} // namespace cobench::engine
