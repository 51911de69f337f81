// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/torch_program.h"

#include "core/train/torch/script_loading.h"
#include "core/train/torch/torch_guard.h"

#include <algorithm>
#include <cmath>

namespace cobench::train {

namespace {

constexpr double kSumTolerance = 1e-3;

class TorchProgram final : public Backend
{
public:
    explicit TorchProgram(const ProgramOptions& options)
        : m_input(options.input)
        , m_classes(static_cast<std::int64_t>(options.classes))
        , m_module(loadScript(options.bytes))
    {
        for (const auto& parameter : m_module.parameters())
            m_parameters += static_cast<std::uint64_t>(parameter.numel());
    }

    std::uint64_t parameters() const override { return m_parameters; }

    Result<StepFigures> step(const float*, const std::uint16_t*, std::size_t, double) override
    {
        return untrained();
    }
    Result<BackendState> state() const override { return untrained(); }
    Result<void> restore(const BackendState&) override { return untrained(); }

    Result<void> predict(const float* inputs, std::size_t count, float* probabilities) override
    {
        return guarded([&]() -> Result<void> {
            const torch::NoGradGuard guard;
            auto logits = logProbabilities(inputTensor(inputs, count));
            if (!logits)
                return std::move(logits).error();
            const torch::Tensor result = torch::softmax(*logits, 1).contiguous();
            if (!torch::isfinite(result).all().item<bool>())
                return wrong("its answers are not finite");
            std::copy_n(result.data_ptr<float>(), result.numel(), probabilities);
            return {};
        });
    }

    Result<void> inputGradient(
        const float* inputs, const std::uint16_t* labels, std::size_t count, float* gradient) override
    {
        return guarded([&]() -> Result<void> {
            const torch::Tensor leaf = inputTensor(inputs, count).requires_grad_();
            auto logits = logProbabilities(leaf);
            if (!logits)
                return std::move(logits).error();
            torch::Tensor truth = torch::empty({static_cast<std::int64_t>(count)}, torch::kInt64);
            std::copy_n(labels, count, truth.data_ptr<std::int64_t>());
            const auto options = torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum);
            const torch::Tensor loss = torch::nn::functional::cross_entropy(*logits, truth, options);
            if (!loss.requires_grad())
                return wrong("it tells no gradient by its inputs");
            const torch::Tensor slope = torch::autograd::grad({loss}, {leaf}).front().contiguous();
            std::copy_n(slope.data_ptr<float>(), slope.numel(), gradient);
            return {};
        });
    }

private:
    static Error wrong(std::string detail)
    {
        return {ErrorCode::Shape,
            "program",
            {},
            std::move(detail),
            "[N][classes] from [N][channels][height][width]",
            nullptr};
    }
    static Error untrained() { return {ErrorCode::Unsupported, "program", {}, "cannot be trained", {}, nullptr}; }

    torch::Tensor inputTensor(const float* inputs, std::size_t count) const
    {
        const std::vector<std::int64_t> sizes{static_cast<std::int64_t>(count),
            static_cast<std::int64_t>(m_input.channels),
            static_cast<std::int64_t>(m_input.height),
            static_cast<std::int64_t>(m_input.width)};
        // A copy: the program may write to what it is given.
        return torch::from_blob(const_cast<float*>(inputs), sizes, torch::kFloat32).clone();
    }

    /// What a softmax makes the program's probabilities of.
    Result<torch::Tensor> logProbabilities(const torch::Tensor& input)
    {
        const auto answer = m_module.forward({input});
        if (!answer.isTensor())
            return wrong("it does not return a tensor");
        const torch::Tensor values = answer.toTensor().to(torch::kCPU, torch::kFloat32);
        if (values.dim() != 2 || values.size(0) != input.size(0) || values.size(1) != m_classes)
            return wrong("its answer has another shape");
        const torch::Tensor off = (values.sum(1) - 1.0).abs().max();
        const bool isProbability = values.min().item<double>() >= 0.0 && off.item<double>() <= kSumTolerance;
        return isProbability ? values.clamp_min(1e-12).log() : values;
    }

    Shape m_input;
    std::int64_t m_classes;
    torch::jit::Module m_module;
    std::uint64_t m_parameters = 0;
};

} // namespace

Result<std::unique_ptr<Backend>> loadTorchProgram(const ProgramOptions& options)
{
    return guarded([&]() -> Result<std::unique_ptr<Backend>> {
        return std::unique_ptr<Backend>(std::make_unique<TorchProgram>(options));
    });
}

Result<void> warmUpTorch(unsigned threads)
{
    return guarded([&]() -> Result<void> {
        at::set_num_threads(static_cast<int>(threads));
        at::globalContext().setFlushDenormal(true);
        const torch::Tensor input = torch::ones({4, 3, 32, 32}).requires_grad_();
        const torch::Tensor planes = torch::conv2d(input, torch::ones({8, 3, 3, 3}));
        const torch::Tensor logits = torch::linear(planes.flatten(1), torch::ones({10, std::int64_t{8} * 30 * 30}));
        torch::autograd::grad({torch::log_softmax(logits, 1).sum()}, {input});
        return {};
    });
}

} // namespace cobench::train
