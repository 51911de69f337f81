// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/torch_backend.h"

#include "core/train/nccl_sum.h"
#include "core/train/philox.h"
#include "core/train/torch/step_clock.h"
#include "core/train/torch/torch_guard.h"
#include "core/train/torch/torch_network.h"
#include "core/train/torch/torch_optimizer.h"

#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace cobench::train {

namespace {

std::vector<torch::Tensor> tensorsOf(const TorchNetwork::Named& named)
{
    std::vector<torch::Tensor> tensors;
    for (const auto& [name, tensor] : named)
        tensors.push_back(tensor);
    return tensors;
}

NamedTensor copyOf(const std::string& name, const torch::Tensor& tensor)
{
    const torch::Tensor flat = tensor.detach().cpu().contiguous();
    NamedTensor copy{name, {}, {}};
    for (const std::int64_t size : flat.sizes())
        copy.shape.push_back(static_cast<std::uint64_t>(size));
    copy.values.assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
    return copy;
}

class TorchBackend final : public Backend
{
public:
    explicit TorchBackend(const BackendOptions& options)
        : m_device(options.device)
        , m_input(options.network.input)
        , m_seed(options.seed)
        , m_network(options.network, options.seed, m_device)
        , m_optimizer(options.optimizer, tensorsOf(m_network.parameters()))
        , m_clock(m_device)
        , m_group(options.group)
    {
        if (m_group && m_device.is_cuda())
            joinCards();
        m_loss.label_smoothing(options.labelSmoothing);
        for (const auto& [name, tensor] : m_network.parameters())
            m_parameters += static_cast<std::uint64_t>(tensor.numel());
    }

    std::uint64_t parameters() const override { return m_parameters; }
    std::string note() const override { return m_note; }

    Result<StepFigures> step(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate) override
    {
        return guarded([&]() -> Result<StepFigures> { return takeStep(inputs, labels, count, learningRate); });
    }

    Result<void> predict(const float* inputs, std::size_t count, float* probabilities) override
    {
        return guarded([&]() -> Result<void> {
            const torch::InferenceMode guard;
            const torch::Tensor logits = m_network.forward(inputTensor(inputs, count), false);
            const torch::Tensor result = torch::softmax(logits, 1).cpu().contiguous();
            std::copy_n(result.data_ptr<float>(), result.numel(), probabilities);
            return {};
        });
    }

    Result<void> inputGradient(
        const float* inputs, const std::uint16_t* labels, std::size_t count, float* gradient) override
    {
        return guarded([&]() -> Result<void> {
            torch::Tensor leaf = inputTensor(inputs, count).detach().requires_grad_();
            const torch::Tensor logits = m_network.forward(leaf, false);
            const auto options = torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum);
            const torch::Tensor loss
                = torch::nn::functional::cross_entropy(logits, truthTensor(labels, count), options);
            // By the inputs alone: the weights' gradients are not wanted.
            const torch::Tensor slope = torch::autograd::grad({loss}, {leaf}).front().cpu().contiguous();
            std::copy_n(slope.data_ptr<float>(), slope.numel(), gradient);
            return {};
        });
    }

    Result<BackendState> state() const override
    {
        return guarded([&]() -> Result<BackendState> {
            BackendState state{m_steps, {}};
            for (const auto& [name, tensor] : everything())
                state.tensors.push_back(copyOf(name, tensor));
            return state;
        });
    }

    Result<void> restore(const BackendState& state) override
    {
        return guarded([&]() -> Result<void> { return take(state); });
    }

private:
    /// Throws where the group has fallen apart.
    void joinCards()
    {
        const c10::impl::VirtualGuardImpl guard(m_device.type());
        if (m_device.has_index())
            guard.setDevice(m_device);
        std::string reason;
        auto cards = NcclSum::join(*m_group, reason);
        TORCH_CHECK(cards.ok(), describe(cards.error()));
        m_cards = std::move(*cards);
        m_note = m_cards ? "gradients go from card to card by NCCL"
                         : "gradients go through the machine's memory by Gloo, not NCCL: " + reason;
    }

    Result<void> sum(torch::Tensor& values)
    {
        if (!m_cards)
            return m_group->sum(values.data_ptr<float>(), static_cast<std::size_t>(values.numel()));
        c10::Event done(m_device.type());
        bool isMarked = false;
        return m_cards->sum(values.data_ptr<float>(), static_cast<std::size_t>(values.numel()), [&] {
            if (!std::exchange(isMarked, true))
                done.record(c10::impl::VirtualGuardImpl(m_device.type()).getStream(m_device));
            return done.query();
        });
    }

    Result<StepFigures> takeStep(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate)
    {
        StepFigures figures;
        m_clock.start();
        m_optimizer.clearGradients();
        torch::Tensor truth, logits, loss;
        if (count != 0) { // a member of a group may have none
            if (m_network.hasDropout())
                torch::manual_seed(randomBits(m_seed, Stream::Dropout, m_group ? m_group->rank() : 0, m_steps));
            truth = truthTensor(labels, count);
            logits = m_network.forward(inputTensor(inputs, count), true);
            loss = torch::nn::functional::cross_entropy(logits, truth, m_loss);
        }
        m_clock.mark();
        if (count != 0)
            loss.backward();
        m_clock.mark();
        const auto read = [&] {
            if (count == 0)
                return;
            const torch::Tensor hits = logits.detach().argmax(1).eq(truth).sum();
            const torch::Tensor both // one way from the device, not two; no batch has 2^24 samples
                = torch::stack({loss.detach(), hits.to(torch::kFloat32)}).cpu();
            figures.loss = both[0].item<double>();
            figures.correct = static_cast<std::uint64_t>(both[1].item<double>());
        };
        if (m_group) {
            read();
            if (auto shared = shareGradients(figures, count); !shared)
                return std::move(shared).error();
        }
        m_optimizer.step(learningRate, ++m_steps);
        m_clock.mark();
        if (!m_group)
            read();
        const auto parts = m_clock.seconds();
        figures.forwardSeconds = parts[0];
        figures.backwardSeconds = parts[1];
        figures.stepSeconds = parts[2];
        return figures;
    }

    /// Gradients, running figures and figures of the batch become their means over the samples of all members, in
    /// one exchange.
    Result<void> shareGradients(StepFigures& figures, std::size_t count)
    {
        const torch::NoGradGuard guard;
        const auto weight = static_cast<float>(count);
        const torch::Device where = m_cards ? m_device : torch::Device(torch::kCPU);
        std::vector<torch::Tensor> parts;
        for (const auto& [name, parameter] : m_network.parameters())
            parts.push_back(
                (parameter.grad().defined() ? parameter.grad() : torch::zeros_like(parameter)).flatten().to(where));
        for (const auto& [name, running] : m_network.runningFigures())
            parts.push_back(running.flatten().to(where));
        torch::Tensor all = torch::cat(parts).mul_(weight);
        const std::int64_t size = all.numel();
        all = torch::cat({all,
            torch::tensor({static_cast<float>(figures.loss) * weight, static_cast<float>(figures.correct), weight})
                .to(where)});
        if (auto summed = sum(all); !summed)
            return summed;
        const torch::Tensor told = all.slice(0, size).cpu();
        const float* const values = told.data_ptr<float>();
        figures.loss = values[0] / values[2];
        figures.correct = static_cast<std::uint64_t>(std::lround(values[1]));
        all.div_(static_cast<double>(values[2]));
        std::int64_t place = 0;
        const auto next = [&](const torch::Tensor& like) {
            const std::int64_t first = std::exchange(place, place + like.numel());
            return all.slice(0, first, place).view(like.sizes()).to(m_device);
        };
        for (const auto& [name, tensor] : m_network.parameters()) {
            torch::Tensor parameter = tensor;
            parameter.mutable_grad() = next(parameter);
        }
        for (const auto& [name, tensor] : m_network.runningFigures()) {
            torch::Tensor running = tensor;
            running.copy_(next(running));
        }
        return {};
    }

    /// Tensors here share their memory with the network and the optimiser.
    TorchNetwork::Named everything() const
    {
        TorchNetwork::Named all;
        for (const auto& [name, tensor] : m_network.parameters())
            all.emplace_back("model." + name, tensor);
        for (const auto& [name, tensor] : m_network.runningFigures())
            all.emplace_back("model." + name, tensor);
        for (std::size_t slot = 0; slot < m_optimizer.memory().size(); ++slot)
            for (std::size_t i = 0; i < m_network.parameters().size(); ++i)
                all.emplace_back("optimizer." + std::to_string(slot) + "." + m_network.parameters()[i].first,
                    m_optimizer.memory()[slot][i]);
        return all;
    }

    Result<void> take(const BackendState& state)
    {
        const auto all = everything();
        const bool fits = all.size() == state.tensors.size()
            && std::equal(all.begin(), all.end(), state.tensors.begin(), [](const auto& ours, const auto& theirs) {
                   return ours.first == theirs.name
                       && static_cast<std::size_t>(ours.second.numel()) == theirs.values.size();
               });
        if (!fits)
            return Error{ErrorCode::Shape, "state", {}, "is that of another network or optimiser", {}, nullptr};
        const torch::NoGradGuard guard;
        for (std::size_t i = 0; i < all.size(); ++i) {
            torch::Tensor target = all[i].second;
            auto* values = const_cast<float*>(state.tensors[i].values.data()); // from_blob only reads here
            target.copy_(torch::from_blob(values, target.sizes(), torch::kFloat32));
        }
        m_steps = state.steps;
        return {};
    }

    torch::Tensor inputTensor(const float* inputs, std::size_t count) const
    {
        const std::vector<std::int64_t> sizes{static_cast<std::int64_t>(count),
            static_cast<std::int64_t>(m_input.channels),
            static_cast<std::int64_t>(m_input.height),
            static_cast<std::int64_t>(m_input.width)};
        // from_blob wants a pointer it could write through; nothing here writes to an input.
        return torch::from_blob(const_cast<float*>(inputs), sizes, torch::kFloat32).to(m_device);
    }
    torch::Tensor truthTensor(const std::uint16_t* labels, std::size_t count) const
    {
        torch::Tensor truth = torch::empty({static_cast<std::int64_t>(count)}, torch::kInt64);
        std::copy_n(labels, count, truth.data_ptr<std::int64_t>());
        return truth.to(m_device);
    }

    torch::Device m_device;
    Shape m_input;
    std::uint64_t m_seed;
    TorchNetwork m_network;
    TorchOptimizer m_optimizer;
    StepClock m_clock;
    ProcessGroup* m_group;
    std::unique_ptr<NcclSum> m_cards; // of m_group, where every member has NCCL
    std::string m_note;
    torch::nn::functional::CrossEntropyFuncOptions m_loss;
    std::uint64_t m_parameters = 0;
    std::uint64_t m_steps = 0;
};

Result<void> prepareDevice(const BackendOptions& options)
{
    const torch::Device device(options.device);
    if (device.is_cuda()
        && (!torch::cuda::is_available()
            || (device.has_index() && device.index() >= static_cast<int>(torch::cuda::device_count()))))
        return Error{
            ErrorCode::Unsupported, options.device, {}, "this LibTorch has no such device", "device cpu", nullptr};
    at::set_num_threads(static_cast<int>(options.threads));
    // Activations that underflow cost a hundred times an ordinary number, and mean nothing.
    at::globalContext().setFlushDenormal(true);
    at::globalContext().setDeterministicAlgorithms(true, true);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1)
    at::globalContext().setDeterministicFillUninitializedMemory(
        false); // a kernel for each tensor, for nobody's eyes
#endif
    if (device.is_cuda()) { // the same sums in the same order, run after run
        at::globalContext().setDeterministicCuDNN(true);
        setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Backend>> makeTorchBackend(const BackendOptions& options)
{
    return guarded([&]() -> Result<std::unique_ptr<Backend>> {
        if (auto prepared = prepareDevice(options); !prepared)
            return std::move(prepared).error();
        return std::unique_ptr<Backend>(std::make_unique<TorchBackend>(options));
    });
}

std::vector<std::string> torchDevices()
{
    std::vector<std::string> devices{"cpu"};
    if (torch::cuda::is_available())
        for (std::size_t i = 0; i < torch::cuda::device_count(); ++i)
            devices.push_back("cuda:" + std::to_string(i));
    return devices;
}

std::string torchVersion()
{
    return TORCH_VERSION;
}

} // namespace cobench::train
