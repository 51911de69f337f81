// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/server.h"

#include "core/common/own_memory.h"
#include "core/engine/pairing_desk.h"
#include "core/engine/remote_listener.h"
#include "core/engine/remote_pairings.h"
#include "core/engine/runtime_directory.h"
#include "core/engine/service.h"
#include "core/engine/version.h"
#include "core/store/file_lock.h"

#include <grpcpp/grpcpp.h>

#include <malloc.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <ctime>
#include <iostream>

namespace cobench::engine {

namespace {

constexpr int kMaxThreads = 128;
// Calls end by themselves now; idle clients do not close their connections, since nobody polls there.
constexpr std::chrono::milliseconds kFarewell{200};

sigset_t stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

std::unique_ptr<grpc::Server> listen(const std::filesystem::path& socket, Service& service)
{
    unlink(socket.c_str()); // whoever left it holds no lock any more
    grpc::ServerBuilder builder;
    grpc::ResourceQuota quota;
    quota.SetMaxThreads(kMaxThreads);
    builder.SetResourceQuota(quota);
    builder.SetMaxReceiveMessageSize(-1); // thousands of runs, of this user
    builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
    builder.AddListeningPort("unix:" + socket.string(), grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    const mode_t before = umask(0177);
    auto server = builder.BuildAndStart();
    umask(before);
    return server;
}

/// What strangers who connect by the hundred make the heap grow by goes back to the system, not only to the heap.
class HeapKeeper
{
public:
    void look()
    {
        if (unused() < m_kept + kMostUnused)
            return;
        malloc_trim(0);
        m_kept = unused();
    }

private:
    /// Bytes of memory that nothing allocated accounts for: free heap, code and stacks.
    static std::int64_t unused()
    {
        const struct mallinfo2 heap = mallinfo2();
        return static_cast<std::int64_t>(ownMemory().resident)
            - static_cast<std::int64_t>(heap.uordblks + heap.hblkhd);
    }

    static constexpr std::int64_t kMostUnused = std::int64_t{4} << 20;

    std::int64_t m_kept = 0; // after the last time
};

/// Until a stop signal comes or nobody has used the engine for the time given.
void waitForEnd(Service& service,
    const Supervisor& supervisor,
    const DetectionHost& detections,
    const RemoteListener& listener,
    double idleSeconds)
{
    const sigset_t signals = stopSignals();
    const double look = std::clamp(idleSeconds / 4.0, 0.02, 1.0);
    const timespec period{static_cast<time_t>(look), static_cast<long>(std::fmod(look, 1.0) * 1e9)};
    HeapKeeper heap;
    while (sigtimedwait(&signals, nullptr, &period) < 0) {
        heap.look();
        if (supervisor.activeRuns() > 0 || detections.active() > 0 || listener.isListening())
            service.activity().touch();
        if (service.activity().idleSeconds() > idleSeconds)
            return;
    }
}

/// Says where, and with which code a machine can be paired.
Result<void> listenFor(const EngineOptions& options, RemoteListener& listener)
{
    const auto address = listener.start(options.listen);
    if (!address)
        return address.error();
    std::cerr << "cobench-engine: other machines that are paired may use this one at " << *address << std::endl;
    const auto pairings = readPairings();
    if (!options.pair && pairings && !pairings->clients.empty())
        return {};
    const auto code = listener.openPairing();
    if (!code)
        return code.error();
    std::cerr << "cobench-engine: pairing code " << *code << ", for one machine within "
              << PairingDesk::kOpenFor.count() / 60 << " minutes" << std::endl;
    return {};
}

} // namespace

Result<void> runEngine(const EngineOptions& options)
{
    const sigset_t signals = stopSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    const auto directory = openRuntimeDirectory();
    if (!directory)
        return directory.error();
    const auto lock = store::FileLock::acquire(directory->lock, "the background engine");
    if (!lock)
        return lock.error();

    EventFeed feed;
    Supervisor supervisor({.worker = options.worker, .cores = options.cores}, feed);
    DetectionHost detections(findProgram("cobench-detection"));
    RemoteListener listener;
    Service service(supervisor, feed, detections, listener, [] { kill(getpid(), SIGTERM); });
    const auto server = listen(directory->socket, service);
    if (!server)
        return Error{ErrorCode::Unreadable, directory->socket.string(), {}, "cannot listen", {}};
    std::cerr << "cobench-engine " << kVersion << ": pid " << getpid() << ", " << directory->socket.string()
              << std::endl;
    if (!options.listen.empty())
        if (auto listening = listenFor(options, listener); !listening) {
            server->Shutdown();
            return listening;
        }
    waitForEnd(service, supervisor, detections, listener, options.idleSeconds);
    listener.stop();
    feed.close();
    server->Shutdown(std::chrono::system_clock::now() + kFarewell);
    unlink(directory->socket.c_str());
    return {};
}

} // namespace cobench::engine
