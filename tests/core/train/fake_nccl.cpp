// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// NCCL among the threads of one process, in ordinary memory. COBENCH_FAKE_NCCL: "refuses" lets nobody in.
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace {

struct Meeting {
    std::vector<float> sum;
    int size = 0;
    int arrived = 0;
    int left = 0;
};

struct Communicator {
    Meeting* meeting;
};

std::mutex guard;
std::condition_variable changed;
std::map<int, Meeting> meetings; // by the number in the id
int lastId = 0;

} // namespace

extern "C" {

struct UniqueId {
    char bytes[128];
};

int ncclGetUniqueId(UniqueId* id)
{
    const std::lock_guard lock(guard);
    ++lastId;
    std::memcpy(id->bytes, &lastId, sizeof lastId);
    return 0;
}

int ncclCommInitRank(void** communicator, int size, UniqueId id, int)
{
    const char* mode = std::getenv("COBENCH_FAKE_NCCL");
    if (mode && std::strcmp(mode, "refuses") == 0)
        return 5; // ncclInvalidUsage: two processes on one card
    int number = 0;
    std::memcpy(&number, id.bytes, sizeof number);
    const std::lock_guard lock(guard);
    meetings[number].size = size;
    *communicator = new Communicator{&meetings[number]};
    return 0;
}

int ncclAllReduce(const void* from, void* to, std::size_t count, int type, int operation, void* communicator, void*)
{
    if (type != 7 || operation != 0) // float, sum
        return 4;
    Meeting& meeting = *static_cast<Communicator*>(communicator)->meeting;
    const auto* const values = static_cast<const float*>(from);
    std::unique_lock lock(guard);
    changed.wait(lock, [&] { return meeting.left == 0; }); // of the sum before
    meeting.sum.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        meeting.sum[i] += values[i];
    if (++meeting.arrived == meeting.size) {
        meeting.left = meeting.size;
        changed.notify_all();
    }
    changed.wait(lock, [&] { return meeting.left > 0; });
    std::memcpy(to, meeting.sum.data(), count * sizeof(float));
    if (--meeting.left == 0) {
        meeting.arrived = 0;
        meeting.sum.clear();
        changed.notify_all();
    }
    return 0;
}

int ncclCommGetAsyncError(void*, int* problem)
{
    *problem = 0;
    return 0;
}

int ncclCommDestroy(void* communicator)
{
    delete static_cast<Communicator*>(communicator);
    return 0;
}

int ncclCommAbort(void* communicator)
{
    return ncclCommDestroy(communicator);
}

const char* ncclGetErrorString(int status)
{
    return status == 5 ? "invalid usage" : "some error";
}
}
