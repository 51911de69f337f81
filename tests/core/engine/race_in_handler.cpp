// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A planted race: two calls of a gRPC service write one number that nothing guards. ThreadSanitizer has to report
// it, although gRPC itself is not instrumented.
#include "core/engine/engine.grpc.pb.h"

#include <grpcpp/grpcpp.h>

#include <unistd.h>

#include <barrier>
#include <cstdio>
#include <string>
#include <thread>

namespace {

namespace wire = cobench::engine::wire;

class RacingService final : public wire::Engine::Service
{
public:
    grpc::Status Status(grpc::ServerContext*, const wire::StatusRequest*, wire::StatusReply* reply) override
    {
        m_bothAreHere.arrive_and_wait();
        reply->set_clients(++m_unguarded);
        return grpc::Status::OK;
    }

private:
    std::barrier<> m_bothAreHere{2};
    unsigned m_unguarded = 0;
};

void call(const std::string& address)
{
    const auto stub = wire::Engine::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    wire::StatusReply reply;
    const grpc::Status status = stub->Status(&context, {}, &reply);
    std::printf("%s %u\n", status.ok() ? "answered" : status.error_message().c_str(), reply.clients());
}

} // namespace

int main()
{
    const std::string address = "unix-abstract:cobench-planted-race-" + std::to_string(getpid());
    RacingService service;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    const auto server = builder.BuildAndStart();
    std::thread other([&] { call(address); });
    call(address);
    other.join();
    server->Shutdown();
}
