// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/nccl_sum.h"

#include <dlfcn.h>

#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

namespace cobench::train {

namespace {

// The part of nccl.h that is used; its ABI has been the same since NCCL 2.0.
using Status = int;
constexpr Status kSuccess = 0;
constexpr Status kInProgress = 7;
constexpr int kFloat32 = 7;
constexpr int kSum = 0;
struct UniqueId {
    char bytes[128];
};

constexpr std::chrono::minutes kLongest{10}; // as long as the group waits elsewhere
constexpr std::chrono::microseconds kPause{20};

template <typename Function>
bool find(void* library, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

/// Whether all members say so.
Result<bool> agree(ProcessGroup& group, bool yes)
{
    float votes = yes ? 1.0F : 0.0F;
    if (auto summed = group.sum(&votes, 1); !summed)
        return std::move(summed).error();
    return votes == static_cast<float>(group.size());
}

Error failed(std::string detail)
{
    return {ErrorCode::Disconnected,
        "process group",
        {},
        std::move(detail),
        "start all of them again; the leader's --resume goes on from the last checkpoint",
        nullptr};
}

} // namespace

struct NcclSum::Functions {
    Status (*uniqueId)(UniqueId*) = nullptr;
    Status (*join)(void**, int, UniqueId, int) = nullptr;
    Status (*allReduce)(const void*, void*, std::size_t, int, int, void*, void*) = nullptr;
    Status (*problem)(void*, Status*) = nullptr;
    Status (*leave)(void*) = nullptr;
    Status (*abort)(void*) = nullptr;
    const char* (*text)(Status) = nullptr;

    bool findIn(void* library)
    {
        return find(library, "ncclGetUniqueId", uniqueId) && find(library, "ncclCommInitRank", join)
            && find(library, "ncclAllReduce", allReduce) && find(library, "ncclCommGetAsyncError", problem)
            && find(library, "ncclCommDestroy", leave) && find(library, "ncclCommAbort", abort)
            && find(library, "ncclGetErrorString", text);
    }
};

NcclSum::NcclSum(ProcessGroup& group, void* library, std::unique_ptr<Functions> functions)
    : m_group(group)
    , m_library(library)
    , m_functions(std::move(functions))
{
}

NcclSum::~NcclSum()
{
    if (m_communicator)
        m_functions->leave(m_communicator);
    dlclose(m_library);
}

Result<std::unique_ptr<NcclSum>> NcclSum::join(ProcessGroup& group, std::string& reason, const std::string& library)
{
    void* loaded = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    auto functions = std::make_unique<Functions>();
    const bool isHere = loaded && functions->findIn(loaded);
    std::unique_ptr<NcclSum> sum;
    if (isHere)
        sum.reset(new NcclSum(group, loaded, std::move(functions)));
    else if (loaded)
        dlclose(loaded);
    UniqueId id{};
    const bool hasId = isHere && (!group.leads() || sum->m_functions->uniqueId(&id) == kSuccess);
    const auto all = agree(group, hasId); // who waited for one that never comes would wait for ever
    if (!all)
        return all.error();
    if (!*all) {
        reason = isHere ? "another process has none" : "there is no " + library;
        return std::unique_ptr<NcclSum>();
    }
    const auto told = group.fromLeader(std::string(id.bytes, sizeof id.bytes));
    if (!told)
        return told.error();
    std::memcpy(id.bytes, told->data(), sizeof id.bytes);
    const Status status = sum->m_functions->join(
        &sum->m_communicator, static_cast<int>(group.size()), id, static_cast<int>(group.rank()));
    if (status != kSuccess) {
        reason = sum->m_functions->text(status);
        sum->m_communicator = nullptr;
    }
    const auto joined = agree(group, status == kSuccess);
    if (!joined)
        return joined.error();
    if (!*joined) {
        sum.reset();
        if (status == kSuccess)
            reason = "another process cannot use it";
    }
    return sum;
}

Result<void> NcclSum::sum(float* values, std::size_t count, const std::function<bool()>& isDone)
{
    const Status status
        = m_functions->allReduce(values, values, count, kFloat32, kSum, m_communicator, nullptr /* stream */);
    // NCCL waits for ever for one that has gone; the group does not. Who dies after this one is seen by its socket.
    const auto all = agree(m_group, status == kSuccess);
    auto done = !all ? Result<void>(all.error())
        : !*all      ? Result<void>(failed(std::string("NCCL: ") + m_functions->text(status)))
                     : waitFor(isDone);
    if (!done)
        m_functions->abort(std::exchange(m_communicator, nullptr));
    return done;
}

Result<void> NcclSum::waitFor(const std::function<bool()>& isDone)
{
    const auto begun = std::chrono::steady_clock::now();
    while (!isDone()) {
        Status problem = kSuccess;
        m_functions->problem(m_communicator, &problem);
        if (problem != kSuccess && problem != kInProgress)
            return failed(std::string("another process has gone: NCCL: ") + m_functions->text(problem));
        if (std::chrono::steady_clock::now() - begun > kLongest)
            return failed("another process has gone: NCCL has waited ten minutes for it");
        std::this_thread::sleep_for(kPause);
    }
    return {};
}

} // namespace cobench::train
