// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/torch_backend.h"

#include "core/train/philox.h"

#include <torch/torch.h>

#include <cmath>
#include <exception>

namespace cobench::train {

namespace {

/// A layer with its tensors; undefined ones where the layer has none.
struct Built {
    Layer layer;
    torch::Tensor weight;
    torch::Tensor bias;
};

Error torchError(const std::exception& exception)
{
    const auto* torch = dynamic_cast<const c10::Error*>(&exception);
    return {ErrorCode::Internal,
        "LibTorch",
        {},
        torch ? torch->what_without_backtrace() : exception.what(),
        {},
        nullptr};
}

/// Uniform in ±1/√fanIn, weights and biases, as PyTorch does by default; but from our own generator, so that seed
/// and network alone decide, whatever the device or version.
torch::Tensor initial(
    std::vector<std::int64_t> sizes, std::uint64_t fanIn, std::uint64_t seed, std::uint32_t number)
{
    torch::Tensor tensor = torch::empty(sizes, torch::kFloat32);
    const double bound = 1.0 / std::sqrt(static_cast<double>(fanIn));
    float* values = tensor.data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<float>(
            bound * (2.0 * randomUnit(seed, Stream::Weights, number, static_cast<std::uint64_t>(i)) - 1.0));
    return tensor;
}

Built build(const Layer& layer, const Shape& input, std::uint64_t seed, std::uint32_t number)
{
    if (layer.kind != LayerKind::Conv && layer.kind != LayerKind::Linear)
        return {layer, {}, {}};
    const auto outputs = static_cast<std::int64_t>(layer.outputs);
    const auto inputs = static_cast<std::int64_t>(input.channels);
    const auto kernel = static_cast<std::int64_t>(layer.kernel);
    const bool isConv = layer.kind == LayerKind::Conv;
    const std::uint64_t fanIn = isConv ? input.channels * layer.kernel * layer.kernel : input.channels;
    const std::vector<std::int64_t> sizes = isConv ? std::vector<std::int64_t>{outputs, inputs, kernel, kernel}
                                                   : std::vector<std::int64_t>{outputs, inputs};
    return {layer, initial(sizes, fanIn, seed, 2 * number), initial({outputs}, fanIn, seed, 2 * number + 1)};
}

torch::Tensor apply(const Built& built, const torch::Tensor& input)
{
    const auto kernel = static_cast<std::int64_t>(built.layer.kernel);
    const auto stride = static_cast<std::int64_t>(built.layer.stride);
    const auto padding = static_cast<std::int64_t>(built.layer.padding);
    switch (built.layer.kind) {
    case LayerKind::Conv:
        return torch::conv2d(input, built.weight, built.bias, stride, padding);
    case LayerKind::Linear:
        return torch::linear(input, built.weight, built.bias);
    case LayerKind::Relu:
        return torch::relu(input);
    case LayerKind::MaxPool:
        return torch::max_pool2d(input, kernel, stride);
    case LayerKind::AveragePool:
        return torch::avg_pool2d(input, kernel, stride);
    case LayerKind::Flatten:
        break;
    }
    return input.flatten(1);
}

std::unique_ptr<torch::optim::Optimizer> makeOptimizer(
    const OptimizerOptions& options, const std::vector<torch::Tensor>& parameters)
{
    // The rate is set before every step.
    if (options.kind == OptimizerOptions::Kind::Adam)
        return std::make_unique<torch::optim::Adam>(
            parameters, torch::optim::AdamOptions().weight_decay(options.weightDecay));
    return std::make_unique<torch::optim::SGD>(parameters,
        torch::optim::SGDOptions(0.0)
            .momentum(options.momentum)
            .nesterov(options.nesterov)
            .weight_decay(options.weightDecay));
}

class TorchBackend final : public Backend
{
public:
    explicit TorchBackend(const BackendOptions& options)
        : m_device(options.device)
        , m_input(options.network.input)
    {
        std::vector<torch::Tensor> parameters;
        Shape shape = options.network.input;
        for (const Layer& layer : options.network.layers) {
            Built built = build(layer, shape, options.seed, static_cast<std::uint32_t>(m_layers.size()));
            for (torch::Tensor* tensor : {&built.weight, &built.bias})
                if (tensor->defined()) {
                    *tensor = tensor->to(m_device).requires_grad_();
                    parameters.push_back(*tensor);
                    m_parameters += static_cast<std::uint64_t>(tensor->numel());
                }
            m_layers.push_back(std::move(built));
            shape = outputShape(layer, shape).value();
        }
        m_optimizer = makeOptimizer(options.optimizer, parameters);
    }

    std::uint64_t parameters() const override { return m_parameters; }

    Result<StepFigures> step(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate) override
    {
        try {
            const torch::Tensor truth = truthTensor(labels, count);
            const torch::Tensor logits = forward(inputTensor(inputs, count));
            const torch::Tensor loss = torch::nn::functional::cross_entropy(logits, truth);
            m_optimizer->zero_grad();
            loss.backward();
            for (auto& group : m_optimizer->param_groups())
                group.options().set_lr(learningRate);
            m_optimizer->step();
            const auto correct = logits.detach().argmax(1).eq(truth).sum().item<std::int64_t>();
            return StepFigures{loss.item<double>(), static_cast<std::uint64_t>(correct)};
        } catch (const std::exception& exception) {
            return torchError(exception);
        }
    }

    Result<void> predict(const float* inputs, std::size_t count, float* probabilities) override
    {
        try {
            const torch::InferenceMode guard;
            const torch::Tensor result = torch::softmax(forward(inputTensor(inputs, count)), 1).cpu().contiguous();
            std::copy_n(result.data_ptr<float>(), result.numel(), probabilities);
            return {};
        } catch (const std::exception& exception) {
            return torchError(exception);
        }
    }

private:
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
    torch::Tensor forward(torch::Tensor value) const
    {
        for (const Built& built : m_layers)
            value = apply(built, value);
        return value;
    }

    torch::Device m_device;
    Shape m_input;
    std::vector<Built> m_layers;
    std::uint64_t m_parameters = 0;
    std::unique_ptr<torch::optim::Optimizer> m_optimizer;
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
    return {};
}

} // namespace

Result<std::unique_ptr<Backend>> makeTorchBackend(const BackendOptions& options)
{
    try {
        if (auto prepared = prepareDevice(options); !prepared)
            return std::move(prepared).error();
        return std::unique_ptr<Backend>(std::make_unique<TorchBackend>(options));
    } catch (const std::exception& exception) {
        return torchError(exception);
    }
}

std::string torchVersion()
{
    return TORCH_VERSION;
}

} // namespace cobench::train
