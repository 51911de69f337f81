// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/torch_group.h"

#include "core/train/torch/torch_guard.h"

#ifdef COBENCH_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <vector>
#endif

namespace cobench::train {

#ifdef COBENCH_GLOO

namespace {

constexpr std::chrono::minutes kMeeting{2};
constexpr std::chrono::minutes kExchange{10}; // longer than a validation, or a wait for space, of the leader

Error gone(const std::exception& exception)
{
    return {ErrorCode::Disconnected,
        "process group",
        {},
        "another process has gone: " + torchText(exception),
        "start all of them again; the leader's --resume goes on from the last checkpoint",
        nullptr};
}

std::shared_ptr<gloo::transport::Device> device(const std::string& address)
{
    using Gloo = c10d::ProcessGroupGloo;
    if (const char* name = std::getenv("GLOO_SOCKET_IFNAME"))
        return Gloo::createDeviceForInterface(name);
    const bool isHere = address == "localhost" || address.compare(0, 4, "127.") == 0;
    return isHere ? Gloo::createDeviceForHostname("127.0.0.1") : Gloo::createDefaultDevice();
}

class TorchGroup final : public ProcessGroup
{
public:
    TorchGroup(const std::string& address, std::uint16_t port, unsigned rank, unsigned size)
        : m_rank(rank)
        , m_size(size)
    {
        c10d::TCPStoreOptions options;
        options.port = port;
        options.isServer = rank == 0;
        options.numWorkers = size;
        options.timeout = kMeeting;
        const auto store = c10::make_intrusive<c10d::TCPStore>(address, options);
        auto gloo = c10d::ProcessGroupGloo::Options::create(kExchange);
        gloo->devices.push_back(device(address));
        gloo->threads = 1;
        m_group = c10::make_intrusive<c10d::ProcessGroupGloo>(
            store, static_cast<int>(rank), static_cast<int>(size), gloo);
    }

    unsigned rank() const override { return m_rank; }
    unsigned size() const override { return m_size; }

    Result<void> sum(float* values, std::size_t count) override
    {
        return exchange([&]() -> Result<void> {
            std::vector<at::Tensor> tensors{
                torch::from_blob(values, {static_cast<std::int64_t>(count)}, torch::kFloat32)};
            m_group->allreduce(tensors)->wait();
            return {};
        });
    }

    Result<std::string> fromLeader(const std::string& bytes) override
    {
        return exchange([&]() -> Result<std::string> {
            std::vector<at::Tensor> length{torch::tensor({static_cast<std::int64_t>(bytes.size())}, torch::kInt64)};
            m_group->broadcast(length)->wait();
            std::string told = bytes;
            told.resize(static_cast<std::size_t>(length.front().item<std::int64_t>()));
            if (told.empty())
                return told;
            std::vector<at::Tensor> tensors{
                torch::from_blob(told.data(), {static_cast<std::int64_t>(told.size())}, torch::kUInt8)};
            m_group->broadcast(tensors)->wait();
            return told;
        });
    }

private:
    template <typename Work>
    static auto exchange(Work work) -> decltype(work())
    {
        try {
            return work();
        } catch (const std::exception& exception) {
            return gone(exception);
        }
    }

    unsigned m_rank;
    unsigned m_size;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> m_group;
};

} // namespace

Result<std::unique_ptr<ProcessGroup>> joinTorchGroup(
    const std::string& address, std::uint16_t port, unsigned rank, unsigned size)
{
    try {
        return std::unique_ptr<ProcessGroup>(std::make_unique<TorchGroup>(address, port, rank, size));
    } catch (const std::exception& exception) {
        return Error{ErrorCode::Disconnected,
            address + ":" + std::to_string(port),
            {},
            "the processes do not come together: " + torchText(exception),
            "MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE of all of them",
            nullptr};
    }
}

#else

Result<std::unique_ptr<ProcessGroup>> joinTorchGroup(const std::string& address, std::uint16_t, unsigned, unsigned)
{
    return Error{ErrorCode::Unsupported,
        address,
        {},
        "this CoBench was built without Gloo, which joins processes",
        "libgloo-dev where it is built",
        nullptr};
}

#endif

} // namespace cobench::train
